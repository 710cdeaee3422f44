"""The laws of a stored graph, over what `store.dump()` gives: each breach in one line that names the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph_service.access.audience import edge_fits_end, is_token
from graph_service.kernel.errors import UnknownIdentifier
from graph_service.schema.digests import entry_digest
from graph_service.schema.model import COMMON_PROPERTIES, GraphSchema
from graph_service.schema.shapes.compiled import Checks
from graph_service.store.changes import Stored

Entry = tuple[Stored, dict[str, Any]]

BASES = ("declared", "observed", "inferred")


def breaches(schema: GraphSchema, entries: Iterable[Entry]) -> list[str]:
    """Every breach of every law below."""
    held = list(entries)
    single = [told for entry in held for told in _of_one(schema, *entry)]
    found = [wider_than_its_ends(schema, held), told_twice(held), for_nobody(held), out_of_shape(schema, held)]
    return [*single, *(told for some in found for told in some)]


def wider_than_its_ends(schema: GraphSchema, entries: Sequence[Entry]) -> list[str]:
    """Edges that somebody may see who may not see an end, and edges of which an end is not there."""
    nodes = {(stored.type, stored.id): found for stored, found in entries if stored.kind == "node"}
    wide = []
    for stored, edge in entries:
        for end in (stored.start, stored.end) if stored.kind == "edge" else ():
            if end is None or end not in nodes:
                wide.append(f"{_place(stored)}: its end {end} is not there")
            elif schema.is_guarded_edge(stored.type):
                gate = nodes[end].get("audience"), nodes[end].get("owner")
                if not edge_fits_end(edge.get("audience", ""), edge.get("owner"), *gate):
                    told = f"{edge.get('audience')} of {edge.get('owner')}, {end[1]} is {gate[0]} of {gate[1]}"
                    wide.append(f"{_place(stored)}: wider than its end: {told}")
    return wide


def told_twice(entries: Sequence[Entry]) -> list[str]:
    """Ids that two nodes or two edges share."""
    seen: set[tuple[str, str]] = set()
    twice = []
    for stored, _ in entries:
        if (stored.kind, stored.id) in seen:
            twice.append(f"{_place(stored)}: a second {stored.kind} with this id")
        seen.add((stored.kind, stored.id))
    return twice


def for_nobody(entries: Sequence[Entry]) -> list[str]:
    """What is for a group that does not exist."""
    groups = {stored.id for stored, _ in entries if stored.type == "Group"}
    told = [(stored, str(found.get("audience"))) for stored, found in entries]
    return [
        f"{_place(stored)}: for {audience}, which is no group"
        for stored, audience in told
        if audience.startswith("group:") and audience not in groups
    ]


def out_of_shape(schema: GraphSchema, entries: Sequence[Entry]) -> list[str]:
    """What the shapes of the ontology do not let in."""
    checks = Checks(schema)
    wrong = []
    for stored, found in entries:
        if stored.start is not None and stored.end is not None:
            faults = checks.edge(stored.type, stored.id, stored.start, stored.end, found)
        else:
            faults = checks.node(stored.type, stored.id, found)
        wrong += [f"{_place(stored)}: {fault.name} = {fault.value!r}: {fault.words['en']}" for fault in faults]
    return wrong


def _of_one(schema: GraphSchema, stored: Stored, found: dict[str, Any]) -> Iterator[str]:
    guarded = schema.is_guarded_label(stored.type) or schema.is_guarded_edge(stored.type)
    wrong = [
        *(_gate(schema, found) if guarded else _no_gate(found)),
        *(_ground(found) if schema.is_guarded_edge(stored.type) else ()),
        *(_identity(schema, stored, found)),
        *(_content(schema, stored, found)),
    ]
    yield from (f"{_place(stored)}: {each}" for each in wrong)


def _gate(schema: GraphSchema, found: dict[str, Any]) -> Iterator[str]:
    audience, owner = found.get("audience"), found.get("owner")
    if not isinstance(audience, str) or not is_token(audience):
        yield f"the audience {audience!r} is no token"
    if audience == "private" and owner is None:
        yield "private, and nobody owns it"
    if owner is not None and schema.label_of(str(owner)) != "Actor":
        yield f"the owner {owner!r} is no actor"


def _no_gate(found: dict[str, Any]) -> Iterator[str]:
    for name in ("audience", "owner"):
        if name in found:
            yield f"open to all, and yet with {name}: no gate stands on it"


def _ground(found: dict[str, Any]) -> Iterator[str]:
    confidence = found.get("confidence")
    if found.get("basis") not in BASES:
        yield f"the basis {found.get('basis')!r} is none of {', '.join(BASES)}"
    if not isinstance(confidence, float) or not 0 <= confidence <= 1:
        yield f"the confidence {confidence!r} is not between 0 and 1"
    if not found.get("source"):
        yield "no source"


def _identity(schema: GraphSchema, stored: Stored, found: dict[str, Any]) -> Iterator[str]:
    if found.get("id") != stored.id:
        yield f"stored under the id {found.get('id')!r}"
    if stored.kind == "edge" and stored.start == stored.end:
        yield "it leads from a node to itself"
    if stored.kind == "node" and schema.label_of(stored.id) != stored.type:
        yield f"ids with this prefix are for {schema.label_of(stored.id) or 'nothing'}"
    try:
        normal = schema.prefixes.curie(stored.id)
    except UnknownIdentifier as unknown:
        yield f"no identifier: {unknown.en}"
    else:
        if normal != stored.id or not stored.id.startswith("fact:" if stored.kind == "edge" else ""):
            yield f"not the form of an id, which is {normal}"


def _content(schema: GraphSchema, stored: Stored, found: dict[str, Any]) -> Iterator[str]:
    if stored.kind == "node":
        strange = [name for name in found if not schema.nodes[stored.type].allows(name)]
    else:
        strange = [name for name in found if name not in schema.edges[stored.type].properties]
    for name in sorted(set(strange) - {"id", *COMMON_PROPERTIES}):
        yield f"the property {name} is not in graph.toml"
    if found.get("digest") != entry_digest(stored.type, found):
        yield f"the digest {found.get('digest')!r} is not that of what is stored"


def _place(stored: Stored) -> str:
    return f"{stored.type} {stored.id}"
