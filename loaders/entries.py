"""An entry: one node or edge on its way into the store, and the ids and digests it gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.kernel.canonical import short_hash
from graph_service.kernel.identifiers import Curie
from graph_service.schema.digests import entry_digest
from graph_service.store.changes import Kind

End = tuple[str, str]
"""(label, id)"""
Key = tuple[str, str]
"""(label or edge type, id)"""


@dataclass(slots=True)
class Entry:
    """A checked node or edge; `content` is what its digest covers, without source and audience until `settle`."""

    kind: Kind
    type: str
    id: str
    content: dict[str, Any]
    line: int
    partition: str
    profile: str
    audience: str | None
    """None for what is open to all by nature: concepts, territories, structure edges."""
    owner: str | None
    start: End = ("", "")
    end: End = ("", "")
    column: str = ""
    file: str = ""
    source: str = ""
    """Who tells it; empty for a shared node, which no source owns."""
    digest: str = ""

    @property
    def key(self) -> Key:
        """Type and id."""
        return self.type, self.id

    def settle(self, source: str | None) -> None:
        """Put source, audience and owner into the content and compute the digest; again after each of them changed.

        A shared node has no source: None.
        """
        content = self.content
        content["id"] = self.id
        self.source = source or ""
        if source is not None:
            content["source"] = source
        if self.audience is not None:
            content["audience"] = self.audience
            if self.owner is not None:
                content["owner"] = self.owner
            else:
                content.pop("owner", None)
        self.digest = entry_digest(self.type, content)

    def stored(self, load: str) -> dict[str, Any]:
        """All properties that the store keeps of what a source told."""
        return {
            **self.content,
            "load": load,
            "line": self.line,
            "profile": self.profile,
            "partition": self.partition,
            "digest": self.digest,
        }


def record_id(source: str, actor: str, owner: str | None = None) -> Curie:
    """The id of what one source (and declarer) says of an actor."""
    return Curie(f"record:{short_hash(source, actor, owner or '')}")


def edge_id(entry: Entry, source: str, key: tuple[str, ...]) -> Curie:
    """The id of an edge: its type, ends, key columns, source, basis, and the owner of a declared fact."""
    return _edge_id(entry, source, key, entry.owner)


def is_its_id(entry: Entry, source: str, key: tuple[str, ...]) -> bool:
    """Whether an edge came to its id by what it says. Narrowed to a reserved end, it got an owner after its id."""
    return entry.id in (edge_id(entry, source, key), _edge_id(entry, source, key, None))


def _edge_id(entry: Entry, source: str, key: tuple[str, ...], owner: str | None) -> Curie:
    content: Mapping[str, Any] = entry.content
    basis = content.get("basis")
    columns = [None if content.get(name) is None else str(content[name]) for name in key]
    owner = owner if basis == "declared" else None
    return Curie(f"fact:{short_hash(entry.type, entry.start[1], entry.end[1], *columns, source, basis, owner)}")
