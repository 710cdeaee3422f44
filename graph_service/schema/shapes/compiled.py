"""Shapes as quick predicates on stored properties: what the loaders ask of each row.

A million rows need not become RDF to be checked. That SHACL finds the same faults in the same things is a test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph_service.schema.model import FACT_PROPERTIES, GATE_PROPERTIES, INFERRED_PROPERTIES, GraphSchema, Property
from graph_service.schema.shapes.compiling import WHOLE, Compiler, Identifiers
from graph_service.schema.shapes.generated import FACT, LINK, all_shapes
from graph_service.schema.shapes.model import Constraint, Shape, Target
from graph_service.schema.shapes.thing import Content, Fault, Thing

_OF_NODES = (*GATE_PROPERTIES, "source")
_OF_FACTS = (*GATE_PROPERTIES, *FACT_PROPERTIES, *INFERRED_PROPERTIES, "source")
_End = tuple[str, str]
"""(label, id)"""


class Checks:
    """All shapes of a schema, compiled for each label and edge type when it is first asked for."""

    def __init__(self, schema: GraphSchema) -> None:
        self._schema = schema
        self._shapes = {shape.name: shape for shape in all_shapes(schema)}
        self._identifiers = Identifiers(schema.prefixes)
        self._things: dict[str, Thing] = {}

    def node(self, label: str, identifier: str, content: Content) -> list[Fault]:
        """What is wrong with a node: nothing, mostly. Raises KeyError for an unknown label."""
        thing = self._things.get(label)
        if thing is None:
            thing = self._things[label] = self._of_node(label)
        return thing.faults(content, identifier, "", "")

    def edge(self, edge_type: str, identifier: str, start: _End, end: _End, content: Content) -> list[Fault]:
        """The same of an edge; no `identifier`: it is not made yet. Raises KeyError for an unknown type."""
        thing = self._things.get(edge_type)
        if thing is None:
            thing = self._things[edge_type] = self._of_edge(edge_type)
        return thing.faults(content, identifier, start[1], end[1])

    def value(self, known: Property, value: Any) -> Fault | None:
        """The first thing wrong with the value of a property, wherever that stands."""
        name = f"{known.name} {known.predicate}"
        thing = self._things.get(name)
        if thing is None:
            compiler = Compiler({known.name: known}, self._shapes, self._schema, self._identifiers)
            thing = self._things[name] = compiler.thing(self._of_predicate(known.predicate))
        faults = thing.faults({known.name: value}, "", "", "")
        return faults[0] if faults else None

    def _of_predicate(self, predicate: str) -> Iterator[Shape]:
        for shape in self._shapes.values():
            about = shape.path == predicate and shape.target in (None, Target("subjects", predicate))
            if about and all(_is_of_one(constraint) for constraint in shape.constraints):
                yield shape

    def _of_node(self, label: str) -> Thing:
        node = self._schema.nodes[label]
        known = {**{name: self._schema.common[name] for name in _OF_NODES}, **node.properties}
        return Compiler(known, self._shapes, self._schema, self._identifiers).thing(
            self._applying({Target("class", node.class_iri)}, known)
        )

    def _of_edge(self, edge_type: str) -> Thing:
        edge = self._schema.edges[edge_type]
        common = _OF_FACTS if edge.fact else ("source",)
        known = {**{name: self._schema.common[name] for name in common}, **edge.properties}
        compiler = Compiler(known, self._shapes, self._schema, self._identifiers)
        targets = {Target("edge", edge_type), Target("class", FACT if edge.fact else LINK)}
        return compiler.thing(self._applying(targets, known))

    def _applying(self, targets: set[Target], known: Mapping[str, Property]) -> Iterator[Shape]:
        """The shapes with these targets, those that they list, and those about a predicate that is known here."""
        wanted = targets | {Target("subjects", each.predicate) for each in known.values()}
        for shape in self._shapes.values():
            if shape.target in wanted:
                yield shape
                yield from (self._shapes[name] for name in shape.listed)


def _is_of_one(constraint: Constraint) -> bool:
    """Whether a constraint is about the values of one property, and says more than that there must be none."""
    return constraint.kind not in (*WHOLE, "disjoint") and constraint != Constraint("maxCount", 0)
