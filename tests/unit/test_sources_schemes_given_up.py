"""A word that was given up for another, as the loader of schemes tells it."""

from __future__ import annotations

from pathlib import Path

from loaders.records import Asked, Edge, Node
from loaders.sources import schemes


def test_a_concept_that_was_given_up_lies_below_the_one_that_took_its_place(tmp_path: Path) -> None:
    file = tmp_path / "words.ttl"
    file.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix sl: <https://w3id.org/sillon/ontology#> .\n"
        "@prefix skill: <https://w3id.org/sillon/id/skill/> .\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "skill:weaving a skos:Concept .\n"
        "skill:loom-work a skos:Concept ; sl:replacedBy skill:weaving ; dcterms:isReplacedBy skill:weaving ;\n"
        "    owl:deprecated true .\n",
        encoding="utf-8",
    )
    told = schemes.tell(Asked((file,)))
    records = list(told.records)

    nodes = {record.id: record.properties.get("replaced_by") for record in records if isinstance(record, Node)}
    assert nodes == {"skill:weaving": None, "skill:loom-work": "skill:weaving"}
    assert [(edge.type, edge.start[1], edge.end[1]) for edge in records if isinstance(edge, Edge)] == [
        ("BROADER", "skill:loom-work", "skill:weaving")
    ]
    assert told.hints == ()
