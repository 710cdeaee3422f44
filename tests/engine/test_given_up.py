"""A concept that was given up leads to the one that took its place: in trees, searches, counts; on both engines."""

from __future__ import annotations

import pytest

from graph_service.access.viewer import PUBLIC
from graph_service.actors.models import ActorFilter
from graph_service.actors.service import search
from graph_service.complementarity.service import complementary
from graph_service.equipment.service import MachineFilter, machines
from graph_service.kernel.identifiers import Curie
from graph_service.store.graph import BoltStore
from graph_service.vocabulary.service import concept, narrower, schemes, tree
from graph_service.vocabulary.suggestions import suggest
from tests.engine.town import BAKERY, FOUNDRY, SAWMILL, WORKSHOP, Town, tell, whole_town

OLD, OLDER = "naf:24.51A", "naf:24.51B"
FOLDER, OLD_FOLDER, SMALL_FOLDER = "equipment:folder", "equipment:folding-engine", "equipment:small-folder"


def with_words_given_up(town: Town) -> Town:
    """Two sectors and a type of machine that were replaced, one of them twice, and somebody tagged with each."""
    town.node("ConceptScheme", "scheme:equipment", label_fr="Équipements", version="1")
    for one, label, instead, scheme in (
        (OLD, "Moulage de pièces en fonte", "naf:24.51Z", "naf"),
        (OLDER, "Coulage à la louche", OLD, "naf"),
        (FOLDER, "Plieuse", None, "equipment"),
        (OLD_FOLDER, "Machine à plier", FOLDER, "equipment"),
        (SMALL_FOLDER, "Petite plieuse", None, "equipment"),
    ):
        town.node("Concept", one, label_fr=label, search_text=label.lower(), replaced_by=instead)
        town.edge("IN_SCHEME", one, f"scheme:{scheme}")
        if instead:
            town.edge("BROADER", one, instead)
    town.edge("BROADER", SMALL_FOLDER, FOLDER)
    town.fact("IN_SECTOR", BAKERY, OLDER)
    town.node("Equipment", "machine:00000000-0000-5000-8000-000000000001", label="La vieille", audience="public")
    town.fact("OWNS", SAWMILL, "machine:00000000-0000-5000-8000-000000000001")
    town.fact("OF_TYPE", "machine:00000000-0000-5000-8000-000000000001", OLD_FOLDER)
    town.fact("NEEDS_EQUIPMENT", BAKERY, FOLDER)
    return town


@pytest.fixture(scope="module")
def town(store: BoltStore) -> BoltStore:
    tell(store, with_words_given_up(whole_town(store.schema)))
    return store


@pytest.mark.parametrize("asked", ["naf:24.51Z", OLD, OLDER])
@pytest.mark.parametrize("expand", [True, False])
def test_whichever_of_them_is_asked_for_all_are_found(town: BoltStore, asked: str, *, expand: bool) -> None:
    found = search(town, PUBLIC, ActorFilter(sector=Curie(asked), expand=expand), offset=0, limit=10)

    assert {row.id for row in found.rows} == {FOUNDRY, WORKSHOP, BAKERY}


def test_what_lies_above_finds_and_counts_them_too(town: BoltStore) -> None:
    found = search(town, PUBLIC, ActorFilter(sector=Curie("naf:24")), offset=0, limit=10)
    sectors = next(facet for facet in found.facets if facet.name == "sector").values
    industry = next(value for value in sectors if value.id == "naf:C")
    metal = next(value for value in industry.children if value.id == "naf:24")

    assert {row.id for row in found.rows} == {FOUNDRY, WORKSHOP, BAKERY}
    assert metal.count == 3
    assert [value.id for value in metal.children] == ["naf:24.51Z", "skill:sand-casting"][: len(metal.children)]
    assert not {OLD, OLDER} & {value.id for value in sectors}


@pytest.mark.parametrize("asked", [FOLDER, OLD_FOLDER])
@pytest.mark.parametrize("expand", [True, False])
def test_machines_of_a_type_that_was_given_up_are_of_the_one_that_took_its_place(
    town: BoltStore, asked: str, *, expand: bool
) -> None:
    found = machines(town, PUBLIC, MachineFilter(type=Curie(asked), expand=expand))

    assert [one.label for one in found.rows] == ["La vieille"]
    assert machines(town, PUBLIC, MachineFilter(type=Curie(SMALL_FOLDER))).total == 0


def test_who_needs_the_new_type_meets_who_owns_one_of_the_old(town: BoltStore) -> None:
    found = {one.actor: [reason.kind for reason in one.reasons] for one in complementary(town, PUBLIC, Curie(BAKERY))}

    assert "equipment" in found[SAWMILL]


def test_no_tree_shows_what_was_given_up(town: BoltStore) -> None:
    metal = next(one for one in tree(town, PUBLIC, "naf", under=Curie("naf:C")) if one.id == "naf:24")

    assert [one.id for one in tree(town, PUBLIC, "naf", under=Curie("naf:24"))] == ["naf:24.51Z"]
    assert (metal.narrower, metal.descendants) == (2, 2)
    assert tree(town, PUBLIC, "naf", under=Curie("naf:24.51Z")) == []
    assert [one.id for one in tree(town, PUBLIC, "naf")] == ["naf:C", "naf:O"]
    assert [one.id for one in tree(town, PUBLIC, "equipment")] == [FOLDER]
    assert [one.id for one in tree(town, PUBLIC, "equipment", under=Curie(OLD_FOLDER))] == [SMALL_FOLDER]
    assert [one.id for one in narrower(town, PUBLIC, Curie(OLD_FOLDER))] == [SMALL_FOLDER]
    assert next(one.concepts for one in schemes(town, PUBLIC) if one.id == "scheme:equipment") == 2


def test_a_concept_says_what_it_replaces_and_by_what_it_is_replaced(town: BoltStore) -> None:
    old, new = concept(town, PUBLIC, Curie(OLD)), concept(town, PUBLIC, Curie("naf:24.51Z"))

    assert (old.replaced_by, old.broader, old.paths) == ("naf:24.51Z", (), ())
    assert [one.id for one in new.replaces] == [OLD, OLDER]
    assert (new.replaced_by, new.narrower, old.replaces) == (None, (), ())


def test_the_old_name_leads_to_the_new_concept(town: BoltStore) -> None:
    found = suggest(town, PUBLIC, "naf", "coulage a la louche")

    assert [(one.id, one.matched) for one in found][:1] == [("naf:24.51Z", "Coulage à la louche")]
