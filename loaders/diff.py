"""From what is told and what is stored to the changes to write: nothing when nothing changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_service.store.changes import Change, Operation, Stored
from loaders.work import Work


@dataclass(slots=True)
class Changes:
    """What will be written, and how much of what is told is there already."""

    load: str
    changes: list[Change] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0

    def add(self, change: Change) -> None:
        """Count a change and keep it."""
        self.changes.append(change)
        if change.operation == "create":
            self.new += 1
        elif change.operation == "update":
            self.changed += 1
        else:
            self.retired += 1


def changes(work: Work, load: str) -> Changes:
    """Every change that brings the store from what it holds to what it should hold."""
    found = Changes(load)
    _told(work, found)
    _shared(work, found)
    for stored, properties in work.adjusted.values():
        found.add(Change("update", "edge", stored.type, stored.id, properties, stored.start, stored.end))
    for stored in (*work.retired.values(), *work.cascaded.values()):
        found.add(_deletion(stored))
    for label, identifier in sorted(work.removed):
        if (label, identifier) not in work.retired:
            found.add(Change("delete", "node", label, identifier))
    return found


def _told(work: Work, found: Changes) -> None:
    for entry in work.told.values():
        if entry.kind == "node" and work.schema.nodes[entry.type].shared:
            continue
        stored = work.stored.get(entry.key)
        if stored is not None and (stored.digest, stored.profile, stored.partition) == (
            entry.digest, entry.profile, entry.partition,
        ):  # fmt: skip
            found.unchanged += 1
            continue
        ends = (entry.start, entry.end) if entry.kind == "edge" else (None, None)
        operation: Operation = "create" if stored is None else "update"
        properties = entry.stored(found.load)
        found.add(Change(operation, entry.kind, entry.type, entry.id, properties, *ends))


def _shared(work: Work, found: Changes) -> None:
    for end, entry in sorted(work.derived.items()):
        if end in work.removed:
            continue
        before = work.before.get(end)
        if before is not None and before.get("digest") == entry.digest:
            continue
        operation: Operation = "create" if before is None else "update"
        found.add(Change(operation, "node", entry.type, entry.id, {**entry.content, "digest": entry.digest}))


def _deletion(stored: Stored) -> Change:
    return Change("delete", stored.kind, stored.type, stored.id, {}, stored.start, stored.end)
