"""Records to entries: checked at the door, known actors recognised, duplicates found, each with its id and digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from graph_service.schema.model import GraphSchema
from graph_service.store.port import Loading
from loaders.door import Door, RefusedError
from loaders.entries import Entry, Key, edge_id, is_its_id
from loaders.identity import known_as, rewritten
from loaders.records import LeftOut, Node, Record, RowProblem
from loaders.tally import Tally

_STEP = 10_000
Counted = Callable[[int], None]
"""Called now and then with how many records came in."""


def gathered(
    records: Iterable[Record], door: Door, loading: Loading, schema: GraphSchema, source: str, tally: Tally,
    counted: Counted,
) -> dict[Key, Entry]:  # fmt: skip
    """Everything that is told and can come in, by type and id, in the order of the file.

    `source` tells what does not name a source of its own.
    """
    entries = list(_checked(records, door, tally, counted))
    entries = tally.kept(entries)
    wrong = set(_wrong_now(rewritten(entries, known_as(loading, entries)), door, tally))
    told: dict[Key, Entry] = {}
    for entry in entries:
        if id(entry) in wrong:
            continue
        of = entry.source or source
        if entry.kind == "edge" and not _identified(entry, of, schema.edges[entry.type].key, tally):
            continue
        shared = entry.kind == "node" and schema.nodes[entry.type].shared
        entry.settle(None if shared else of)
        _once(told, entry, tally, shared=shared)
    _check_groups(told, loading, tally)
    return {entry.key: entry for entry in tally.kept(told.values())}


def _checked(records: Iterable[Record], door: Door, tally: Tally, counted: Counted) -> Iterator[Entry]:
    for number, record in enumerate(records, start=1):
        if number % _STEP == 0:
            counted(number)
        if isinstance(record, RowProblem):
            tally.tell(record)
        elif isinstance(record, LeftOut):
            tally.left_out[record.reason] += 1
        else:
            try:
                entry = door.node(record) if isinstance(record, Node) else door.edge(record)
            except RefusedError as refused:
                tally.tell(refused.problem(record))
                continue
            if entry is None:
                tally.expired += 1
            else:
                yield entry


def _identified(entry: Entry, source: str, key: tuple[str, ...], tally: Tally) -> bool:
    """Give the edge its id, or see that the one it came with is its own."""
    if not entry.id:
        entry.id = edge_id(entry, source, key)
    elif not is_its_id(entry, source, key):
        tally.reject(
            entry, entry.id, "cet identifiant n'est pas celui de ce qui est dit", "this is not the id of what is said"
        )
        return False
    return True


def _wrong_now(renamed: Iterable[Entry], door: Door, tally: Tally) -> Iterator[int]:
    """Edges that do not hold between the actors that their ends turn out to be, by id() of the entry."""
    for entry in renamed:
        try:
            door.again(entry)
        except RefusedError as refused:
            tally.tell(refused.problem(entry))
            yield id(entry)


def _once(told: dict[Key, Entry], entry: Entry, tally: Tally, *, shared: bool) -> None:
    first = told.get(entry.key)
    if first is None:
        told[entry.key] = entry
    elif shared:
        aliases = {*first.content.get("aliases", ()), *entry.content.get("aliases", ())}
        if aliases:
            first.content["aliases"] = sorted(aliases)
            first.settle(None)
    elif first.digest == entry.digest:
        tally.duplicates += 1
    else:
        tally.reject(
            entry,
            entry.id,
            f"déjà dit à la ligne {first.line}, avec un autre contenu",
            f"told before on line {first.line}, with another content",
        )


def _check_groups(told: dict[Key, Entry], loading: Loading, tally: Tally) -> None:
    """Set aside what is told for a group that nobody knows."""
    asked = {entry.audience for entry in told.values() if entry.audience and entry.audience.startswith("group:")}
    missing = asked - {identifier for label, identifier in told if label == "Group"}
    missing -= set(loading.nodes("Group", missing)) if missing else set()
    for entry in told.values() if missing else ():
        if entry.audience in missing:
            tally.reject(entry, str(entry.audience), "ce groupe n'existe pas", "there is no such group")
