"""A first load into the embedded engine, of as much as an export of 99 MB holds: 128,000 nodes and 170,000 facts.

Ours is a load as the pipeline writes it: lease, order, checked ends, change log on disk before anything is written,
counters, rules, door. The peer is a script that somebody who knows the engine would write: its own bulk import with the
same settings (write-ahead log, flushed), rows prepared before the clock starts, vertices first, their places kept for
the edges. It has the same constraints and indexes, and neither log nor counters: what they cost is on our side.

The answer is a digest of all that both left behind, read back after the clock has stopped.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.establishments import GROUND, LOAD, establishments, ground
from benchmarks.exported import COUNT
from benchmarks.harness import Contender, Task
from benchmarks.made import OUT
from graph_service.kernel.canonical import digest_of_pairs
from graph_service.schema.digests import entry_digest
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.changes import Change
from graph_service.store.graph import BoltStore

_PIECE = 4_000


class Filled:
    """A store of its own folder with communes and sectors, and the changes of a load."""

    def __init__(self) -> None:
        OUT.mkdir(exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(dir=OUT, prefix="embedded-"))
        store = open_store(Settings(data=self._folder / "data"))
        assert isinstance(store, BoltStore)
        self.store = store
        with self.store.loading("bench") as loading:
            loading.apply(GROUND, ground())
        self.changes = establishments(COUNT)

    def digest(self) -> list[Any]:
        """How many entries the store holds, and a digest of them all."""
        pairs = [(stored.id, entry_digest(stored.type, told)) for stored, told in self.store.dump()]
        return [len(pairs), digest_of_pairs(pairs)]

    def close(self) -> None:
        """Stop the engine and take its folder away."""
        self.store.close()
        shutil.rmtree(self._folder)


class Rows:
    """The same as the engine's import takes it: rows by label, edges as their two ends and properties."""

    def __init__(self, changes: list[Change], database: Any) -> None:
        self.nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.edges: dict[str, list[tuple[str, str, dict[str, Any]]]] = defaultdict(list)
        for change in changes:
            if change.start and change.end:
                self.edges[change.type].append((change.start[1], change.end[1], change.properties))
            else:
                self.nodes[change.type].append(change.properties)
        self.database = database
        self.places = {
            change.id: str(database.lookup_by_key(change.type, ["id"], [change.id]).get_rid()) for change in ground()
        }


def ours(way: Filled) -> None:
    """The work of the product."""
    with way.store.loading("bench") as loading:
        loading.apply(LOAD, way.changes)


def peer(rows: Rows) -> None:
    """The work of the script."""
    places = rows.places
    with rows.database.graph_batch(
        parallel_flush=True, use_wal=True, wal_flush="yes_full", commit_every=2_000
    ) as batch:  # fmt: skip
        for label, those in rows.nodes.items():
            for start in range(0, len(those), _PIECE):
                some = those[start : start + _PIECE]
                for row, place in zip(some, batch.create_vertices(label, some), strict=True):
                    places[row["id"]] = place
        for edge_type, facts in rows.edges.items():
            for start in range(0, len(facts), _PIECE):
                starts, ends, properties = zip(*facts[start : start + _PIECE], strict=True)
                batch.new_edges([places[id_] for id_ in starts], edge_type, [places[id_] for id_ in ends], properties)


_SETUP = "from benchmarks.embedded_load import Filled, Rows, ours, peer\nway = Filled()\n"
_ANSWER = "answer = way.digest()\nway.close()"

TASK = Task(
    name=f"first load of {COUNT:,} establishments with provenance into the embedded engine",
    ours=Contender("sillon", "ours(way)", _SETUP, _ANSWER),
    peer=Contender(
        "its bulk import",
        "peer(rows)",
        f"{_SETUP}rows = Rows(way.changes, way.store._engine._database)",
        _ANSWER,
    ),
    target=0.9,
    promise="peer/ours at least",
    rounds=3,
    clock="wall_s",
)
