"""What ships with Sillon is whole, and its rows become what they should."""

from __future__ import annotations

from collections import Counter

import pytest

from graph_service.kernel.errors import DataErrors, WrongInput
from graph_service.schema.model import GraphSchema
from loaders.door import Door
from loaders.records import Asked, Edge, Node, RowProblem, Told
from loaders.sources import SOURCES, fictitious, nomenclature, territories
from tests.territory import FOLDER, TERRITORIES, TODAY

SILLON = {"epci:245400676", "epci:200039865", "epci:245701362", "epci:200068757"}


@pytest.fixture(scope="module")
def france() -> list[Node | Edge | RowProblem]:
    return list(territories.tell(Asked()).records)  # type: ignore[arg-type]  # territories leave nothing out


def checked(told: Told, schema: GraphSchema) -> Counter[str]:
    """Every record passes the door; how many of each kind."""
    door = Door(schema, "", TODAY, "tests")
    counted = Counter[str]()
    for record in told.records:
        assert isinstance(record, Node | Edge), record
        entry = door.node(record) if isinstance(record, Node) else door.edge(record)
        assert entry is not None
        counted[entry.type] += 1
    return counted


def test_all_communes_of_france_pass_the_door(schema: GraphSchema) -> None:
    counted = checked(territories.tell(Asked()), schema)

    assert counted["Territory"] == 34_969 + 1_255 + 109 + 26 + 1
    assert counted["WITHIN"] == 34_969 + (34_969 - 98) + 109 + 4


def test_the_sillon_lorrain_is_its_four_intermunicipalities(france: list[Node | Edge | RowProblem]) -> None:
    inside = {r.start[1] for r in france if isinstance(r, Edge) and r.end[1] == "pole:sillon-lorrain"}

    assert inside == SILLON


def test_a_commune_is_in_its_department_and_its_intermunicipality(france: list[Node | Edge | RowProblem]) -> None:
    around = {r.end[1] for r in france if isinstance(r, Edge) and r.start[1] == "insee:57463"}

    assert around == {"dep:57", "epci:200039865"}


def test_other_poles_are_made_of_what_is_named() -> None:
    asked = Asked(tuple(TERRITORIES), options={"poles": "Vallée d'Essai = epci:960000001, epci:960000002"})

    inside = {(r.start[1], r.end[1]) for r in territories.tell(asked).records if isinstance(r, Edge)}

    assert {("epci:960000001", "pole:vallee-essai"), ("epci:960000002", "pole:vallee-essai")} <= inside


@pytest.mark.parametrize("text", ["Essai", "Essai=", "=epci:960000001", "Essai=epci:96", "Essai=epci:999999999"])
def test_a_pole_that_is_not_one_is_refused(text: str) -> None:
    with pytest.raises(WrongInput) as wrong:
        list(territories.tell(Asked(tuple(TERRITORIES), options={"poles": text})).records)
    assert wrong.value.field == "pole"


def test_a_file_that_is_of_no_kind_of_territory_is_refused() -> None:
    with pytest.raises(DataErrors, match=r"naf\.csv is a file of neither"):
        territories.tell(Asked((FOLDER / "naf.csv",)))


def test_both_nomenclatures_pass_the_door_side_by_side(schema: GraphSchema) -> None:
    counted = checked(nomenclature.tell(Asked()), schema)

    assert counted["ConceptScheme"] == 2
    assert counted["Concept"] == counted["IN_SCHEME"] == 1_728 + 1_047
    assert counted["BROADER"] == 1_728 - 21 + 1_047 - 22


def test_no_code_is_derived_from_another_scheme() -> None:
    edges = [record for record in nomenclature.tell(Asked()).records if isinstance(record, Edge)]

    across = [e for e in edges if e.type == "BROADER" and e.start[1].split(":")[0] != e.end[1].split(":")[0]]
    assert across == []


def test_a_sector_is_found_by_its_words_and_by_its_code() -> None:
    told = {r.id: r.properties for r in nomenclature.tell(Asked()).records if isinstance(r, Node)}

    assert told["naf:25.62B"]["label_fr"] == "Mécanique industrielle"
    assert {"mecanique", "2562b", "62b"} <= set(told["naf:25.62B"]["search_text"].split())
    assert told["naf:C"]["label_fr"] == "Industrie manufacturière"
    assert told["nace21:C"]["label_en"] == "Manufacturing"


def test_a_nomenclature_of_ones_own_needs_a_profile() -> None:
    with pytest.raises(WrongInput, match="naf or nace21"):
        nomenclature.tell(Asked((FOLDER / "naf.csv",)))


def test_the_demonstration_is_three_hundred_fictitious_actors_who_say_so(schema: GraphSchema) -> None:
    told = fictitious.tell(Asked())
    nodes = [record for record in told.records if isinstance(record, Node) and record.label == "Record"]
    counted = checked(fictitious.tell(Asked()), schema)

    assert len(nodes) == counted["DESCRIBED_BY"] == 333
    assert all(node.properties["description"].startswith("Acteur fictif : ") for node in nodes)
    assert {node.properties["sphere"] for node in nodes} == set(schema.nodes["Actor"].properties["sphere"].values)
    assert {node.audience for node in nodes} == {"public", "members", "analysts"}
    assert counted["SUPPLIES"] > 100


def test_the_demonstration_stands_in_real_communes_and_sectors(france: list[Node | Edge | RowProblem]) -> None:
    placed = {r.id for r in france if isinstance(r, Node) and r.properties.get("lat") is not None}
    inside = {r.start[1] for r in france if isinstance(r, Edge) and r.end[1] in SILLON}
    sectors = {r.id for r in nomenclature.tell(Asked()).records if isinstance(r, Node)}
    edges = [record for record in fictitious.tell(Asked()).records if isinstance(record, Edge)]
    homes = [e.end[1] for e in edges if e.type == "LOCATED_IN"]

    assert set(homes) <= placed
    assert sum(home in inside for home in homes) > 0.9 * len(homes), "some stand just around, most inside"
    assert {e.end[1] for e in edges if e.type == "IN_SECTOR"} <= sectors


def test_every_source_says_who_publishes_it_under_which_licence_and_where_to_get_it() -> None:
    for name, module in SOURCES.items():
        source = module.SOURCE
        assert source.id == name
        assert source.homepage.startswith("https://")
        assert all((source.title, source.publisher, source.licence, source.how_to_get))
