"""How much a concept is used: by whom this reader sees, with what lies below it; and each number opens its rows."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.access.viewer import PUBLIC, Viewer, analyst
from graph_service.actors.models import ActorFilter
from graph_service.actors.service import search
from graph_service.kernel.errors import WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.projection.concepts import concept_tree
from graph_service.store.graph import BoltStore
from graph_service.vocabulary.models import UsedBy
from graph_service.vocabulary.service import concept, narrower, tree
from tests.engine.town import BAKERY, FOUNDRY, SECRET, WORKSHOP, tell, whole_town

CASTING, SAND = Curie("skill:casting"), Curie("skill:sand-casting")


@pytest.fixture(scope="module")
def town(store: BoltStore) -> BoltStore:
    told = whole_town(store.schema)
    told.fact("HAS_SKILL", WORKSHOP, SAND)
    told.fact("HAS_SKILL", WORKSHOP, SAND, source="survey", basis="declared", confidence=0.4)
    told.fact("HAS_SKILL", BAKERY, SAND, audience="analysts")
    told.fact("LACKS_SKILL", BAKERY, SAND)
    tell(store, told)
    return store


def found(store: BoltStore, viewer: Viewer = PUBLIC, **asked: object) -> set[str]:
    rows = search(store, viewer, ActorFilter.model_validate(asked), offset=0, limit=100).rows
    return {row.id for row in rows}


def used(store: BoltStore, viewer: Viewer, one: Curie) -> dict[tuple[str, str], UsedBy]:
    return {(row.kind, row.link): row for row in concept(store, viewer, one).usage}


def test_who_is_tagged_with_a_narrow_skill_alone_is_found_under_each_broader_one(town: BoltStore) -> None:
    assert found(town, concept=SAND, link="HAS_SKILL") == {WORKSHOP}
    assert found(town, concept=CASTING, link="HAS_SKILL") == {FOUNDRY, WORKSHOP}
    assert found(town, concept="naf:24", link="HAS_SKILL") == {WORKSHOP}
    assert found(town, concept=CASTING, link="HAS_SKILL", expand=False) == {FOUNDRY}
    assert BAKERY in found(town, concept=SAND), "she lacks it, which names it too"


def test_only_facts_on_the_ground_that_is_asked_for_count(town: BoltStore) -> None:
    assert found(town, concept=SAND, link="HAS_SKILL", min_confidence=0.9) == {WORKSHOP}
    assert found(town, concept=SAND, link="HAS_SKILL", basis=("inferred",)) == set()
    assert found(town, concept=CASTING, link="HAS_SKILL", basis=("declared",)) == {FOUNDRY} & found(
        town, basis=("declared",)
    )


def test_a_row_stands_on_the_facts_that_name_the_concept(town: BoltStore) -> None:
    plain = search(town, PUBLIC, ActorFilter(sector=Curie("naf:24.51Z")), offset=0, limit=10)
    asked = search(town, PUBLIC, ActorFilter(concept=SAND, link="HAS_SKILL"), offset=0, limit=10)
    before = next(set(row.facts) for row in plain.rows if row.id == WORKSHOP)
    after = next(list(row.facts) for row in asked.rows)

    assert len(set(after) - before) == 2
    assert len(after) == len(set(after)) == sum(asked.by_basis.values())


@pytest.mark.parametrize("viewer", [PUBLIC, analyst()], ids=["public", "analyst"])
def test_every_number_opens_its_rows(town: BoltStore, viewer: Viewer) -> None:
    counted = 0
    for one in map(Curie, concept_tree(town).ids):
        for row in concept(town, viewer, one).usage:
            if row.kind == "Actor":
                assert len(found(town, viewer, concept=one, link=row.link)) == row.total, (one, row)
                assert len(found(town, viewer, concept=one, link=row.link, expand=False)) == row.direct, (one, row)
                counted += 1

    assert counted > 20


def test_a_branch_counts_each_thing_once(town: BoltStore) -> None:
    for scheme in ("naf", "skill"):
        for node in tree(town, PUBLIC, scheme):
            assert node.usage.get("Actor", 0) == len(found(town, concept=node.id)), node.id
    below = {node.id: node.usage for node in narrower(town, PUBLIC, CASTING)}
    assert below == {SAND: {"Actor": 2}}


def test_things_that_are_no_actors_count_too(town: BoltStore) -> None:
    kinds = {kind for kind, _ in used(town, PUBLIC, CASTING)}

    assert {"Actor", "Equipment", "Need", "Offer", "Problem", "Project", "Aid", "Training"} <= kinds
    one = used(town, PUBLIC, CASTING)["Equipment", "OF_TYPE"]
    assert (one.kind_label, one.link_label, one.direct, one.total) == ("équipement", "est du type", 1, 1)


def test_what_a_reader_may_not_see_is_not_counted(town: BoltStore) -> None:
    public, all_levels = (used(town, viewer, SAND)["Actor", "HAS_SKILL"] for viewer in (PUBLIC, analyst()))

    assert (public.total, all_levels.total) == (1, 2)
    for viewer in (PUBLIC, analyst()):
        assert SECRET not in found(town, viewer, concept=CASTING)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"concept": "skill:nowhere"}, "concept"),
        ({"concept": CASTING, "link": "SUPPLIES"}, "link"),
        ({"link": "HAS_SKILL"}, "concept"),
    ],
)
def test_what_names_no_concept_is_refused(town: BoltStore, asked: dict[str, Any], field: str) -> None:
    with pytest.raises(WrongInput) as refused:
        found(town, **asked)
    assert refused.value.field == field
