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


def entry_digest(type: str, properties: Mapping[str, Any]) -> str:  # noqa: A002  (label or edge type, as everywhere)
    """64 hexadecimal digits of SHA-256 over the stored properties of a node or edge of this label or edge type.

    The ends of an edge count through its id, which is a hash of them.
    Raises ValueError for a value that no engine keeps (NaN, nested or mixed lists).
    """
    content = {name: clean(value) for name, value in properties.items() if name not in NOT_CONTENT}
    content["@type"] = type
    return hashlib.sha256(canonical_json(content)).hexdigest()
