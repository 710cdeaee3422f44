"""Actors: found, listed, counted, and each with its file; the same on both engines."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from graph_service.access.viewer import PUBLIC, Viewer, administrator, analyst, member
from graph_service.actors.models import ActorFilter, ActorsFound, FacetValue
from graph_service.actors.queries import RECORD_FIELDS
from graph_service.actors.service import neighbours, profile, search
from graph_service.kernel.distance import haversine_m
from graph_service.kernel.errors import NotFound, WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.store.facts import FAMILIES, explain
from graph_service.store.graph import BoltStore
from tests.engine.town import (
    APART,
    BAKERY,
    CLUB,
    COUNCIL,
    FOUNDRY,
    LABORATORY,
    SAWMILL,
    SECRET,
    WORKSHOP,
    tell,
    whole_town,
)

VIEWERS = (PUBLIC, member(), member([CLUB]), analyst(), administrator(["group:wood"]))


@pytest.fixture(scope="module")
def town(store: BoltStore) -> BoltStore:
    tell(store, whole_town(store.schema))
    return store


def found(town: BoltStore, viewer: Viewer = PUBLIC, **asked: object) -> ActorsFound:
    return search(town, viewer, ActorFilter.model_validate(asked), offset=0, limit=100)


def ids(answer: ActorsFound) -> list[str]:
    return [row.id for row in answer.rows]


def facet(answer: ActorsFound, name: str) -> dict[str, int]:
    def flat(values: tuple[FacetValue, ...]) -> list[tuple[str, int]]:
        return [pair for value in values for pair in ((value.id, value.count), *flat(value.children))]

    return dict(flat(next(facet.values for facet in answer.facets if facet.name == name)))


def test_without_a_question_everybody_comes_by_name(town: BoltStore) -> None:
    assert ids(found(town)) == [BAKERY, FOUNDRY, WORKSHOP, LABORATORY, SAWMILL, COUNCIL]


def test_slips_and_accents_are_forgiven(town: BoltStore) -> None:
    answer = found(town, q="fondrie hautffer")

    assert ids(answer) == [FOUNDRY, WORKSHOP]
    assert ids(found(town, q="scierie etienne")) == [SAWMILL]


def test_the_field_that_matched_is_told(town: BoltStore) -> None:
    assert [(row.id, row.matched) for row in found(town, q="cloches").rows] == [(FOUNDRY, "trade_name")]
    assert [(row.id, row.matched) for row in found(town, q="boulangerie").rows] == [(BAKERY, "label")]


@pytest.mark.parametrize("typed", [FOUNDRY, FOUNDRY.removeprefix("siret:"), f" {FOUNDRY[6:9]} {FOUNDRY[9:]} "])
def test_a_siret_finds_its_actor_however_it_is_typed(town: BoltStore, typed: str) -> None:
    assert [(row.id, row.matched) for row in found(town, q=typed).rows] == [(FOUNDRY, "id")]


def test_a_siren_finds_all_establishments(town: BoltStore) -> None:
    assert ids(found(town, q=FOUNDRY[6:15])) == [FOUNDRY, WORKSHOP]


@pytest.mark.parametrize("q", ["«!?»", "   ", ""])
def test_a_question_without_a_word_is_refused(town: BoltStore, q: str) -> None:
    with pytest.raises(WrongInput, match="q has no word"):
        found(town, q=q)


@pytest.mark.parametrize("name", ["sphere", "workforce"])
def test_a_code_that_the_ontology_does_not_have_is_refused_with_those_it_has(town: BoltStore, name: str) -> None:
    known = town.schema.nodes["Actor"].properties[name].values
    with pytest.raises(WrongInput) as refused:
        found(town, PUBLIC, **{name: "xx"})

    assert refused.value.field == name
    assert len(known) > 5
    assert all(f"« {code} »" in refused.value.fr for code in known)
    assert all(isinstance(found(town, PUBLIC, **{name: code}).total, int) for code in known)


def test_a_sector_finds_those_below_it_unless_told_otherwise(town: BoltStore) -> None:
    assert ids(found(town, sector="naf:24")) == [FOUNDRY, WORKSHOP]
    assert ids(found(town, sector="naf:24", expand=False)) == []
    assert ids(found(town, sector="naf:24.51Z", expand=False)) == [FOUNDRY, WORKSHOP]


def test_a_territory_of_any_level_finds_those_inside(town: BoltStore) -> None:
    assert ids(found(town, territory="insee:99003")) == [SAWMILL]
    assert ids(found(town, territory="epci:990000002")) == [SAWMILL]
    assert found(town, territory="pole:invented").total == found(town).total
    assert found(town, territory="insee:98001").total == 0


@pytest.mark.parametrize("asked", [{"sector": "naf:99"}, {"territory": "insee:12345"}, {"km": 5.0}])
def test_what_does_not_exist_is_refused_with_its_field(town: BoltStore, asked: dict[str, Any]) -> None:
    with pytest.raises(WrongInput) as refused:
        found(town, **asked)

    assert refused.value.field == next(iter(asked))


def test_the_nearest_actor_comes_first_and_the_kernel_decides(town: BoltStore) -> None:
    answer = found(town, near=(49.11, 6.21), km=3.0)

    metres = [haversine_m(49.11, 6.21, row.lat or 0, row.lon or 0) for row in answer.rows]
    assert ids(answer)[:2] == [FOUNDRY, LABORATORY]
    assert metres == sorted(metres)
    assert max(metres) <= 3_000
    assert [row.distance_km for row in answer.rows] == [round(m / 100) / 10 for m in metres]


def test_an_actor_without_coordinates_takes_those_of_its_commune(town: BoltStore) -> None:
    bakery = found(town, q="boulangerie").rows[0]

    assert (bakery.lat, bakery.lon, bakery.precision) == (49.10, 6.20, "commune")


def test_each_row_says_where_what_and_who_tells_it(town: BoltStore) -> None:
    row = found(town, q="fonderie").rows[0]

    assert (row.commune, row.commune_label, row.workforce, row.sphere) == ("insee:99001", "Hautfer", "21", "company")
    assert [(sector.id, sector.label) for sector in row.sectors] == [("naf:24.51Z", "Fonderie de fonte")]
    assert row.sources == ("register",)


def test_each_row_stands_on_facts_that_can_be_explained(town: BoltStore) -> None:
    answer = found(town)

    for row in answer.rows:
        facts = explain(town, PUBLIC, row.facts)
        assert set(facts) == set(row.facts)
        assert {fact.start for fact in facts.values()} == {row.id}
        assert {fact.end for fact in facts.values()} >= {row.commune, *(sector.id for sector in row.sectors)}
    assert sum(answer.by_basis.values()) == sum(len(row.facts) for row in answer.rows)


def test_basis_and_confidence_choose_the_facts_a_row_stands_on(town: BoltStore) -> None:
    assert ids(found(town, basis=("declared",))) == [LABORATORY]
    assert LABORATORY not in ids(found(town, basis=("observed",)))
    by_survey = found(town, sector="naf:24", min_confidence=0.9)
    assert all(explain(town, PUBLIC, row.facts)[fact].confidence >= 0.9 for row in by_survey.rows for fact in row.facts)


FILTERS: list[dict[str, Any]] = [
    {},
    {"q": "fonderie"},
    {"sector": "naf:C"},
    {"territory": "epci:990000001"},
    {"near": (49.1, 6.2), "km": 12.0},
    {"sphere": "company", "workforce": "11"},
    {"basis": ("observed",)},
    {"sector": "naf:24", "territory": "epci:990000001"},
]


@pytest.mark.parametrize("asked", FILTERS, ids=str)
@pytest.mark.parametrize("name", ["sphere", "sector", "territory", "workforce"])
def test_every_number_of_a_facet_opens_as_many_rows(town: BoltStore, asked: dict[str, Any], name: str) -> None:
    counts = facet(found(town, **asked), name)

    assert counts or name in asked or asked
    for value, count in counts.items():
        assert found(town, **{**asked, name: value}).total == count


def test_a_facet_ignores_its_own_condition_and_no_other(town: BoltStore) -> None:
    narrowed = found(town, sector="naf:24")

    assert facet(narrowed, "sector") == {**facet(found(town), "sector"), "naf:24.51Z": 2}
    assert facet(narrowed, "sphere") == {"company": 2}


def test_pages_cover_all_rows_once(town: BoltStore) -> None:
    pages = [search(town, PUBLIC, ActorFilter(), offset=first, limit=2) for first in range(0, 8, 2)]

    assert [row.id for page in pages for row in page.rows] == ids(found(town))
    assert {page.total for page in pages} == {6}


def test_members_see_what_is_theirs_and_lists_never_show_what_is_private(town: BoltStore) -> None:
    assert CLUB not in ids(found(town))
    assert CLUB in ids(found(town, member()))
    assert SECRET not in ids(found(town, member([SECRET])))
    assert profile(town, member([SECRET]), Curie(SECRET)).label == "Fonderie cachée"
    with pytest.raises(NotFound):
        profile(town, member(), Curie(SECRET))


def test_the_file_of_an_actor_holds_every_fact_around_it(town: BoltStore) -> None:
    file = profile(town, PUBLIC, Curie(FOUNDRY))

    around = {kind for kind, edge in town.schema.edges.items() if edge.fact and any(a == "Actor" for a, _ in edge.ends)}
    assert {group.type for group in file.links} == around - set(APART)
    assert [record.source for record in file.records] == ["register"]
    assert file.records[0].fields["trade_name"] == "Aux Cloches"
    assert [unit.label for unit in file.legal_units] == ["Unité 1"]
    assert [other.id for other in file.legal_units[0].others] == [WORKSHOP]
    assert [place.id for place in file.territories][:1] == ["insee:99001"]
    assert {place.kind for place in file.territories} == {"commune", "epci", "pole", "department", "region"}
    assert sorted(fact.source for fact in file.sectors[0].facts) == ["register", "survey"]


def test_the_file_shows_facts_that_lead_to_the_actor_too(town: BoltStore) -> None:
    file = profile(town, PUBLIC, Curie(LABORATORY))

    assert {"KNOWS", "BETWEEN"} <= {group.type for group in file.links if group.direction == "in"}


def test_facts_of_a_file_are_those_that_explain_gives(town: BoltStore) -> None:
    for actor, viewer in [*product([FOUNDRY], VIEWERS), (LABORATORY, PUBLIC), (SAWMILL, analyst())]:
        file = profile(town, viewer, Curie(actor))
        explained = explain(town, viewer, [fact.id for fact in file.facts])
        for fact in file.facts:
            assert explained[fact.id] == fact
            assert (explained[fact.id].rule is not None) == (fact.source == "rules")


def test_a_hidden_fact_is_not_explained(town: BoltStore) -> None:
    own = profile(town, member([SECRET]), Curie(SECRET)).facts

    assert len(own) > 20
    assert explain(town, PUBLIC, [fact.id for fact in own]) == {}
    assert len(explain(town, member([SECRET]), [fact.id for fact in own])) == len(own)


def test_every_type_of_fact_can_be_explained(town: BoltStore) -> None:
    text = "".join(town.catalogue[family.name].text for family in FAMILIES)

    missing = [kind for kind, edge in town.schema.edges.items() if edge.fact and f":{kind}]" not in text]
    assert not missing, f"no file of cypher/facts/ has a branch for {missing}"


def test_every_field_of_a_record_is_in_the_file(town: BoltStore) -> None:
    missing = set(town.schema.nodes["Record"].properties) - set(RECORD_FIELDS)
    assert not missing, f"cypher/actors/records.cypher and RecordRow lack {sorted(missing)}"


def test_neighbours_are_one_step_away_and_say_by_what(town: BoltStore) -> None:
    around = {
        one.id: {relation.type for relation in one.relations} for one in neighbours(town, PUBLIC, Curie(FOUNDRY)).rows
    }

    assert around == {
        WORKSHOP: {"SAME_LEGAL_UNIT", "SUPPLIES"},
        SAWMILL: {"SUPPLIES"},
        COUNCIL: {"ADVISES", "FINANCES"},
        LABORATORY: {"KNOWS", "COLLABORATES_WITH", "PARTNER_OF"},
    }


def test_an_actor_alone_has_no_neighbour_and_one_that_is_not_there_is_not_found(town: BoltStore) -> None:
    assert neighbours(town, PUBLIC, Curie(BAKERY)).rows == ()
    for absent in (SECRET, "siret:73282932000074"):
        with pytest.raises(NotFound):
            neighbours(town, PUBLIC, Curie(absent))
