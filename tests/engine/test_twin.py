"""Both engines answer every question alike: on small random territories, with random parameters, for all viewers.

`TWIN_WORLDS=60` asks as many worlds, new ones each time, and first what failed before. `TWIN_SMALLEST=1` takes away
from a world that differs all that the difference does not need: some minutes. With `-s` the tally is printed.
"""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import count, groupby
from typing import Any

import pytest
from hypothesis import given

from graph_service import resources
from graph_service.access.viewer import Viewer
from graph_service.kernel.canonical import short_hash
from graph_service.kernel.errors import SillonError
from graph_service.schema.model import GraphSchema
from graph_service.store.bolt import Transaction
from graph_service.store.catalogue import Catalogue, question_files
from graph_service.store.graph import BoltStore
from tests import neo4j_server
from tests.conftest import fresh_store
from tests.engine.draws import Ask, Asker
from tests.engine.worlds import WORLDS, World, generated, seeds, world_of

at_night = pytest.mark.skipif(
    "TWIN_WORLDS" not in os.environ, reason="it takes many worlds to say how often: `make nightly` sets TWIN_WORLDS"
)

CYPHER = resources.folder("cypher")
QUESTIONS = {
    path.relative_to(CYPHER).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
    for path in question_files(CYPHER)
}
READS = [name for name, text in QUESTIONS.items() if "// access read" in text]
GUARDED = [name for name in READS if "$audiences" in QUESTIONS[name]]
TIMES = 6
"""How often each question is asked in each world, by two viewers each time."""
AT_LEAST = 0.3
"""Share of its runs in which a question has rows."""
SHOWN = 5
"""Questions that a failure shows."""

ENGINES = ("embedded", "neo4j")
_EMPTY = "MATCH (n:{labels}) DETACH DELETE n"
_NODES = "UNWIND $rows AS row CREATE (n:$(row.type)) SET n = row.p RETURN count(n) AS n"
_EDGES = (
    "UNWIND $rows AS row MATCH (a {id: row.a}) MATCH (b {id: row.b}) "
    "CREATE (a)-[r:$(row.type)]->(b) SET r = row.p RETURN count(r) AS n"
)
_numbers = count()

Rows = list[dict[str, Any]]


@dataclass
class Twins:
    """The two stores, and what came of asking both."""

    stores: dict[str, BoltStore]
    worlds: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    told_apart: Counter[str] = field(default_factory=Counter)
    failure: Exception | None = None


def difference(rows: Rows, others: Rows) -> str | None:
    """The first place at which two answers differ, in what `repr` shows: 1 is not 1.0, and order counts."""
    for place in range(max(len(rows), len(others))):
        one, other = (repr(answer[place]) if place < len(answer) else "no row" for answer in (rows, others))
        if one != other:
            return f"row {place}:\n  embedded  {one}\n  neo4j     {other}"
    return None


def load(store: BoltStore, world: World) -> None:
    """Put a world where another one was, through the store's own door."""
    store._bolt.write(lambda tx: tx.run(_EMPTY.format(labels="|".join(store.schema.data_labels()))))
    with store.loading("tests") as loading:
        loading.apply({"id": "load:" + short_hash(str(next(_numbers))), "source": "register"}, world.changes)


def load_quickly(store: BoltStore, world: World) -> None:
    """The same in three statements: the door's hundred take a Neo4j that has just started half a minute to plan."""
    nodes = [{"type": c.type, "p": c.properties} for c in world.changes if c.kind == "node"]
    edges = [
        {"type": c.type, "p": c.properties, "a": c.start[1], "b": c.end[1]} for c in world.changes if c.start and c.end
    ]

    def work(tx: Transaction) -> None:
        tx.run(_EMPTY.format(labels="|".join([*store.schema.data_labels(), "RuleSet"])))
        assert tx.run(_NODES, {"rows": nodes}) == [{"n": len(nodes)}]
        assert tx.run(_EDGES, {"rows": edges}) == [{"n": len(edges)}]

    store._bolt.write(work)
    with store.loading("tests") as loading:  # what follows by rule is compared too: rules that never ran are run
        loading.apply({"id": "load:" + short_hash(str(next(_numbers))), "source": "register"}, [])


def answers(name: str, store: BoltStore, asks: list[Ask]) -> list[tuple[Rows, ...]]:
    """What each of the two viewers is answered; two questions at a time, since planning takes longest."""
    questions = [list(group) for _, group in groupby(asks, key=lambda ask: ask.question)]
    with ThreadPoolExecutor(2) as pool:
        return [pair for pairs in pool.map(lambda group: answers_to(name, store, group), questions) for pair in pairs]


def answers_to(name: str, store: BoltStore, asks: list[Ask]) -> list[tuple[Rows, ...]]:
    """The same for one question; what was asked before is not asked again."""
    known: dict[str, Rows] = {}

    def rows(ask: Ask, viewer: Viewer) -> Rows:
        scope = store.catalogue[ask.question].scope
        key = repr((ask.params, viewer.audiences(scope), viewer.owners_in(scope)))
        if key not in known:
            try:
                known[key] = store.read(ask.question, viewer, **ask.params)
            except SillonError as wrong:
                raise AssertionError(f"{name} refuses {ask.question} {ask.params} of {viewer}: {wrong}") from wrong
        return known[key]

    return [tuple(rows(ask, viewer) for viewer in ask.viewers) for ask in asks]


def load_both(twins: Twins, world: World) -> None:
    """Put the world into both at the same time."""
    with ThreadPoolExecutor(2) as both:
        turns = (
            both.submit(load, twins.stores["embedded"], world),
            both.submit(load_quickly, twins.stores["neo4j"], world),
        )
        for turn in turns:
            turn.result()


def answers_of_both(twins: Twins, asks: list[Ask]) -> list[list[tuple[Rows, ...]]]:
    """The embedded engine's, then Neo4j's; both work at the same time."""
    with ThreadPoolExecutor(2) as both:
        turns = [both.submit(answers, name, store, asks) for name, store in twins.stores.items()]
        return [turn.result() for turn in turns]


def rows_of(store: BoltStore, ask: Ask, viewer: Viewer) -> Rows:
    """What one of the two viewers is answered."""
    return store.read(ask.question, viewer, **ask.params)


def compare(twins: Twins, world: World, asks: list[Ask]) -> None:
    """Ask both, which hold the world, keep the tally, and say where they differ: one place for each question."""
    twins.worlds += 1
    different: dict[str, tuple[Ask, str]] = {}
    for ask, embedded, neo4j in zip(asks, *answers_of_both(twins, asks), strict=True):
        twins.told_apart[ask.question] += embedded[0] != embedded[1]
        for viewer, rows, others in zip(ask.viewers, embedded, neo4j, strict=True):
            twins.asked[ask.question] += 1
            twins.answered[ask.question] += bool(rows)
            if found := difference(rows, others):
                told = f"{ask.question} {ask.params}\nas {viewer}\n{found}"
                different.setdefault(ask.question, (dataclasses.replace(ask, viewers=(viewer, viewer)), told))
    if different:
        first = list(different.values())[:SHOWN]
        if os.environ.get("TWIN_SMALLEST"):
            first = [(ask, f"{told}\nin\n{smallest(twins, world, ask)}") for ask, told in first]
        raise AssertionError(
            f"{len(different)} of {len(READS)} questions differ\n\n" + "\n\n".join(told for _, told in first)
        )


def smallest(twins: Twins, world: World, ask: Ask) -> World:
    """What is left of a world when all is taken away that the difference does not need."""
    size = len(world.changes) // 2
    while size:
        start = 0
        while start < len(world.changes):
            fewer = world.without(world.changes[start : start + size])
            load_both(twins, fewer)
            embedded, neo4j = answers_of_both(twins, [ask])
            if difference(embedded[0][0], neo4j[0][0]):
                world = fewer
            else:
                start += size
        size //= 2
    return world


@pytest.fixture(scope="module")
def twins(
    neo4j: neo4j_server.Server,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    schema: GraphSchema,
) -> Iterator[Twins]:
    """Both engines, after all worlds were asked. Without Neo4j nothing is opened."""
    patience = {"deadline_s": 120.0}  # a Neo4j that has just started may take ten seconds to plan its first questions
    stores = {engine: fresh_store(engine, request, tmp_path_factory.mktemp(engine), **patience) for engine in ENGINES}
    found = Twins(stores)
    queries = found.stores["neo4j"].catalogue.reads()
    # The worlds differ so much in size that Neo4j would plan each question anew in each of them: minutes.
    planned_once = [dataclasses.replace(query, text="CYPHER replan=skip\n" + query.text) for query in queries]
    found.stores["neo4j"]._catalogue = Catalogue({query.name: query for query in planned_once})

    @generated
    @given(seeds)
    def ask_both(seed: int) -> None:
        world = world_of(seed, schema)
        load_both(found, world)
        asker = Asker(world, schema, seed, partial(rows_of, found.stores["embedded"]))
        compare(found, world, [ask for query in queries for ask in asker.asks(query, TIMES)])

    try:
        ask_both()
    except Exception as wrong:  # the first test raises it; the others are about the tally
        found.failure = wrong
    yield found
    for store in found.stores.values():
        store.close()


@pytest.fixture
def tally(twins: Twins) -> Twins:
    """What came of asking both, when they agreed to the end."""
    if twins.failure:
        pytest.skip("the engines differ, so not all worlds were asked: see the test that fails")
    return twins


@pytest.mark.neo4j
def test_both_engines_answer_alike(twins: Twins) -> None:
    if twins.failure:
        raise twins.failure
    assert twins.worlds >= WORLDS, "worlds became too large to be drawn: make them smaller in tests/engine/worlds.py"


@at_night
@pytest.mark.neo4j
def test_questions_have_rows_often_enough(tally: Twins) -> None:
    """Two engines that say nothing agree on nothing."""
    for question in READS:
        asked, answered, apart = (count[question] for count in (tally.asked, tally.answered, tally.told_apart))
        print(f"{question:32} {asked:6} runs {answered:6} with rows {apart:6} told viewers apart")
    seldom = [question for question in READS if tally.answered[question] < max(1, AT_LEAST * tally.asked[question])]
    assert not seldom, "draw parameters that they can answer: tests/engine/draws.py"


@at_night
@pytest.mark.neo4j
def test_who_asks_changes_the_answers_that_are_guarded_and_no_others(tally: Twins) -> None:
    assert [question for question in READS if tally.told_apart[question]] == GUARDED


@pytest.mark.parametrize(
    ("rows", "others"),
    [
        ([{"n": 1}], [{"n": 1.0}]),
        ([{"n": 1}], [{"n": True}]),
        ([{"n": 0.3}], [{"n": 0.1 + 0.2}]),
        ([{"n": "é"}], [{"n": "e\u0301"}]),
        ([{"n": [1, 2]}], [{"n": [2, 1]}]),
        ([{"n": None}], [{}]),
        ([{"n": 1, "m": 2}], [{"m": 2, "n": 1}]),
        ([{"n": 1}, {"n": 2}], [{"n": 2}, {"n": 1}]),
        ([{"n": 1}, {"n": 1}], [{"n": 1}]),
        ([], [{"n": None}]),
    ],
)
def test_answers_that_differ_are_found(rows: Rows, others: Rows) -> None:
    assert difference(rows, others)
    assert difference(others, rows)
    assert difference(rows, list(rows)) is None
