"""The book of loads: which came when, from which file, and what they changed. For administrators only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.store.port import GraphStore


@dataclass(frozen=True, slots=True)
class LoadEntry:
    """One load of the book."""

    id: str
    source: str
    profile: str
    scope: str
    state: str
    """`finished`, or `loading` for a bulk load that is under way or was killed."""
    bulk: bool
    file_name: str
    file_digest: str
    started_at: str
    finished_at: str
    read: int
    new: int
    changed: int
    unchanged: int
    retired: int
    rejected: int
    expired: int


def loads(store: GraphStore, source: str | None = None) -> list[LoadEntry]:
    """The loads of a store, the newest first; of one source when it is given."""
    entries = [_entry(properties) for properties in store.loads()]
    return [entry for entry in entries if source is None or entry.source == source]


def _entry(properties: Mapping[str, Any]) -> LoadEntry:
    def text(name: str) -> str:
        return str(properties.get(name) or "")

    def number(name: str) -> int:
        return int(properties.get(name) or 0)

    return LoadEntry(
        id=text("id"),
        source=text("source"),
        profile=text("profile"),
        scope=text("scope"),
        state=text("state"),
        bulk=bool(properties.get("bulk")),
        file_name=text("file_name"),
        file_digest=text("file_digest"),
        started_at=text("started_at"),
        finished_at=text("finished_at"),
        read=number("read"),
        new=number("new"),
        changed=number("changed"),
        unchanged=number("unchanged"),
        retired=number("retired"),
        rejected=number("rejected"),
        expired=number("expired"),
    )
