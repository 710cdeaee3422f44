"""What is measured is measured right: work that is done, rows that stay, sentences that can be judged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import recall
from benchmarks.exported import turtle
from benchmarks.harness import measure, merged
from benchmarks.reading import reading
from benchmarks.shape_check import checking


def test_rows_that_were_not_measured_anew_stay() -> None:
    before = "# x\n\n| task | ours |\n|---|---|\n| a | 1 |\n| b | 2 |\n\n| other | n |\n|---|---|\n| a | 9 |\n"

    assert merged(before, "said\n\n| task | ours |\n|---|---|\n| b | 3 |\n| c | 4 |\n") == (
        "said\n\n| task | ours |\n|---|---|\n| a | 1 |\n| b | 3 |\n| c | 4 |\n"
    )


@pytest.mark.parametrize("name", recall.SETS)
def test_every_sentence_expects_concepts_of_the_schemes_it_is_looked_for_in(name: str) -> None:
    known = {texts.id for texts in recall.shipped()}
    told = recall.sentences(name)

    assert len({each.text for each in told}) == len(told) >= 60
    for number, each in enumerate(told):
        assert each.expected, number
        assert {*each.expected} <= known, number
        assert {one.partition(":")[0] for one in each.expected} <= {*each.schemes}, number


def test_nothing_was_tuned_on_what_others_wrote() -> None:
    *read, held = ({each.text for each in recall.sentences(name)} for name in recall.SETS)

    assert recall.SETS[-1] == recall.HELD_OUT
    assert not held & set().union(*read)


def test_plain_overlap_ranks_by_words_shared_and_by_their_share() -> None:
    text = "soudage tig"

    assert recall.overlap(jaccard=True)(text, ["skill"])[0] == "skill:tig-welding"
    assert recall.overlap(jaccard=False)("zzz", ["skill"]) == []
    told = [
        recall.Sentence(text, ("skill",), ("skill:tig-welding",)),
        recall.Sentence("zzz", ("skill",), ("skill:welding",)),
    ]
    assert recall.share_found(recall.overlap(jaccard=True), told) == 0.5


def test_an_export_is_read_by_all_contenders_and_they_meet_the_same_things(tmp_path: Path) -> None:
    times = measure(reading(turtle(50, tmp_path))).wall_s

    assert {"sillon", "rdflib"} < times.keys()


def test_compiled_shapes_and_pyshacl_find_the_same_facts_wrong() -> None:
    times = measure(replace(checking(40), rounds=1)).cpu_s

    assert times.keys() == {"sillon", "pySHACL"}
