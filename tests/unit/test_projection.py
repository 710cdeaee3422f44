"""Hierarchies as intervals, facts as columns, values kept per version."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_service.access.viewer import PUBLIC, Viewer, member
from graph_service.kernel.errors import Busy
from graph_service.projection.cache import VersionedCache
from graph_service.projection.columns import BASES, Codes, FactColumns, Sets, Told
from graph_service.projection.concepts import ConceptTree
from graph_service.projection.queries import Names
from graph_service.projection.subtrees import SubtreeIndex
from graph_service.store.port import VersionSeen

LETTERS = "abcdefgh"
PAIRS = st.lists(st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)), max_size=16)


def reached(start: str, pairs: Iterable[tuple[str, str]]) -> set[str]:
    """What lies below, found by walking until nothing new comes."""
    seen = {start}
    while more := {narrow for broad, narrow in pairs if broad in seen} - seen:
        seen |= more
    return seen


@given(PAIRS)
def test_intervals_hold_a_thing_and_all_below_it_and_nothing_else(pairs: list[tuple[str, str]]) -> None:
    index = SubtreeIndex(LETTERS, pairs)

    for letter in LETTERS:
        intervals = index.intervals(index.number[letter])
        inside = {index.ids[number] for first, end in intervals for number in range(first, end)}
        assert inside == reached(letter, pairs)
        assert all(end < first for (_, end), (first, _) in pairwise(intervals))
        mask = index.holds(index.number[letter], np.arange(len(index), dtype=np.int32))
        assert {index.ids[number] for number in np.flatnonzero(mask)} == inside


def test_a_tree_needs_one_interval_per_thing() -> None:
    index = SubtreeIndex(LETTERS, [("a", "b"), ("a", "c"), ("b", "d"), ("c", "e"), ("f", "g")])

    assert all(len(index.intervals(number)) == 1 for number in range(len(index)))
    assert [index.ids[root] for root in index.roots] == ["a", "f", "h"]


def test_what_was_given_up_lies_below_what_took_its_place_and_is_shown_nowhere() -> None:
    index = SubtreeIndex(LETTERS, [("a", "b"), ("a", "c"), ("c", "d"), ("d", "e")], {"c": "b", "h": "f"})
    shown = {index.ids[parent]: [index.ids[one] for one in below] for parent, below in enumerate(index.narrower)}

    assert {index.ids[one] for one in index.below(index.number["b"])} == {"b", "c", "d", "e"}
    assert {index.ids[one] for one in index.above(index.number["c"])} == {"c", "b", "a"}
    assert {parent: below for parent, below in shown.items() if below} == {"a": ["b"], "c": ["d"], "d": ["e"]}
    assert [index.ids[root] for root in index.roots] == ["a", "f", "g"]


def known(**replaced: str) -> ConceptTree:
    """Concepts without a name or a place, and what took the place of which."""
    ids = ["skill:a", "skill:b", "skill:c", "skill:d"]
    empty = [""] * len(ids)
    instead = [replaced.get(one.partition(":")[2], "") for one in ids]
    names = Names(
        scheme="scheme:skill",
        concepts=ids,
        labels_fr=ids,
        labels_en=empty,
        labels_de=empty,
        notations=empty,
        alternatives=empty,
        replacements=[f"skill:{one}" if one else "" for one in instead],
    )
    return ConceptTree([names], [])


@pytest.mark.parametrize(
    ("replaced", "current"),
    [
        ({"a": "b", "b": "c"}, "cccd"),
        ({"a": "b", "b": "a", "c": "a"}, "aaad"),
        ({"a": "nowhere"}, "abcd"),
        ({"d": "d"}, "abcd"),
    ],
)
def test_a_chain_of_replacements_ends_at_what_is_in_use(replaced: dict[str, str], current: str) -> None:
    tree = known(**replaced)

    assert [tree.ids[tree.current(tree.number[f"skill:{one}"])] for one in "abcd"] == [f"skill:{o}" for o in current]


ROWS = ["r0", "r1", "r2", "r3"]
FACTS = st.lists(
    st.tuples(st.sampled_from(ROWS), st.integers(0, 4), st.sampled_from(BASES), st.sampled_from([0.0, 0.5, 1.0])),
    max_size=20,
)


def columns(facts: list[tuple[str, int, str, float]]) -> FactColumns:
    told = [Told(end, basis, sure, [row], [f"f{n}"]) for n, (row, end, basis, sure) in enumerate(facts)]
    return FactColumns(told, {row: place for place, row in enumerate(ROWS)})


@given(
    FACTS, st.lists(st.sampled_from(BASES), max_size=2), st.sampled_from([0.0, 0.5, 1.0]), st.sets(st.integers(0, 3))
)
def test_sets_count_each_row_once_by_the_facts_that_count(
    facts: list[tuple[str, int, str, float]], bases: list[str], least: float, chosen: set[int]
) -> None:
    above = {0: (0,), 1: (1, 5), 2: (2, 5, 6), 3: (3, 6), 4: (4,)}
    kept = columns(facts)
    rows = np.isin(np.arange(len(ROWS)), list(chosen))

    counts = Sets(kept, above, 7).counts(rows, kept.grounded(bases, least))

    for number in range(7):
        holding = {
            ROWS.index(row)
            for row, end, basis, sure in facts
            if number in above[end] and (not bases or basis in bases) and sure >= least
        }
        assert counts[number] == len(holding & chosen)


@given(FACTS)
def test_a_row_gives_back_its_facts_by_end(facts: list[tuple[str, int, str, float]]) -> None:
    kept = columns(facts)

    for place, name in enumerate(ROWS):
        told = {(end, f"f{number}") for number, (row, end, _, _) in enumerate(facts) if row == name}
        given_back = list(kept.of_row(place, None))
        assert set(given_back) == told
        assert [end for end, _ in given_back] == sorted(end for end, _ in told)


def test_codes_count_values_and_leave_empty_ones_out() -> None:
    column = Codes(["b", "", "a", "b"])

    assert [column[row] for row in range(4)] == ["b", "", "a", "b"]
    assert column.equal("b").tolist() == [True, False, False, True]
    assert not column.equal("z").any()
    assert column.counts(np.array([True, True, False, True])) == {"b": 2}


class Clock:
    """Says which version a viewer sees: all that a cache asks of a store."""

    def __init__(self) -> None:
        self.versions: dict[str, int] = {}
        self.restless = False

    def write(self, token: str) -> None:
        self.versions[token] = self.versions.get(token, 0) + 1

    def version(self, viewer: Viewer) -> VersionSeen:
        if self.restless:
            self.write("public")
        return VersionSeen(str([self.versions.get(token, 0) for token in viewer.tokens]), None)


def counting(built: list[Viewer], *, size: int = 4) -> VersionedCache[int]:
    def build(_: object, viewer: Viewer) -> int:
        built.append(viewer)
        return len(built)

    return VersionedCache(build, size=size)


def test_a_value_is_kept_until_its_levels_see_a_write() -> None:
    built: list[Viewer] = []
    cache, clock = counting(built), Clock()

    assert cache.get(clock, PUBLIC) == cache.get(clock, PUBLIC) == 1  # type: ignore[arg-type]  # a clock is enough
    clock.write("members")
    assert cache.get(clock, PUBLIC) == 1  # type: ignore[arg-type]  # as above
    clock.write("public")
    assert cache.get(clock, PUBLIC) == 2  # type: ignore[arg-type]  # as above


def test_what_somebody_owns_is_never_in_a_kept_value() -> None:
    built: list[Viewer] = []
    cache, clock = counting(built), Clock()

    somebody = member(["siret:73282932000074"], ["group:wood"])
    assert cache.get(clock, somebody) == cache.get(clock, member())  # type: ignore[arg-type]  # as above
    assert built == [member()]


def test_many_who_ask_at_once_wait_for_one() -> None:
    built: list[Viewer] = []
    ready = threading.Event()

    def build(_: object, viewer: Viewer) -> int:
        ready.wait(5)
        built.append(viewer)
        return 7

    cache, clock, got = VersionedCache(build, size=2), Clock(), []
    threads = [threading.Thread(target=lambda: got.append(cache.get(clock, PUBLIC))) for _ in range(8)]  # type: ignore[arg-type]  # as above
    for thread in threads:
        thread.start()
    ready.set()
    for thread in threads:
        thread.join(5)

    assert got == [7] * 8
    assert len(built) == 1


def test_only_the_last_values_are_kept() -> None:
    built: list[Viewer] = []
    cache, clock = counting(built, size=1), Clock()
    for _ in range(2):
        cache.get(clock, PUBLIC)  # type: ignore[arg-type]  # as above
        cache.get(clock, member())  # type: ignore[arg-type]  # as above

    assert len(built) == 4


def test_a_failure_is_told_and_not_kept() -> None:
    def build(_: object, viewer: Viewer) -> int:
        if clock.versions.get("broken"):
            raise ValueError(viewer)
        return 1

    cache, clock = VersionedCache(build, size=2), Clock()
    clock.versions["broken"] = 1
    with pytest.raises(ValueError, match="Viewer"):
        cache.get(clock, PUBLIC)  # type: ignore[arg-type]  # as above
    clock.versions["broken"] = 0
    assert cache.get(clock, PUBLIC) == 1  # type: ignore[arg-type]  # as above


def test_a_graph_that_never_rests_is_busy() -> None:
    cache, clock = counting([]), Clock()
    clock.restless = True

    with pytest.raises(Busy):
        cache.get(clock, PUBLIC)  # type: ignore[arg-type]  # as above
