"""From ontology/ to a frozen GraphSchema: prefixes.toml, sillon.ttl, graph.toml, shapes.ttl, in this order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from graph_service.kernel.identifiers import PrefixTable
from graph_service.schema.contradictions import GRAPH, broken, check
from graph_service.schema.entries import known_keys, read_toml
from graph_service.schema.model import (
    FACT_PROPERTIES,
    GATE_PROPERTIES,
    INFERRED_PROPERTIES,
    PROVENANCE_PROPERTIES,
    Capability,
    EdgeType,
    GraphSchema,
    NodeType,
    Property,
    ValueType,
)
from graph_service.schema.prefixes import PREFIXES, read_prefixes
from graph_service.schema.shapes.model import Shape
from graph_service.schema.shapes.written import SHAPES, read_shapes
from graph_service.schema.terms import CLASS, PROPERTY_KINDS, Ontology, Term, read_ontology

TURTLE = "sillon.ttl"
CAPABILITY = "sl:capability"
"""What stands above every open property that the ontology knows."""

_TYPES: Mapping[str, ValueType] = {
    "xsd:string": "string",
    "rdf:langString": "string",
    "xsd:anyURI": "string",
    "xsd:dateTime": "string",
    "rdfs:Resource": "string",
    "xsd:integer": "integer",
    "xsd:gYear": "integer",
    "xsd:double": "float",
    "xsd:boolean": "boolean",
    "xsd:date": "date",
}
_COMMON = {
    "gate": GATE_PROPERTIES,
    "fact": FACT_PROPERTIES,
    "inferred": INFERRED_PROPERTIES,
    "provenance": PROVENANCE_PROPERTIES,
}
_NODE_FLAGS = ("guarded", "shared", "history", "restricted")
_NODE_KEYS = {"class", "properties", "prefixes", "search", "open", *_NODE_FLAGS}
_EDGE_KEYS = {"predicate", "ends", "fact", "key", "properties"}
_INTERNAL_TYPES = {kind + many for kind in ("string", "integer", "float", "boolean") for many in ("", "*")}
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_PREDICATE = re.compile(r"(?P<term>[a-z]+:\w+)(@(?P<lang>[a-z]{2}))?(?P<many>\*)?", re.ASCII)


def load_schema(ontology: Path) -> GraphSchema:
    """The schema in this folder. Raises BrokenPromise, naming file, entry and way out, when its files disagree."""
    prefixes = read_prefixes(ontology / PREFIXES)
    meaning = read_ontology(ontology / TURTLE)
    for name in prefixes.names():
        if meaning.namespaces.get(name, prefixes[name].iri) != prefixes[name].iri:
            raise broken(PREFIXES, f"[{name}]", f"{TURTLE} has this prefix for another IRI", "Rename one of them")
    storage = read_toml(ontology / GRAPH)
    known_keys(GRAPH, "the top", storage, {"version", "actor_display", "common", "node", "edge", "internal"})
    schema = _Builder(storage, meaning, prefixes).schema(read_shapes(ontology / SHAPES))
    check(schema, meaning)
    return schema


class _Builder:
    """Builds entry by entry, and refuses the entry that cannot be built."""

    def __init__(self, storage: Mapping[str, Any], meaning: Ontology, prefixes: PrefixTable) -> None:
        self._storage = storage
        self._meaning = meaning
        self._prefixes = prefixes
        self._by_class: dict[str, tuple[str, ...]] = {"sl:Fact": ("fact",)}

    def schema(self, shapes: tuple[Shape, ...]) -> GraphSchema:
        for label, entry in self._storage.get("node", {}).items():
            cls = str(entry.get("class", ""))
            self._by_class[cls] = (*self._by_class.get(cls, ()), *self._claimed(f"[node.{label}]", entry))
        nodes = {label: self._node(label, entry) for label, entry in self._storage.get("node", {}).items()}
        edges = {name: self._edge(name, entry, nodes) for name, entry in self._storage.get("edge", {}).items()}
        return GraphSchema(
            version=self._storage["version"],
            nodes=nodes,
            edges={name: self._with_narrower(edge, edges) for name, edge in edges.items()},
            prefixes=self._prefixes,
            actor_display=tuple(self._storage.get("actor_display", ())),
            labels_by_prefix={prefix: node.label for node in nodes.values() for prefix in node.prefixes},
            common=self._common(),
            capabilities=self._capabilities(nodes),
            internal=self._internal(),
            shapes=shapes,
            namespaces=dict(self._meaning.namespaces),
            ontology_version=self._meaning.version,
        )

    def _node(self, label: str, entry: Mapping[str, Any]) -> NodeType:
        where = f"[node.{label}]"
        self._name(where, label)
        known_keys(GRAPH, where, entry, _NODE_KEYS)
        for flag in _NODE_FLAGS:
            if not isinstance(entry.get(flag, False), bool):
                raise broken(GRAPH, where, f"{flag} is neither true nor false", "Write true, without quotes")
        term = self._term(where, "class", entry.get("class"))
        if term.curie.startswith("sl:") and CLASS not in term.kinds:
            raise broken(
                GRAPH, where, f"{term.curie} is not an owl:Class", f"Correct the class, or declare it in {TURTLE}"
            )
        properties = self._properties(where, entry)
        for name in entry.get("search", ()):
            if name not in properties or properties[name].type != "string":
                raise broken(GRAPH, where, f"search names {name}, which is no text of it", "Name one of its texts")
        return NodeType(
            label=label,
            class_iri=term.curie,
            properties=properties,
            prefixes=self._claimed(where, entry),
            search=tuple(entry.get("search", ())),
            open_prefix=entry.get("open"),
            labels=term.labels,
            definitions=term.definitions,
            **{flag: entry.get(flag, False) for flag in _NODE_FLAGS},
        )

    def _edge(self, name: str, entry: Mapping[str, Any], nodes: Mapping[str, NodeType]) -> EdgeType:
        where = f"[edge.{name}]"
        self._name(where, name)
        known_keys(GRAPH, where, entry, _EDGE_KEYS)
        if not isinstance(entry.get("fact", False), bool):
            raise broken(GRAPH, where, "fact is neither true nor false", "Write true, without quotes")
        term = self._predicate(where, entry.get("predicate"))
        if not all(lang in term.reverse for lang in ("fr", "en", "de")):
            raise broken(TURTLE, term.curie, "no sl:reverseLabel in fr, en and de", "Say the relation from its end too")
        ends = tuple((start, end) for start, end in entry.get("ends", ()))
        for label in {label for pair in ends for label in pair} or {""}:
            if label not in nodes:
                raise broken(GRAPH, where, f"ends name “{label}”, which is no label", "Name a [node.…]")
        properties = self._properties(where, entry)
        for column in entry.get("key", ()):
            if column not in properties:
                raise broken(GRAPH, where, f"the key column {column} is not a property of it", "Add it to properties")
        return EdgeType(
            type=name,
            predicate=term.curie,
            ends=ends,
            properties=properties,
            key=tuple(entry.get("key", ())),
            fact=entry.get("fact", False),
            above=term.above,
            labels=term.labels,
            reverse=term.reverse,
            definitions=term.definitions,
        )

    def _with_narrower(self, edge: EdgeType, edges: Mapping[str, EdgeType]) -> EdgeType:
        below = [other.type for other in edges.values() if edge.predicate in self._meaning.above(other.predicate)]
        return replace(edge, narrower=tuple(sorted(below)))

    def _properties(self, where: str, entry: Mapping[str, Any]) -> dict[str, Property]:
        return {name: self._property(where, name, text) for name, text in entry.get("properties", {}).items()}

    def _property(self, where: str, name: str, text: str) -> Property:
        self._name(where, name)
        parts = _PREDICATE.fullmatch(text)
        if parts is None:
            raise broken(GRAPH, where, f"{name} = “{text}” is not a predicate", "Write sl:name, sl:name@fr or sl:name*")
        term = self._predicate(where, parts["term"])
        ranges = term.range or ("",)
        if (ranges[0] == "rdf:langString") != (parts["lang"] is not None):
            raise broken(GRAPH, where, f"{name}: {term.curie} and “{text}” disagree on language", "Add or drop the @")
        classes = [item for item in ranges if item in self._by_class]
        if len(classes) != len(ranges) and (len(ranges) > 1 or ranges[0] not in _TYPES):
            raise broken(
                TURTLE, term.curie, f"its range {' | '.join(ranges) or 'is missing:'} is no type that can be stored",
                f"Use one of {', '.join(_TYPES)}, or a class of {GRAPH}",
            )  # fmt: skip
        return Property(
            name=name,
            predicate=term.curie,
            type=_TYPES.get(ranges[0], "string"),
            lang=parts["lang"],
            many=parts["many"] is not None,
            datatype=ranges[0],
            refers_to=tuple(sorted(prefix for item in classes for prefix in self._prefixes_of(item))),
            values=self._meaning.values.get(term.values_from or "", {}),
            labels=term.labels,
            definitions=term.definitions,
        )

    def _prefixes_of(self, cls: str) -> set[str]:
        """Prefixes of the ids of a class and of the classes below it."""
        return {prefix for item, own in self._by_class.items() if self._meaning.fits(item, [cls]) for prefix in own}

    def _common(self) -> dict[str, Property]:
        given = self._storage.get("common", {})
        known_keys(GRAPH, "[common]", given, set(_COMMON))
        for part, names in _COMMON.items():
            if set(given.get(part, ())) != set(names):
                raise broken(GRAPH, "[common]", f"{part} must be {', '.join(names)}", "Change schema/model.py with it")
        return {name: self._property("[common]", name, text) for part in given.values() for name, text in part.items()}

    def _capabilities(self, nodes: Mapping[str, NodeType]) -> dict[str, Capability]:
        prefixes = tuple(node.open_prefix for node in nodes.values() if node.open_prefix)
        found: dict[str, Capability] = {}
        for curie, term in sorted(self._meaning.terms.items()):
            below = CAPABILITY in self._meaning.above(curie)
            if below != (term.unit is not None):
                what = "a capability without sl:ucumUnit" if below else "sl:ucumUnit on what is no capability"
                raise broken(TURTLE, curie, what, f"A capability lies below {CAPABILITY} and has one unit")
            if below and term.unit is not None:
                name = curie.partition(":")[2]
                if not name.startswith(prefixes) or term.range != ("xsd:double",):
                    raise broken(TURTLE, curie, f"no open property of {GRAPH}", "Name it cap_…, a xsd:double")
                found[name] = Capability(name, term.unit, term.labels, term.definitions)
        return found

    def _internal(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for label, entry in self._storage.get("internal", {}).items():
            where = f"[internal.{label}]"
            self._name(where, label)
            known_keys(GRAPH, where, entry, {"properties"})
            found[label] = dict(entry.get("properties", {}))
            for name, kind in found[label].items():
                self._name(where, name)
                if kind not in _INTERNAL_TYPES:
                    raise broken(GRAPH, where, f"{name}: “{kind}” is no type", f"Use one of {sorted(_INTERNAL_TYPES)}")
        return found

    def _claimed(self, where: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
        for prefix in entry.get("prefixes", ()):
            if prefix not in self._prefixes.names():
                raise broken(GRAPH, where, f"the prefix {prefix} is unknown", f"Declare it in {PREFIXES}")
        if not entry.get("prefixes"):
            raise broken(GRAPH, where, "no prefixes", f"Say which prefixes of {PREFIXES} its ids have")
        return tuple(entry["prefixes"])

    def _predicate(self, where: str, curie: str | None) -> Term:
        term = self._term(where, "predicate", curie)
        if term.curie.startswith("sl:") and not term.kinds & PROPERTY_KINDS:
            raise broken(GRAPH, where, f"{term.curie} is not a property", f"Correct it, or declare it in {TURTLE}")
        return term

    def _term(self, where: str, role: str, curie: str | None) -> Term:
        if curie is None:
            raise broken(GRAPH, where, f"no {role}", "Add it")
        if curie not in self._meaning.terms:
            raise broken(
                GRAPH, where, f"the {role} {curie} is not in {TURTLE}", "Declare it there, or correct its name"
            )
        return self._meaning.terms[curie]

    def _name(self, where: str, name: str) -> None:
        if not _NAME.fullmatch(name):
            raise broken(GRAPH, where, f"“{name}” is no name that both engines take", "Use A–Z, a–z, 0–9 and _")
