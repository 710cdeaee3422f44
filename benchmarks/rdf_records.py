"""Reading an exported graph of 99 MB of Turtle to records that the door has checked.

The peer is rdflib, which ends with its triples in memory, unchecked; pyoxigraph's bulk load into its own store is shown
beside, for what it is: no record comes of it. All must have met the same nodes, facts and links.
"""

from __future__ import annotations

from benchmarks.exported import turtle
from benchmarks.harness import Contender, Task

_GIVEN = f"import hashlib\npath = {str(turtle())!r}"
_ANSWER = """
def told(kinds):
    facts = [iri for iri, kind in kinds if kind.rpartition("#")[2] in ("Fact", "Link")]
    others = [iri for iri, kind in kinds if kind.rpartition("#")[2] not in ("Fact", "Link")]
    return [[len(some), hashlib.sha256("".join(sorted(some)).encode()).hexdigest()] for some in (facts, others)]
"""
_A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

OURS = Contender(
    "sillon",
    """
for record in rdf.tell(Asked((Path(path),))).records:
    node = isinstance(record, Node)
    (door.node if node else door.edge)(record)
    kept.append((record.id, node))""",
    f"""{_GIVEN}
from datetime import date
from pathlib import Path
from graph_service.store.promises import promises
from loaders.door import Door
from loaders.records import Asked, Node
from loaders.sources import rdf
schema, _ = promises()
door, kept = Door(schema, "", date(2025, 1, 1)), []""",
    f"{_ANSWER}\nanswer = told([(schema.prefixes.iri(id_), '#Node' if node else '#Fact') for id_, node in kept])",
)
PEER = Contender(
    "rdflib",
    "graph = rdflib.Graph().parse(path)",
    f"{_GIVEN}\nimport rdflib",
    f"{_ANSWER}\nanswer = told([(str(s), str(o)) for s, o in graph.subject_objects(rdflib.RDF.type)])",
)
BESIDE = Contender(
    "pyoxigraph, its own store",
    "store = ox.Store()\nstore.bulk_load(path=path)",
    f"{_GIVEN}\nimport pyoxigraph as ox",
    f"{_ANSWER}\nfound = store.quads_for_pattern(None, ox.NamedNode({_A!r}), None)\n"
    "answer = told([(quad.subject.value, quad.object.value) for quad in found])",
)

TASK = Task(
    name="99 MB of exported Turtle to checked records",
    ours=OURS,
    peer=PEER,
    floor=BESIDE,
    target=8.0,
    promise="peer/ours at least",
    rounds=1,
    clock="wall_s",
)
