"""Statements in the form of our export → records: each resource of a class of ours, each sl:Fact, each sl:Link.

What is said of one resource stands together, as every exporter writes it; so one resource at a time is in memory.
The plain triples are not read but compared: each says again what a fact or a link says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from graph_service.access.viewer import LEVELS
from graph_service.schema.model import EdgeType, GraphSchema
from graph_service.schema.nquads import Described, Said
from graph_service.schema.rdf import Iri, Node, Subject, Text
from graph_service.schema.triples import BELOW, FACT, KIND, LINK, MAPPING, STATEMENT, A
from loaders import records
from loaders.rdf_kinds import OF_FACTS, Kind, Kinds, Way
from loaders.rdf_left_over import NO_CLASS, NO_LANGUAGE, NO_PREDICATE, LeftOver
from loaders.rdf_values import NotAValueError, Value, Values
from loaders.records import Basis, LeftOut, Record, RowProblem

DERIVED_ANEW = "derived_anew"
"""Why inferred facts are left out: rules derive them from what comes in."""
_SHOWN = 200
_KEPT = 10_000
_BASES = get_args(Basis)
_Said = dict[Iri, list[Node]]


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
        kinds = Kinds(schema, self._values)
        self._labels = {Iri(schema.term_iri(node.class_iri)): kinds.of_node(node) for node in schema.nodes.values()}
        self._edges = {Iri(schema.term_iri(edge.predicate)): edge for edge in schema.edges.values()}
        self._fact = Iri(schema.term_iri(FACT))
        self._classes: frozenset[Node] = frozenset((*self._labels, self._fact, Iri(schema.term_iri(LINK))))
        self._kinds = {predicate: kinds.of_edge(edge) for predicate, edge in self._edges.items()}
        self._plain: frozenset[Subject] = frozenset((*self._edges, *_mappings(schema)))
        self._again = self._plain | {BELOW}
        self._short: dict[Iri, str] = {}
        self._told: set[int] = set()
        self.left_over = LeftOver()
        """What nobody keeps."""
        self.read = 0
        """How many resources of ours, facts and links were read."""

    def records(self, told: Iterable[Described], file: str) -> Iterator[Record]:
        """The records of one file."""
        self.left_over.file = file
        current: Subject = Iri("")
        said: _Said = {}
        begun = 0
        for subject, statements, lines in told:
            more: _Said = said if subject == current else {}
            for predicate, item, _ in statements:
                if predicate in more:
                    more[predicate].append(item)
                else:
                    more[predicate] = [item]
            if not self._again.isdisjoint(more):
                self._said_again(subject, statements, lines, more)
                if not more:
                    continue
            if more is not said:
                if said and (record := self._resource(current, said, begun, file)) is not None:
                    yield record
                current, said, begun = subject, more, int(lines[0])
        if said and (record := self._resource(current, said, begun, file)) is not None:
            yield record

    def _said_again(self, subject: Subject, statements: Iterable[Said], lines: Iterable[str], said: _Said) -> None:
        """Take out what facts and links say too, and what the ontology says of its own relations."""
        for (predicate, item, _), line in zip(statements, lines, strict=True):
            if predicate in self._plain:
                self.left_over.plain(subject, predicate, item, int(line))
        for known in [each for each in said if each in self._plain]:
            del said[known]
        if subject in self._plain:
            said.pop(BELOW, None)

    # ── one resource ───────────────────────────────────────────────────────────────────────────────

    def _resource(self, subject: Subject, said: _Said, line: int, file: str) -> Record | None:
        """None for what is none of ours."""
        kinds = said.pop(A, [])
        known = [kind for kind in kinds if kind in self._classes]
        if not known:
            self.left_over.add(self.curie(str(kinds[0])) if kinds else "rdf:type", NO_CLASS, line)
            return None
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
                return self._node(node, identifier, said, line, file)
            return self._edge(identifier, said, line, file, fact=known[0] == self._fact)
        except _Refused as wrong:
            return RowProblem(line, wrong.column, wrong.value, wrong.fr, wrong.en, rejected=True, file=file)

    def _node(self, kind: Kind, identifier: str, said: _Said, line: int, file: str) -> Record:
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
        common = {name: told.pop(name) for name in _OF_EDGES & told.keys()}
        if common.get("basis", _BASES[0]) not in _BASES:
            raise _Refused("sl:basis", common["basis"], f"pas dans la liste : {_LISTED}", f"not in the list: {_LISTED}")
        return records.Edge(
            edge.type, self._end(start), self._end(end), told, line, file=file, id=identifier, **common
        )  # fmt: skip

    def _properties(self, kind: Kind, said: _Said, line: int) -> dict[str, Any]:
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

    def _seldom(self, kind: Kind, predicate: Iri, items: list[Node], found: dict[str, Any], line: int) -> None:
        """Several languages, several values, an open property, or what nobody keeps."""
        ways = kind.seldom.get(predicate)
        if ways is None:
            name = self.curie(predicate)
            bare = name.removeprefix("sl:")
            if kind.open_prefix and bare != name and bare.startswith(kind.open_prefix):
                found[bare] = self._one(Way(bare, name, None, False, self._values.reader(None)), items)
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

    def _one(self, way: Way, items: list[Node]) -> Value:
        if len(items) > 1:
            raise _Refused(way.term, _shown(items[1]), *_TWO_VALUES)
        try:
            return way.reader(items[0])
        except NotAValueError as wrong:
            raise _Refused(way.term, _shown(items[0]), wrong.fr, wrong.en) from None

    def _part(self, said: _Said, role: Iri) -> Iri:
        items = said.pop(role, ())
        if len(items) == 1 and type(items[0]) is Iri:
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
_OF_EDGES = frozenset((*OF_FACTS, "owner", "observed_on", "valid_from", "valid_to"))
_LISTED = ", ".join(_BASES)
_NO_PREFIX = ("aucun de nos préfixes ne couvre cet IRI", "no prefix of ours covers this IRI")
_NO_RELATION = ("n'est pas une relation d'un fait ou d'un lien", "is no relation of a fact or a link")
_TWO_CLASSES = ("deux classes à la fois", "two classes at once")
_TWO_VALUES = ("deux valeurs où une seule est attendue", "two values where one is expected")
_APART = (
    "ce qui en est dit doit se suivre : triez le fichier (N-Quads, puis sort)",
    "what is said of it must stand together: sort the file (N-Quads, then sort)",
)


def _mappings(schema: GraphSchema) -> Iterator[Iri]:
    for edge in schema.edges.values():
        if edge.predicate == MAPPING:
            yield from (Iri(schema.term_iri(f"skos:{kind}")) for kind in edge.properties[KIND].values)


def _is_in(item: Node, lang: str) -> bool:
    return isinstance(item, Text) and item.lang == lang


def _shown(item: Node) -> str:
    return item.value if isinstance(item, Text) else str(item)
