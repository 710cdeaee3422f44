"""The graph store: questions by name through the viewer's gate, loads one at a time; the same on both engines."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from graph_service.access.viewer import Viewer
from graph_service.kernel.canonical import digest_of_pairs
from graph_service.kernel.collector import seldom_collected
from graph_service.kernel.errors import Busy, NotFound, SillonError, Unavailable
from graph_service.schema.digests import entry_digest
from graph_service.schema.model import GraphSchema
from graph_service.schema.statements import Statements
from graph_service.store import state
from graph_service.store.bolt import Bolt, Transaction
from graph_service.store.books import Books
from graph_service.store.catalogue import Catalogue
from graph_service.store.changes import Stored
from graph_service.store.embedded import EmbeddedEngine
from graph_service.store.inference import Rules
from graph_service.store.loading import BoltLoading
from graph_service.store.port import EngineStatus, Loading, VersionSeen
from graph_service.store.told import everything

T = TypeVar("T")

_LOADS = "MATCH (l:Load) RETURN properties(l) AS p ORDER BY l.started_at DESC, l.id"
_GROUPS = "MATCH (c:Counter) WHERE c.id STARTS WITH 'counter:group:' RETURN c.id AS id ORDER BY id"
_COMMIT_WAIT_S = 3.0
_PAUSE_S = 0.03


class _MovedOn(Exception):
    """Something was written while an answer was computed."""


class BoltStore:
    """Implements port.GraphStore."""

    def __init__(
        self,
        bolt: Bolt,
        schema: GraphSchema,
        catalogue: Catalogue,
        rules: Rules,
        *,
        deadline_s: float,
        transaction_objects: int,
        engine: EmbeddedEngine | None = None,
    ) -> None:
        self._bolt = bolt
        self._schema = schema
        self._catalogue = catalogue
        self._rules = rules
        self._deadline_s = deadline_s
        self._transaction_objects = transaction_objects
        self._engine = engine
        self._statements = Statements(schema)
        self._books = Books(bolt, schema)

    @property
    def books(self) -> Books:
        """What the service keeps for itself."""
        return self._books

    @property
    def schema(self) -> GraphSchema:
        """Labels, edge types, prefixes."""
        return self._schema

    @property
    def catalogue(self) -> Catalogue:
        """Every question that can be asked."""
        return self._catalogue

    def read(self, query: str, viewer: Viewer, **params: Any) -> list[dict[str, Any]]:
        """Rows of one catalogued read question, within the deadline, through the viewer's gate."""
        question = self._catalogue[query]
        if question.access != "read":
            raise NotFound(f"« {query} » n'est pas une question.", f"“{query}” is not a question.")
        values = question.bind(params, self._schema.prefixes)
        values["audiences"] = viewer.audiences(question.scope)
        values["owners"] = viewer.owners_in(question.scope)
        return self._consistently(lambda tx: tx.run(question.text, values))

    def version(self, viewer: Viewer) -> VersionSeen:
        """The version this viewer sees."""

        def work(tx: Transaction) -> VersionSeen:
            return VersionSeen(*state.version(tx, viewer, _open_door(tx).instance))

        return self._consistently(work)

    def projection_key(self) -> str:
        """Changes whenever anything was written; internal, never shown."""

        def work(tx: Transaction) -> str:
            door = _open_door(tx)
            return f"{door.instance}-{door.sequence}"

        return self._consistently(work)

    def groups(self) -> tuple[str, ...]:
        """The `group:` tokens in use."""
        rows = self._consistently(lambda tx: tx.run(_GROUPS))
        return tuple(row["id"].removeprefix("counter:") for row in rows)

    @contextmanager
    def loading(self, holder: str) -> Iterator[Loading]:
        """Take the lease of the loader. Raises Conflict when somebody else holds it."""
        fence = self._bolt.write(lambda tx: state.take_lease(tx, holder))
        self._open_after_commit()
        try:
            with seldom_collected():
                yield BoltLoading(
                    self._bolt, self._schema, self._rules, fence, limit=self._transaction_objects, engine=self._engine
                )
        finally:
            with suppress(Unavailable):  # the lease runs out by itself
                self._bolt.write(lambda tx: state.release_lease(tx, fence))

    def digest(self) -> str:
        """Digest of the whole graph, computed anew from the stored properties."""
        return digest_of_pairs((entry.id, entry_digest(entry.type, properties)) for entry, properties in self.dump())

    def dump(self) -> Iterator[tuple[Stored, dict[str, Any]]]:
        """Every node and edge that belongs to the digest with its properties, by kind, type, id."""
        yield from self._consistently(lambda tx: everything(tx, self._schema), deadline_s=600.0)

    def counts(self) -> dict[str, int]:
        """How many nodes per label and edges per type, of those that exist."""

        def work(tx: Transaction) -> dict[str, int]:
            found = {}
            for label in self._schema.data_labels():
                found[label] = self._count(tx, label, self._statements.count_nodes(label))
            for edge_type in self._schema.data_edges():
                found[edge_type] = self._count(tx, edge_type, self._statements.count_edges(edge_type))
            return {name: count for name, count in found.items() if count}

        return self._consistently(work, deadline_s=60.0)

    def _count(self, tx: Transaction, type_: str, statement: str) -> int:
        """Neo4j keeps books for this statement; the embedded engine would look at every node: ask for its books."""
        return self._engine.count(type_) if self._engine else int(tx.run(statement)[0]["n"])

    def loads(self) -> list[dict[str, Any]]:
        """Properties of the Load nodes, the newest first."""
        return [dict(row["p"]) for row in self._bolt.read(lambda tx: tx.run(_LOADS), self._deadline_s)]

    def status(self) -> EngineStatus:
        """State of the engine; never raises, answers within the connection time-out."""
        name = "arcadedb" if self._engine else "neo4j"
        try:
            door = self._bolt.read(state.door, 2.0)
        except SillonError as wrong:
            return EngineStatus(name, ready=False, detail=wrong.fr)
        if door.state == "closed":
            return EngineStatus(name, ready=False, detail=_closed(door).fr, closed_by=door.load)
        return EngineStatus(name, ready=True, detail="")

    def close(self) -> None:
        """Let go of connections (and of the embedded engine)."""
        self._bolt.close()
        if self._engine:
            self._engine.close()

    def recover(self) -> None:
        """After a start: open a door that a killed loader left at the instant of its commit."""
        self._open_after_commit()

    def _consistently(self, work: Callable[[Transaction], T], *, deadline_s: float | None = None) -> T:
        """Run a read between two looks at the door, again when something was written meanwhile.

        Neither engine promises that a reader sees a commit whole, so an answer counts only when no write ended or was
        being committed between its first and its last moment.
        """
        limit = deadline_s or self._deadline_s

        def between(tx: Transaction) -> T:
            before = _open_door(tx)
            answer = work(tx)
            if _open_door(tx) != before:
                raise _MovedOn
            return answer

        started = time.monotonic()
        while True:
            try:
                return self._bolt.read(between, limit)
            except _MovedOn:
                waited = time.monotonic() - started
            if waited > _COMMIT_WAIT_S:
                self._open_after_commit()
            if waited > _COMMIT_WAIT_S + limit:
                raise Busy("Un chargement se termine ; réessayez.", "A load is ending; try again.")
            time.sleep(_PAUSE_S)

    def _open_after_commit(self) -> None:
        """Open a door that a dead loader left at `committing`: its commit has happened or never will."""

        def work(tx: Transaction) -> None:
            if state.door(tx).state == "committing" and state.lease_is_free(tx):
                state.set_door(tx, "open")

        self._bolt.write(work)


def _open_door(tx: Transaction) -> state.Door:
    door = state.door(tx)
    if door.state == "closed":
        raise _closed(door)
    if door.state == "committing":
        raise _MovedOn
    return door


def _closed(door: state.Door) -> Unavailable:
    return Unavailable(
        f"Un grand chargement est en cours ({door.load}) ; s'il a été interrompu, relancez-le ou faites "
        f"« sillon rollback {door.load} ».",
        f"A bulk load is running ({door.load}); if it was interrupted, run it again or `sillon rollback {door.load}`.",
        closed_by=door.load,
    )
