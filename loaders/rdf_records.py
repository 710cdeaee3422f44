"""Statements in the form of our export → records: each resource of a class of ours, each sl:Fact, each sl:Link.

What is said of one resource stands together, as every exporter writes it; so one resource at a time is in memory.
The plain triples are not read but compared: each says again what a fact or a link says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

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
_ReaderOf = Callable[[Node], Value]


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
        self._labels = {Iri(schema.term_iri(node.class_iri)): node for node in schema.nodes.values()}
        self._edges = {Iri(schema.term_iri(edge.predicate)): edge for edge in schema.edges.values()}
        self._fact, self._link = Iri(schema.term_iri(FACT)), Iri(schema.term_iri(LINK))
        self._plain = {*self._edges, *_mappings(schema)}
        self._common = self._readers(schema.common)
        self._of_node = {label: self._readers(node.properties) for label, node in schema.nodes.items()}
        self._of_edge = {name: self._readers(edge.properties) for name, edge in schema.edges.items()}
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
                self.left_over.plain(subject, predicate, item, self._curie(predicate), line)
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
            self.left_over.add(self._curie(str(kinds[0])) if kinds else "rdf:type", NO_CLASS, line)
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

    def _node(self, kind: NodeType, identifier: str, said: _Said, line: int, file: str) -> Record:
        own, common = self._properties(self._of_node[kind.label], said, line, kind.open_prefix)
        self._must_have(common, *(("audience",) if kind.guarded else ()), *(() if kind.shared else ("source",)))
        return records.Node(
            kind.label, identifier, own, line, audience=common.get("audience", "public"), owner=common.get("owner"),
            file=file, source=common.get("source", ""),
        )  # fmt: skip

    def _edge(self, identifier: str, said: _Said, line: int, file: str, *, fact: bool) -> Record:
        start, predicate, end = (self._part(said, role) for role in STATEMENT)
        kind = self._edges.get(predicate)
        if kind is None or kind.fact != fact:
            raise _Refused("rdf:predicate", self._curie(predicate), *_NO_RELATION)
        own, common = self._properties(self._of_edge[kind.type], said, line, None)
        self.left_over.stated(start, self._plain_of(kind, predicate, own), end)
        if "rule" in common:
            return LeftOut(line, DERIVED_ANEW)
        self._must_have(common, "source", *(("audience", "basis", "confidence") if fact else ()))
        basis = common.get("basis", "observed")
        if basis not in _BASES:
            raise _Refused("sl:basis", basis, f"pas dans la liste : {_LISTED}", f"not in the list: {_LISTED}")
        ends = [self._end(each) for each in (start, end)]
        return records.Edge(
            kind.type, ends[0], ends[1], own, line, basis=basis, confidence=common.get("confidence", 1.0),
            observed_on=common.get("observed_on"), valid_from=common.get("valid_from"), valid_to=common.get("valid_to"),
            audience=common.get("audience", "public"), owner=common.get("owner"),
            file=file, source=common["source"], id=identifier,
        )  # fmt: skip

    def _properties(
        self, known: Mapping[Iri, list[tuple[Property, _ReaderOf]]], said: _Said, line: int, open_prefix: str | None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Own and common properties."""
        own: dict[str, Any] = {}
        common: dict[str, Any] = {}
        for predicate, items in said.items():
            for table, found in ((known, own), (self._common, common)):
                if predicate in table:
                    self._take(table[predicate], items, found, line)
                    break
            else:
                name = self._curie(predicate)
                bare = name.removeprefix("sl:")
                if open_prefix and bare != name and bare.startswith(open_prefix):
                    own[bare] = self._one(name, items, self._values.reader(None))
                else:
                    self.left_over.add(name, NO_PREDICATE, line, len(items))
        return own, common

    def _take(
        self, properties: list[tuple[Property, _ReaderOf]], items: list[Node], found: dict[str, Any], line: int
    ) -> None:
        """Put what is said into the property it belongs to; into one for each language."""
        for one, reader in properties:
            mine = items
            if one.lang:
                mine = [item for item in items if isinstance(item, Text) and item.lang == one.lang]
            if not mine:
                continue
            name = self._name(one)
            if one.many:
                found[one.name] = [self._one(name, [item], reader) for item in mine]
            else:
                found[one.name] = self._one(name, mine, reader)
        if properties[0][0].lang:
            langs = {one.lang for one, _ in properties}
            others = [item for item in items if not isinstance(item, Text) or item.lang not in langs]
            if others:
                name = self._name(properties[0][0])
                self.left_over.add(name, NO_LANGUAGE, line, len(others))

    def _one(self, name: str, items: list[Node], reader: _ReaderOf) -> Value:
        if len(items) > 1:
            raise _Refused(name, _shown(items[1]), *_TWO_VALUES)
        try:
            return reader(items[0])
        except NotAValueError as wrong:
            raise _Refused(name, _shown(items[0]), wrong.fr, wrong.en) from None

    def _must_have(self, common: Mapping[str, Any], *names: str) -> None:
        """What an export never leaves out: without an audience, a hidden thing would be everybody's."""
        for name in names:
            if name not in common:
                predicate = self._schema.common[name].predicate
                raise _Refused(predicate, "", f"{predicate} manque", f"{predicate} is missing")

    def _part(self, said: _Said, role: Iri) -> Iri:
        items = said.pop(role, [])
        if len(items) != 1 or not isinstance(items[0], Iri):
            name = self._curie(role)
            raise _Refused(name, len(items), f"un {name} est attendu, un IRI", f"one {name} is expected, an IRI")
        return items[0]

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

    def _readers(self, properties: Mapping[str, Property]) -> dict[Iri, list[tuple[Property, _ReaderOf]]]:
        """Predicate → the properties it may be, one for each language, with what reads them."""
        found: dict[Iri, list[tuple[Property, _ReaderOf]]] = {}
        for name, one in properties.items():
            if name not in NOT_SAID:
                predicate = Iri(self._schema.term_iri(one.predicate))
                found.setdefault(predicate, []).append((one, self._values.reader(one)))
        return found

    def _curie(self, iri: str) -> str:
        """A term as the Turtle abbreviates it; an IRI that no namespace covers stays whole."""
        found = self._short.get(iri)  # type: ignore[call-overload]  # a text that is no IRI is just not there
        if found is None:
            bases = (item for item in self._schema.namespaces.items() if iri.startswith(item[1]))
            name, base = max(bases, key=lambda item: len(item[1]), default=("", ""))
            found = f"{name}:{iri[len(base) :]}" if name else str(iri)[:_SHOWN]
            if len(self._short) < _KEPT:
                self._short[Iri(iri)] = found
        return str(found)

    def _name(self, one: Property) -> str:
        return f"{one.predicate}@{one.lang}" if one.lang else one.predicate


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


def _shown(item: Node) -> str:
    return item.value if isinstance(item, Text) else str(item)
