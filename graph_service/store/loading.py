"""One loader's turn: what it may look up, and how its changes become visible whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from graph_service.kernel.errors import Conflict, SillonError, Unavailable
from graph_service.schema.model import GraphSchema
from graph_service.schema.statements import BATCH, EDGE_BATCH, Statements
from graph_service.store import changelog, state
from graph_service.store.bolt import Bolt, Transaction
from graph_service.store.changes import Change, Stored
from graph_service.store.embedded import EmbeddedEngine
from graph_service.store.inference import Rules
from graph_service.store.port import Progress
from graph_service.store.told import edges_at, told
from graph_service.store.writer import Before, Writer, in_batches, in_writing_order

_BULK_CHUNK = 4_000
_LOAD_OF = "MATCH (l:Load {id: $id}) RETURN properties(l) AS p"
_SAVE_LOAD = "MERGE (l:Load {id: $id}) SET l = $properties"
_DROP_LOAD = "MATCH (l:Load {id: $id}) DELETE l"
_FINISHED = (
    "MATCH (l:Load) WHERE l.source = $source AND coalesce(l.profile, '') = $profile "
    "AND coalesce(l.scope, '') = $scope AND l.state = 'finished' RETURN count(l) AS n"
)
_RECORDS = (
    "UNWIND $ids AS i MATCH (:Actor {id: i})-[:DESCRIBED_BY]->(r:Record) "
    "RETURN i AS actor, properties(r) AS p ORDER BY i, r.id"
)
_OTHER_IDS = (
    "MATCH (a:Actor) WHERE a.replaced_by IS NOT NULL RETURN a.id AS other, a.replaced_by AS actor "
    "UNION ALL "
    "MATCH (a:Actor) WHERE a.aliases IS NOT NULL UNWIND a.aliases AS other RETURN other, a.id AS actor"
)


class BoltLoading:
    """Implements port.Loading on one database; lives between taking and releasing the lease."""

    def __init__(
        self, bolt: Bolt, schema: GraphSchema, rules: Rules, fence: int, *, limit: int,
        engine: EmbeddedEngine | None = None,
    ) -> None:  # fmt: skip
        self._bolt = bolt
        self._schema = schema
        self._rules = rules
        self._fence = fence
        self._limit = limit
        self._engine = engine
        self._statements = Statements(schema)
        self._writer = Writer(schema)

    def stored(self, source: str) -> Iterator[Stored]:
        """Nodes and edges that this source told, under any profile."""
        return told(self._bolt, self._schema, source)

    def nodes(self, label: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """All stored properties of the nodes of `label` that exist among `ids`, by id."""
        rows = self._look(self._statements.nodes_by_id(label), sorted(set(ids)), BATCH)
        return {row["p"]["id"]: row["p"] for row in rows}

    def edges(self, edge_type: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """All stored properties of the edges of `edge_type` that exist among `ids`, by id."""
        rows = self._look(self._statements.edges_by_id(edge_type), sorted(set(ids)), EDGE_BATCH)
        return {row["p"]["id"]: row["p"] for row in rows}

    def edges_at(self, label: str, ids: Iterable[str]) -> list[Stored]:
        """All edges that touch these nodes, in either direction."""
        return edges_at(self._bolt, self._schema, label, sorted(set(ids)))

    def records_of(self, actors: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """Stored properties of the Records that describe each actor, sorted by id."""
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self._look(_RECORDS, sorted(set(actors)), BATCH):
            found.setdefault(row["actor"], []).append(row["p"])
        return found

    def other_ids(self) -> dict[str, str]:
        """Ids that stand for another actor (its aliases, and actors that were replaced), with the id of that one."""
        rows = self._bolt.write(lambda tx: tx.run(_OTHER_IDS))
        return dict(sorted(((row["other"], row["actor"]) for row in rows), reverse=True))

    def finished_loads(self, source: str, profile: str, scope: str) -> int:
        """How many loads of this snapshot were finished."""
        asked = {"source": source, "profile": profile, "scope": scope}
        rows = self._bolt.write(lambda tx: tx.run(_FINISHED, asked))
        return int(rows[0]["n"])

    def rules_changed(self) -> bool:
        """Whether facts that are stored were derived by other rules than today's."""
        return not self._bolt.write(self._rules.are_settled)

    def apply(self, load: dict[str, Any], changes: Sequence[Change], *, progress: Progress | None = None) -> int:
        """Write the changes, what follows from them, and the finished Load node: at once, or in bulk; see the port."""
        if self.unfinished():
            raise Conflict(
                "Un chargement interrompu attend d'être repris ou annulé.",
                "An interrupted load waits to be run again or rolled back.",
            )
        if 2 * len(changes) <= self._limit:
            return self._apply_at_once(load, changes, progress)
        return self._apply_in_bulk(load, changes, progress)

    def unfinished(self) -> dict[str, Any] | None:
        """Properties of the Load that a killed bulk load left unfinished, or None."""

        def work(tx: Transaction) -> dict[str, Any] | None:
            door = state.door(tx)
            if door.state != "closed":
                return None
            rows = tx.run(_LOAD_OF, {"id": door.load})
            return dict(rows[0]["p"]) if rows else {"id": door.load}

        return self._bolt.write(work)

    def undo_unfinished(self, *, progress: Progress | None = None) -> None:
        """Bring back what was there before the unfinished bulk load, from its change log, and open the door."""
        left = self.unfinished()
        if left is None:
            return
        for done, node in enumerate(nodes := self._log_of(left["id"]), start=1):
            self._undo(node)
            if progress:
                progress(done, len(nodes))

        def open_again(tx: Transaction) -> None:
            tx.run(_DROP_LOAD, {"id": left["id"]})
            state.set_door(tx, "open")

        self._write(open_again)

    def _log_of(self, load: str) -> list[str]:
        """Ids of the log nodes of a load, the newest first."""
        return self._bolt.write(lambda tx: changelog.log_nodes(tx, load))

    def _undo(self, node: str) -> None:
        """Take back what one log node tells; first the edges that an import of the engine left without ends."""
        if self._engine:
            for edge_type, ids in self._bolt.write(lambda tx: changelog.created_edges(tx, node)).items():
                self._engine.sweep_edges(edge_type, ids)
        self._write(lambda tx: changelog.undo(tx, self._writer, node))

    def _look(self, text: str, ids: Sequence[str], size: int) -> list[dict[str, Any]]:
        def work(tx: Transaction) -> list[dict[str, Any]]:
            rows: list[dict[str, Any]] = []
            for some in in_batches(ids, size):
                rows.extend(tx.run(text, {"ids": list(some)}))
            return rows

        return self._bolt.write(work) if ids else []

    def _write(self, work: Any, **more: Any) -> None:
        """One transaction that checks the lease first."""

        def checked(tx: Transaction) -> None:
            state.check_lease(tx, self._fence)
            work(tx)

        self._bolt.write(checked, **more)

    def _apply_at_once(self, load: dict[str, Any], changes: Sequence[Change], progress: Progress | None) -> int:
        derived: list[Change] = []

        def work(tx: Transaction) -> None:
            before = self._writer.before(tx, changes)
            self._writer.write(tx, changes)
            derived[:] = self._rules.consequences(tx, changes, load["id"])
            before |= self._writer.before(tx, derived)
            self._writer.write(tx, derived)
            self._rules.settle(tx)
            changelog.write_log(tx, load["id"], 0, [*changes, *derived], before)
            state.move(tx, self._touched([*changes, *derived], before))
            tx.run(_SAVE_LOAD, {"id": load["id"], "properties": {**load, "state": "finished", "bulk": False}})

        def announce() -> None:
            self._bolt.write(lambda tx: state.set_door(tx, "committing", load["id"]))

        try:
            self._write(work, before_commit=announce)
        except Unavailable as wrong:
            if not (wrong.more.get("unknown") and self._is_finished(load["id"])):
                raise
        finally:
            with suppress(Unavailable):  # a door left at "committing" is opened by the next reader or loader
                self._bolt.write(lambda tx: state.set_door(tx, "open"))
        if progress:
            progress(len(changes), len(changes))
        return _facts_among(derived)

    def _is_finished(self, load: str) -> bool:
        """Whether a load whose commit broke off is there; asked for some seconds while the database comes back."""
        for pause in (0.2, 0.5, 1.0, 2.0):
            time.sleep(pause)
            with suppress(Unavailable):
                rows = self._bolt.write(lambda tx: tx.run(_LOAD_OF, {"id": load}))
                return bool(rows) and rows[0]["p"].get("state") == "finished"
        return False

    def _apply_in_bulk(self, load: dict[str, Any], changes: Sequence[Change], progress: Progress | None) -> int:
        def close(tx: Transaction) -> None:
            tx.run(_SAVE_LOAD, {"id": load["id"], "properties": {**load, "state": "loading", "bulk": True}})
            state.set_door(tx, "closed", load["id"])

        self._write(close)
        ordered = in_writing_order(changes)
        touched: set[str] = set()
        native = [change for change in ordered if change.operation == "create"] if self._engine else []
        others = [change for change in ordered if change.operation != "create"] if self._engine else ordered
        number = 0
        for done, some in enumerate(in_batches(others, _BULK_CHUNK), start=1):
            number = self._chunk(load["id"], number, some, touched, write=True)
            if progress:
                progress(min(done * _BULK_CHUNK, len(changes)), len(changes))
        for some in in_batches(native, 5 * _BULK_CHUNK):
            number = self._chunk(load["id"], number, some, touched, write=False)
        if native and self._engine:
            self._import(self._engine, native, len(others), len(changes), progress)
        derived = self._bolt.write(lambda tx: self._rules.consequences(tx, changes, load["id"]))
        for some in in_batches(in_writing_order(derived), _BULK_CHUNK):
            number = self._chunk(load["id"], number, some, touched, write=True)

        def finish(tx: Transaction) -> None:
            self._rules.settle(tx)
            state.move(tx, touched)
            tx.run(_SAVE_LOAD, {"id": load["id"], "properties": {**load, "state": "finished", "bulk": True}})
            state.set_door(tx, "open")

        self._write(finish)
        return _facts_among(derived)

    def _chunk(self, load: str, number: int, changes: Sequence[Change], touched: set[str], *, write: bool) -> int:
        following = number

        def work(tx: Transaction) -> None:
            nonlocal following
            before = self._writer.before(tx, changes)
            touched.update(self._touched(changes, before))
            if write:
                self._writer.write(tx, changes)
            following = changelog.write_log(tx, load, number, changes, before)

        self._write(work)
        return following

    def _import(
        self, engine: EmbeddedEngine, creates: Sequence[Change], done: int, total: int, progress: Progress | None
    ) -> None:
        """Vertices first, then edges, through the engine's own import; the log is on disk already."""
        nodes = [change for change in creates if change.kind == "node"]
        edges = [change for change in creates if change.kind == "edge"]
        with engine.bulk() as batch:
            for those in (nodes, edges):
                for some in in_batches(those, _BULK_CHUNK):
                    if those is nodes:
                        batch.create_nodes([(change.type, change.properties) for change in some])
                    else:
                        batch.create_edges([(each.type, each.start, each.end, each.properties) for each in some])
                    done += len(some)
                    if progress:
                        progress(done, total)

    def _touched(self, changes: Sequence[Change], before: Before) -> set[str]:
        states = (*(change.properties for change in changes), *before.values())
        seen = {(properties.get("audience"), properties.get("owner")) for properties in states if properties}
        touched = {counter for audience, owner in seen for counter in state.counters_touched(audience, owner)}
        if not touched and changes:
            raise SillonError("Un changement sans état ne peut pas être compté.", "A change without a state.")
        return touched


def _facts_among(derived: Sequence[Change]) -> int:
    return sum(change.kind == "edge" for change in derived)
