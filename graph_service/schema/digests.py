"""The digest of a node or an edge: what it says and who says so, not when it came.

Computed by the loaders when an entry comes in, and anew by the store from what it keeps: the same function,
so that a damaged property is found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from graph_service.kernel.canonical import canonical_json, clean

NOT_CONTENT = frozenset({"load", "line", "profile", "partition", "digest"})
"""Stored properties that say how an entry came in; two loads of one file must give one digest."""


def entry_digest(
    type: str,  # noqa: A002  (the word of the whole house: label or edge type)
    properties: Mapping[str, Any],
    start: tuple[str, str] | None = None,
    end: tuple[str, str] | None = None,
) -> str:
    """64 hexadecimal digits of SHA-256 over the stored properties of a node or edge of this label or edge type.

    The ends of an edge are part of its id (a hash of them), hence need not be given; when they are, they count.
    Raises ValueError for a value that no engine keeps (NaN, nested or mixed lists).
    """
    content = {name: clean(value) for name, value in properties.items() if name not in NOT_CONTENT}
    content["@type"] = type
    if start is not None and end is not None:
        content["@start"], content["@end"] = start[1], end[1]
    return hashlib.sha256(canonical_json(content)).hexdigest()
