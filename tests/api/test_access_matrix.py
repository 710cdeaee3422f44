"""The tables of docs/access.md, cell by cell, on both engines at night; and that they say what the rule says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph_service.app import create_app
from graph_service.settings import Settings
from graph_service.store.graph import BoltStore
from tests.api.access_matrix import (
    FOR_SOME,
    LISTS,
    OBJECTS,
    OF_A_FACT,
    OF_AN_ACTOR,
    PAGE,
    VERBS,
    VIEWERS,
    World,
    cells,
    world,
)
from tests.conftest import ENGINES
from tests.requirements import AT_NIGHT
from tests.unseen.addresses import api_routes

CELLS = cells(PAGE.read_text(encoding="utf-8"))
pytestmark = pytest.mark.parametrize("engine", ENGINES if AT_NIGHT else ENGINES[:1], indirect=True, scope="module")
BY_NAME = {who.name: who for who in (*VIEWERS, *VERBS)}


@pytest.fixture(scope="module")
def asked(store: BoltStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(store, tmp_path_factory.mktemp("matrix")) as found:
        yield found


@pytest.mark.parametrize("route", [*OF_AN_ACTOR, *OF_A_FACT])
def test_a_route_answers_as_its_cells_say(asked: World, route: str) -> None:
    told = {(audience, who.name): CELLS[route, audience, who.name] for audience in OBJECTS for who in VIEWERS}
    found = {(audience, who.name): str(asked.status(who, route, audience)) for audience in OBJECTS for who in VIEWERS}

    assert found == told


@pytest.mark.parametrize("route", LISTS)
def test_a_list_holds_what_its_cells_say(asked: World, route: str) -> None:
    told = {(audience, who.name): CELLS[route, audience, who.name] for audience in OBJECTS for who in VIEWERS}
    found = {(audience, who.name): asked.lists(who, route, audience) for audience in OBJECTS for who in VIEWERS}

    assert found == told


@pytest.mark.parametrize("route", FOR_SOME)
def test_a_route_that_is_kept_for_some_answers_as_its_cells_say(asked: World, route: str) -> None:
    found = {who.name: str(asked.status_of_verb(who, route)) for who in VERBS}

    assert found == {who.name: CELLS[route, who.name] for who in VERBS}


@pytest.mark.parametrize("audience", OBJECTS)
def test_the_cells_say_what_the_rule_says(audience: str, engine: str) -> None:
    seen_by = {
        "public": {who.name for who in VIEWERS},
        "members": {who.name for who in VIEWERS} - {"visitor"},
        "analysts": {"analyst", "administrator", "its owner"},
        "group": {"member of the group", "administrator", "its owner"},
        "private": {"administrator", "its owner"},
    }[audience]
    for (route, *more), status in CELLS.items():
        if len(more) == 2 and more[0] == audience and route not in LISTS:
            hidden = "422" if "near=" in route else "404"
            assert status == ("200" if more[1] in seen_by else hidden), (route, more)
        if len(more) == 2 and more[0] == audience and route in LISTS:
            of_levels = {
                "analysts": seen_by - {"its owner"}, "group": set[str](), "private": set[str](),
            }.get(audience, seen_by)  # fmt: skip
            assert status == ("yes" if more[1] in (of_levels if LISTS[route] == "actor" else seen_by) else "no"), route


def test_every_route_that_is_kept_for_some_has_its_row(tmp_path_factory: pytest.TempPathFactory, engine: str) -> None:
    app = create_app(Settings(data=tmp_path_factory.mktemp("none")))
    kept = {f"{method} {path}" for method, path, told in api_routes(app) if "administration" in told.get("tags", ())}

    assert kept == set(FOR_SOME)
    assert {key[0] for key in CELLS} == {*OF_AN_ACTOR, *OF_A_FACT, *LISTS, *FOR_SOME}
    assert {key[-1] for key in CELLS} == set(BY_NAME)
