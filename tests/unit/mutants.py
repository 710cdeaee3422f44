"""For each constraint of each shape, a change that breaks this one alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import rdflib

from graph_service.schema.shapes.model import END, RDF_ONLY, START, TYPE, Constraint, Shape
from tests.unit.examples import Examples, Thing

_SL = rdflib.Namespace("https://w3id.org/sillon/ontology#")
_PARTS = {START: rdflib.RDF.subject, TYPE: rdflib.RDF.predicate, END: rdflib.RDF.object}


def mutants(examples: Examples) -> Iterator[tuple[str, str, Thing]]:
    """For each constraint of each shape, a thing that breaks this one alone."""
    seen: set[tuple[str, str]] = set()
    for make, shapes in examples.kinds():
        for shape in shapes:
            for constraint in shape.constraints:
                if (shape.name, constraint.kind) not in seen:
                    seen.add((shape.name, constraint.kind))
                    yield shape.name, constraint.kind, _Mutation(examples, shape, constraint, make()).thing


class _Mutation:
    """Breaks one constraint of a valid thing."""

    def __init__(self, examples: Examples, shape: Shape, constraint: Constraint, thing: Thing) -> None:
        self._examples, self._shape, self._constraint, self.thing = examples, shape, constraint, thing
        schema = examples.schema
        owner = schema.nodes[thing.type] if thing.kind == "node" else schema.edges[thing.type]
        self._known = {**schema.common, **owner.properties}
        self._names = [name for name, known in self._known.items() if known.predicate == shape.path]
        self._partners()
        name = re.sub("[A-Z]", lambda capital: "_" + capital[0].lower(), constraint.kind)
        getattr(self, f"_break_{name}")()

    def _partners(self) -> None:
        """Take away what would break another constraint as well."""
        for shape in self._examples.shapes.values():
            others = [each.value for each in shape.constraints if each.kind == "lessThanOrEquals"]
            if shape is not self._shape and self._shape.path in (shape.path, *others):
                for name, known in self._known.items():
                    if known.predicate in (shape.path, *others) and name not in self._names:
                        self.thing.properties.pop(name, None)

    def _put(self, value: Any, name: str | None = None) -> None:
        name = name or self._names[0]
        self.thing.properties[name] = [value] if self._known[name].many else value

    def _iri(self, curie: str) -> rdflib.URIRef:
        return rdflib.URIRef(self._examples.schema.prefixes.iri(curie))

    def _has_pattern(self) -> bool:
        return any(
            shape.path == self._shape.path and constraint.kind == "pattern"
            for shape in self._examples.shapes.values()
            for constraint in shape.constraints
        )

    def _break_datatype(self) -> None:
        known = self._known[self._names[0]]
        if known.type == "string" and self._has_pattern():
            self.thing.only_in_graph = True
            self.thing.in_graph = partial(
                _retyped,
                predicate=rdflib.URIRef(self._examples.schema.term_iri(self._shape.path or "")),
                datatype=rdflib.XSD.token,
            )
        elif known.type == "float":
            self._put(1)
            self.thing.in_graph = partial(
                _retyped,
                predicate=rdflib.URIRef(self._examples.schema.term_iri(self._shape.path or "")),
                datatype=rdflib.XSD.decimal,
            )
        elif known.datatype == "xsd:gYear":
            self._put("2020")
        else:
            self._put(1.0 if known.type == "integer" else 5)

    def _break_language_in(self) -> None:
        self._put(5)

    def _break_in(self) -> None:
        self._put("no-such-word")

    def _break_max_count(self) -> None:
        if self._shape.path in RDF_ONLY:
            ends = {START: self.thing.start, END: self.thing.end}.get(str(self._shape.path))
            second = self._iri(self._examples.id_of(ends[0])) if ends else _SL.noSuchRelation
            self._in_graph_only(lambda graph, focus: graph.add((focus, _PARTS[str(self._shape.path)], second)))
        elif self._constraint.value == 0:
            self.thing.properties[self._names[0]] = self._examples.two(self._known[self._names[0]])[0]
        else:
            self.thing.properties[self._names[0]] = self._examples.two(self._known[self._names[0]])

    def _break_unique_lang(self) -> None:
        self.thing.properties[self._names[0]] = ["one", "two"]

    def _break_min_count(self) -> None:
        if self._shape.path in RDF_ONLY:
            self._in_graph_only(lambda graph, focus: graph.remove((focus, _PARTS[str(self._shape.path)], None)))
        for name in self._names:
            self.thing.properties.pop(name, None)

    def _break_min_inclusive(self) -> None:
        self._put(self._constraint.value - 1)

    def _break_max_inclusive(self) -> None:
        self._put(self._constraint.value + 1)

    def _break_pattern(self) -> None:
        self._put(999 if self._known[self._names[0]].type == "integer" else "???")

    def _break_less_than_or_equals(self) -> None:
        self._put("2099-12-31")

    def _break_or(self) -> None:
        assert self._shape.name == "private-owner", "say here how to break it"
        self._put("private", "audience")
        self.thing.properties.pop("owner")

    def _break_node(self) -> None:
        """Of another label, in the place that the shape is about; or a property that is not there."""
        thing, other = self.thing, self._examples.other_id()
        if self._names:
            self._put("???")
        elif self._shape.name == thing.type:
            self._break_closed()
        elif self._shape.path == START:
            thing.start = ("Load", other)
        elif self._shape.path is not None:
            thing.end = ("Load", other)
        else:
            thing.id = "insee:57463" if thing.type == "Load" else other

    def _break_disjoint(self) -> None:
        self.thing.end = self.thing.start

    def _break_closed(self) -> None:
        self.thing.properties["no_such"] = "x"
        self.thing.in_graph = lambda graph, focus: graph.add((focus, _SL.noSuch, rdflib.Literal("x")))

    _break_open = _break_closed

    def _break_floats(self) -> None:
        self.thing.properties["cap_x"] = "strong"

    def _in_graph_only(self, change: Callable[[rdflib.Graph, rdflib.URIRef], object]) -> None:
        self.thing.only_in_graph, self.thing.in_graph = True, change


def _retyped(graph: rdflib.Graph, focus: rdflib.URIRef, *, predicate: rdflib.URIRef, datatype: rdflib.URIRef) -> None:
    for old in list(graph.objects(focus, predicate)):
        graph.remove((focus, predicate, old))
        graph.add((focus, predicate, rdflib.Literal(str(old), datatype=datatype)))
