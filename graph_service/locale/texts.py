"""Messages, numbers and dates of one language.

>>> texts("fr")("action.search")
'Rechercher'
>>> texts("en").count("count.actors", 1_200)
'1,200 actors'
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from graph_service.kernel.errors import BrokenPromise
from graph_service.locale.negotiation import Language

_FOLDER = Path(__file__).parent
_PLURALS = frozenset({"one", "other"})
_TERRITORY = {"en": "GB"}
"""Whose habits of writing dates: a European reader expects 3 January 2026."""
_THIN = re.compile(r" ([;?!])")
_ELIDED = re.compile(r"\b([Dd]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)e \{(\w+)\}")
"""A word that loses its last letter before a vowel, and the hole that follows it."""
_VOWEL = re.compile(
    r"(?!onz|oui\b|ulul)[aeiou]|y[^aeiou]"
    r"|h(abi[lt]|armoni|e[bx][da]|eli[coop]|erb[aeo]|eure|ist|iver|omm|onn|onor|opita|ort[ie]|orlog|ospi|otel|ui[ls]|um[ai]|y[dgp])"
)
"""How a word begins that takes the elision. Of those with h the nouns that do: towns around here (Hayange) do not."""
_LETTERS = {**dict.fromkeys(range(0x300, 0x370)), ord("œ"): "oe", ord("æ"): "ae"}
"""Accents go, ligatures come apart."""


class Texts:
    """What one language says; callable with a key and the values of its placeholders."""

    def __init__(self, language: Language, messages: Mapping[str, str | Mapping[str, str]]) -> None:
        self.language = language
        self._messages = messages
        self._locale = Locale(language, _TERRITORY.get(language))

    def __call__(self, key: str, **values: object) -> str:
        """The message of `key`. Raises BrokenPromise for a key that the language lacks."""
        message = self._messages.get(key)
        if not isinstance(message, str):
            raise BrokenPromise(f"locale/{self.language}.toml: no message “{key}”")
        return self._filled(message, values) if values else message

    def __contains__(self, key: str) -> bool:
        return key in self._messages

    def keys(self) -> frozenset[str]:
        """All keys of this language."""
        return frozenset(self._messages)

    def message(self, key: str) -> str | Mapping[str, str]:
        """The message as written: a text, or its `one` and `other`."""
        return self._messages[key]

    def known(self, family: str, code: str | None) -> str:
        """The word of a code of an open list (licences, languages …), or the code itself when it has none yet."""
        key = f"{family}.{code}"
        return self(key) if code and key in self._messages else code or ""

    def count(self, key: str, number: int, **values: object) -> str:
        """A counted thing: « 1 acteur », « 17 091 acteurs ». `{n}` is the number as this language writes it."""
        message = self._messages.get(key)
        if not isinstance(message, Mapping):
            raise BrokenPromise(f"locale/{self.language}.toml: no plural “{key}”")
        form = message.get(self._locale.plural_form(number), message["other"])
        return self._filled(form, {"n": self.number(number), **values})

    def _filled(self, message: str, values: Mapping[str, object]) -> str:
        """The message with its values; in French « de » and « que » before a vowel are « d’ » and « qu’ »."""
        if self.language == "fr":
            message = _ELIDED.sub(lambda found: _elided(found, values), message)
        return message.format(**values)

    def spaced(self, sentence: str) -> str:
        """A sentence of another room, with the unbreakable spaces of this language."""
        return _french(sentence) if self.language == "fr" else sentence

    def number(self, value: float) -> str:
        """A number with this language's separators, at most two decimals."""
        return format_decimal(value, format="#,##0.##", locale=self._locale)

    def percent(self, share: float) -> str:
        """A share between 0 and 1 as a whole percentage."""
        return format_percent(share, locale=self._locale)

    def date(self, value: str | date | None) -> str:
        """A day in words; an ISO 8601 instant counts as its day, and a text that is no date is given back."""
        if isinstance(value, date):
            return format_date(value, format="long", locale=self._locale)
        try:
            return self.date(datetime.fromisoformat(value or ""))
        except ValueError:
            return value or ""


@cache
def texts(language: Language) -> Texts:
    """The messages of `language`, read once from its TOML file."""
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        written = _flat(tomllib.load(file))
    return Texts(language, {key: _spaced(language, message) for key, message in written})


def _spaced(language: Language, message: str | Mapping[str, str]) -> str | Mapping[str, str]:
    """French puts unbreakable spaces before « : ; ? ! » and inside its quotation marks; the file has plain ones."""
    if language != "fr":
        return message
    if isinstance(message, Mapping):
        return {form: _french(text) for form, text in message.items()}
    return _french(message)


def _french(text: str) -> str:
    text = (
        text.replace("« ", "«\N{NO-BREAK SPACE}")
        .replace(" »", "\N{NO-BREAK SPACE}»")
        .replace(" :", "\N{NO-BREAK SPACE}:")
    )
    return _THIN.sub("\N{NARROW NO-BREAK SPACE}\\1", text)


def _elided(found: re.Match[str], values: Mapping[str, object]) -> str:
    word = str(values.get(found[2], ""))
    begins = unicodedata.normalize("NFD", word.lower()).translate(_LETTERS)
    if not _VOWEL.match(begins):
        return found[0]
    return f"{found[1]}’{{{found[2]}}}"


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str | Mapping[str, str]]]:
    """Nested tables as dotted keys; a table of plural forms stays whole."""
    found: list[tuple[str, str | Mapping[str, str]]] = []
    for name, value in table.items():
        if isinstance(value, Mapping) and set(value) != _PLURALS:
            found += _flat(value, f"{prefix}{name}.")
        else:
            found.append((f"{prefix}{name}", value))
    return found
