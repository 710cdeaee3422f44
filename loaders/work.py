"""What a load has in its hands: what is told, what is stored, and what follows from both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graph_service.schema.model import GraphSchema
from graph_service.store.changes import Stored
from graph_service.store.port import Loading
from loaders.entries import End, Entry, Key
from loaders.tally import Tally

Properties = dict[str, Any]


@dataclass(slots=True)
class Work:
    """The state of one load between reading and writing."""

    schema: GraphSchema
    loading: Loading
    tally: Tally
    told: dict[Key, Entry]
    stored: dict[Key, Stored]
    """Of the sources that tell something."""
    snapshot: bool = True
    """Whether what is stored and not told any more retires."""
    parts: frozenset[str] | None = None
    """Partitions that this load tells whole; None: all."""
    retired: dict[Key, Stored] = field(default_factory=dict)
    """Stored by this snapshot, not told any more."""
    cascaded: dict[Key, Stored] = field(default_factory=dict)
    """Edges, of any source, whose end goes."""
    removed: set[End] = field(default_factory=set)
    """Nodes that go: retired ones, and shared ones that nothing describes any more."""
    derived: dict[End, Entry] = field(default_factory=dict)
    """New states of the shared nodes that this load touches."""
    before: dict[End, Properties] = field(default_factory=dict)
    """Stored states of nodes that were looked up."""
    adjusted: dict[Key, tuple[Stored, Properties]] = field(default_factory=dict)
    """Stored edges that this file does not tell and that become narrower with their ends."""
    _looked_up: set[End] = field(default_factory=set)

    def look_up(self, label: str, ids: Iterable[str]) -> None:
        """Have the stored states of these nodes in `before`."""
        missing = {(label, i) for i in ids} - self._looked_up
        if not missing:
            return
        self._looked_up |= missing
        for identifier, properties in self.loading.nodes(label, [i for _, i in missing]).items():
            self.before[label, identifier] = properties

    def is_settled(self, entry: Entry) -> bool:
        """Whether the store holds just this already."""
        stored = self.stored.get(entry.key)
        return stored is not None and stored.digest == entry.digest

    def goes(self, key: Key) -> bool:
        """Whether a stored edge leaves with this load."""
        return key in self.retired or key in self.cascaded

    def told_edges(self, *types: str) -> Iterator[Entry]:
        """Told edges of these types."""
        return (entry for entry in self.told.values() if entry.kind == "edge" and entry.type in types)

    def leaving_edges(self, *types: str) -> Iterator[Stored]:
        """Stored edges of these types that leave."""
        for group in (self.retired, self.cascaded):
            yield from (stored for stored in group.values() if stored.kind == "edge" and stored.type in types)

    def remove(self, label: str, ids: Iterable[str]) -> None:
        """Let nodes go, with every edge that touches them."""
        wanted = sorted(i for i in ids if (label, i) not in self.removed)
        if not wanted:
            return
        self.removed.update((label, i) for i in wanted)
        for edge in self.loading.edges_at(label, wanted):
            if not self.goes((edge.type, edge.id)):
                self.cascaded[edge.type, edge.id] = edge
