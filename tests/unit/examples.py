"""One valid node or edge of each kind, complete down to the last property."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

import rdflib

from graph_service.schema.model import GraphSchema, Property
from graph_service.schema.shapes.compiled import Checks
from graph_service.schema.shapes.generated import all_shapes
from graph_service.schema.shapes.model import Shape, Target
from tests.engine.worlds import identifier

InGraph = Callable[[rdflib.Graph, rdflib.URIRef], object]
_NOT_SAID = ("load", "line", "profile", "partition", "digest")
_POOLS: dict[str, tuple[Any, ...]] = {
    "string": ("texte", "texte de plus", "https://example.org/a", "https://example.org/b", "a@example.org",
               "b@example.org", "public", "members", "2024-01-01T00:00:00+00:00", "2025-01-01T00:00:00+00:00"),
    "integer": (1, 2, 2020, 2021), "float": (0.25, 0.5), "boolean": (True, False), "date": ("2024-01-01", "2024-02-01"),
}  # fmt: skip
_NUMBERS = count(1)


@dataclass
class Thing:
    """A node or an edge as the writer of Turtle and the compiled checks take it."""

    kind: str
    type: str
    id: str
    properties: dict[str, Any]
    start: tuple[str, str] | None = None
    end: tuple[str, str] | None = None
    in_graph: InGraph | None = field(default=None, repr=False)
    """What is changed once it is RDF, for what a row cannot say or the writer puts right."""
    only_in_graph: bool = False

    def faults(self, checks: Checks) -> set[tuple[str, str]]:
        """(shape, parameter) of what the compiled checks find."""
        if self.kind == "node":
            return {fault[:2] for fault in checks.node(self.type, self.id, self.properties)}
        assert self.start is not None
        assert self.end is not None
        return {fault[:2] for fault in checks.edge(self.type, self.id, self.start, self.end, self.properties)}


class Examples:
    """Valid things, complete down to the last property, each with ids of its own."""

    def __init__(self, schema: GraphSchema) -> None:
        self.schema, self.checks = schema, Checks(schema)
        self.shapes = {shape.name: shape for shape in all_shapes(schema)}

    def node(self, label: str) -> Thing:
        node = self.schema.nodes[label]
        known = {**node.properties, "source": self.schema.common["source"]}
        if node.guarded:
            known |= {name: self.schema.common[name] for name in ("audience", "owner")}
        return Thing(
            "node", label, self.id_of(label), self._filled(known) | ({"cap_x": 1.0} if node.open_prefix else {})
        )

    def edge(self, edge_type: str) -> Thing:
        edge = self.schema.edges[edge_type]
        start, end = ((label, self.id_of(label)) for label in edge.ends[0])
        known = dict(edge.properties)
        if edge.fact:
            known |= {name: p for name, p in self.schema.common.items() if name not in _NOT_SAID}
        return Thing("edge", edge_type, self.id_of("Fact"), self._filled(known) | {"source": "source:one"}, start, end)

    def id_of(self, label: str) -> str:
        prefixes = self.schema.nodes[label].prefixes if label != "Fact" else ("fact",)
        prefix = "product" if "product" in prefixes else "siret" if "siret" in prefixes else prefixes[0]
        return identifier(self.schema.prefixes, prefix, next(_NUMBERS))

    def other_id(self) -> str:
        """An id that only a load can have."""
        return f"load:{next(_NUMBERS):032x}"

    def two(self, known: Property) -> list[Any]:
        """Two values that the property may have."""
        pool = sorted(known.values) or _POOLS[known.type]
        if known.refers_to:
            label = self.schema.labels_by_prefix.get(known.refers_to[0], "Fact")
            pool = [self.id_of(label), self.id_of(label)]
        fitting = [value for value in pool if self.checks.value(known, [value] if known.many else value) is None]
        return fitting[:2]

    def _filled(self, known: dict[str, Property]) -> dict[str, Any]:
        two = {name: self.two(each) for name, each in known.items()}
        return {name: two[name] if each.many else two[name][0] for name, each in known.items()}

    def kinds(self) -> Iterator[tuple[Callable[[], Thing], list[Shape]]]:
        """Each label and edge type: how one is made, and the shapes that are about it."""
        for label, node in self.schema.nodes.items():
            own = {Target("class", node.class_iri)}
            yield partial(self.node, label), self._about(own, self.node(label), node.properties)
        for edge_type, edge in sorted(self.schema.edges.items(), key=lambda item: len(set(item[1].ends[0]))):
            own = {Target("edge", edge_type), Target("class", "sl:Fact" if edge.fact else "sl:Link")}
            yield partial(self.edge, edge_type), self._about(own, self.edge(edge_type), edge.properties)

    def _about(self, own: set[Target], thing: Thing, properties: Mapping[str, Property]) -> list[Shape]:
        known = {**self.schema.common, **properties}
        targets = own | {Target("subjects", known[name].predicate) for name in thing.properties if name in known}
        chosen = [shape for shape in self.shapes.values() if shape.target in targets]
        return chosen + [self.shapes[name] for shape in chosen for name in shape.listed]
