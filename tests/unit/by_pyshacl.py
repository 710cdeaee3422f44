"""What pySHACL finds in things, told as the compiled checks tell it."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pyshacl
import rdflib

from graph_service.schema.model import GraphSchema
from graph_service.schema.rdf_writing import write_rdf
from graph_service.schema.shapes.generated import all_shapes
from graph_service.schema.shapes.model import Constraint
from graph_service.schema.shapes.turtle import as_turtle
from tests.unit.examples import Thing

_SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
_SLS = "https://w3id.org/sillon/shapes#"
Broken = tuple[str, str, str]
"""(IRI of the focus, shape, parameter of SHACL)"""


class Shacl:
    """Our shapes as they are printed, and pySHACL."""

    def __init__(self, schema: GraphSchema) -> None:
        self._schema = schema
        self._graph = rdflib.Graph().parse(data=as_turtle(schema), format="turtle")
        self._kinds = {
            (shape.name, _component(constraint)): constraint.kind
            for shape in all_shapes(schema)
            for constraint in shape.constraints
        }

    def broken(self, things: Sequence[Thing]) -> set[Broken]:
        """All that is wrong with these things."""
        _, report, _ = pyshacl.validate(self.graph_of(things), shacl_graph=self._graph)
        assert isinstance(report, rdflib.Graph)
        return {self._told(report, result) for result in report.objects(None, _SH.result)}

    def graph_of(self, things: Sequence[Thing]) -> rdflib.Graph:
        """The things as the export writes them, and changed as each of them asks."""
        out = io.BytesIO()
        write_rdf([(thing, thing.properties) for thing in things], self._schema, out, "ttl")
        graph = rdflib.Graph().parse(data=out.getvalue(), format="turtle")
        for thing in things:
            if thing.in_graph is not None:
                thing.in_graph(graph, rdflib.URIRef(self.focus(thing)))
        return graph

    def focus(self, thing: Thing) -> str:
        """What a report names: a node or a statement."""
        return self._schema.prefixes.iri(thing.id)

    def _told(self, report: rdflib.Graph, result: rdflib.term.Node) -> Broken:
        shape = str(report.value(result, _SH.sourceShape)).removeprefix(_SLS)
        component = str(report.value(result, _SH.sourceConstraintComponent)).removeprefix(str(_SH))
        on_statements = (shape, component) in self._kinds and shape in self._schema.edges
        focus = report.value(result, _SH.value if on_statements else _SH.focusNode)
        return str(focus), shape, self._kinds.get((shape, component), component)


def _component(constraint: Constraint) -> str:
    kind = constraint.kind
    if kind in ("open", "floats"):
        return "SPARQLConstraintComponent"
    if kind == "node" and len(constraint.value) > 1:
        kind = "or"
    return f"{kind[0].upper()}{kind[1:]}ConstraintComponent"
