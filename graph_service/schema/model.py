"""The stored form of the ontology: which labels, edge types and properties exist.

Read once from graph.toml and the Turtle by `schema.reader`, then passed around frozen. Labels, edge types and property
names reach Cypher from here and from nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph_service.kernel.identifiers import PrefixTable
from graph_service.schema.shapes.model import Shape

ValueType = Literal["string", "integer", "float", "boolean", "date"]
Words = Mapping[str, str]
"""One text in several languages: fr, en and (labels always, definitions sometimes) de."""

GATE_PROPERTIES = ("audience", "owner")
FACT_PROPERTIES = ("basis", "confidence", "observed_on", "valid_from", "valid_to")
INFERRED_PROPERTIES = ("rule", "level_of_rule", "premises")
PROVENANCE_PROPERTIES = ("source", "load", "line", "profile", "partition", "digest")
OPEN_NAME = re.compile(r"[a-z]\w*", re.ASCII)
"""What an open property may be called: a name that both engines and RDF take."""
COMMON_PROPERTIES = GATE_PROPERTIES + FACT_PROPERTIES + INFERRED_PROPERTIES + PROVENANCE_PROPERTIES


@dataclass(frozen=True, slots=True)
class Property:
    """One property: the predicate it stands for, its language if it is one of several, its type."""

    name: str
    predicate: str
    type: ValueType
    lang: str | None = None
    many: bool = False
    datatype: str = "xsd:string"
    """Range of the predicate, as a CURIE of the Turtle; a class when the values are identifiers."""
    refers_to: tuple[str, ...] = ()
    """Prefixes of the identifiers that are its values; empty when they are not identifiers."""
    values: Mapping[str, Words] = field(default_factory=dict)
    """The only values it takes, each with its words; empty when any value will do."""
    labels: Words = field(default_factory=dict)
    definitions: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Capability:
    """An open property of equipment that the ontology knows: a float in one unit."""

    name: str
    unit: str
    """UCUM code; 1 for a number without a unit."""
    labels: Words
    definitions: Words


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label."""

    label: str
    class_iri: str
    """The class, as a CURIE of the Turtle."""
    properties: Mapping[str, Property]
    prefixes: tuple[str, ...] = ()
    guarded: bool = False
    shared: bool = False
    history: bool = False
    restricted: bool = False
    search: tuple[str, ...] = ()
    open_prefix: str | None = None
    labels: Words = field(default_factory=dict)
    definitions: Words = field(default_factory=dict)

    def allows(self, name: str) -> bool:
        """Whether a node of this label may carry the property."""
        if self.open_prefix is None or name in self.properties:
            return name in self.properties
        return name.startswith(self.open_prefix) and OPEN_NAME.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class EdgeType:
    """A type of edge and the pairs of labels it joins."""

    type: str
    predicate: str
    ends: tuple[tuple[str, str], ...]
    properties: Mapping[str, Property]
    key: tuple[str, ...] = ()
    fact: bool = False
    narrower: tuple[str, ...] = ()
    """Types whose predicate is a sub-property of this one's, at any depth, sorted."""
    above: tuple[str, ...] = ()
    """Direct super-properties of its predicate, ours or from elsewhere, as CURIEs of the Turtle."""
    labels: Words = field(default_factory=dict)
    reverse: Words = field(default_factory=dict)
    """The same relation said from its end."""
    definitions: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GraphSchema:
    """All labels and edge types, with the prefixes of their ids."""

    version: int
    nodes: Mapping[str, NodeType]
    edges: Mapping[str, EdgeType]
    prefixes: PrefixTable
    actor_display: tuple[str, ...] = ()
    labels_by_prefix: Mapping[str, str] = field(default_factory=dict)
    common: Mapping[str, Property] = field(default_factory=dict)
    """What any node or fact may carry beside its own properties: COMMON_PROPERTIES, by name."""
    capabilities: Mapping[str, Capability] = field(default_factory=dict)
    """Open properties that have a meaning and a unit, by name, sorted; others of the prefix are taken without one."""
    internal: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Labels of the store's own books: property to type (`string`, `integer`, `string*` …)."""
    shapes: tuple[Shape, ...] = ()
    """Those that are written in shapes.ttl, by name; what follows from the rest of the schema is not among them."""
    namespaces: Mapping[str, str] = field(default_factory=dict)
    """Prefixes of the Turtle: what `sl:holds` and `skos:broader` abbreviate."""
    ontology_version: str = ""

    def label_of(self, curie: str) -> str | None:
        """The label that ids with this prefix have, or None."""
        return self.labels_by_prefix.get(curie.partition(":")[0])

    def is_guarded_label(self, label: str) -> bool:
        """Whether the gate must stand on nodes of this label."""
        return label in self.nodes and self.nodes[label].guarded

    def is_guarded_edge(self, edge_type: str) -> bool:
        """Whether the gate must stand on edges of this type."""
        return edge_type in self.edges and self.edges[edge_type].fact

    def data_labels(self) -> tuple[str, ...]:
        """Labels that belong to the digest of the graph, neither history nor internal; sorted."""
        return tuple(sorted(node.label for node in self.nodes.values() if not node.history))

    def data_edges(self) -> tuple[str, ...]:
        """All edge types, sorted."""
        return tuple(sorted(self.edges))

    @property
    def own_base(self) -> str:
        """What all IRIs begin with that we give: those of terms and of ids."""
        return self.namespaces["sl"].removesuffix("ontology#")

    def term_iri(self, term: str) -> str:
        """The IRI of a term of the Turtle such as `sl:holds`; raises KeyError for an unknown prefix."""
        prefix, _, local = term.partition(":")
        return self.namespaces[prefix] + local
