"""The one door to RDF: our Turtle in, the graph out.

Reading gives plain values, so that no other module needs an RDF library. It is for the files of this project;
RDF from outside needs a process that can be killed: `outside`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

import pyoxigraph as ox

from graph_service.schema.contradictions import broken
from graph_service.schema.model import EdgeType, GraphSchema, Property

LIBRARY = Path(ox.__file__).parents[1]
"""The folder that the RDF library lies in: all that the process that reads the files of others sees of this one."""

# ── reading ────────────────────────────────────────────────────────────────────────────────────────


class Iri(str):
    """A named node."""

    __slots__ = ()


class Blank(str):
    """A blank node."""

    __slots__ = ()


class Text(NamedTuple):
    """A literal."""

    value: str
    lang: str | None
    datatype: str


Subject = Iri | Blank
Node = Iri | Blank | Text


class Turtle:
    """The triples of one file, by subject and predicate, in the order of the file."""

    def __init__(
        self,
        triples: Iterable[tuple[Subject, Iri, Node]],
        namespaces: Mapping[str, str],
        lines: Mapping[Subject, int] | None = None,
    ) -> None:
        self.namespaces = dict(namespaces)
        self._lines = lines or {}
        self._longest_first = sorted(self.namespaces.items(), key=lambda item: -len(item[1]))
        self._objects: dict[tuple[Subject, Iri], list[Node]] = {}
        self._subjects: dict[tuple[Iri, Node], list[Iri]] = {}
        for subject, predicate, item in triples:
            self._objects.setdefault((subject, predicate), []).append(item)
            if isinstance(subject, Iri):
                self._subjects.setdefault((predicate, item), []).append(subject)

    def short(self, iri: Iri) -> str:
        """`sl:holds` for an IRI that a prefix of the file covers, otherwise the IRI itself."""
        for prefix, base in self._longest_first:
            if iri.startswith(base):
                return f"{prefix}:{iri[len(base) :]}"
        return str(iri)

    def long(self, curie: str) -> Iri:
        """The IRI of `sl:holds`; an IRI is itself, even where the file has a prefix `http`."""
        if isinstance(curie, Iri):
            return curie
        prefix, _, local = curie.partition(":")
        return Iri(self.namespaces[prefix] + local) if prefix in self.namespaces else Iri(curie)

    def objects(self, subject: Subject, predicate: str) -> Sequence[Node]:
        """Objects of the triples of this subject and this (abbreviated) predicate."""
        return self._objects.get((subject, self.long(predicate)), ())

    def subjects(self, predicate: str, item: str) -> list[Iri]:
        """Named subjects of the triples with this predicate and this object (abbreviated, or an IRI)."""
        target = item if isinstance(item, Iri) else self.long(item)
        return self._subjects.get((self.long(predicate), target), [])

    def line(self, subject: Subject) -> int:
        """The line of the file on which the first triple of this subject ends; 0 when it is not known."""
        return self._lines.get(subject, 0)

    def named_subjects(self) -> list[Iri]:
        """All IRIs that something is said of, in the order of the file."""
        return list(dict.fromkeys(subject for subject, _ in self._objects if isinstance(subject, Iri)))

    def predicates(self) -> Iterator[tuple[Subject, Iri]]:
        """Every (subject, predicate) that occurs."""
        yield from self._objects


def read_turtle(path: Path) -> Turtle:
    """Read one Turtle file of the project. Raises BrokenPromise with file and line when it cannot be read."""
    try:
        content = _ByLine(path.read_bytes())
    except OSError as failure:
        raise broken(path.name, "the file", f"cannot be read ({failure.strerror})", "Put it back") from failure
    triples: list[tuple[Subject, Iri, Node]] = []
    lines: dict[Subject, int] = {}
    try:
        quads = ox.parse(content, ox.RdfFormat.TURTLE)
        for quad in quads:
            subject = _subject(quad.subject)
            triples.append((subject, Iri(quad.predicate.value), _node(quad.object)))
            lines.setdefault(subject, content.given)
    except SyntaxError as wrong:
        raise broken(path.name, f"line {wrong.lineno}", f"is not Turtle ({wrong.msg})", "Correct it") from None
    return Turtle(triples, quads.prefixes, lines)


class _ByLine(BytesIO):
    """Bytes that the parser gets line by line: it tells a triple as soon as it has read it, but never where."""

    given = 0
    """How many lines were begun."""
    _within = False

    def read(self, size: int | None = -1, /) -> bytes:
        """The next line, or as much of it as is wanted."""
        line = self.readline(size)
        self.given += bool(line) and not self._within
        self._within = not line.endswith(b"\n")
        return line


def _subject(term: Any) -> Subject:
    return Iri(term.value) if isinstance(term, ox.NamedNode) else Blank(str(term))


def _node(term: Any) -> Node:
    if isinstance(term, ox.Literal):
        return Text(term.value, term.language, term.datatype.value)
    return _subject(term)


# ── writing ────────────────────────────────────────────────────────────────────────────────────────

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SL = "https://w3id.org/sillon/ontology#"
_A, _STATEMENT = ox.NamedNode(_RDF + "type"), [ox.NamedNode(_RDF + part) for part in ("subject", "predicate", "object")]
_FACT, _LINK = ox.NamedNode(_SL + "Fact"), ox.NamedNode(_SL + "Link")
_DOUBLE, _INTEGER = ox.NamedNode(_XSD + "double"), ox.NamedNode(_XSD + "integer")
_NOT_SAID = frozenset({"id", "load", "line", "profile", "partition", "digest"})
"""How an entry came in is not what it says: two instances with the same facts export the same bytes."""


class Entry(Protocol):
    """What the writer needs to know of a stored node or edge."""

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


def write_turtle(dump: Iterable[tuple[Entry, Mapping[str, Any]]], schema: GraphSchema, out: BinaryIO) -> None:
    """Write the entries as Turtle, in their order, one at a time in memory.

    A node is a resource of its class. A fact is an `sl:Fact` with an IRI of its own, its provenance and its audience,
    followed by the plain triple; a structural edge is the plain triple, preceded by an `sl:Link` when it has
    properties of its own. Identifiers stay strings or IRIs; bytes depend on the entries alone.
    """
    writer = _Writer(schema)
    triples = (triple for entry, properties in dump for triple in writer.triples(entry, properties))
    ox.serialize(triples, out, ox.RdfFormat.TURTLE, prefixes=writer.used_prefixes())


class _Writer:
    """From stored properties to triples."""

    def __init__(self, schema: GraphSchema) -> None:
        self._schema = schema
        self._prefixes = {prefix.name: prefix for prefix in schema.prefixes}
        self._terms: dict[str, ox.NamedNode] = {}

    def used_prefixes(self) -> dict[str, str]:
        """Of the terms of the ontology and of the identifiers; the same for every export."""
        identifiers = {name: prefix.iri for name, prefix in self._prefixes.items()}
        terms = dict(self._schema.namespaces)
        return dict(sorted({**identifiers, **terms}.items()))

    def triples(self, entry: Entry, properties: Mapping[str, Any]) -> Iterator[ox.Triple]:
        """Everything that one node or edge says."""
        if entry.kind == "node":
            node = self._schema.nodes[entry.type]
            subject = self._resource(entry.id)
            yield ox.Triple(subject, _A, self._term(node.class_iri))
            yield from self._said(subject, node.properties, properties, node.open_prefix)
        elif entry.start is not None and entry.end is not None:
            yield from self._edge(self._schema.edges[entry.type], entry, entry.start[1], entry.end[1], properties)

    def _edge(
        self, edge: EdgeType, entry: Entry, start: str, end: str, properties: Mapping[str, Any]
    ) -> Iterator[ox.Triple]:
        predicate = self._term(edge.predicate)
        parts = (self._resource(start), predicate, self._resource(end))
        if edge.fact or any(name in edge.properties for name in properties):
            subject = self._resource(entry.id)
            yield ox.Triple(subject, _A, _FACT if edge.fact else _LINK)
            for role, part in zip(_STATEMENT, parts, strict=True):
                yield ox.Triple(subject, role, part)
            yield from self._said(subject, edge.properties, properties, None)
        relation = properties.get("relation")
        if edge.predicate == "skos:mappingRelation" and relation in edge.properties["relation"].values:
            predicate = self._term(f"skos:{relation}")
        yield ox.Triple(parts[0], predicate, parts[2])

    def _said(
        self, subject: ox.NamedNode, own: Mapping[str, Property], properties: Mapping[str, Any], open_prefix: str | None
    ) -> Iterator[ox.Triple]:
        for name in sorted(properties.keys() - _NOT_SAID):
            known = own.get(name) or self._schema.common.get(name)
            if known is None and (open_prefix is None or not name.startswith(open_prefix)):
                continue
            predicate = self._term(known.predicate) if known else ox.NamedNode(_SL + name)
            value = properties[name]
            for item in value if isinstance(value, list) else [value]:
                if item is not None:
                    yield ox.Triple(subject, predicate, self._value(item, known))

    def _value(self, item: Any, known: Property | None) -> ox.NamedNode | ox.Literal:
        if known is None:
            return ox.Literal(repr(float(item)), datatype=_DOUBLE)
        if known.lang:
            return ox.Literal(str(item), language=known.lang)
        if known.refers_to or known.datatype == "rdfs:Resource":
            return self._identifier(str(item), known)
        if isinstance(item, bool):
            return ox.Literal(item)
        if known.type == "float":
            return ox.Literal(repr(float(item)), datatype=_DOUBLE)
        if known.datatype == "xsd:gYear":
            return ox.Literal(f"{int(item):04d}", datatype=self._term("xsd:gYear"))
        if known.type == "integer":
            return ox.Literal(str(int(item)), datatype=_INTEGER)
        return ox.Literal(str(item), datatype=self._term(known.datatype))

    def _identifier(self, text: str, known: Property) -> ox.NamedNode | ox.Literal:
        """A CURIE of ours as its IRI, also when its only possible prefix was left out; else the words themselves."""
        candidates = [text, f"{known.refers_to[0]}:{text}"] if len(known.refers_to) == 1 else [text]
        for candidate in candidates:
            name, _, local = candidate.partition(":")
            if name in self._prefixes and self._prefixes[name].pattern.fullmatch(local):
                return self._resource(candidate)
        return ox.Literal(text)

    def _resource(self, curie: str) -> ox.NamedNode:
        return ox.NamedNode(self._schema.prefixes.iri(curie))

    def _term(self, curie: str) -> ox.NamedNode:
        if curie not in self._terms:
            self._terms[curie] = ox.NamedNode(self._schema.term_iri(curie))
        return self._terms[curie]
