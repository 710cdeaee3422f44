"""What a JSON file tells, as rows of cells: its objects, their titles, each value as a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from loaders import bad_files


def read(name: str, data: bytes) -> list[dict[str, Any]]:
    """The objects of a JSON list, or of the only list of a JSON object. Raises DataErrors."""
    try:
        told = orjson.loads(data)
    except orjson.JSONDecodeError as wrong:
        raise bad_files.broken(name, wrong.msg, wrong.lineno) from None
    if isinstance(told, dict):
        lists = [value for value in told.values() if isinstance(value, list)]
        told = lists[0] if len(lists) == 1 else [told]
    if not all(isinstance(item, dict) for item in told):
        raise bad_files.broken(name, "a list of objects is expected")
    return list(told)


def titles(items: Iterable[dict[str, Any]]) -> list[str]:
    """The names that any of the objects has, in the order in which they come."""
    return list(dict.fromkeys(name for item in items for name in item))


def cell(value: object) -> str | None:
    """One value as a cell: a text as it is, anything else as JSON."""
    if value is None or isinstance(value, str):
        return value
    return orjson.dumps(value).decode()
