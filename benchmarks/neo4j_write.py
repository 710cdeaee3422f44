"""Writing 2,000 establishments with their provenance to Neo4j: 6,000 nodes and 8,000 facts in one transaction.

Ours is a load as the pipeline writes it: lease, order, checked ends, change log, counters, door. The peer is a script
that somebody who knows Neo4j and this file would write: the same nodes, edges and properties under the same
constraints, its rows prepared before the clock starts, one statement for a whole establishment, 250 at a time (of
2,000-row statements per label and edge type, explicit properties, element ids and other sizes none was faster). It
writes the Load node, but neither change log nor counters: what they cost is on our side of the ratio.

The answer is what both left in the database, read back after the clock has stopped. The server is the one the tests
find (`TEST_NEO4J_URI`, Docker, Maven), and what is in it is wiped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from benchmarks.establishments import GROUND, LOAD, establishments, ground
from benchmarks.harness import Contender, NotMeasuredError, Task
from benchmarks.made import OUT
from graph_service.kernel.canonical import canonical_json
from graph_service.store import open_store
from graph_service.store.changes import Change
from graph_service.store.port import GraphStore
from tests import neo4j_server

if TYPE_CHECKING:
    from neo4j import Session

COUNT = 2_000
_BATCH = 250
_WARMING = 3
"""Runs of each contender before the first that counts: a server that has just started compiles as it goes."""
_PEER = """
UNWIND $rows AS row
MATCH (commune:Territory {id: row.commune})
MATCH (sector:Concept {id: row.sector})
CREATE (a:Actor) SET a = row.actor
CREATE (r:Record) SET r = row.record
CREATE (u:LegalUnit) SET u = row.unit
CREATE (a)-[d:DESCRIBED_BY]->(r) SET d = row.described_by
CREATE (a)-[e:ESTABLISHMENT_OF]->(u) SET e = row.establishment_of
CREATE (a)-[l:LOCATED_IN]->(commune) SET l = row.located_in
CREATE (a)-[i:IN_SECTOR]->(sector) SET i = row.in_sector
"""
_NODES = (
    "MATCH (n) WHERE n:Actor OR n:Record OR n:LegalUnit OR n:Territory OR n:Concept "
    "RETURN labels(n) AS labels, properties(n) AS p"
)
_EDGES = "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS p"
_LOADS = "MATCH (l:Load {id: $id}) RETURN count(l) AS n"


@contextmanager
def served() -> Iterator[Mapping[str, str]]:
    """A warm server while the contenders run, and the variables by which they find it."""
    server = neo4j_server.find()
    if isinstance(server, str):
        raise NotMeasuredError(server)
    try:
        for _ in range(_WARMING):
            ours(way := Ours(server))
            way.close()
            peer(script := Peer(server))
            script.close()
        yield {
            "TEST_NEO4J_URI": server.uri,
            "TEST_NEO4J_USER": server.user,
            "TEST_NEO4J_PASSWORD": server.password,
        }
    finally:
        server.stop()


def named_server() -> neo4j_server.Server:
    """The server of `served`, from inside a contender's process."""
    server = neo4j_server.find()
    assert isinstance(server, neo4j_server.Server)
    return server


class Ours:
    """The store of the product on an emptied server, and the changes of a load."""

    def __init__(self, server: neo4j_server.Server) -> None:
        self.store = _emptied(server)
        self.changes = establishments(COUNT)

    def close(self) -> None:
        """Leave the server."""
        self.store.close()


class Peer:
    """A session of the driver on a server emptied in the same way, and the rows of the peer's statement."""

    def __init__(self, server: neo4j_server.Server) -> None:
        from neo4j import GraphDatabase

        _emptied(server).close()
        self._driver = GraphDatabase.driver(server.uri, auth=(server.user, server.password))
        self.session: Session = self._driver.session()
        self.session.run("RETURN 1").consume()
        self.rows = _rows(establishments(COUNT))

    def close(self) -> None:
        """Leave the server."""
        self.session.close()
        self._driver.close()


def ours(way: Ours) -> None:
    """The work of the product."""
    with way.store.loading("bench") as loading:
        loading.apply(LOAD, way.changes)


def peer(way: Peer) -> None:
    """The work of the script."""
    with way.session.begin_transaction() as tx:
        for start in range(0, len(way.rows), _BATCH):
            tx.run(_PEER, rows=way.rows[start : start + _BATCH]).consume()
        tx.run("CREATE (l:Load) SET l = $load", load={**LOAD, "state": "finished", "bulk": False}).consume()
        tx.commit()


def left_behind(server: neo4j_server.Server) -> list[Any]:
    """How many nodes and edges there are, a hash of all their properties, and whether the load is told."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver, driver.session() as session:
        nodes = sorted(canonical_json([*row["labels"], row["p"]]) for row in session.run(_NODES))
        edges = sorted(canonical_json([row["a"], row["type"], row["b"], row["p"]]) for row in session.run(_EDGES))
        told = session.run(_LOADS, id=LOAD["id"]).single(strict=True)["n"]
    return [len(nodes), len(edges), hashlib.sha256(b"\n".join(nodes + edges)).hexdigest(), told]


def _emptied(server: neo4j_server.Server) -> GraphStore:
    """A store with constraints, indexes, communes and sectors, and nothing else."""
    server.wipe()
    store = open_store(server.settings(OUT / "neo4j"))
    with store.loading("bench") as loading:
        loading.apply(GROUND, ground())
    return store


def _rows(changes: list[Change]) -> list[dict[str, Any]]:
    """One row per establishment: the properties of each thing under a name of its own."""
    told = {change.id: change.properties for change in changes if change.kind == "node"}
    rows: dict[str, dict[str, Any]] = {c.id: {"actor": c.properties} for c in changes if c.type == "Actor"}
    ends = {"DESCRIBED_BY": "record", "ESTABLISHMENT_OF": "unit", "LOCATED_IN": "commune", "IN_SECTOR": "sector"}
    for change in changes:
        if change.start and change.end:
            row = rows[change.start[1]]
            row[change.type.lower()] = change.properties
            row[ends[change.type]] = told.get(change.end[1], change.end[1])
    return list(rows.values())


def _contender(name: str, way: str, work: str) -> Contender:
    return Contender(
        name,
        work=f"{work}(way)",
        setup=(
            f"from benchmarks.neo4j_write import {way}, {work}, left_behind, named_server\n"
            f"server = named_server()\nway = {way}(server)"
        ),
        answer="way.close()\nanswer = left_behind(server)",
    )


TASK = Task(
    name=f"writing {COUNT:,} establishments with provenance to Neo4j",
    ours=_contender("sillon", "Ours", "ours"),
    peer=_contender("hand-tuned UNWIND", "Peer", "peer"),
    target=0.9,
    promise="peer/ours at least",
    rounds=9,
    clock="wall_s",
    around=served,
)
