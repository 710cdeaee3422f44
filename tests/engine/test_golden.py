"""Every question of the catalogue answers as it did, on both engines."""

from __future__ import annotations

import pytest

from graph_service import resources
from graph_service.store.catalogue import question_files
from graph_service.store.graph import BoltStore
from tests.engine.golden import FOLDER, answer, cases_of, file_of
from tests.engine.town import tell, whole_town

CYPHER = resources.folder("cypher")
QUESTIONS = [path.relative_to(CYPHER).with_suffix("").as_posix() for path in question_files(CYPHER)]
HOW = "add viewer and params to it, then run `python -m tests.engine.golden` and read what it wrote"


@pytest.fixture(scope="module")
def town(store: BoltStore) -> BoltStore:
    tell(store, whole_town(store.schema))
    return store


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_the_golden_one(town: BoltStore, question: str) -> None:
    if town.catalogue[question].access != "read":
        pytest.skip("it writes")
    cases = cases_of(question)
    assert cases, f"{file_of(question)} has no case: {HOW}"
    assert any(case["rows"] for case in cases), f"no case of {file_of(question)} has an answer: {HOW}"
    for case in cases:
        assert answer(town, question, case) == case["rows"], (case["viewer"], case["params"])


def test_no_golden_answer_has_lost_its_question() -> None:
    kept = {path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.json")}
    assert not kept - set(QUESTIONS), "remove these files from tests/golden/"


def test_somebody_sees_more_than_the_public_wherever_something_is_hidden() -> None:
    """Each question about guarded things has a case in which the viewer's tokens change the answer."""
    for question in QUESTIONS:
        text = (resources.folder("cypher") / f"{question}.cypher").read_text(encoding="utf-8")
        if "$audiences" in text:
            by_params: dict[str, set[str]] = {}
            for case in cases_of(question):
                by_params.setdefault(str(case["params"]), set()).add(str(case["rows"]))
            assert any(len(answers) > 1 for answers in by_params.values()), f"{question}: {HOW}"
