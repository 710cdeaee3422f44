"""What the store holds: of a source, around a node, or all of it.

Two questions for all types: Neo4j thinks longer about a hundred of them than it takes to look at everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from graph_service.schema.model import GraphSchema
from graph_service.schema.statements import BATCH, Statements
from graph_service.store.bolt import Bolt, Transaction
from graph_service.store.changes import Kind, Stored
from graph_service.store.writer import in_batches

Row = dict[str, Any]

_LISTS = (
    "collect({0}.id) AS id, collect({0}.digest) AS digest, collect(coalesce({0}.profile, '')) AS profile, "
    "collect(coalesce({0}.partition, '')) AS partition, collect(coalesce({0}.audience, '')) AS audience, "
    "collect(coalesce({0}.owner, '')) AS owner"
)
"""Without nulls, which `collect` leaves out: so the lists stay aligned."""
_TOLD_NODES = f"MATCH (n) WHERE n.source = $source RETURN labels(n)[0] AS type, {_LISTS.format('n')}"
_TOLD_EDGES = (
    "MATCH (a)-[r]->(b) WHERE r.source = $source RETURN type(r) AS type, labels(a)[0] AS start, labels(b)[0] AS end, "
    f"{_LISTS.format('r')}, collect(a.id) AS a, collect(b.id) AS b"
)
_NODES = "MATCH (n) WHERE labels(n)[0] IN $labels RETURN labels(n)[0] AS type, properties(n) AS p"
_EDGES = (
    "MATCH (a)-[r]->(b) WHERE type(r) IN $types RETURN type(r) AS type, labels(a)[0] AS start, labels(b)[0] AS end, "
    "a.id AS a, b.id AS b, properties(r) AS p"
)


def told(bolt: Bolt, schema: GraphSchema, source: str) -> Iterator[Stored]:
    """Nodes and edges that a source told.

    One row per type, of parallel lists: rows are what costs.
    """
    labels, types = set(schema.data_labels()), set(schema.data_edges())

    def work(tx: Transaction) -> tuple[list[Row], list[Row]]:
        asked = {"source": source}
        return tx.run(_TOLD_NODES, asked), tx.run(_TOLD_EDGES, asked)

    nodes, edges = bolt.write(work)
    for row in nodes:
        if row["type"] in labels:
            yield from _stored("node", row, source)
    for row in edges:
        if row["type"] in types:
            yield from _stored("edge", row, source)


def _stored(kind: Kind, row: Row, source: str) -> Iterator[Stored]:
    edge = kind == "edge"
    for at, identifier in enumerate(row["id"]):
        yield Stored(
            kind=kind,
            type=row["type"],
            id=identifier,
            digest=row["digest"][at],
            source=source,
            profile=row["profile"][at],
            partition=row["partition"][at],
            audience=row["audience"][at] or None,
            owner=row["owner"][at] or None,
            start=(row["start"], row["a"][at]) if edge else None,
            end=(row["end"], row["b"][at]) if edge else None,
        )


def everything(tx: Transaction, schema: GraphSchema) -> list[tuple[Stored, Row]]:
    """Every node and edge that belongs to the digest with its properties, by kind, type, ends and id."""
    nodes = [
        (Stored("node", row["type"], row["p"]["id"], row["p"].get("digest", ""), row["p"].get("source", "")), row["p"])
        for row in tx.stream(_NODES, {"labels": list(schema.data_labels())})
    ]
    edges = [
        (stored_edge(row["type"], (row["start"], row["end"]), row), row["p"])
        for row in tx.stream(_EDGES, {"types": list(schema.data_edges())})
    ]
    return sorted(nodes, key=_place) + sorted(edges, key=_place)


def _place(entry: tuple[Stored, Row]) -> tuple[str, ...]:
    stored = entry[0]
    ends = (stored.start[0], stored.end[0]) if stored.start and stored.end else ()
    return stored.type, *ends, stored.id


def stored_edge(edge_type: str, ends: tuple[str, str], row: Row) -> Stored:
    """An edge from a row of `p`, `a`, `b`."""
    properties = row["p"]
    return Stored(
        kind="edge",
        type=edge_type,
        id=properties["id"],
        digest=properties.get("digest", ""),
        source=properties.get("source", ""),
        profile=properties.get("profile", ""),
        partition=properties.get("partition", ""),
        audience=properties.get("audience"),
        owner=properties.get("owner"),
        start=(ends[0], row["a"]),
        end=(ends[1], row["b"]),
    )


def edges_at(bolt: Bolt, schema: GraphSchema, label: str, ids: Sequence[str]) -> list[Stored]:
    """Every edge that begins or ends at these nodes, once, by type and id."""
    statements = Statements(schema)
    found: dict[str, Stored] = {}

    def work(tx: Transaction) -> None:
        for edge_type, edge in sorted(schema.edges.items()):
            for ends in edge.ends:
                texts = [statements.edges_from(edge_type, *ends)] if ends[0] == label else []
                texts += [statements.edges_to(edge_type, *ends)] if ends[1] == label else []
                for text in texts:
                    for some in in_batches(ids, BATCH):
                        for row in tx.run(text, {"ids": list(some)}):
                            found[row["p"]["id"]] = stored_edge(edge_type, ends, row)

    if ids:
        bolt.write(work)
    return [found[identifier] for identifier in sorted(found)]
