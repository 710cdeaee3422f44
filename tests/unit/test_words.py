"""What a full-text index is asked: forms on which the engines agree, and whatever people write becomes one of them."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_service.analysis.text import fulltext_query
from graph_service.kernel.errors import WrongInput
from graph_service.schema.model import GraphSchema
from graph_service.store.header import Param
from graph_service.store.values import TEXT_LIMIT, value

WORDS = Param(name="words", type="words", sentence="what is sought")


@given(st.text(), st.booleans())
def test_whatever_is_written_becomes_a_question_for_the_index(schema: GraphSchema, text: str, forgiving: bool) -> None:
    words = fulltext_query(text, forgiving=forgiving)

    if words and len(words) <= TEXT_LIMIT:
        assert value(WORDS, words, schema.prefixes) == normalize("NFC", words)


@pytest.mark.parametrize(
    "words", ["metz", "fond*", "metz~1", "(metz OR metz* OR metz~1) AND sud", " usine ", "57 AND été"]
)
def test_words_are_taken(schema: GraphSchema, words: str) -> None:
    assert value(WORDS, words, schema.prefixes) == words.strip()


@pytest.mark.parametrize(
    "words",
    ["", " ", "(((", "metz AND", "AND", '"', "*", "a:b", "x~99", "?", "/re(/", "[a TO b]", "Metz", "-metz", "a b"],
)
def test_what_one_engine_would_choke_on_is_refused_with_the_form(schema: GraphSchema, words: str) -> None:
    with pytest.raises(WrongInput, match=r"metz OR metz\*") as refusal:
        value(WORDS, words, schema.prefixes)

    assert refusal.value.field == "words"
