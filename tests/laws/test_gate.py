"""Law of the gate: every gate of every question is needed; a question that lost one is refused by the catalogue."""

from __future__ import annotations

import re

import pytest

from graph_service import resources
from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.model import GraphSchema
from graph_service.store.catalogue import question_files
from graph_service.store.checks import check
from graph_service.store.header import read_header

_GATE = r"\w+\.audience IN \$audiences OR \w+\.owner IN \$owners"
_STANDING = re.compile(rf"\s+AND \({_GATE}\)|\({_GATE}\)\s+AND\s+|\s+WHERE {_GATE}")
FOLDER = resources.folder("cypher")
TEXTS = {
    path.relative_to(FOLDER).as_posix(): path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    for path in question_files(FOLDER)
}
GATES = [(place, gate.start(), gate.end()) for place, text in TEXTS.items() for gate in _STANDING.finditer(text)]


def line_of(place: str, at: int) -> int:
    return TEXTS[place].count("\n", 0, at + len(TEXTS[place][at:]) - len(TEXTS[place][at:].lstrip())) + 1


@pytest.mark.parametrize("place", TEXTS)
def test_every_gate_of_a_question_is_found_by_this_law(place: str) -> None:
    assert len([gate for gate in GATES if gate[0] == place]) == TEXTS[place].count("IN $audiences")


@pytest.mark.parametrize(
    ("place", "start", "end"), GATES, ids=[f"{place}:{line_of(place, start)}" for place, start, _ in GATES]
)
def test_a_question_that_lost_a_gate_is_refused_with_its_file_and_line(
    schema: GraphSchema, place: str, start: int, end: int
) -> None:
    text = TEXTS[place]
    without = text[:start] + " " + text[end:]

    with pytest.raises(BrokenPromise, match=r"without the gate is refused") as refusal:
        check(without, read_header(without, place), schema, place)

    assert re.match(rf"{re.escape(place)}:\d+: ", str(refusal.value))


def test_whole_questions_are_accepted_by_the_same_judge(schema: GraphSchema) -> None:
    for place, text in TEXTS.items():
        check(text, read_header(text, place), schema, place)

    assert len(GATES) > 100
