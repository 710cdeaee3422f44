"""Laws of what readers are promised: a golden answer per question, examples in the API, messages in every language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import graph_service
from graph_service.store.catalogue import Catalogue
from tests.api.test_openapi import without_example
from tests.engine.golden import cases_of

LOCALE = Path(graph_service.__file__).parent / "locale"


def without_golden_answer(questions: Iterable[str]) -> list[str]:
    """Questions without a case in tests/golden that has an answer."""
    return [question for question in questions if not any(case["rows"] for case in cases_of(question))]


def missing_messages(folder: Path) -> list[str]:
    """Keys of one language that another lacks: `file: key`."""
    told = {path.name: keys(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.toml"))}
    every = set().union(*told.values())
    return [f"{name}: {key}" for name, known in told.items() for key in sorted(every - known)]


def keys(table: dict[str, Any], above: str = "") -> set[str]:
    """Dotted keys of a TOML file."""
    found = {f"{above}{name}" for name in table}
    return found.union(*(keys(each, f"{above}{name}.") for name, each in table.items() if isinstance(each, dict)))


def test_every_question_has_a_golden_answer(catalogue: Catalogue) -> None:
    assert without_golden_answer(query.name for query in catalogue.reads()) == []


def test_a_question_without_a_golden_answer_is_named(catalogue: Catalogue) -> None:
    names = [query.name for query in catalogue.reads()]

    assert without_golden_answer([*names, "actors/planted"]) == ["actors/planted"]


def test_every_language_has_every_message() -> None:
    assert {path.stem for path in LOCALE.glob("*.toml")} == {"de", "en", "fr"}
    assert missing_messages(LOCALE) == []


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_a_message_that_one_language_lacks_is_named(tmp_path: Path, language: str) -> None:
    for path in LOCALE.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / f"{language}.toml").write_text('[only]\nhere = "x"\n', encoding="utf-8")
    others = {"de.toml", "en.toml", "fr.toml"} - {f"{language}.toml"}

    found = missing_messages(tmp_path)
    assert {f"{other}: only.here" for other in others} <= set(found)
    assert any(told.startswith(f"{language}.toml: ") for told in found)


def test_a_parameter_and_an_answer_without_an_example_are_named() -> None:
    shown = {"parameters": [{"name": "q", "schema": {"examples": ["fonderie"]}}], "responses": {}}
    mute = {
        "parameters": [{"name": "planted", "schema": {"type": "string"}}],
        "responses": {"200": {"content": {"application/json": {}}}, "204": {}, "404": {}},
    }

    assert without_example(shown) == []
    assert without_example(mute) == ["planted", "200 application/json", "204"]
