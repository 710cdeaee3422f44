"""Words as people type them."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_service.analysis.text import (
    LONGEST_QUERY,
    fold,
    fulltext_query,
    naming,
    query_words,
    rank,
    search_text,
    similarity,
    tokens,
    word_similarity,
)
from graph_service.analysis.text.stems import stem
from graph_service.analysis.text.words import WordIndex

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("Épinal", "epinal"), ("ŒUVRE", "oeuvre"), ("Straße", "strasse"), ("ﬁlière", "filiere"), ("Łódź", "lodz")],
)
def test_accents_ligatures_and_capitals_do_not_matter(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_an_elided_article_is_not_a_word() -> None:
    assert tokens("L'Atelier d’Hélène") == ["atelier", "helene"]


def test_saint_is_one_word_however_it_is_abbreviated() -> None:
    assert tokens("St-Avold") == tokens("SAINT AVOLD") == ["saint", "avold"]


def test_a_name_of_single_letters_keeps_them() -> None:
    assert tokens("A B C") == ["a", "b", "c"]


def test_search_text_holds_each_word_once_and_skips_what_is_absent() -> None:
    assert search_text("Fonderie du Saulnois", None, "FONDERIE") == "fonderie du saulnois"


def test_articles_are_not_asked_for_unless_they_are_all_there_is() -> None:
    assert query_words("la fonderie du Saulnois") == ["fonderie", "saulnois"]
    assert query_words("Le Du") == ["le", "du"]


def test_two_words_with_slips_become_a_query_that_forgives_them() -> None:
    assert fulltext_query("mezt a31") == "(mezt OR mezt* OR mezt~1 OR emzt OR metz OR mzet) AND (a31 OR a31*)"
    assert fulltext_query("metalurgie") == "(metalurgie OR metalurgie* OR metalurgie~2)"


def test_short_words_and_numbers_must_be_right() -> None:
    assert fulltext_query("a31 57000") == "(a31 OR a31*) AND (57000 OR 57000*)"


def test_what_holds_no_word_asks_nothing() -> None:
    assert fulltext_query(' «+-!(){}[]^"~*?:\\/» ') == ""


@given(ANYTHING)
def test_no_text_can_be_a_syntax_error_of_lucene(text: str) -> None:
    query = fulltext_query(text)
    for clause in query.split(" AND ") if query else []:
        known = re.fullmatch(r"\((\w+) OR \1\*(?: OR \1~[12]((?: OR \w+)*))?\)", clause)
        assert known, clause
        for swapped in (known[2] or "").split(" OR ")[1:]:
            assert sorted(swapped) == sorted(known[1])
            assert swapped != known[1]
    assert not re.search(r"\b(AND|OR|NOT)\b", " ".join(query_words(text)))


@given(ANYTHING)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert tokens(" ".join(tokens(text))) == tokens(text)


def test_a_long_text_costs_no_more_than_the_longest_query() -> None:
    assert len(query_words("x" * 1_000_000)[0]) == LONGEST_QUERY


@pytest.mark.parametrize(
    ("asked", "found"),
    [("fondrie", "fonderie"), ("saulnoi", "saulnois"), ("mtez", "metz"), ("metalurgie", "metallurgie")],
)
def test_a_slip_is_forgiven(asked: str, found: str) -> None:
    assert 0 < word_similarity(asked, found) < 1


@pytest.mark.parametrize(("asked", "found"), [("bois", "foin"), ("fer", "mer"), ("2024", "2025")])
def test_another_word_is_another_word(asked: str, found: str) -> None:
    assert word_similarity(asked, found) == 0


def test_the_same_words_are_worth_most_then_more_words_then_slips() -> None:
    ranked = rank(
        "fonderie saulnois",
        [
            ("slip", "Fondrie Saulnois"),
            ("more", "Fonderie du Saulnois Atelier"),
            ("same", "Fonderie Saulnois"),
            ("no", "Bois"),
        ],
    )

    assert [key for key, _ in ranked] == ["same", "more", "slip"]


@given(st.lists(ANYTHING, max_size=8), ANYTHING)
def test_the_index_scores_as_similarity_does(texts: list[str], asked: str) -> None:
    assert WordIndex(texts).scores(asked).tolist() == pytest.approx([similarity(asked, text) for text in texts])


@given(st.lists(st.text("abcdeé ", max_size=14), max_size=12), st.text("abcde ", max_size=10))
def test_the_index_scores_as_similarity_does_on_words_that_resemble_one_another(texts: list[str], asked: str) -> None:
    assert WordIndex(texts).scores(asked).tolist() == pytest.approx([similarity(asked, text) for text in texts])


LONG_WORDS = st.text("abé", min_size=1, max_size=40)


@given(st.lists(LONG_WORDS, max_size=8), LONG_WORDS)
def test_the_index_scores_as_similarity_does_on_words_longer_than_it_keeps(texts: list[str], asked: str) -> None:
    assert WordIndex(texts).scores(asked).tolist() == pytest.approx([similarity(asked, text) for text in texts])


FRENCH = st.sampled_from(
    ["souder", "soudées", "soudage", "travail", "travaux", "usiner", "usinée", "locaux", "recruter"]
)


@given(st.lists(FRENCH, min_size=1, max_size=6), FRENCH)
def test_a_word_with_the_same_stem_answers_and_nothing_is_worth_less_for_it(texts: list[str], asked: str) -> None:
    plain, inflected = WordIndex(texts).scores(asked), WordIndex(texts, inflected=True).scores(asked)

    same = np.array([stem(fold(text)) == stem(fold(asked)) for text in texts])
    assert inflected.tolist() == pytest.approx(
        np.maximum(plain, np.where(same, 0.9 * _covered(asked, texts), 0)).tolist()
    )


def _covered(asked: str, texts: list[str]) -> np.ndarray:
    """The part of a score that falls with the other letters of a text of one word."""
    return np.array([0.9 + 0.1 * min(1.0, len(fold(asked)) / len(fold(text))) for text in texts])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("travail", "travaux"),
        ("local", "locaux"),
        ("tuyau", "tuyaux"),
        ("soudées", "souder"),
        ("recrutements", "recruter"),
        ("usinée", "usiner"),
    ],
)
def test_inflected_forms_have_one_stem(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


@pytest.mark.parametrize("word", ["bus", "5axes", "a31", "tig"])
def test_short_words_and_codes_are_their_own_stem(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("asked", "name", "how"),
    [
        ("METZ", "Metz", "whole"),
        ("St Avold", "Saint-Avold", "whole"),
        ("Bresse", "La Bresse", "whole"),
        ("St Dié", "Saint-Dié-des-Vosges", "part"),
        ("St Dié", "Le Saint", "no"),
        ("La Bresse", "Bresse-sur-Grosne", "no"),
        ("Mets", "Metz", "slips"),
        ("Thionvile", "Thionville", "slips"),
        ("Pont a Mouson", "Pont-à-Mousson", "slips"),
        ("Vandoeuvre", "Vandœuvre-lès-Nancy", "part"),
        ("Sillon lorrain", "Pôle métropolitain du Sillon lorrain", "part"),
        ("lorrain", "Pôle métropolitain du Sillon lorrain", "no"),
        ("Atlantic", "Lantic", "no"),
        ("Thionv", "Thionville", "no"),
        ("Lyn", "Lyon", "no"),
        ("57000", "57001", "no"),
        ("Metz Nord", "Metz", "no"),
        ("", "Metz", "no"),
        ("!!!", "Metz", "no"),
    ],
)
def test_a_name_is_taken_whole_with_a_slip_or_in_part(asked: str, name: str, how: str) -> None:
    assert naming(asked, name) == how
