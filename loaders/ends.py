"""The rule of ends at the door: an edge needs both ends, and is never wider than they are.

An edge without an end is left away and told, or merely counted when it is a mapping to a scheme that nobody loaded;
one that is too wide is narrowed and counted; one that no audience fits is set aside with its row. When a stored node
becomes narrower, its stored edges become narrower in the same load.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph_service.schema.digests import entry_digest
from graph_service.store.changes import Stored
from loaders.audiences import Seen, narrowed
from loaders.display import seen
from loaders.entries import End, Entry
from loaders.work import Properties, Work

_MAPPING = "skos:mappingRelation"
"""The predicate of edges that lead into schemes of others."""
_SCHEME = "ConceptScheme"


def check_ends(work: Work) -> None:
    """Drop, narrow or set aside the told edges that their ends do not allow."""
    moved = _moved(work)
    looked_at = [
        edge
        for edge in work.told.values()
        if edge.kind == "edge"
        and (not work.is_settled(edge) or not moved.isdisjoint(_ends(edge)) or not work.removed.isdisjoint(_ends(edge)))
    ]
    _look_up(work, (end for edge in looked_at for end in _ends(edge)))
    for edge in looked_at:
        missing = [end for end in _ends(edge) if not _is_there(work, end)]
        if missing:
            work.told.pop(edge.key)
            if edge.key in work.stored:
                work.cascaded.setdefault(edge.key, work.stored[edge.key])
            if _leads_to_no_scheme(work, edge, missing[0]):
                work.tally.unmapped[missing[0][1].partition(":")[0]] += 1
            else:
                _tell_missing(work, edge, missing[0])
        elif edge.audience is not None:
            _narrow(work, edge)


def narrow_stored(work: Work) -> None:
    """Narrow the stored edges, of any source, that have become wider than an end."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for label, identifier in _moved(work) - work.removed:
        by_label[label].append(identifier)
    around: dict[tuple[str, str], Stored] = {}
    for label, ids in sorted(by_label.items()):
        for stored in work.loading.edges_at(label, ids):
            key = (stored.type, stored.id)
            if stored.audience is not None and key not in work.told and not work.goes(key):
                around[key] = stored
    _look_up(work, (end for stored in around.values() for end in (stored.start, stored.end) if end))
    narrower: dict[str, dict[str, tuple[Stored, Seen]]] = defaultdict(dict)
    for key, stored in around.items():
        ends = [_seen(work, end) for end in (stored.start, stored.end) if end]
        fitting = narrowed((stored.audience, stored.owner), ends)
        if fitting is None:
            work.cascaded[key] = stored
        elif fitting != (stored.audience, stored.owner):
            narrower[stored.type][stored.id] = (stored, fitting)
    for edge_type, some in narrower.items():
        for identifier, properties in work.loading.edges(edge_type, some).items():
            stored, fitting = some[identifier]
            work.adjusted[edge_type, identifier] = (stored, _with_audience(edge_type, properties, fitting))
    work.tally.narrowed += len(work.adjusted)


def _with_audience(edge_type: str, properties: Properties, audience: Seen) -> Properties:
    changed = {name: value for name, value in properties.items() if name != "owner"}
    changed["audience"] = audience[0]
    if audience[1] is not None:
        changed["owner"] = audience[1]
    changed["digest"] = entry_digest(edge_type, changed)
    return changed


def _narrow(work: Work, edge: Entry) -> None:
    fitting = narrowed((edge.audience, edge.owner), (_seen(work, end) for end in _ends(edge)))
    if fitting is None:
        work.tally.reject(
            edge,
            str(edge.audience),
            "ce public ne s'accorde pas avec celui de ce que le lien relie",
            "this audience does not fit what the edge joins",
        )
    elif fitting != (edge.audience, edge.owner):
        edge.audience, edge.owner = fitting
        edge.settle(edge.source)
        work.tally.narrowed += 1


def _leads_to_no_scheme(work: Work, edge: Entry, end: End) -> bool:
    """Whether this is a mapping to a concept whose whole scheme is not in the graph."""
    if end == edge.start or work.schema.edges[edge.type].predicate != _MAPPING:
        return False
    scheme = (_SCHEME, f"scheme:{end[1].partition(':')[0]}")
    _look_up(work, [scheme])
    return not _is_there(work, scheme)


def _tell_missing(work: Work, edge: Entry, end: End) -> None:
    fr, en = "n'est pas dans le graphe", "is not in the graph"
    if end == edge.start:
        fr, en = f"{end[1]} {fr} : rien ne le décrit", f"{end[1]} {en}: nothing describes it"
    work.tally.doubt(edge, end[1], f"{fr} ; chargé sans ce lien", f"{en}; loaded without this edge")


def _moved(work: Work) -> set[End]:
    """Guarded nodes that are stored and whose audience or owner changes."""
    moved = {
        entry.key
        for entry in work.told.values()
        if entry.kind == "node"
        and entry.audience is not None
        and (stored := work.stored.get(entry.key)) is not None
        and (stored.audience, stored.owner) != (entry.audience, entry.owner)
    }
    for end, entry in work.derived.items():
        if end in work.before and seen(work.before[end]) != (entry.audience, entry.owner):
            moved.add(end)
    return moved


def _look_up(work: Work, ends: Iterable[End]) -> None:
    wanted: dict[str, set[str]] = defaultdict(set)
    for end in ends:
        if end not in work.told and end not in work.derived and end not in work.removed:
            wanted[end[0]].add(end[1])
    for label, ids in sorted(wanted.items()):
        work.look_up(label, ids)


def _is_there(work: Work, end: End) -> bool:
    if end in work.removed:
        return False
    if end in work.derived or end in work.before:
        return True
    return end in work.told and not work.schema.nodes[end[0]].shared


def _seen(work: Work, end: End) -> Seen:
    entry = work.derived.get(end) or (None if work.schema.nodes[end[0]].shared else work.told.get(end))
    if entry is not None:
        return entry.audience, entry.owner
    return seen(work.before.get(end, {}))


def _ends(edge: Entry) -> tuple[End, End]:
    return edge.start, edge.end
