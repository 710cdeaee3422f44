"""What validation says of a value, in French and English sentences that name the field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from graph_service.kernel.errors import WrongInput, not_among

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("{field} manque.", "{field} is missing."),
    "extra_forbidden": ("{field} est inconnu ici.", "{field} is unknown here."),
    "int_type": ("{field} doit être un nombre entier.", "{field} must be a whole number."),
    "int_parsing": ("{field} doit être un nombre entier.", "{field} must be a whole number."),
    "int_parsing_size": ("{field} est un nombre trop long.", "{field} is a number with too many digits."),
    "int_from_float": ("{field} doit être un nombre entier.", "{field} must be a whole number."),
    "float_type": ("{field} doit être un nombre.", "{field} must be a number."),
    "float_parsing": ("{field} doit être un nombre.", "{field} must be a number."),
    "finite_number": ("{field} doit être un nombre fini.", "{field} must be a finite number."),
    "bool_type": ("{field} doit être true ou false.", "{field} must be true or false."),
    "bool_parsing": ("{field} doit être true ou false.", "{field} must be true or false."),
    "greater_than": ("{field} doit être supérieur à {gt}.", "{field} must be greater than {gt}."),
    "greater_than_equal": ("{field} doit être au moins {ge}.", "{field} must be at least {ge}."),
    "less_than": ("{field} doit être inférieur à {lt}.", "{field} must be less than {lt}."),
    "less_than_equal": ("{field} doit être au plus {le}.", "{field} must be at most {le}."),
    "string_type": ("{field} doit être un texte.", "{field} must be a text."),
    "string_unicode": ("{field} n'est pas un texte Unicode correct.", "{field} is not well-formed Unicode."),
    "string_too_long": ("{field} est trop long (au plus {max_length}).", "{field} is too long (at most {max_length})."),
    "string_too_short": ("{field} est trop court.", "{field} is too short."),
    "too_long": (
        "{field} a trop d'éléments (au plus {max_length}).",
        "{field} has too many items (at most {max_length}).",
    ),
    "list_type": ("{field} doit être une liste.", "{field} must be a list."),
    "json_invalid": ("Le corps de la demande n'est pas du JSON.", "The body of the request is not JSON."),
    "model_attributes_type": ("On attend un objet JSON.", "A JSON object is expected."),
    "dict_type": ("{field} doit être un objet JSON.", "{field} must be a JSON object."),
}
_CHOICE = re.compile(r"'([^']*)'")
"""One value of those that pydantic names: 'fr', 'en' or 'de'."""
_OTHERWISE = ("{field} ne convient pas.", "{field} is not acceptable.")


def wrong_input_of(errors: Sequence[Mapping[str, Any]]) -> WrongInput:
    """The first of pydantic's errors, as ours. The value itself is never repeated."""
    first = errors[0]
    field = _field(first.get("loc", ()))
    if first.get("type") in {"literal_error", "enum"}:
        return not_among(field, _CHOICE.findall(str(first["ctx"]["expected"])))
    fr, en = _SENTENCES.get(str(first.get("type")), _OTHERWISE)
    values = {**dict.fromkeys(("gt", "ge", "lt", "le", "max_length"), ""), **dict(first.get("ctx") or {})}
    shown = {key: _shown(value) for key, value in values.items() if key != "field"}
    return WrongInput(
        fr.format(field=field or "La valeur", **shown), en.format(field=field or "The value", **shown), field=field
    )


def _shown(value: object) -> str:
    """A bound as people write it: 0 for 0.0."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _field(place: Sequence[object]) -> str | None:
    """`query → basis → 0` is basis; `body → files → 3` is files.3."""
    kept = [part for part in place if part not in {"query", "body", "path", "header"}]
    if "query" in place:
        kept = [part for part in kept if isinstance(part, str)]
    return ".".join(str(part)[:60] for part in kept) or None
