"""The fictitious territory: it loads without a doubt, keeps the laws, and each planted situation gives its answer."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from html import escape
from itertools import product
from pathlib import Path

import httpx
import pytest

from graph_service.app import create_app
from graph_service.cli import main
from graph_service.client import engine_file
from graph_service.settings import Settings
from graph_service.store.graph import BoltStore
from loaders import pipeline, shipped, situations
from loaders.report import LoadReport
from loaders.situations import Situation
from loaders.sources import fictitious
from tests.conftest import fresh_store
from tests.laws.graph import breaches
from tests.serving import serving

PLANTED = situations.planted()
ASKED = [each for each in PLANTED if each.address]
EPCI = ("245400676", "200039865", "245701362", "200068757")
SHOWN = 20
"""Rows of an answer whose names are looked for on the page."""


def rows(name: str) -> list[dict[str, str]]:
    with shipped.demonstration(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ground(store: BoltStore, folder: Path) -> None:
    """Territories, sectors and schemes; of the communes those that something stands in, for the others cost a lot."""
    wanted = {row["commune"] for row in rows("actors.csv")}
    with gzip.open(shipped.reference("communes_france.csv.gz"), "rt", encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    communes = folder / "communes.csv"
    with communes.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(told[0]))
        writer.writeheader()
        writer.writerows(row for row in told if row["code"] in wanted or row["epci"] in EPCI)
    others = [shipped.reference(f"{name}_france.csv") for name in ("regions", "departements", "epci")]
    pipeline.run(store, "territories", [*others, communes])
    pipeline.run(store, "nomenclature", [shipped.reference("naf_rev2.csv")], profile="naf")
    pipeline.run(store, "schemes", [])


@pytest.fixture(scope="module")
def territory(
    engine: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[BoltStore, LoadReport]]:
    """The demonstration on each engine in turn, and the report of its first load."""
    folder = tmp_path_factory.mktemp("territory")
    store = fresh_store(engine, request, folder)
    ground(store, folder)
    yield store, pipeline.run(store, "fictitious", [], demonstration=True)
    store.close()


def test_every_row_comes_in_and_a_second_load_writes_nothing(territory: tuple[BoltStore, LoadReport]) -> None:
    store, first = territory
    second = pipeline.run(store, "fictitious", [], demonstration=True)

    assert first.problems == ()
    assert (first.rejected, first.narrowed, first.expired, first.duplicates) == (0, 0, 0, 0)
    assert first.read > 2_500
    assert first.inferred > 100
    assert (second.new, second.changed, second.retired, second.load) == (0, 0, 0, None)
    assert breaches(store.schema, store.dump()) == []


def test_every_kind_of_fact_is_told_and_every_audience(territory: tuple[BoltStore, LoadReport]) -> None:
    store, _ = territory
    facts = {name for name, edge in store.schema.edges.items() if edge.fact}
    found = [(stored.type, properties) for stored, properties in store.dump()]

    told = {kind for kind, properties in found if kind in facts and properties["basis"] != "inferred"}
    assert facts - told == {"ESTABLISHMENT_OF"}, "an invented actor has no entry in the register"
    audiences = Counter(properties["audience"].split(":")[0] for kind, properties in found if kind in facts)
    assert set(audiences) == {"public", "members", "analysts", "group", "private"}
    assert {properties["basis"] for kind, properties in found if kind in facts} == {"declared", "observed", "inferred"}


@pytest.fixture(scope="module")
def clients(
    territory: tuple[BoltStore, LoadReport], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, httpx.Client]]:
    """The service of the demonstration, started as each viewer."""
    settings = Settings(data=tmp_path_factory.mktemp("served") / "data-demo")
    with ExitStack() as running:
        found = {}
        for name in sorted({each.viewer for each in ASKED}):
            app = create_app(settings, territory[0], visitor=situations.viewer_of(name))
            address = running.enter_context(serving(app))
            found[name] = running.enter_context(httpx.Client(base_url=address, timeout=30, trust_env=False))
        yield found


@pytest.mark.parametrize("situation", ASKED, ids=[each.id for each in ASKED])
def test_a_planted_situation_gives_its_planted_answer(clients: dict[str, httpx.Client], situation: Situation) -> None:
    answer = clients[situation.viewer].get(str(situation.address), params={**situation.parameters, "lang": "fr"})

    assert answer.status_code == 200, answer.text
    found = [row[situation.column] for row in answer.json()["data"]]
    if situation.answer is not None:
        assert found == list(situation.answer)
    assert set(situation.contains) <= set(found)
    assert not set(situation.excludes) & set(found)


@pytest.fixture(scope="module")
def served(territory: tuple[BoltStore, LoadReport], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that says where its service is, and with which key: what `sillon ask` goes by."""
    folder = tmp_path_factory.mktemp("asked") / "data-demo"
    app = create_app(Settings(data=folder), territory[0])
    app.state.admin_key = "a key of the tests"
    with serving(app) as address:
        engine_file.write(folder, engine_file.Engine(address, app.state.admin_key, os.getpid()))
        yield folder


@pytest.mark.parametrize("situation", ASKED, ids=[each.id for each in ASKED])
def test_the_command_line_gives_the_same_answer_with_the_same_eyes(
    clients: dict[str, httpx.Client], served: Path, situation: Situation, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = clients[situation.viewer].get(str(situation.address), params={**situation.parameters, "lang": "fr"})
    given = [f"{name}={value}" for name, value in situation.parameters.items()]

    eyes = ["--as", situations.seen_as(situation.viewer)]
    with pytest.raises(SystemExit) as ended:
        main(["ask", str(situation.address), *given, *eyes, "--json", "--data", str(served)])

    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out)["data"] == answer.json()["data"]


@pytest.mark.parametrize("situation", ASKED, ids=[each.id for each in ASKED])
def test_the_page_of_a_planted_situation_shows_the_same(clients: dict[str, httpx.Client], situation: Situation) -> None:
    client = clients[situation.viewer]
    rows = client.get(str(situation.address), params={**situation.parameters, "lang": "fr"}).json()["data"]

    address, parameters = page_of(situation)
    page = client.get(address, params={**parameters, "lang": "fr"})

    assert page.status_code == 200
    for row in rows[:SHOWN]:
        assert escape(row["label"]) in page.text, row["label"]


def page_of(situation: Situation) -> tuple[str, dict[str, str]]:
    """The page that answers the same question, and its parameters."""
    address, parameters = str(situation.address), dict(situation.parameters)
    parts = address.split("/")
    if parts[2] == "value-chains":
        return f"/filieres/{parts[3]}", parameters
    if parts[2] == "equipment":
        return "/equipements", parameters
    if parts[4] == "complementary":
        return "/complementarites", {"actor": parts[3]}
    return f"/acteurs/{parts[3]}/{ {'upstream': 'amont', 'downstream': 'aval'}[parts[4]] }", parameters


def test_the_missing_stage_has_its_planted_candidates(clients: dict[str, httpx.Client]) -> None:
    answer = clients["public"].get(
        "/v1/value-chains/chain:hydrogen/missing", params={"territory": "pole:sillon-lorrain"}
    )

    (stage,) = answer.json()["data"]
    candidates = [each["actor"] for each in stage["candidates"]]
    assert candidates[0] == fictitious.actor_id("demo-326")
    assert {fictitious.actor_id("demo-307"), fictitious.actor_id("demo-226")} <= set(candidates)


def test_what_is_said_of_a_missing_stage_is_what_its_stages_say_in_every_territory(
    clients: dict[str, httpx.Client],
) -> None:
    """The stages that feed a missing one and those that it feeds: held in the same place, by the same facts."""
    pole = "pole:sillon-lorrain"
    filtered = ({"territory": pole, "basis": "declared"}, {"territory": pole, "min_confidence": "0.7"})
    every = [{"territory": place} for place in (*(f"epci:{code}" for code in EPCI), pole)]
    for asked, chain in product([*every, *filtered], ("hydrogen", "wood", "metal", "food")):
        told = [
            clients["public"].get(f"/v1/value-chains/chain:{chain}/{what}", params=asked).json()["data"]
            for what in ("stages", "missing")
        ]
        held = {row["stage"]: row["held"] for row in told[0]}
        feeds = [(row["stage"], fed) for row in told[0] for fed in row["feeds"] if fed in held]
        assert {row["stage"] for row in told[1]} == {stage for stage, count in held.items() if not count}
        for row in told[1]:
            before = {one for one, fed in feeds if fed == row["stage"] and held[one]}
            after = {fed for one, fed in feeds if one == row["stage"] and held[fed]}
            assert {one["stage"]: one["held"] for one in row["fed_by"]} == {one: held[one] for one in before}
            assert {one["stage"]: one["held"] for one in row["awaited_by"]} == {one: held[one] for one in after}
            assert (row["upstream"], row["downstream"]) == (len(before), len(after)), (asked, row["stage"])


def test_the_page_of_the_forge_says_that_every_delivery_is_essential(clients: dict[str, httpx.Client]) -> None:
    page = clients["public"].get(f"/acteurs/{fictitious.actor_id('demo-167')}/aval", params={"depth": 6, "lang": "fr"})
    steel = clients["public"].get(f"/acteurs/{fictitious.actor_id('demo-185')}/aval", params={"lang": "fr"})

    assert "Chaque livraison est indispensable." in page.text
    assert "940\u202f000 € en 2024" in page.text
    assert "Chaque livraison est indispensable." not in steel.text


def test_every_one_of_the_twenty_questions_has_a_situation_and_each_says_how_it_is_asked() -> None:
    assert {each.question for each in PLANTED} == set(range(1, 21))
    assert len({each.id for each in PLANTED}) == len(PLANTED)
    for each in PLANTED:
        assert (each.address is None) != (each.needs is None), each.id
        assert (each.answer is None) == bool(each.contains), each.id
        assert each.title, each.id
        assert each.because, each.id


def test_keys_of_planted_situations_are_those_of_the_files() -> None:
    actors = {row["clé"] for row in rows("actors.csv")}
    machines = {f"{row['acteur']}/{row['clé']}" for row in rows("equipment.csv")}
    text = shipped.demonstration("planted.toml").read_text("utf-8").partition("[[situation]]")[2]

    assert set(re.findall(r"demo-\d{3}", text)) <= actors
    assert set(re.findall(r'"(demo-\d{3}/[a-z0-9-]+)"', text)) <= machines
