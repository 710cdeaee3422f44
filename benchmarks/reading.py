"""An export read to records that the door has checked, against libraries that read it to triples.

The peer is rdflib, which ends with its triples in memory, unchecked; pyoxigraph's bulk load into its own store is shown
beside, for what it is: no record comes of it. All must have met the same nodes, facts and links.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.harness import Contender, Task

_ANSWER = """
answer = [[0, 0], [0, 0]]
for iri, kind in kinds:
    mine = answer[kind.rpartition("#")[2] in ("Fact", "Link")]
    mine[0] += 1
    mine[1] += zlib.crc32(iri.rpartition("/")[2].encode())
"""
_A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def size(file: Path) -> str:
    """What is read, in words."""
    return f"{file.stat().st_size / 1e6:.0f} MB of exported Turtle"


def reading(file: Path) -> Task:
    """The task on one exported file."""
    given = f"import zlib\npath = {str(file)!r}"
    return Task(
        name=f"{size(file)} to checked records",
        ours=Contender(
            "sillon",
            """
with seldom_collected():
    for record in rdf.tell(Asked((Path(path),))).records:
        node = isinstance(record, Node)
        (door.node if node else door.edge)(record)
        mine = answer[not node]
        mine[0] += 1
        mine[1] += zlib.crc32(record.id.partition(":")[2].encode())""",
            f"""{given}
from datetime import date
from pathlib import Path
from graph_service.kernel.collector import seldom_collected
from graph_service.store.promises import promises
from loaders.door import Door
from loaders.records import Asked, Node
from loaders.sources import rdf
schema, _ = promises()
door, answer = Door(schema, "", date(2025, 1, 1), "rdf"), [[0, 0], [0, 0]]""",
        ),
        peer=Contender(
            "rdflib",
            "graph = rdflib.Graph().parse(path)",
            f"{given}\nimport rdflib",
            f"kinds = ((str(s), str(o)) for s, o in graph.subject_objects(rdflib.RDF.type))\n{_ANSWER}",
        ),
        floor=Contender(
            "pyoxigraph, its own store",
            "store = ox.Store()\nstore.bulk_load(path=path)",
            f"{given}\nimport pyoxigraph as ox",
            f"found = store.quads_for_pattern(None, ox.NamedNode({_A!r}), None)\n"
            f"kinds = ((quad.subject.value, quad.object.value) for quad in found)\n{_ANSWER}",
        ),
        target=8.0,
        promise="peer/ours at least",
        rounds=3,
        clock="wall_s",
    )
