"""What the store holds of a source, or around a node: looked up for the loader, type by type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from graph_service.schema.model import GraphSchema
from graph_service.schema.statements import BATCH, Statements
from graph_service.store.bolt import Bolt, Transaction
from graph_service.store.changes import Kind, Stored
from graph_service.store.writer import in_batches

Row = dict[str, Any]


def told(bolt: Bolt, schema: GraphSchema, source: str) -> Iterator[Stored]:
    """Nodes and edges that a source told. One row per type, of parallel lists: rows are what costs."""
    statements = Statements(schema)
    asked = {"source": source}

    def work(tx: Transaction) -> list[tuple[Kind, str, Row, tuple[str, str] | None]]:
        found: list[tuple[Kind, str, Row, tuple[str, str] | None]] = [
            ("node", label, tx.run(statements.told_nodes(label), asked)[0], None) for label in schema.data_labels()
        ]
        for edge_type in schema.data_edges():
            for ends in schema.edges[edge_type].ends:
                found.append(("edge", edge_type, tx.run(statements.told_edges(edge_type, *ends), asked)[0], ends))
        return found

    for kind, type_, row, ends in bolt.write(work):
        yield from _stored(kind, type_, row, ends, source)


def _stored(kind: Kind, type_: str, row: Row, ends: tuple[str, str] | None, source: str) -> Iterator[Stored]:
    for at, identifier in enumerate(row["id"]):
        yield Stored(
            kind=kind,
            type=type_,
            id=identifier,
            digest=row["digest"][at],
            source=source,
            profile=row["profile"][at],
            partition=row["partition"][at],
            audience=row["audience"][at] or None,
            owner=row["owner"][at] or None,
            start=(ends[0], row["a"][at]) if ends else None,
            end=(ends[1], row["b"][at]) if ends else None,
        )


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
