"""Changes to statements: what one transaction of a load does, in an order that always finds its ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from graph_service.kernel.errors import SillonError
from graph_service.schema.model import GraphSchema
from graph_service.schema.statements import BATCH, EDGE_BATCH, Statements
from graph_service.store.bolt import Transaction
from graph_service.store.changes import Change

T = TypeVar("T")
Before = dict[tuple[str, str, str], dict[str, Any]]
"""(kind, type, id) → the properties that were stored."""


def in_batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Slices of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def in_writing_order(changes: Sequence[Change]) -> list[Change]:
    """Edges leave before their ends, nodes come before the edges that need them."""
    rank = {
        ("delete", "edge"): 0,
        ("delete", "node"): 1,
        ("create", "node"): 2,
        ("update", "node"): 3,
        ("create", "edge"): 4,
        ("update", "edge"): 5,
    }
    return sorted(changes, key=lambda change: (rank[change.operation, change.kind], change.type, change.id))


class Writer:
    """Writes changes inside a transaction that somebody else begins and commits."""

    def __init__(self, schema: GraphSchema) -> None:
        self._statements = Statements(schema)

    def before(self, tx: Transaction, changes: Sequence[Change]) -> Before:
        """What is stored of the entries that will be updated or deleted."""
        images: Before = {}
        for (kind, label, _), group in _grouped(c for c in changes if c.operation != "create").items():
            ids = [change.id for change in group]
            if kind == "node":
                text, size = self._statements.nodes_by_id(label), BATCH
            else:
                text, size = self._statements.edges_by_id(label), EDGE_BATCH
            for some in in_batches(ids, size):
                for row in tx.run(text, {"ids": list(some)}):
                    images[kind, label, row["p"]["id"]] = row["p"]
        return images

    def write(self, tx: Transaction, changes: Sequence[Change]) -> None:
        """Carry out the changes. Raises SillonError when an end or an entry is missing: nothing is lost silently."""
        ordered = in_writing_order(changes)
        for (operation, kind), some in _runs(ordered):
            for (_, label, ends), group in _grouped(some).items():
                if operation == "delete":
                    self._delete(tx, kind, label, [change.id for change in group])
                elif kind == "node":
                    self._nodes(tx, operation, label, group)
                elif operation == "create":
                    self._new_edges(tx, label, ends, group)
                else:
                    self._set_edges(tx, label, group)

    def _delete(self, tx: Transaction, kind: str, label: str, ids: list[str]) -> None:
        if kind == "node":
            for some in in_batches(ids, BATCH):
                tx.run(self._statements.delete_nodes(label), {"ids": list(some)})
        else:
            for some in in_batches(ids, EDGE_BATCH):
                tx.run(self._statements.delete_edges(label), {"ids": list(some)})

    def _nodes(self, tx: Transaction, operation: str, label: str, group: list[Change]) -> None:
        text = self._statements.create_nodes(label) if operation == "create" else self._statements.set_nodes(label)
        for some in in_batches(group, BATCH):
            rows = [change.properties for change in some]
            _expect(tx.run(text, {"rows": rows}), len(rows), label)

    def _new_edges(self, tx: Transaction, edge_type: str, ends: tuple[str, str], group: list[Change]) -> None:
        text = self._statements.create_edges(edge_type, *ends)
        for some in in_batches(group, BATCH):
            rows = [{"a": c.start[1], "b": c.end[1], "p": c.properties} for c in some if c.start and c.end]
            _expect(tx.run(text, {"rows": rows}), len(some), edge_type)

    def _set_edges(self, tx: Transaction, edge_type: str, group: list[Change]) -> None:
        for some in in_batches(group, EDGE_BATCH):
            by = {change.id: change.properties for change in some}
            _expect(tx.run(self._statements.set_edges(edge_type), {"ids": list(by), "by": by}), len(by), edge_type)


def _expect(rows: list[dict[str, Any]], wanted: int, what: str) -> None:
    found = rows[0]["n"] if rows else 0
    if found != wanted:
        missing = wanted - found
        raise SillonError(
            f"{missing} {what} n'ont pas pu être écrits : une extrémité ou une entrée manque. Rien n'a été écrit.",
            f"{missing} {what} could not be written: an end or an entry is missing. Nothing was written.",
        )


def _grouped(changes: Any) -> dict[tuple[str, str, tuple[str, str]], list[Change]]:
    groups: dict[tuple[str, str, tuple[str, str]], list[Change]] = defaultdict(list)
    for change in changes:
        ends = (change.start[0], change.end[0]) if change.start and change.end else ("", "")
        groups[change.kind, change.type, ends].append(change)
    return groups


def _runs(ordered: Sequence[Change]) -> Iterator[tuple[tuple[str, str], list[Change]]]:
    run: list[Change] = []
    for change in ordered:
        if run and (run[0].operation, run[0].kind) != (change.operation, change.kind):
            yield (run[0].operation, run[0].kind), run
            run = []
        run.append(change)
    if run:
        yield (run[0].operation, run[0].kind), run
