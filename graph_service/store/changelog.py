"""The change log: what each load did, with what was there before, in the same transaction as the change.

A ChangeLog node holds up to a thousand entries as JSON texts `[operation, kind, type, id, start, end, before]`. Read
backwards it undoes a load; that is how a bulk load that was killed is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import orjson

from graph_service.store.bolt import Transaction
from graph_service.store.changes import Change, Kind, Operation
from graph_service.store.writer import Before, Writer, in_batches

ENTRIES = 1_000

_WRITE = "UNWIND $rows AS row CREATE (l:ChangeLog) SET l = row"
_SEQUENCES = (
    "MATCH (l:ChangeLog) WHERE l.load = $load RETURN l.id AS id, l.sequence AS sequence ORDER BY l.sequence DESC, l.id"
)
_ENTRIES = "MATCH (l:ChangeLog {id: $id}) RETURN l.entries AS entries"
_FORGET = "MATCH (l:ChangeLog {id: $id}) DELETE l"


def write_log(tx: Transaction, load: str, first: int, changes: Sequence[Change], before: Before) -> int:
    """Log these changes under the load; the number of the next log node."""
    rows = [
        {
            "id": f"changelog:{load}:{number}",
            "load": load,
            "sequence": number,
            "entries": [_entry(change, before) for change in some],
        }
        for number, some in enumerate(in_batches(changes, ENTRIES), start=first)
    ]
    for few in in_batches(rows, 10):
        tx.run(_WRITE, {"rows": list(few)})
    return first + len(rows)


def log_nodes(tx: Transaction, load: str) -> list[str]:
    """Ids of the log nodes of a load, the newest first."""
    return [row["id"] for row in tx.run(_SEQUENCES, {"load": load})]


def created_edges(tx: Transaction, log_node: str) -> dict[str, list[str]]:
    """Edge type → ids of the edges that one log node announced as new."""
    found: dict[str, list[str]] = {}
    for change in _changes(tx, log_node):
        if change.operation == "create" and change.kind == "edge":
            found.setdefault(change.type, []).append(change.id)
    return found


def undo(tx: Transaction, writer: Writer, log_node: str) -> None:
    """Take back what one log node tells, and forget it. What was never written counts as taken back."""
    writer.write(tx, list(_inverse(tx, writer, _changes(tx, log_node))))
    tx.run(_FORGET, {"id": log_node})


def _changes(tx: Transaction, log_node: str) -> list[Change]:
    """The logged changes, each with the state that was there before."""
    return [_told(orjson.loads(text)) for text in tx.run(_ENTRIES, {"id": log_node})[0]["entries"]]


def _entry(change: Change, before: Before) -> str:
    image = before.get((change.kind, change.type, change.id))
    parts = [change.operation, change.kind, change.type, change.id, change.start, change.end, image]
    return orjson.dumps(parts).decode()


def _inverse(tx: Transaction, writer: Writer, told: Sequence[Change]) -> Iterable[Change]:
    there = writer.before(tx, [Change("delete", c.kind, c.type, c.id, {}, c.start, c.end) for c in told])
    for change in told:
        exists = (change.kind, change.type, change.id) in there
        if change.operation == "create":
            if exists:
                yield Change("delete", change.kind, change.type, change.id, {}, change.start, change.end)
        elif change.properties:
            operation: Operation = "update" if exists else "create"
            yield Change(operation, change.kind, change.type, change.id, change.properties, change.start, change.end)


def _told(entry: Sequence[object]) -> Change:
    operation, kind, type_, id_, start, end, image = entry
    return Change(
        cast("Operation", operation),
        cast("Kind", kind),
        str(type_),
        str(id_),
        dict(image) if isinstance(image, dict) else {},
        (str(start[0]), str(start[1])) if isinstance(start, list) else None,
        (str(end[0]), str(end[1])) if isinstance(end, list) else None,
    )
