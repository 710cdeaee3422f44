"""How the properties of each label and edge type are read from RDF: a predicate, its languages, its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph_service.schema.model import EdgeType, GraphSchema, NodeType, Property
from graph_service.schema.rdf import Iri, Node
from graph_service.schema.triples import NOT_SAID
from loaders.rdf_values import Value, Values

OF_FACTS = ("source", "audience", "basis", "confidence")
"""What every exported fact says of itself."""
_OF_LINKS = ("source",)


@dataclass(frozen=True, slots=True)
class Way:
    """How one property is read."""

    name: str
    term: str
    lang: str | None
    many: bool
    reader: Callable[[Node], Value]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a label or an edge type is read: by predicate what has one value without language, and the others."""

    name: str
    plain: Mapping[Iri, Way]
    seldom: Mapping[Iri, list[Way]]
    required: tuple[str, ...]
    """What an export never leaves out: without an audience, a hidden thing would be everybody's."""
    open_prefix: str | None


class Kinds:
    """Makes the way in of each kind from graph.toml."""

    def __init__(self, schema: GraphSchema, values: Values) -> None:
        self._schema, self._values = schema, values

    def of_node(self, node: NodeType) -> Kind:
        """How a label is read."""
        required = (*(("audience",) if node.guarded else ()), *(() if node.shared else ("source",)))
        return self._kind(node.label, node.properties, required, node.open_prefix)

    def of_edge(self, edge: EdgeType) -> Kind:
        """How an edge type is read."""
        return self._kind(edge.type, edge.properties, OF_FACTS if edge.fact else _OF_LINKS)

    def _kind(
        self, name: str, own: Mapping[str, Property], required: tuple[str, ...], open_prefix: str | None = None
    ) -> Kind:
        """Own properties before common ones."""
        ways: dict[Iri, list[Way]] = {}
        for properties in (own, self._schema.common):
            known = set(ways)
            for each, one in properties.items():
                predicate = Iri(self._schema.term_iri(one.predicate))
                if each not in NOT_SAID and predicate not in known:
                    term = f"{one.predicate}@{one.lang}" if one.lang else one.predicate
                    ways.setdefault(predicate, []).append(Way(each, term, one.lang, one.many, self._values.reader(one)))
        plain = {predicate: some[0] for predicate, some in ways.items() if not some[0].lang and not some[0].many}
        seldom = {predicate: some for predicate, some in ways.items() if predicate not in plain}
        return Kind(name, plain, seldom, required, open_prefix)
