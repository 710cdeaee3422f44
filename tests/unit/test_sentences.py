"""Concepts by what somebody wrote: which he means, by which words, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import recall
from graph_service.analysis.text.function_words import function_words
from graph_service.analysis.text.sentences import Meant, SentenceIndex, Texts
from graph_service.analysis.text.stems import stem

WELDERS = Texts("problem:welders", ("Recruter des soudeurs", "manque de soudeurs"), ("Des postes restent vacants.",))
DRIVERS = Texts("problem:drivers", ("Recruter des conducteurs", "pénurie de chauffeurs"), above=("Emploi",))
CUTS = Texts("problem:cuts", ("Coupures et microcoupures",), ("Une coupure arrête la ligne.", "Le courant saute."))
WHO = Texts("problem:who", ("Ne pas connaître ses voisins", "qui fait quoi"), ("Personne ne le sait.",))
QUALITY = Texts("certificate:iso-9001", ("ISO 9001",), ("L'organisation de la qualité est auditée.",))
TOLD = (WELDERS, DRIVERS, CUTS, WHO, QUALITY)


@pytest.fixture(scope="module")
def index() -> SentenceIndex:
    return SentenceIndex(TOLD)


def ids(found: Sequence[Meant]) -> list[str]:
    return [TOLD[one.number].id for one in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("on n'arrive plus à embaucher de soudeur", WELDERS),
        ("Un soudeur, ça ne se trouve plus", WELDERS),
        ("on ne sait pas souder", WELDERS),
        ("la soudure est partie", WELDERS),
        ("mon atelier de soudage est vide", WELDERS),
        ("on cherche des chauffeus", DRIVERS),
        ("le courant saute", CUTS),
        ("des micro coupures toute la journée", CUTS),
        ("qui fait quoi dans cette zone ?", WHO),
        ("nous sommes 9001", QUALITY),
        ("E\u0301lectricite\u0301 : des coupures", CUTS),
    ],
)
def test_what_is_meant_comes_first(index: SentenceIndex, text: str, first: Texts) -> None:
    assert ids(index.meant(text))[:1] == [first.id]


def test_the_words_are_given_as_they_were_written_with_the_name_they_met(index: SentenceIndex) -> None:
    [found] = index.meant("Un manque de SOUDEURS, et de Soudeuses", limit=1)

    assert found.words == ("SOUDEURS", "Soudeuses")
    assert found.name == "manque de soudeurs"
    assert 0 < found.score < 1


def test_what_met_a_definition_or_an_example_alone_names_no_name(index: SentenceIndex) -> None:
    [found] = index.meant("le courant saute", limit=1)

    assert (found.words, found.name) == (("courant", "saute"), None)


def test_a_rare_word_says_more_than_one_that_many_have(index: SentenceIndex) -> None:
    assert ids(index.meant("recruter un conducteur"))[:2] == [DRIVERS.id, WELDERS.id]


def test_a_name_says_more_than_a_definition_and_that_more_than_the_name_above() -> None:
    three = SentenceIndex(
        [Texts("a", ("Four",), above=("Verre",)), Texts("b", ("Tour",), ("Du verre.",)), Texts("c", ("Verre",))]
    )

    assert [one.number for one in three.meant("verre")] == [2, 1, 0]


def test_only_concepts_that_are_looked_among_are_found(index: SentenceIndex) -> None:
    others = np.array([texts is not WELDERS for texts in TOLD])

    assert WELDERS.id not in ids(index.meant("recruter des soudeurs", others))


def test_equals_come_in_the_order_of_their_ids() -> None:
    twins = SentenceIndex([Texts(f"skill:{letter}", ("Soudage",)) for letter in "cab"])

    assert [one.number for one in twins.meant("soudage")] == [1, 2, 0]
    assert [one.number for one in twins.meant("soudage", limit=2)] == [1, 2]


@pytest.mark.parametrize("text", ["", "et nous, on fait quoi ?", "zzzzzz", "!!!", "12 34"])
def test_a_text_without_a_word_of_any_concept_means_none(index: SentenceIndex, text: str) -> None:
    assert [one for one in index.meant(text) if TOLD[one.number] is not WHO] == []


def test_no_concepts_mean_nothing() -> None:
    assert SentenceIndex([]).meant("soudage") == []
    assert SentenceIndex([Texts("a", ())]).meant("soudage") == []


@pytest.mark.parametrize(
    ("lang", "name", "text"),
    [
        ("en", "Recruiting welders", "we cannot recruit a welder"),
        ("de", "Schweißer finden", "uns fehlt ein Schweisser"),
    ],
)
def test_other_languages_have_their_own_stems_and_function_words(lang: str, name: str, text: str) -> None:
    [found] = SentenceIndex([Texts("a", (name,)), Texts("b", ("Other",))], lang).meant(text)

    assert (found.number, found.name) == (0, name)


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_whatever_is_written_gets_an_answer_with_words_of_the_text(index: SentenceIndex, text: str) -> None:
    for found in index.meant(text):
        assert 0 < found.score < 1
        assert found.words or TOLD[found.number] is WHO


@given(st.permutations(["soudeurs", "coupures", "courant", "chauffeurs", "voisins"]))
def test_the_order_of_words_changes_nothing_but_their_order(index: SentenceIndex, words: list[str]) -> None:
    found, sorted_ = index.meant(" ".join(words)), index.meant(" ".join(sorted(words)))

    assert [(one.number, one.score, set(one.words)) for one in found] == [
        (one.number, one.score, set(one.words)) for one in sorted_
    ]


def test_function_words_are_folded_and_sorted_into_languages() -> None:
    assert {"nous", "etre"} <= function_words("fr") - function_words("en")
    assert {"will", "their"} <= function_words("en") - function_words("fr")
    assert {"wir", "fur"} <= function_words("de") - function_words("fr")


def test_stems_are_the_same_however_many_ask_at_once() -> None:
    words = [f"recrutement{letter}{other}s" for letter in "abcdefghij" for other in "abcdefghijklmnopqrst"]
    stem.cache_clear()
    with ThreadPoolExecutor(8) as many:
        together = list(many.map(stem, words * 4))
    stem.cache_clear()

    assert together == [stem(word) for word in words] * 4


def test_the_sentences_that_it_was_tuned_on_find_their_concepts_in_the_schemes_that_ship() -> None:
    """Guards the tuning; what it is worth is measured on sentences of others, in benchmarks/."""
    told = recall.sentences("tuning_sentences")

    assert len(told) >= 300
    assert recall.share_found(recall.ours, told) >= 0.94
