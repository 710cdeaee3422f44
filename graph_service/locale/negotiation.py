"""Which of our languages a reader gets: the one asked for, else the first one his browser accepts.

>>> language_asked(None, "de-AT,de;q=0.9,en;q=0.5", "fr")
'de'
>>> language_asked("en", "de", "fr")
'en'
"""

from __future__ import annotations

from typing import Final, Literal, TypeGuard

Language = Literal["fr", "en", "de"]
LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en", "de")
DEFAULT: Final[Language] = "fr"

_HEADER_LIMIT = 1_000
"""Characters of Accept-Language that are read: browsers send less than a hundred."""


def is_language(text: str | None) -> TypeGuard[Language]:
    """Whether the text names a language that we speak."""
    return text in LANGUAGES


def language_asked(parameter: str | None, accept_language: str | None, default: Language = DEFAULT) -> Language:
    """The language of an answer: `?lang=`, then `Accept-Language` by weight, then `default`.

    An unknown language in either place is passed over, never an error.
    """
    if is_language(parameter):
        return parameter
    for wanted in _by_weight(accept_language or ""):
        if wanted == "*":
            return default
        if is_language(wanted):
            return wanted
    return default


def _by_weight(header: str) -> list[str]:
    """Primary subtags of an Accept-Language header, the most wanted first; weight 0 is a refusal."""
    weighted: list[tuple[float, int, str]] = []
    for position, part in enumerate(header[:_HEADER_LIMIT].split(",")):
        tag, _, parameters = part.partition(";")
        weight = _weight(parameters)
        if tag.strip() and weight > 0:
            weighted.append((-weight, position, tag.strip().lower().partition("-")[0]))
    return [tag for _, _, tag in sorted(weighted)]


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
