"""The analyst's object: the same rows in process and over HTTP, with their facts and pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graph_service.client import Sillon, engine_file
from graph_service.client.answers import Rows
from graph_service.client.engine_file import Engine
from graph_service.kernel.errors import (
    CursorExpired,
    NotAcceptable,
    NotSignedIn,
    WrongInput,
)
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.changes import Change
from tests.api.conftest import KEY, Service, loaded
from tests.engine.town import CLUB, FOUNDRY, SAWMILL, SECRET, WORKSHOP
from tests.environment import environment

SVG = "{http://www.w3.org/2000/svg}"

QUESTIONS: dict[str, Callable[[Sillon], Rows]] = {
    "actors": lambda g: g.actors(),
    "actors near a place": lambda g: g.actors(near=(49.1, 6.2), km=20, sphere="company"),
    "neighbours": lambda g: g.actor(FOUNDRY).neighbours(),
    "upstream": lambda g: g.actor(FOUNDRY).upstream(depth=4),
    "downstream": lambda g: g.actor(SAWMILL).downstream(),
    "complementary": lambda g: g.actor(SAWMILL).complementary(),
    "value chains": lambda g: g.value_chains(),
    "stages": lambda g: g.value_chain("chain:metal").stages(territory="epci:990000001"),
    "missing": lambda g: g.value_chain("chain:metal").missing(territory="epci:990000001", basis=["observed"]),
    "equipment": lambda g: g.equipment(near="Hautfer", km=30),
    "a question of the catalogue": lambda g: g.ask("actors/neighbours", actor=FOUNDRY),
}
WITHOUT_FACTS = ("value chains", "a question of the catalogue")
WITHOUT_PICTURE = ("value chains", "a question of the catalogue")
each_question = pytest.mark.parametrize("name", QUESTIONS)


@pytest.fixture(scope="module")
def public(embedded: Service) -> Iterator[Sillon]:
    """Over HTTP, as anybody."""
    with Sillon(embedded.address + "/") as sillon:
        yield sillon


def classes(svg: str) -> list[str]:
    return [each.get("class") or "" for each in ET.fromstring(svg).iter()]


@each_question
def test_the_same_rows_come_in_process_and_over_http(name: str, here: Sillon, there: Sillon) -> None:
    ours, theirs = QUESTIONS[name](here), QUESTIONS[name](there)

    assert len(ours) > 0
    assert list(ours) == list(theirs)
    assert ours.total == theirs.total
    assert ours.method == theirs.method
    assert ours.address.partition("/v1/")[2] == theirs.address.partition("/v1/")[2]


@each_question
def test_rows_know_version_date_and_the_facts_they_stand_on(name: str, there: Sillon, embedded: Service) -> None:
    rows = QUESTIONS[name](there)
    named = {fact for row in rows for fact in row.get("facts", [])}

    with embedded.client(Authorization=f"Bearer {KEY}") as client:
        seen = client.get("/v1/actors").json()["meta"]

    assert (rows.version, rows.date) == (seen["version"], seen["version_date"])
    assert (rows.date or "").startswith("20")
    if name in WITHOUT_FACTS:
        return
    assert named <= set(rows.facts)
    assert all(fact["basis"] and fact["source_label"] for fact in rows.facts.values())
    assert rows.facts or name == "missing"


@each_question
def test_rows_show_themselves_in_a_notebook(name: str, there: Sillon) -> None:
    rows = QUESTIONS[name](there)
    html = rows._repr_html_()

    assert "<table>" in html
    assert rows.method in html
    assert rows.version in html
    assert ("<svg" in html) is (name not in WITHOUT_PICTURE)
    if name in WITHOUT_PICTURE:
        with pytest.raises(NotAcceptable, match="no drawing"):
            rows.plot()
    else:
        assert ET.fromstring(rows.plot()._repr_svg_()).tag == f"{SVG}svg"


def test_the_picture_of_a_chain_marks_what_is_missing_there(there: Sillon) -> None:
    chain = there.value_chain("chain:metal")
    missing = chain.missing(territory="epci:990000001", basis=["observed"])
    svg = missing.plot().svg

    assert {row["label"] for row in missing} >= {"Revêtement"}
    assert classes(svg).count("sl-missing") == len(missing) + 1  # the legend
    assert classes(svg).count("sl-box") == 3 - len(missing)
    assert svg == chain.stages(territory="epci:990000001", basis=["observed"]).plot().svg
    assert "<title>Métal</title>" in svg


def test_a_negative_answer_says_where_it_was_sought(there: Sillon) -> None:
    html = there.value_chain("chain:metal").missing(territory="epci:990000001", basis=["observed"])._repr_html_()

    assert "Communauté de Hautfer: Registre inventé" in html


def test_the_picture_of_a_supply_chain_leads_from_supplier_to_customer(there: Sillon) -> None:
    rows = there.actor(FOUNDRY).upstream(depth=4)
    svg = rows.plot().svg

    assert {row["actor"] for row in rows} >= {WORKSHOP, SAWMILL}
    assert classes(svg).count("sl-head") == len(rows)
    assert "1 lien" in svg
    assert f"/acteurs/{WORKSHOP}" in svg


def test_the_picture_of_complements_has_the_sentences(there: Sillon) -> None:
    rows = there.actor(SAWMILL).complementary()
    titles = [each.text or "" for each in ET.fromstring(rows.plot().svg).iter(f"{SVG}title")]

    for row in rows:
        for reason in row["reasons"]:
            assert any(reason["sentence"] in title for title in titles)


def test_the_map_names_the_place_and_counts_what_has_none(there: Sillon) -> None:
    near = there.equipment(near="Hautfer", km=30).plot().svg
    everywhere = there.actors().plot().svg

    assert ">Hautfer</tspan>" in near
    assert "sl-reach" in classes(near)
    assert "sl-reach" not in classes(everywhere)


def test_in_process_there_are_no_links_to_a_service_that_will_be_gone(here: Sillon) -> None:
    assert "<a " not in here.actor(SAWMILL).complementary().plot().svg


def test_without_the_key_one_sees_what_is_public_and_no_catalogue(public: Sillon, there: Sillon) -> None:
    assert {CLUB, SECRET}.isdisjoint(row["id"] for row in public.actors())
    assert {row["id"] for row in there.actors()} >= {CLUB}
    with pytest.raises(NotSignedIn):
        public.ask("actors/neighbours", actor=FOUNDRY)


def test_pages_are_followed_to_the_end_or_to_the_limit(there: Sillon, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = there.actors()
    monkeypatch.setattr("graph_service.client.question.PAGE", 2)
    paged = there.actors()

    assert len(paged._pages) > 2
    assert list(paged) == list(everybody)
    assert paged.facts == everybody.facts
    assert [row["id"] for row in there.actors(limit=3)] == [row["id"] for row in everybody[:3]]
    assert there.actors(limit=3).total == len(everybody)


def test_a_wrong_filter_is_refused_as_the_api_refuses_it(there: Sillon) -> None:
    with pytest.raises(WrongInput, match="sector"):
        there.actors(secteur="naf:24")
    with pytest.raises(WrongInput):
        there.equipment(near="Hautfer", km=-1)


def test_facts_of_a_graph_that_has_moved_on_are_refused(tmp_path: Path) -> None:
    folder = loaded(tmp_path / "data")
    with Sillon(data=folder) as sillon:
        rows = sillon.actors(limit=1)
        kept = sillon.actors(limit=1)
        assert kept.facts
    store = open_store(Settings(data=folder))
    with store.loading("tests") as loading:
        gone = {"id": "load:" + "1" * 16, "source": "survey", "profile": "", "scope": "", "sequence": 2}
        loading.apply(
            gone,
            [
                Change(
                    "create", "node", "Territory", "insee:97001", {"id": "insee:97001", "label": "Neuf", "digest": "d"}
                )
            ],
        )
    store.close()
    with Sillon(data=folder) as again:
        rows._question = again.question("/v1/actors", paged=True)
        with pytest.raises(CursorExpired, match="ask again"):
            _ = rows.facts
    assert kept.facts  # asked in time


def test_what_is_shown_is_escaped(there: Sillon) -> None:
    rows = there.actors(limit=1)
    rows._rows[0] = {**rows[0], "label": "<img src=x onerror=alert(1)>\u202e"}

    assert "<img" not in rows._repr_html_()


def test_the_folder_of_a_running_service_is_reached_through_it(embedded: Service, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    engine_file.write(folder, Engine(embedded.address, KEY, os.getpid()))

    with Sillon(data=folder) as sillon:
        assert sillon.actors().address == f"{embedded.address}/v1/actors"
        assert {row["id"] for row in sillon.actors()} >= {CLUB}


def test_answers_keep_the_service_open_and_the_end_of_the_program_closes_it(tmp_path: Path) -> None:
    folder = loaded(tmp_path / "data")
    program = (
        "from graph_service.client import Sillon\n"
        "rows = Sillon().actors(q='fonderie')\n"
        "print(len(rows), len(rows.facts) > 0)\n"
    )
    for _ in range(2):  # the folder is free again afterwards
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environment({"SILLON_DATA": str(folder)}),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("True\n")


def test_without_pandas_the_refusal_names_the_extra(there: Sillon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)  # as where it is not installed

    with pytest.raises(NotAcceptable, match=r"sillon\[analyst\]"):
        there.actors().to_dataframe()


def test_a_dataframe_has_the_rows_in_their_order(there: Sillon) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed: it makes every start slower")
    rows = there.actors()

    assert rows.to_dataframe()["id"].tolist() == [row["id"] for row in rows]
