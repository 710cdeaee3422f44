"""The vocabulary that ships: every stage is whole, every word is said once, and nothing points to what is not there."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import networkx
import pytest

from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.model import GraphSchema
from graph_service.schema.rdf import read_turtle
from loaders import shipped
from loaders.records import Asked, Edge, Node, Record, RowProblem
from loaders.sources import schemes

STAGE_EDGES = {"STAGE_OF", "TYPICAL_SECTOR", "YIELDS", "NEEDS_INPUT", "NEEDS_SKILL", "NEEDS_EQUIPMENT_TYPE", "FEEDS"}


@pytest.fixture(scope="module")
def told() -> list[Record]:
    return list(schemes.tell(Asked()).records)


@pytest.fixture(scope="module")
def nodes(told: list[Record]) -> dict[str, Node]:
    return {record.id: record for record in told if isinstance(record, Node)}


@pytest.fixture(scope="module")
def edges(told: list[Record]) -> list[Edge]:
    return [record for record in told if isinstance(record, Edge)]


def test_nothing_that_ships_is_set_aside(told: list[Record], nodes: dict[str, Node]) -> None:
    assert [record for record in told if isinstance(record, RowProblem)] == []
    kinds = Counter(node.label for node in nodes.values())
    assert kinds["ValueChain"] >= 4
    assert kinds["Stage"] >= 30
    assert kinds["Concept"] >= 300


def test_every_stage_has_every_kind_of_edge(nodes: dict[str, Node], edges: list[Edge]) -> None:
    has = defaultdict(set)
    for edge in edges:
        has[edge.start[1]].add(edge.type)

    lacking = {node.id: STAGE_EDGES - has[node.id] for node in nodes.values() if node.label == "Stage"}
    assert {stage: missing for stage, missing in lacking.items() if missing} == {}


def test_every_end_is_there(nodes: dict[str, Node], edges: list[Edge]) -> None:
    with shipped.reference("naf_rev2.csv").open(encoding="utf-8") as file:
        sectors = {f"naf:{row['code']}" for row in csv.DictReader(file)}

    assert sorted({edge.end[1] for edge in edges} - set(nodes) - sectors) == []


def test_the_stages_of_a_chain_hang_together_and_stay_in_it(nodes: dict[str, Node], edges: list[Edge]) -> None:
    chain_of = {edge.start[1]: edge.end[1] for edge in edges if edge.type == "STAGE_OF"}
    feeds = [(edge.start[1], edge.end[1]) for edge in edges if edge.type == "FEEDS"]

    assert [pair for pair in feeds if chain_of[pair[0]] != chain_of[pair[1]]] == []
    for chain in (node.id for node in nodes.values() if node.label == "ValueChain"):
        graph = networkx.Graph()
        graph.add_nodes_from(stage for stage, of in chain_of.items() if of == chain)
        graph.add_edges_from(pair for pair in feeds if chain_of[pair[0]] == chain)
        assert networkx.is_connected(graph), chain


def test_no_concept_is_broader_than_itself(edges: list[Edge]) -> None:
    graph = networkx.DiGraph((edge.start[1], edge.end[1]) for edge in edges if edge.type == "BROADER")

    assert list(networkx.simple_cycles(graph)) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_is_said_once_in_its_scheme(nodes: dict[str, Node], language: str) -> None:
    said = Counter(
        (node.id.partition(":")[0], str(node.properties.get(f"label_{language}"))) for node in nodes.values()
    )

    assert [word for word, count in said.items() if count > 1 or word[1] == "None"] == []


def test_every_concept_says_what_it_is(nodes: dict[str, Node]) -> None:
    told = [node for node in nodes.values() if node.label != "ConceptScheme"]

    assert [node.id for node in told if not node.properties.get("definition_fr")] == []


def test_a_word_is_found_by_what_people_really_say(nodes: dict[str, Node]) -> None:
    assert "soudeur" in nodes["skill:welding"].properties["search_text"]
    assert nodes["skill:welding"].properties["alt_fr"] == ["soudeur", "soudure"]


def test_a_triple_of_nobody_is_reported_with_its_subject(schema: GraphSchema, tmp_path: Path) -> None:
    file = tmp_path / "words.ttl"
    file.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix skill: <https://w3id.org/sillon/id/skill/> .\n"
        "<https://example.org/x> a skos:Concept .\n"
        'skill:weaving a skos:Concept ; skos:prefLabel "Tissage"@fr ; skos:broader <https://example.org/x> .\n'
        'skill:knitting skos:prefLabel "Tricot"@fr .\n',
        encoding="utf-8",
    )

    told = list(schemes.records([("words", read_turtle(file))], schema))

    assert [(record.value, record.line) for record in told if isinstance(record, RowProblem)] == [
        ("https://example.org/x", 1),
        ("https://example.org/x", 2),
        ("https://w3id.org/sillon/id/skill/knitting", 3),
    ]
    assert [record.id for record in told if isinstance(record, Node)] == ["skill:weaving"]


def test_what_is_not_turtle_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "words.ttl"
    file.write_text("skill:weaving a\n", encoding="utf-8")

    with pytest.raises(BrokenPromise, match=r"words\.ttl"):
        schemes.tell(Asked((file,)))
