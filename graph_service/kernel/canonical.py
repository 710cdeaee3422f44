"""One text for one value: canonical JSON, and the hashes made from it.

null = absent, NFC strings, shortest floats, homogeneous lists: the same value gives the same bytes
whichever engine kept it.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_PARTS = json.JSONEncoder(ensure_ascii=False).encode

Scalar = str | int | float | bool
Value = Scalar | list[str] | list[int] | list[float] | list[bool]


def clean(value: Any) -> Any:
    """A property value as both engines keep it.

    Strings are NFC; a list of ints and floats becomes floats; -0.0 becomes 0.0.
    Raises ValueError for NaN, infinities, nested or mixed lists.
    """
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise ValueError(f"not a finite number: {value!r}")
        return value + 0.0
    if isinstance(value, list | tuple):
        items = [clean(item) for item in value]
        kinds = {type(item) for item in items}
        if kinds == {int, float}:
            return [float(item) for item in items]
        if len(kinds) > 1 or kinds & {list, dict, type(None)}:
            raise ValueError(f"a list must hold values of one type: {value!r}")
        return items
    raise ValueError(f"cannot be a property: {value!r}")


def canonical_json(value: Mapping[str, Any] | list[Any]) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces and without the keys whose value is null."""
    if isinstance(value, Mapping):
        value = {key: item for key, item in value.items() if item is not None}
    return _CANONICAL(value).encode()


def short_hash(*parts: str | None) -> str:
    """32 hexadecimal digits (128 bits of SHA-256) of the parts in this order; absent and empty differ."""
    return hashlib.sha256(_PARTS(parts).encode()).hexdigest()[:32]


def digest_of_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """SHA-256 of the sorted (id, digest) pairs, 64 hexadecimal digits."""
    total = hashlib.sha256()
    for identifier, digest in sorted(pairs):
        total.update(f"{identifier} {digest}\n".encode())
    return total.hexdigest()
