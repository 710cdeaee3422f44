"""One constraint as a predicate on one value, as the store keeps values: SHACL's meaning, without RDF."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from graph_service.kernel.identifiers import PrefixTable
from graph_service.schema.shapes.model import Constraint

Holds = Callable[[Any], bool]
"""Whether the constraint holds of a value."""

_PYTHON: dict[str, type] = {"xsd:integer": int, "xsd:gYear": int, "xsd:boolean": bool}


def of_value(constraint: Constraint) -> Holds | None:
    """The predicate of a constraint on one value, false of a list; None when it is about something else."""
    value = constraint.value
    match constraint.kind:
        case "datatype":
            return _typed(value)
        case "languageIn":
            return _is_text
        case "in":
            listed = frozenset(value)
            return lambda item: type(item) is str and item in listed
        case "minInclusive":
            return lambda item: (type(item) is float or type(item) is int) and item >= value
        case "maxInclusive":
            return lambda item: (type(item) is float or type(item) is int) and item <= value
        case "pattern":
            return _matching(value)
    return None


def identifier(prefixes: PrefixTable, allowed: tuple[str, ...], *, bare: bool) -> Holds:
    """Whether a text is an identifier with one of these prefixes; `bare`: the only possible one may be left out."""
    patterns = {name: prefixes[name].pattern.fullmatch for name in allowed}
    alone = patterns[allowed[0]] if bare and len(allowed) == 1 else None

    def holds(item: Any) -> bool:
        if type(item) is not str:
            return False
        prefix, _, local = item.partition(":")
        matches = patterns.get(prefix)
        if matches is not None and matches(local):
            return True
        return alone is not None and alone(item) is not None

    return holds


def is_day(item: Any) -> bool:
    """Whether this is a day as the store writes it: YYYY-MM-DD."""
    return type(item) is str and _is_date(item)


def _typed(datatype: str) -> Holds:
    match datatype:
        case "xsd:double":
            return lambda item: type(item) is float and math.isfinite(item)
        case "xsd:date":
            return is_day
        case "xsd:dateTime":
            return lambda item: type(item) is str and _is_instant(item)
        case _:
            wanted = _PYTHON.get(datatype, str)
            return lambda item: type(item) is wanted


def in_order(one: Any, other: Any) -> bool:
    """Whether two days or two numbers follow one another, or are the same; false when they cannot be compared."""
    comparable = (is_day(one) and is_day(other)) or (_is_number(one) and _is_number(other))
    return comparable and bool(one <= other)


def _is_number(item: Any) -> bool:
    return type(item) is float or type(item) is int


def _is_text(item: Any) -> bool:
    return type(item) is str


def _matching(pattern: str) -> Holds:
    """A text that the pattern fits; of a number, its four digits, since only years have a pattern."""
    fits = re.compile(pattern, re.ASCII).search

    def holds(item: Any) -> bool:
        text = f"{item:04d}" if type(item) is int else item if type(item) is str else ""
        return fits(text) is not None

    return holds


@lru_cache(maxsize=10_000)
def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
