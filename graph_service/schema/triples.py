"""What is stored, as triples: every node and edge with its provenance, and the hierarchy of the relations.

A node is a resource of its class. A fact is an `sl:Fact` with an IRI of its own, its provenance and its audience,
followed by the plain triple; a structural edge is an `sl:Link` in the same way. Identifiers stay strings or IRIs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from graph_service.schema.model import EdgeType, GraphSchema, Property
from graph_service.schema.rdf import Iri, Node, Text

Triple = tuple[Iri, Iri, Node]

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
STRING, DOUBLE, INTEGER, BOOLEAN, YEAR = (
    XSD + name for name in ("string", "double", "integer", "boolean", "gYear")
)  # fmt: skip
A = Iri(RDF + "type")
STATEMENT = (Iri(RDF + "subject"), Iri(RDF + "predicate"), Iri(RDF + "object"))
BELOW = Iri("http://www.w3.org/2000/01/rdf-schema#subPropertyOf")
FACT, LINK = "sl:Fact", "sl:Link"
LEFT_OUT = {"sl:fromSource": "source"}
"""Predicate → the prefix that the store leaves out of its values, and that the IRI has."""
MAPPING, KIND = "skos:mappingRelation", "relation"
"""The predicate of mappings, and the property whose values are the predicates below it that SKOS has."""
NOT_SAID = frozenset({"id", "load", "line", "profile", "partition", "digest"})
"""How an entry came in is not what it says: two instances with the same facts export the same bytes."""

_LANGUAGE = RDF + "langString"


class Entry(Protocol):
    """What is known of a stored node or edge, beside its properties."""

    @property
    def kind(self) -> str:
        """`node` or `edge`."""

    @property
    def type(self) -> str:
        """Label or edge type."""

    @property
    def id(self) -> str:
        """CURIE."""

    @property
    def start(self) -> tuple[str, str] | None:
        """(label, id) of an edge's start."""

    @property
    def end(self) -> tuple[str, str] | None:
        """(label, id) of an edge's end."""


def prefixes(schema: GraphSchema) -> dict[str, str]:
    """Of the terms of the ontology and of the identifiers, sorted; the same for every export."""
    return dict(sorted({**schema.prefixes.own_iris(), **schema.namespaces}.items()))


def hierarchy(schema: GraphSchema) -> Iterator[Triple]:
    """Which relation lies below which, so that a file alone tells that a partner is somebody one knows."""
    for edge in sorted(schema.edges.values(), key=lambda each: each.predicate):
        for above in sorted(edge.above):
            yield Iri(schema.term_iri(edge.predicate)), BELOW, Iri(schema.term_iri(above))


class Triples:
    """From stored properties to triples."""

    def __init__(self, schema: GraphSchema) -> None:
        self._schema = schema
        self._prefixes = {prefix.name: prefix for prefix in schema.prefixes}
        self._terms: dict[str, Iri] = {}

    def of(self, entry: Entry, properties: Mapping[str, Any]) -> Iterator[Triple]:
        """Everything that one node or edge says, the properties in the order of their names."""
        if entry.kind == "node":
            node = self._schema.nodes[entry.type]
            subject = self.resource(entry.id)
            yield subject, A, self.term(node.class_iri)
            yield from self._said(subject, node.properties, properties, node.open_prefix)
        elif entry.start is not None and entry.end is not None:
            yield from self._edge(self._schema.edges[entry.type], entry, entry.start[1], entry.end[1], properties)

    def resource(self, curie: str) -> Iri:
        """The IRI of an id."""
        return Iri(self._schema.prefixes.iri(curie))

    def term(self, curie: str) -> Iri:
        """The IRI of a term of the Turtle."""
        found = self._terms.get(curie)
        if found is None:
            found = self._terms[curie] = Iri(self._schema.term_iri(curie))
        return found

    def _edge(
        self, edge: EdgeType, entry: Entry, start: str, end: str, properties: Mapping[str, Any]
    ) -> Iterator[Triple]:
        parts = (self.resource(start), self.term(edge.predicate), self.resource(end))
        subject = self.resource(entry.id)
        yield subject, A, self.term(FACT if edge.fact else LINK)
        for role, part in zip(STATEMENT, parts, strict=True):
            yield subject, role, part
        yield from self._said(subject, edge.properties, properties, None)
        relation = str(properties.get(KIND))
        narrower = edge.predicate == MAPPING and relation in edge.properties[KIND].values
        yield parts[0], self.term(f"skos:{relation}") if narrower else parts[1], parts[2]

    def _said(
        self, subject: Iri, own: Mapping[str, Property], properties: Mapping[str, Any], open_prefix: str | None
    ) -> Iterator[Triple]:
        for name in sorted(properties.keys() - NOT_SAID):
            known = own.get(name) or self._schema.common.get(name)
            if known is None and (open_prefix is None or not name.startswith(open_prefix)):
                continue
            predicate = self.term(known.predicate if known else f"sl:{name}")
            value = properties[name]
            for item in _each_once(value) if isinstance(value, list) else [value]:
                if item is not None:
                    yield subject, predicate, self._value(item, known)

    def _value(self, item: Any, known: Property | None) -> Node:
        """A value of its property's type; one of another type as what it is, so that a check of shapes finds it."""
        if known is not None and (known.refers_to or known.datatype == "rdfs:Resource"):
            return self._identifier(str(item), known)
        wanted = known.type if known is not None else "float"
        if isinstance(item, bool):
            return Text("true" if item else "false", None, BOOLEAN)
        if isinstance(item, float) or (isinstance(item, int) and wanted == "float"):
            return Text(repr(float(item)), None, DOUBLE)
        if known is None or isinstance(item, int) != (wanted == "integer"):
            return Text(str(item), None, INTEGER if isinstance(item, int) else STRING)
        if known.lang:
            return Text(str(item), known.lang, _LANGUAGE)
        if wanted == "integer":
            return Text(f"{item:04d}", None, YEAR) if known.datatype == "xsd:gYear" else Text(str(item), None, INTEGER)
        return Text(str(item), None, self.term(known.datatype))

    def _identifier(self, text: str, known: Property) -> Node:
        """A CURIE of ours as its IRI; else the words themselves."""
        left_out = LEFT_OUT.get(known.predicate)
        name, _, local = (left_out, "", text.removeprefix(f"{left_out}:")) if left_out else text.partition(":")
        if name in self._prefixes and self._prefixes[name].pattern.fullmatch(local):
            return Iri(self._prefixes[name].iri + local)
        return Text(text, None, STRING)


def _each_once(values: list[Any]) -> list[Any]:
    """Several values as the set that they are in RDF, sorted."""
    return sorted(set(values), key=lambda item: (type(item).__name__, item))
