"""Suggestions over ESCO's skills as published: the right one first, whatever the slip."""

from __future__ import annotations

import pytest

from benchmarks import typed
from graph_service.projection.concepts import ConceptTree
from tests.requirements import require


@pytest.fixture(scope="module")
def told() -> list[tuple[str, list[str]]]:
    require("data", typed.SKILLS.is_file(), "ESCO's skills lie beside the checkout, in ../shared/data")
    return typed.skills()


@pytest.fixture(scope="module")
def tree(told: list[tuple[str, list[str]]]) -> ConceptTree:
    return typed.tree(told)


@pytest.mark.data
@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("soudage tig", "réaliser des tâches de soudage TIG"),
        ("tache de soudage tig", "réaliser des tâches de soudage TIG"),
        ("soudge tig", "réaliser des tâches de soudage TIG"),
    ],
)
def test_words_suggest_the_skill_that_has_them(tree: ConceptTree, asked: str, first: str) -> None:
    found = tree.answering(asked, "scheme:esco", limit=1)

    assert [tree.label(one.number, "fr") for one in found] == [first]


@pytest.mark.data
def test_a_name_with_one_slip_suggests_its_skill_first(told: list[tuple[str, list[str]]], tree: ConceptTree) -> None:
    asked = typed.queries(told)

    found = [tree.ids[tree.answering(text, "scheme:esco", limit=1)[0].number] for text, _ in asked]
    assert len(asked) == typed.QUERIES
    assert found == [skill for _, skill in asked]
