"""The vocabulary that ships: every stage is whole, every word is said once, and nothing points to what is not there."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import networkx
import pytest

from graph_service.kernel.errors import DataErrors
from loaders import shipped
from loaders.records import Asked, Edge, Node, Record, RowProblem, Told
from loaders.sources import schemes

TellsTurtle = Callable[[str], tuple[list[Record], Told]]
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


PREFIXES = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix sl: <https://w3id.org/sillon/ontology#> .\n"
    "@prefix skill: <https://w3id.org/sillon/id/skill/> .\n"
)


@pytest.fixture
def told_by(tmp_path: Path) -> TellsTurtle:
    """What a file with this Turtle after PREFIXES says; its first line is line 4."""

    def tell(turtle: str) -> tuple[list[Record], Told]:
        file = tmp_path / "words.ttl"
        file.write_text(PREFIXES + turtle, encoding="utf-8")
        told = schemes.tell(Asked((file,)))
        return list(told.records), told

    return tell


def test_what_is_no_word_of_ours_is_reported_with_its_line(told_by: TellsTurtle) -> None:
    records, _ = told_by(
        "<https://example.org/x> a skos:Concept .\n"
        'skill:weaving a skos:Concept ; skos:prefLabel "Tissage"@fr ; skos:broader <https://example.org/x> .\n'
        "\n"
        'skill:knitting skos:prefLabel "Tricot"@fr .\n'
    )

    assert [(record.value, record.line, record.file) for record in records if isinstance(record, RowProblem)] == [
        ("https://example.org/x", 4, "words.ttl"),
        ("https://example.org/x", 5, "words.ttl"),
        ("https://w3id.org/sillon/id/skill/knitting", 7, "words.ttl"),
    ]
    assert [record.id for record in records if isinstance(record, Node)] == ["skill:weaving"]


def test_each_kind_of_mapping_is_told_as_what_it_is(told_by: TellsTurtle) -> None:
    records, told = told_by(
        "skill:weaving a skos:Concept ; skos:closeMatch skill:tatting ; skos:broadMatch skill:textile .\n"
    )

    edges = {(edge.type, edge.end[1], edge.properties["relation"]) for edge in records if isinstance(edge, Edge)}
    assert edges == {("MATCHES", "skill:tatting", "closeMatch"), ("MATCHES", "skill:textile", "broadMatch")}
    assert told.hints == ()


def test_a_slip_of_the_pen_is_told_and_not_lost_in_silence(told_by: TellsTurtle) -> None:
    _, told = told_by("skill:weaving a skos:Concept ; sl:requries skill:tatting ; skos:editorialNote 'x' .\n")

    assert told.hints == (
        (
            "Sillon ne garde pas : skos:editorialNote (1), sl:requries (1).",
            "Sillon does not keep: skos:editorialNote (1), sl:requries (1).",
        ),
    )


def test_every_triple_that_ships_is_kept() -> None:
    assert schemes.tell(Asked()).hints == ()


def test_a_rank_that_is_no_number_is_left_to_the_door(told_by: TellsTurtle) -> None:
    records, _ = told_by('<https://w3id.org/sillon/id/stage/x> a sl:Stage ; sl:rank "first" .\n')

    assert [record.properties["rank"] for record in records if isinstance(record, Node)] == ["first"]


def test_a_file_that_is_not_turtle_is_refused_in_one_sentence_with_its_line(told_by: TellsTurtle) -> None:
    with pytest.raises(DataErrors, match=r"words\.ttl, line 4: is not Turtle") as refused:
        told_by("skill:weaving a ] .\n")

    assert "n'est pas un fichier Turtle lisible" in refused.value.fr
