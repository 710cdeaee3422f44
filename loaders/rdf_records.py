"""Statements in the form of our export → records: each resource of a class of ours, each sl:Fact, each sl:Link.

What is said of one resource stands together, as every exporter writes it; so one resource at a time is in memory.
The plain triples are not read but compared: each says again what a fact or a link says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from graph_service.access.viewer import LEVELS
from graph_service.schema.model import EdgeType, GraphSchema, NodeType, Property
from graph_service.schema.nquads import Quad
from graph_service.schema.rdf import Iri, Node, Subject, Text
from graph_service.schema.triples import BELOW, FACT, KIND, LINK, MAPPING, NOT_SAID, STATEMENT, A
from loaders import records
from loaders.rdf_left_over import NO_CLASS, NO_LANGUAGE, NO_PREDICATE, LeftOver
from loaders.rdf_values import NotAValueError, Value, Values
from loaders.records import Basis, LeftOut, Record, RowProblem

DERIVED_ANEW = "derived_anew"
"""Why inferred facts are left out: rules derive them from what comes in."""
_SHOWN = 200
_KEPT = 10_000
_BASES = get_args(Basis)
_Said = dict[Iri, list[Node]]


@dataclass(frozen=True, slots=True)
class _Way:
    """How one property is read."""

    name: str
    term: str
    lang: str | None
    many: bool
    reader: Callable[[Node], Value]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a label or an edge type is read: by predicate what has one value without language, and the others."""

    name: str
    plain: Mapping[Iri, _Way]
    seldom: Mapping[Iri, list[_Way]]
    required: tuple[str, ...]
    """What an export never leaves out: without an audience, a hidden thing would be everybody's."""
    open_prefix: str | None


class _Refused(Exception):
    """What is wrong with one resource."""

    def __init__(self, column: str, value: object, fr: str, en: str) -> None:
        super().__init__(en)
        self.column, self.value, self.fr, self.en = column, str(value)[:_SHOWN], fr, en


class Reading:
    """What has been read of one or several files."""

    def __init__(self, schema: GraphSchema) -> None:
        self._schema = schema
        self._values = Values(schema)
        self._labels = {
            Iri(schema.term_iri(node.class_iri)): self._kind(
                node.label, node.properties, _required(node), node.open_prefix
            )
            for node in schema.nodes.values()
        }
        self._edges = {Iri(schema.term_iri(edge.predicate)): edge for edge in schema.edges.values()}
        self._fact, self._link = Iri(schema.term_iri(FACT)), Iri(schema.term_iri(LINK))
        self._kinds = {
            predicate: self._kind(edge.type, edge.properties, _OF_FACTS if edge.fact else _OF_LINKS)
            for predicate, edge in self._edges.items()
        }
        self._plain = {*self._edges, *_mappings(schema)}
        self._short: dict[Iri, str] = {}
        self._told: set[int] = set()
        self.left_over = LeftOver()
        """What nobody keeps."""
        self.read = 0
        """How many resources of ours, facts and links were read."""

    def records(self, quads: Iterable[Quad], file: str) -> Iterator[Record]:
        """The records of one file."""
        self.left_over.file = file
        current: Subject = Iri("")
        said: _Said = {}
        begun = 0
        plain = self._plain
        for subject, predicate, item, _, line in quads:
            if predicate in plain:
                self.left_over.plain(subject, predicate, item, line)
                continue
            if predicate == BELOW and subject in plain:
                continue
            if subject != current:
                if said:
                    yield from self._resource(current, said, begun, file)
                current, said, begun = subject, {}, line
            if predicate in said:
                said[predicate].append(item)
            else:
                said[predicate] = [item]
        if said:
            yield from self._resource(current, said, begun, file)

    # ── one resource ───────────────────────────────────────────────────────────────────────────────

    def _resource(self, subject: Subject, said: _Said, line: int, file: str) -> Iterator[Record]:
        kinds = said.pop(A, [])
        known = [kind for kind in kinds if kind in self._labels or kind in (self._fact, self._link)]
        if not known:
            self.left_over.add(self.curie(str(kinds[0])) if kinds else "rdf:type", NO_CLASS, line)
            return
        self.read += 1
        try:
            identifier = self._identifier(subject)
            if identifier is None or len(known) > 1:
                raise _Refused("id", subject, *(_TWO_CLASSES if len(known) > 1 else _NO_PREFIX))
            mark = hash(subject)
            if mark in self._told:
                raise _Refused("id", identifier, *_APART)
            self._told.add(mark)
            node = self._labels.get(known[0])  # type: ignore[arg-type]  # whatever is known is an IRI
            if node is not None:
                yield self._node(node, identifier, said, line, file)
            else:
                yield self._edge(identifier, said, line, file, fact=known[0] == self._fact)
        except _Refused as wrong:
            yield RowProblem(line, wrong.column, wrong.value, wrong.fr, wrong.en, rejected=True, file=file)

    def _node(self, kind: _Kind, identifier: str, said: _Said, line: int, file: str) -> Record:
        told = self._properties(kind, said, line)
        audience, owner, source = told.pop("audience", LEVELS[0]), told.pop("owner", None), told.pop("source", "")
        return records.Node(
            kind.name, identifier, told, line, audience=audience, owner=owner, file=file, source=source
        )  # fmt: skip

    def _edge(self, identifier: str, said: _Said, line: int, file: str, *, fact: bool) -> Record:
        start, predicate, end = self._part(said, _SUBJECT), self._part(said, _PREDICATE), self._part(said, _OBJECT)
        edge = self._edges.get(predicate)
        if edge is None or edge.fact != fact:
            raise _Refused("rdf:predicate", self.curie(predicate), *_NO_RELATION)
        told = self._properties(self._kinds[predicate], said, line)
        self.left_over.stated(start, self._plain_of(edge, predicate, told), end)
        if "rule" in told:
            return LeftOut(line, DERIVED_ANEW)
        common = {name: told.pop(name) for name in _OF_EDGES if name in told}
        if common.get("basis", _BASES[0]) not in _BASES:
            raise _Refused("sl:basis", common["basis"], f"pas dans la liste : {_LISTED}", f"not in the list: {_LISTED}")
        return records.Edge(
            edge.type, self._end(start), self._end(end), told, line, file=file, id=identifier, **common
        )  # fmt: skip

    def _properties(self, kind: _Kind, said: _Said, line: int) -> dict[str, Any]:
        """Own and common properties, by name."""
        found: dict[str, Any] = {}
        plain = kind.plain
        for predicate, items in said.items():
            way = plain.get(predicate)
            if way is None:
                self._seldom(kind, predicate, items, found, line)
            elif len(items) > 1:
                raise _Refused(way.term, _shown(items[1]), *_TWO_VALUES)
            else:
                try:
                    found[way.name] = way.reader(items[0])
                except NotAValueError as wrong:
                    raise _Refused(way.term, _shown(items[0]), wrong.fr, wrong.en) from None
        for name in kind.required:
            if name not in found:
                term = self._schema.common[name].predicate
                raise _Refused(term, "", f"{term} manque", f"{term} is missing")
        return found

    def _seldom(self, kind: _Kind, predicate: Iri, items: list[Node], found: dict[str, Any], line: int) -> None:
        """Several languages, several values, an open property, or what nobody keeps."""
        ways = kind.seldom.get(predicate)
        if ways is None:
            name = self.curie(predicate)
            bare = name.removeprefix("sl:")
            if kind.open_prefix and bare != name and bare.startswith(kind.open_prefix):
                found[bare] = self._one(_Way(bare, name, None, False, self._values.reader(None)), items)
            else:
                self.left_over.add(name, NO_PREDICATE, line, len(items))
            return
        others = len(items)
        for way in ways:
            mine = [each for each in items if way.lang is None or _is_in(each, way.lang)]
            others -= len(mine)
            if mine:
                found[way.name] = [self._one(way, [item]) for item in mine] if way.many else self._one(way, mine)
        if others:
            self.left_over.add(self.curie(predicate), NO_LANGUAGE, line, others)

    def _one(self, way: _Way, items: list[Node]) -> Value:
        if len(items) > 1:
            raise _Refused(way.term, _shown(items[1]), *_TWO_VALUES)
        try:
            return way.reader(items[0])
        except NotAValueError as wrong:
            raise _Refused(way.term, _shown(items[0]), wrong.fr, wrong.en) from None

    def _part(self, said: _Said, role: Iri) -> Iri:
        items = said.pop(role, ())
        if len(items) == 1 and isinstance(items[0], Iri):
            return items[0]
        name = self.curie(role)
        raise _Refused(name, len(items), f"un {name} est attendu, un IRI", f"one {name} is expected, an IRI")

    def _end(self, iri: Iri) -> tuple[str, str]:
        identifier = self._values.curie(iri)
        label = self._schema.label_of(identifier) if identifier else None
        if identifier is None or label is None:
            raise _Refused("rdf:object", iri, *_NO_PREFIX)
        return label, identifier

    def _identifier(self, subject: Subject) -> str | None:
        return self._values.curie(subject) if isinstance(subject, Iri) else None

    def _plain_of(self, kind: EdgeType, predicate: Iri, own: Mapping[str, Any]) -> Iri:
        """The predicate of the plain triple: that of a mapping says which kind it is."""
        if kind.predicate == MAPPING and own.get(KIND) in kind.properties[KIND].values:
            return Iri(self._schema.term_iri(f"skos:{own[KIND]}"))
        return predicate

    # ── in common ──────────────────────────────────────────────────────────────────────────────────

    def _kind(
        self, name: str, own: Mapping[str, Property], required: tuple[str, ...], open_prefix: str | None = None
    ) -> _Kind:
        """How the properties of one label or edge type are read: own ones before common ones."""
        ways: dict[Iri, list[_Way]] = {}
        for properties in (own, self._schema.common):
            known = set(ways)
            for each, one in properties.items():
                predicate = Iri(self._schema.term_iri(one.predicate))
                if each not in NOT_SAID and predicate not in known:
                    term = f"{one.predicate}@{one.lang}" if one.lang else one.predicate
                    ways.setdefault(predicate, []).append(
                        _Way(each, term, one.lang, one.many, self._values.reader(one))
                    )
        plain = {predicate: some[0] for predicate, some in ways.items() if not some[0].lang and not some[0].many}
        seldom = {predicate: some for predicate, some in ways.items() if predicate not in plain}
        return _Kind(name, plain, seldom, required, open_prefix)

    def curie(self, iri: str) -> str:
        """A term as the Turtle abbreviates it; an IRI that no namespace covers stays whole."""
        found = self._short.get(iri)  # type: ignore[call-overload]  # a text that is no IRI is just not there
        if found is None:
            bases = (item for item in self._schema.namespaces.items() if iri.startswith(item[1]))
            name, base = max(bases, key=lambda item: len(item[1]), default=("", ""))
            found = f"{name}:{iri[len(base) :]}" if name else str(iri)[:_SHOWN]
            if len(self._short) < _KEPT:
                self._short[Iri(iri)] = found
        return str(found)


_SUBJECT, _PREDICATE, _OBJECT = STATEMENT
_OF_LINKS = ("source",)
_OF_FACTS = ("source", "audience", "basis", "confidence")
_OF_EDGES = (*_OF_FACTS, "owner", "observed_on", "valid_from", "valid_to")
_LISTED = ", ".join(_BASES)
_NO_PREFIX = ("aucun de nos préfixes ne couvre cet IRI", "no prefix of ours covers this IRI")
_NO_RELATION = ("n'est pas une relation d'un fait ou d'un lien", "is no relation of a fact or a link")
_TWO_CLASSES = ("deux classes à la fois", "two classes at once")
_TWO_VALUES = ("deux valeurs où une seule est attendue", "two values where one is expected")
_APART = (
    "ce qui en est dit doit se suivre : triez le fichier (N-Quads, puis sort)",
    "what is said of it must stand together: sort the file (N-Quads, then sort)",
)


def _required(kind: NodeType) -> tuple[str, ...]:
    return (*(("audience",) if kind.guarded else ()), *(() if kind.shared else ("source",)))


def _mappings(schema: GraphSchema) -> Iterator[Iri]:
    for edge in schema.edges.values():
        if edge.predicate == MAPPING:
            yield from (Iri(schema.term_iri(f"skos:{kind}")) for kind in edge.properties[KIND].values)


def _is_in(item: Node, lang: str) -> bool:
    return isinstance(item, Text) and item.lang == lang


def _shown(item: Node) -> str:
    return item.value if isinstance(item, Text) else str(item)
