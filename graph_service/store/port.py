"""What the rest of the house asks of a graph database: this, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from graph_service.access.viewer import Viewer
from graph_service.schema.model import GraphSchema
from graph_service.store.books import Books
from graph_service.store.catalogue import Catalogue
from graph_service.store.changes import Change, Stored

Progress = Callable[[int, int], None]
"""Called with (done, total) while changes are written."""


@dataclass(frozen=True, slots=True)
class VersionSeen:
    """What a viewer's subgraph is at: a hash of the counters he holds, and the day the last of them moved."""

    hash: str
    moved_at: str | None
    """ISO 8601 instant, UTC, or None when nothing was ever loaded."""


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What `status` and `/readyz` say of the database."""

    engine: str
    """`arcadedb` or `neo4j`."""
    ready: bool
    detail: str
    """Empty when ready; otherwise why not, for a person."""
    closed_by: str | None = None
    """Id of the bulk load that holds the door closed, or None."""


class Loading(Protocol):
    """The right to write, held by one loader at a time; every transaction checks that it still holds it."""

    def stored(self, source: str) -> Iterator[Stored]:
        """Nodes and edges that this source told, under any profile."""

    def nodes(self, label: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """All stored properties of the nodes of `label` that exist among `ids`, by id."""

    def edges_at(self, label: str, ids: Iterable[str]) -> list[Stored]:
        """All edges that touch these nodes, in either direction."""

    def edges(self, edge_type: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """All stored properties of the edges of `edge_type` that exist among `ids`, by id."""

    def records_of(self, actors: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """Stored properties of the Records that describe each actor, sorted by id."""

    def other_ids(self) -> dict[str, str]:
        """Ids that stand for another actor (its aliases, and actors that were replaced), with the id of that one."""

    def finished_loads(self, source: str, profile: str, scope: str) -> int:
        """How many loads of this snapshot were finished."""

    def rules_changed(self) -> bool:
        """Whether facts that are stored were derived by other rules than today's: a load without changes mends it."""

    def apply(self, load: dict[str, Any], changes: Sequence[Change], *, progress: Progress | None = None) -> int:
        """Write the changes and the finished Load node: one transaction, or a bulk load behind a closed door.

        What follows from the changes by rule is written with them; returns how many derived facts that made come,
        change or go.
        `load` holds the properties of the Load node (with its id). Change log and counters move with the changes.
        Raises Unavailable (with `more["unknown"]` true when the commit's outcome is unknown).
        """

    def unfinished(self) -> dict[str, Any] | None:
        """Properties of the Load that a killed bulk load left unfinished, or None."""

    def undo_unfinished(self, *, progress: Progress | None = None) -> None:
        """Bring back what was there before the unfinished bulk load, from its change log, and open the door."""


class GraphStore(Protocol):
    """Reads by name of a question, writes by load; both engines, one behaviour."""

    @property
    def schema(self) -> GraphSchema:
        """Labels, edge types, prefixes."""

    @property
    def catalogue(self) -> Catalogue:
        """Every question that can be asked."""

    @property
    def books(self) -> Books:
        """What the service keeps for itself."""

    def read(self, query: str, viewer: Viewer, **params: Any) -> list[dict[str, Any]]:
        """Rows of one catalogued read question, within the deadline, through the viewer's gate.

        Raises WrongInput (a parameter), NotFound (no such question), Unavailable, TookTooLong, Busy.
        """

    def version(self, viewer: Viewer) -> VersionSeen:
        """The version this viewer sees."""

    def projection_key(self) -> str:
        """Changes whenever anything was written; internal, never shown."""

    def groups(self) -> tuple[str, ...]:
        """The `group:` tokens in use: what an administrator may see besides the levels."""

    def loading(self, holder: str) -> AbstractContextManager[Loading]:
        """Take the lease of the loader. Raises Conflict when somebody else holds it."""

    def digest(self) -> str:
        """Digest of the whole graph, computed anew from the stored properties (never from stored digests)."""

    def dump(self) -> Iterator[tuple[Stored, dict[str, Any]]]:
        """Every node and edge that belongs to the digest, with its properties, by kind, type, id; for exports."""

    def counts(self) -> dict[str, int]:
        """How many nodes per label and edges per type, of those that exist; for `status`."""

    def loads(self) -> list[dict[str, Any]]:
        """Properties of the Load nodes, the newest first; for administrators."""

    def status(self) -> EngineStatus:
        """State of the engine; never raises, answers within the connection time-out."""

    def close(self) -> None:
        """Let go of connections (and of the embedded engine)."""
