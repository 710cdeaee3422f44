"""The graph in the vocabulary of others alone: what ontology/profiles.toml has a term for, and what it has none for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph_service.schema.contradictions import broken
from graph_service.schema.entries import known_keys, read_toml
from graph_service.schema.model import GraphSchema
from graph_service.schema.rdf import Iri, Node, Text
from graph_service.schema.triples import DOUBLE, NOT_SAID, STRING, A, Entry, Triple, Triples

PROFILES = "profiles.toml"
_KINDS: Mapping[str, set[str]] = {
    "node": {"ids", "class", "properties"},
    "edge": {"types", "predicate", "reverse", "from", "to"},
    "fact": {"types", "class", "start", "end", "given", "properties", "from", "to"},
}
_REQUIRED: Mapping[str, set[str]] = {
    "node": {"ids", "class", "properties"},
    "edge": {"types", "predicate"},
    "fact": {"types", "class", "start", "end"},
}
_SAYABLE = ("string", "float")


@dataclass(frozen=True, slots=True)
class Said:
    """How some nodes are said: their class, and predicates by property."""

    cls: Iri
    properties: Mapping[str, Iri]


@dataclass(frozen=True, slots=True)
class Way:
    """How some edges are said: a plain triple, or (with a class) a resource that leads to both ends."""

    types: frozenset[str]
    start: tuple[Iri, ...]
    end: tuple[Iri, ...]
    cls: Iri | None
    reverse: bool
    from_: frozenset[str]
    to: frozenset[str]
    given: Mapping[Iri, Iri]
    properties: Mapping[str, Iri]


@dataclass(frozen=True, slots=True)
class Profile:
    """A vocabulary of others, and what of ours it can say."""

    name: str
    namespaces: Mapping[str, str]
    nodes: Mapping[str, Said]
    """By the prefix of ids."""
    ways: tuple[Way, ...]


@dataclass(slots=True)
class LeftOut:
    """How much a profile has no term for: nodes, edges, and values of what it does say."""

    nodes: int = 0
    edges: int = 0
    values: int = 0


@dataclass(slots=True)
class Projection:
    """Says a dump in the terms of one profile; each triple once, however many sources say it."""

    profile: Profile
    schema: GraphSchema
    left_out: LeftOut = field(default_factory=LeftOut)

    def prefixes(self) -> dict[str, str]:
        """Of the vocabulary and of the ids that are said, sorted."""
        ids = {name: self.schema.prefixes[name].iri for name in (*self.profile.nodes, "fact")}
        return dict(sorted({**ids, **self.profile.namespaces}.items()))

    def triples(self, dump: Iterable[tuple[Entry, Mapping[str, Any]]]) -> Iterator[Triple]:
        """Everything that can be said, in the order of the dump; what cannot is counted in `left_out` meanwhile."""
        writer = Triples(self.schema)
        seen: set[int] = set()
        for entry, properties in dump:
            for triple in (
                self._node(writer, entry, properties) if entry.kind == "node" else self._edge(writer, entry, properties)
            ):
                mark = hash(triple)
                if mark not in seen:
                    seen.add(mark)
                    yield triple

    def _node(self, writer: Triples, entry: Entry, properties: Mapping[str, Any]) -> Iterator[Triple]:
        said = self.profile.nodes.get(_prefix(entry.id))
        if said is None:
            self.left_out.nodes += 1
            return
        subject = writer.resource(entry.id)
        yield subject, A, said.cls
        for name, predicate in sorted(said.properties.items()):
            if properties.get(name) is not None:
                yield subject, predicate, _value(properties[name])
        self._count(properties, said.properties)

    def _edge(self, writer: Triples, entry: Entry, properties: Mapping[str, Any]) -> Iterator[Triple]:
        way = self._way(entry)
        if way is None or entry.start is None or entry.end is None:
            self.left_out.edges += 1
            return
        start, end = writer.resource(entry.start[1]), writer.resource(entry.end[1])
        if way.cls is None:
            yield (end, way.start[0], start) if way.reverse else (start, way.start[0], end)
            self._count(properties, ())
            return
        subject = writer.resource(entry.id)
        yield subject, A, way.cls
        for predicate, given in sorted(way.given.items()):
            yield subject, predicate, given
        for predicate in way.start:
            yield subject, predicate, start
        for predicate in way.end:
            yield subject, predicate, end
        told = [name for name in way.properties if _prefix(str(properties.get(name))) in self.profile.nodes]
        for name in sorted(told):
            yield subject, way.properties[name], writer.resource(properties[name])
        self._count(properties, told)

    def _way(self, entry: Entry) -> Way | None:
        """The first way that fits the type and both ends."""
        if entry.start is None or entry.end is None:
            return None
        start, end = _prefix(entry.start[1]), _prefix(entry.end[1])
        fitting = (w for w in self.profile.ways if entry.type in w.types and start in w.from_ and end in w.to)
        return next(fitting, None)

    def _count(self, properties: Mapping[str, Any], said: Iterable[str]) -> None:
        self.left_out.values += len(properties.keys() - NOT_SAID - set(said))


def read_profiles(ontology: Path, schema: GraphSchema) -> dict[str, Profile]:
    """The profiles of this folder, by name. Raises BrokenPromise for what the schema does not know."""
    told = read_toml(ontology / PROFILES)
    return {name: _profile(name, entry, schema) for name, entry in sorted(told.items())}


def _profile(name: str, entry: Mapping[str, Any], schema: GraphSchema) -> Profile:
    where = f"[{name}]"
    known_keys(PROFILES, where, entry, {"namespaces", *_KINDS})
    terms = _Terms(where, entry.get("namespaces", {}))
    nodes: dict[str, Said] = {}
    for each in _entries(name, "node", entry):
        said = Said(terms.iri(each["class"]), {key: terms.iri(value) for key, value in each["properties"].items()})
        for prefix in each["ids"]:
            label = schema.labels_by_prefix.get(prefix)
            if label is None or prefix in nodes:
                raise broken(PROFILES, where, f"{prefix} is no prefix of a label, or said twice", "Correct it")
            for key in set(said.properties) - {"id"}:
                own = schema.nodes[label].properties.get(key)
                if own is None or own.type not in _SAYABLE or own.many or own.refers_to:
                    raise broken(PROFILES, where, f"{label}.{key} is no text or number of it", "Name one")
            nodes[prefix] = said
    plain = [_way(where, each, terms, schema, nodes, each["predicate"]) for each in _entries(name, "edge", entry)]
    facts = [_way(where, each, terms, schema, nodes, None) for each in _entries(name, "fact", entry)]
    return Profile(name, terms.namespaces, nodes, (*plain, *facts))


def _entries(name: str, kind: str, entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for each in entry.get(kind, ()):
        where = f"[[{name}.{kind}]]"
        known_keys(PROFILES, where, each, _KINDS[kind])
        missing = sorted(_REQUIRED[kind] - each.keys())
        if missing:
            raise broken(PROFILES, where, f"{', '.join(missing)} is missing", "Say it")
        yield each


def _way(
    where: str, each: Mapping[str, Any], terms: _Terms, schema: GraphSchema, nodes: Mapping[str, Said],
    predicate: str | None,
) -> Way:  # fmt: skip
    for edge_type in each["types"]:
        edge = schema.edges.get(edge_type)
        if edge is None or set(each.get("properties", ())) - set(edge.properties):
            raise broken(PROFILES, where, f"{edge_type} is no edge type with these properties", "Correct it")
    for prefix in (*each.get("from", ()), *each.get("to", ())):
        if prefix not in nodes:
            raise broken(PROFILES, where, f"{prefix} is no prefix of a node that is said", "Say it, or leave it out")
    return Way(
        types=frozenset(each["types"]),
        start=(terms.iri(predicate),) if predicate else tuple(map(terms.iri, each["start"])),
        end=tuple(map(terms.iri, each.get("end", ()))),
        cls=None if predicate else terms.iri(each["class"]),
        reverse=each.get("reverse", False),
        from_=frozenset(each.get("from", nodes)),
        to=frozenset(each.get("to", nodes)),
        given={terms.iri(key): terms.iri(value) for key, value in each.get("given", {}).items()},
        properties={key: terms.iri(value) for key, value in each.get("properties", {}).items()},
    )


class _Terms:
    """Terms of one vocabulary."""

    def __init__(self, where: str, namespaces: Mapping[str, str]) -> None:
        self._where = where
        self.namespaces = dict(namespaces)

    def iri(self, curie: str) -> Iri:
        prefix, _, local = curie.partition(":")
        if prefix not in self.namespaces:
            raise broken(PROFILES, self._where, f"{curie} has no namespace here", "Add it to namespaces")
        return Iri(self.namespaces[prefix] + local)


def _prefix(curie: str) -> str:
    return curie.partition(":")[0]


def _value(value: str | float) -> Node:
    return Text(value, None, STRING) if isinstance(value, str) else Text(repr(float(value)), None, DOUBLE)
