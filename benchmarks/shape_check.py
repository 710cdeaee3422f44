"""Finding the facts of a hundred that break a shape, among 2,000: rows by the compiled shapes, RDF by pySHACL.

The same shapes for both, each fact complete, and each twentieth surer than sure. Making the RDF is not measured.
"""

from __future__ import annotations

from benchmarks.harness import Contender, Task

FACTS = 2_000
_GIVEN = """
import io
from graph_service.kernel.canonical import short_hash
from graph_service.schema.rdf_writing import write_rdf
from graph_service.schema.shapes.compiled import Checks
from graph_service.schema.shapes.turtle import as_turtle
from graph_service.store.changes import Stored
from graph_service.store.promises import promises
schema, _ = promises()

def fact(number):
    ends = ("Actor", f"siret:{number:014d}"), ("Concept", f"product:{number}")
    said = {"id": f"fact:{short_hash(str(number))}", "source": "survey", "audience": "public", "basis": "observed",
            "confidence": 1.5 if number % 20 == 0 else 0.5, "observed_on": "2025-01-31", "quantity": float(number),
            "unit": "t", "period": "2024"}
    return Stored("edge", "PRODUCES", said["id"], "", "survey", "", "", "public", None, *ends), said
"""


def checking(facts: int) -> Task:
    """The task on so many facts."""
    given = f"{_GIVEN}\nfacts = [fact(number) for number in range({facts})]"
    return Task(
        name=f"shapes of {facts:,} facts",
        ours=Contender(
            "sillon",
            """
checks = Checks(schema)
broken = [said["id"] for told, said in facts if checks.edge(told.type, told.id, told.start, told.end, said)]""",
            given,
            "answer = sorted(broken)",
        ),
        peer=Contender(
            "pySHACL",
            "_, report, _ = pyshacl.validate(graph, shacl_graph=shapes)",
            f"""{given}
import pyshacl, rdflib
out = io.BytesIO()
write_rdf(facts, schema, out, "ttl")
graph = rdflib.Graph().parse(data=out.getvalue(), format="turtle")
shapes = rdflib.Graph().parse(data=as_turtle(schema), format="turtle")""",
            """
focus = rdflib.URIRef("http://www.w3.org/ns/shacl#focusNode")
answer = sorted(str(schema.prefixes.from_iri(str(fact))) for fact in set(report.objects(None, focus)))""",
        ),
        target=50.0,
        promise="peer/ours at least",
        rounds=3,
    )


TASK = checking(FACTS)
