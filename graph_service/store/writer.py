"""Changes to statements: what one transaction of a load does, in an order that always finds its ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from graph_service.kernel.errors import SillonError
from graph_service.schema.model import GraphSchema
from graph_service.schema.statements import BATCH, EDGE_BATCH, Statements
from graph_service.store.bolt import Transaction
from graph_service.store.changes import Change, Kind, Operation

T = TypeVar("T")
_Step = tuple[Operation, Kind, str, tuple[str, str]]
_ORDER: tuple[tuple[Operation, Kind], ...] = (
    ("delete", "edge"),
    ("delete", "node"),
    ("create", "node"),
    ("update", "node"),
    ("create", "edge"),
    ("update", "edge"),
)
Before = dict[tuple[str, str, str], dict[str, Any]]
"""(kind, type, id) → the properties that were stored."""


def in_batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Slices of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def in_writing_order(changes: Iterable[Change]) -> list[Change]:
    """Edges leave before their ends, nodes come before the edges that need them."""
    return [change for _, group in _steps(changes) for change in group]


class Writer:
    """Writes changes inside a transaction that somebody else begins and commits."""

    def __init__(self, schema: GraphSchema) -> None:
        self._statements = Statements(schema)

    def before(self, tx: Transaction, changes: Sequence[Change]) -> Before:
        """What is stored of the entries that will be updated or deleted."""
        images: Before = {}
        wanted: dict[tuple[str, str], list[str]] = defaultdict(list)
        for change in changes:
            if change.operation != "create":
                wanted[change.kind, change.type].append(change.id)
        for (kind, label), ids in wanted.items():
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
        for (operation, kind, label, ends), group in _steps(changes):
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


def _steps(changes: Iterable[Change]) -> list[tuple[_Step, list[Change]]]:
    """What one statement can write together, in writing order, each by id."""
    groups: dict[_Step, list[Change]] = defaultdict(list)
    for change in changes:
        ends = (change.start[0], change.end[0]) if change.start and change.end else ("", "")
        groups[change.operation, change.kind, change.type, ends].append(change)
    for group in groups.values():
        group.sort(key=attrgetter("id"))
    return sorted(groups.items(), key=lambda step: (_ORDER.index(step[0][:2]), step[0]))
