"""The vocabulary that ships: every stage is whole, every word is said once, and nothing points to what is not there."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_service.analysis.text import fold
from graph_service.kernel.errors import DataErrors
from loaders import shipped
from loaders.records import Asked, Edge, LeftOut, Node, Record, RowProblem, Told
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
    assert kinds["ValueChain"] >= 11
    assert kinds["Stage"] >= 100
    assert kinds["Concept"] >= 900


def test_every_stage_has_every_kind_of_edge(nodes: dict[str, Node], edges: list[Edge]) -> None:
    has = defaultdict(set)
    for edge in edges:
        has[edge.start[1]].add(edge.type)

    lacking = {node.id: STAGE_EDGES - has[node.id] for node in nodes.values() if node.label == "Stage"}
    assert {stage: missing for stage, missing in lacking.items() if missing} == {}


def test_every_end_is_there(nodes: dict[str, Node], edges: list[Edge]) -> None:
    with shipped.reference("naf_rev2.csv").open(encoding="utf-8") as file:
        sectors = {f"naf:{row['code']}" for row in csv.DictReader(file)}

    ends = {edge.end[1] for edge in edges if edge.type != "MATCHES"}
    assert sorted(ends - set(nodes) - sectors) == []


def test_the_stages_of_a_chain_hang_together_and_stay_in_it(nodes: dict[str, Node], edges: list[Edge]) -> None:
    chain_of = {edge.start[1]: edge.end[1] for edge in edges if edge.type == "STAGE_OF"}
    feeds = [(edge.start[1], edge.end[1]) for edge in edges if edge.type == "FEEDS"]

    assert [pair for pair in feeds if chain_of[pair[0]] != chain_of[pair[1]]] == []
    for chain in (node.id for node in nodes.values() if node.label == "ValueChain"):
        stages = {stage for stage, of in chain_of.items() if of == chain}
        reached = {min(stages)}
        for _ in stages:
            reached |= {end for pair in feeds for end in pair if reached & set(pair)}
        assert reached == stages, chain


def test_no_concept_is_broader_than_itself(edges: list[Edge]) -> None:
    assert not has_circle((edge.start[1], edge.end[1]) for edge in edges if edge.type == "BROADER")


def has_circle(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether some way along the pairs comes back to where it began."""
    graph = TopologicalSorter[str]()
    for start, end in pairs:
        graph.add(start, end)
    try:
        graph.prepare()
    except CycleError:
        return True
    return False


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_is_said_once_in_its_scheme(nodes: dict[str, Node], language: str) -> None:
    said = Counter(
        (node.id.partition(":")[0], str(node.properties.get(f"label_{language}"))) for node in nodes.values()
    )

    assert [word for word, count in said.items() if count > 1 or word[1] == "None"] == []


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_no_other_name_of_a_concept_is_said_of_another(nodes: dict[str, Node], language: str) -> None:
    said = defaultdict(set)
    for node in nodes.values():
        names = [node.properties.get(f"label_{language}"), *node.properties.get(f"alt_{language}", ())]
        for name in filter(None, names):
            said[node.id.partition(":")[0], fold(name)].add(node.id)

    assert {name: ids for name, ids in said.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_concept_chain_and_stage_says_what_it_is(nodes: dict[str, Node], language: str) -> None:
    told = [node for node in nodes.values() if node.label != "ConceptScheme"]

    assert [node.id for node in told if not node.properties.get(f"definition_{language}")] == []


def test_every_concept_is_in_the_scheme_of_its_prefix_and_below_one_of_its_kind(
    nodes: dict[str, Node], edges: list[Edge]
) -> None:
    concepts = {node.id for node in nodes.values() if node.label == "Concept"}
    scheme_of = {edge.start[1]: edge.end[1] for edge in edges if edge.type == "IN_SCHEME"}
    above = {edge.start[1]: edge.end[1] for edge in edges if edge.type == "BROADER"}

    assert scheme_of == {concept: f"scheme:{concept.partition(':')[0]}" for concept in concepts}
    assert [pair for pair in above.items() if scheme_of[pair[0]] != scheme_of[pair[1]]] == []
    tops = {concept for concept in concepts - set(above) if scheme_of[concept] != "scheme:refusal"}
    assert tops - set(above.values()) == set(), "a top concept without anything below it is no branch"


@pytest.mark.parametrize(
    ("edge_type", "starts", "ends"),
    [
        ("STAGE_OF", {"stage"}, {"chain"}),
        ("TYPICAL_SECTOR", {"stage"}, {"naf"}),
        ("YIELDS", {"stage"}, {"product"}),
        ("NEEDS_INPUT", {"stage"}, {"product"}),
        ("NEEDS_SKILL", {"stage"}, {"skill"}),
        ("NEEDS_EQUIPMENT_TYPE", {"stage"}, {"equipment"}),
        ("REQUIRES", {"equipment"}, {"skill", "certificate"}),
        ("MADE_BY", {"process"}, {"equipment"}),
    ],
)
def test_an_edge_joins_words_of_the_right_schemes(
    edges: list[Edge], edge_type: str, starts: set[str], ends: set[str]
) -> None:
    joined = [(edge.start[1], edge.end[1]) for edge in edges if edge.type == edge_type]

    assert {start.partition(":")[0] for start, _ in joined} == starts
    assert {end.partition(":")[0] for _, end in joined} == ends


def test_a_sector_that_is_typical_is_narrow(edges: list[Edge]) -> None:
    """A whole division would make every second firm a holder of the stage."""
    sectors = {edge.end[1].partition(":")[2] for edge in edges if edge.type == "TYPICAL_SECTOR"}

    assert [code for code in sectors if len(code) < len("24.51")] == []


def test_what_a_chain_throws_away_comes_back_into_it(nodes: dict[str, Node], edges: list[Edge]) -> None:
    chain_of = {edge.start[1]: edge.end[1] for edge in edges if edge.type == "STAGE_OF"}
    feeds = [(edge.start[1], edge.end[1]) for edge in edges if edge.type == "FEEDS"]

    for chain in (node.id for node in nodes.values() if node.label == "ValueChain"):
        assert has_circle(pair for pair in feeds if chain_of[pair[0]] == chain), chain


def test_the_stages_of_a_chain_are_counted_from_one(nodes: dict[str, Node], edges: list[Edge]) -> None:
    ranks = defaultdict(list)
    for edge in edges:
        if edge.type == "STAGE_OF":
            ranks[edge.end[1]].append(nodes[edge.start[1]].properties["rank"])

    assert {chain: sorted(told) for chain, told in ranks.items()} == {
        chain: list(range(1, len(told) + 1)) for chain, told in ranks.items()
    }


def test_a_word_is_found_by_what_people_really_say(nodes: dict[str, Node]) -> None:
    assert "soudeur" in nodes["skill:welding"].properties["search_text"]
    assert nodes["skill:welding"].properties["alt_fr"] == ["soudeur", "soudure"]
    assert nodes["skill:welding"].properties["label_de"] == "Schweißen"


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


def test_a_capability_that_the_ontology_does_not_know_is_told(told_by: TellsTurtle) -> None:
    _, told = told_by("skill:weaving a skos:Concept ; sl:hasCapability sl:cap_power_kw, sl:cap_powr_kw .\n")

    assert told.hints == (
        (
            "Ces capacités ne sont pas dans l'ontologie : sl:cap_powr_kw.",
            "No capabilities of the ontology: sl:cap_powr_kw.",
        ),
    )


def test_every_triple_that_ships_is_kept() -> None:
    assert schemes.tell(Asked()).hints == ()


def test_a_rank_that_is_no_number_is_left_to_the_door(told_by: TellsTurtle) -> None:
    records, _ = told_by('<https://w3id.org/sillon/id/stage/x> a sl:Stage ; sl:rank "first" .\n')

    assert [record.properties["rank"] for record in records if isinstance(record, Node)] == ["first"]


def test_a_file_that_is_not_turtle_is_refused_in_one_sentence_with_its_line(told_by: TellsTurtle) -> None:
    with pytest.raises(
        DataErrors, match=r"^words\.ttl:4: This is not correct Turtle .* Nothing was written\.$"
    ) as refused:
        told_by("skill:weaving a ] .\n")

    assert refused.value.fr.startswith("words.ttl:4: Ce n'est pas du Turtle correct")
    assert refused.value.fr.endswith("Rien n'a été écrit.")


@pytest.mark.parametrize("end", ["rdf", "nt", "nq", "trig", "jsonld", "n3", "dat"])
def test_the_same_words_are_read_in_every_form_of_rdf(end: str, tmp_path: Path) -> None:
    shipped_file = schemes.shipped_files()[0]
    form = ox.RdfFormat.from_extension(end) or ox.RdfFormat.N_TRIPLES
    converted = tmp_path / f"words.{end}"
    triples = [quad.triple for quad in ox.parse(path=shipped_file, format=ox.RdfFormat.TURTLE)]
    ox.serialize(triples, converted, form)

    first, again = (read_without_place(file) for file in (shipped_file, converted))

    assert len(first) > 20
    assert again == first


def read_without_place(file: Path) -> set[str]:
    told = schemes.tell(Asked((file,))).records
    return {str(each if isinstance(each, LeftOut) else replace(each, line=0, file="")) for each in told}


def test_a_file_that_means_harm_is_refused_and_nothing_of_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / "bomb.rdf"
    file.write_text('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', encoding="utf-8")

    with pytest.raises(DataErrors, match=r"^bomb\.rdf:1: The file has “<!DOCTYPE”.* Nothing was written\.$"):
        schemes.tell(Asked((file,)))
