"""Concepts and their schemes; the same on both engines."""

from __future__ import annotations

import pytest

from graph_service.access.viewer import PUBLIC
from graph_service.kernel.errors import NotFound
from graph_service.kernel.identifiers import Curie
from graph_service.projection.concepts import concept_tree
from graph_service.store.graph import BoltStore
from graph_service.vocabulary.service import concept, narrower, schemes, subtree, tree
from graph_service.vocabulary.suggestions import suggest
from tests.engine.town import tell, whole_town


@pytest.fixture(scope="module")
def town(store: BoltStore) -> BoltStore:
    tell(store, whole_town(store.schema))
    return store


def test_every_scheme_says_how_many_concepts_it_has(town: BoltStore) -> None:
    assert {one.id: one.concepts for one in schemes(town, PUBLIC)} == {
        "scheme:naf": 9,
        "scheme:nace21": 1,
        "scheme:skill": 2,
    }


def test_a_concept_knows_its_meaning_and_its_neighbours(town: BoltStore) -> None:
    found = concept(town, PUBLIC, Curie("naf:24"))

    assert (found.label, found.notation, found.scheme, found.scheme_label) == ("Métallurgie", "24", "scheme:naf", "NAF")
    assert [one.id for one in found.path] == ["naf:C"]
    assert [one.id for one in found.broader] == ["naf:C"]
    assert [one.id for one in found.narrower] == ["naf:24.51Z", "skill:sand-casting"]
    assert [(one.relation, one.concept.id) for one in found.mappings] == [("closeMatch", "nace21:24")]


def test_a_mapping_is_turned_round_when_seen_from_its_other_end(town: BoltStore) -> None:
    found = concept(town, PUBLIC, Curie("nace21:24"))

    assert [(one.relation, one.concept.id) for one in found.mappings] == [
        ("closeMatch", "naf:24"),
        ("narrowMatch", "naf:24.51Z"),
    ]


def test_a_name_comes_in_the_language_asked_or_the_nearest(town: BoltStore) -> None:
    assert concept(town, PUBLIC, Curie("skill:casting"), lang="en").label == "Casting"
    assert concept(town, PUBLIC, Curie("skill:casting"), lang="de").label == "Fonderie"
    assert concept(town, PUBLIC, Curie("skill:casting")).alternatives == {"fr": ("coulée",)}


def test_a_tree_is_read_level_by_level_and_stays_in_its_scheme(town: BoltStore) -> None:
    tops = tree(town, PUBLIC, "naf")

    assert [(one.id, one.narrower, one.descendants) for one in tops] == [("naf:C", 3, 7), ("naf:O", 1, 1)]
    assert [one.id for one in tree(town, PUBLIC, "scheme:naf", under=Curie("naf:C"))] == ["naf:10", "naf:16", "naf:24"]
    assert [one.id for one in tree(town, PUBLIC, "naf", under=Curie("naf:24"))] == ["naf:24.51Z"]
    assert [one.id for one in narrower(town, PUBLIC, Curie("naf:24"))] == ["naf:24.51Z", "skill:sand-casting"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("fondrie", "naf:24.51Z"),
        ("2451Z", "naf:24.51Z"),
        ("24.51", "naf:24.51Z"),
        ("metalurgie", "naf:24"),
        ("métallurgiques", "naf:24"),
        ("16", "naf:16"),
    ],
)
def test_words_and_codes_suggest_concepts(town: BoltStore, typed: str, first: str) -> None:
    assert suggest(town, PUBLIC, "naf", typed)[0].id == first


def test_a_suggestion_says_which_name_answered(town: BoltStore) -> None:
    found = suggest(town, PUBLIC, "skill", "coulee")

    assert [(one.id, one.label, one.matched) for one in found] == [("skill:casting", "Fonderie", "coulée")]


def test_a_suggestion_says_where_its_concept_stands(town: BoltStore) -> None:
    found = suggest(town, PUBLIC, "naf", "24.51Z")[0]

    assert [one.id for one in found.path] == ["naf:C", "naf:24"]
    assert [(one.id, one.label) for one in found.broader] == [("naf:24", "Métallurgie")]


def test_no_more_are_suggested_than_asked_for_and_the_best_ones_are(town: BoltStore) -> None:
    every = suggest(town, PUBLIC, "naf", "bois")

    assert len(every) > 1
    assert suggest(town, PUBLIC, "naf", "bois", limit=1) == every[:1]


def test_a_subtree_is_intervals_of_numbers(town: BoltStore) -> None:
    found = subtree(town, PUBLIC, Curie("naf:24"))
    ids = concept_tree(town).ids

    inside = {ids[number] for first, end in found.intervals for number in range(first, end)}
    assert inside == {"naf:24", "naf:24.51Z", "skill:sand-casting"}
    assert found.size == 3


def test_what_is_not_there_is_not_found(town: BoltStore) -> None:
    for ask in (
        lambda: concept(town, PUBLIC, Curie("naf:99")),
        lambda: narrower(town, PUBLIC, Curie("naf:99")),
        lambda: subtree(town, PUBLIC, Curie("naf:99")),
        lambda: tree(town, PUBLIC, "nothing"),
        lambda: tree(town, PUBLIC, "naf", under=Curie("skill:casting")),
        lambda: suggest(town, PUBLIC, "\ud800", "bois"),
    ):
        with pytest.raises(NotFound):
            ask()
