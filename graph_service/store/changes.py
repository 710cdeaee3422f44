"""What a load asks the store to do, and what the store knows of what is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["node", "edge"]
Operation = Literal["create", "update", "delete"]


@dataclass(frozen=True, slots=True)
class Stored:
    """One node or edge of a source as the store keeps it, without its own properties."""

    kind: Kind
    type: str
    """Label or edge type."""
    id: str
    digest: str
    source: str = ""
    profile: str = ""
    partition: str = ""
    audience: str | None = None
    owner: str | None = None
    start: tuple[str, str] | None = None
    """(label, id) of an edge's start."""
    end: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One node or edge to create, to set anew, or to delete.

    `properties` is the whole new state (with id, provenance, digest, audience …); empty for a delete.
    An edge always says its ends, as (label, id). Deleting a node asks for the deletion of its edges too.
    """

    operation: Operation
    kind: Kind
    type: str
    id: str
    properties: dict[str, Any] = field(default_factory=dict)
    start: tuple[str, str] | None = None
    end: tuple[str, str] | None = None
