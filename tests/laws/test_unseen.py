"""Law of non-interference: what a reader cannot see changes no byte of his answers, and a store that leaks is caught.

The world grows by everything that the public may not see. Who asks before and after is answered by two services that
share no cache, because a kept answer would hide a leak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph_service.access.viewer import Viewer, administrator
from graph_service.schema.digests import entry_digest
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.graph import BoltStore
from graph_service.store.port import VersionSeen
from tests.api.conftest import service_of
from tests.api.test_unseen import PATHS, by_audience, written
from tests.engine.town import CLUB, FOUNDRY, GROUP, SECRET, whole_town

Answers = dict[str, Any]
AsViewer = Callable[[str, Viewer], Viewer]


def himself(query: str, viewer: Viewer) -> Viewer:
    return viewer


def everybody(query: str, viewer: Viewer) -> Viewer:
    return administrator([GROUP])


def everybody_in(question: str) -> AsViewer:
    return lambda query, viewer: administrator([GROUP]) if query == question else viewer


@dataclass(frozen=True)
class Way:
    """How a store answers: to whom it listens, and whether its version moves with what is hidden."""

    viewer: AsViewer = himself
    counts_all: bool = False


LONG, NEXT = "/v1/actors?near=49.1,6.2&km=50&limit=2", "the page after it"
HONEST = "an honest store"
ALL = "every question is asked for an administrator"
LIST = "the list of actors is asked for an administrator"
VERSION = "the version moves with every write"
WAYS = {HONEST: Way(), ALL: Way(everybody), LIST: Way(everybody_in("actors/everyone")), VERSION: Way(counts_all=True)}
SHOWN = {
    ALL: (
        "/v1/actors",
        "/v1/actors?q=fonderie&explain=true",
        "/v1/actors?sector=naf:C&facets=true",
        LONG,
        "/v1/actors?near=" + SECRET,
        f"/v1/actors/{FOUNDRY}/neighbours?explain=true",
        f"/v1/actors/{SECRET}",
        f"/v1/actors/{CLUB}",
        "/",
        "/acteurs?q=fonderie",
        f"/acteurs/{FOUNDRY}",
        NEXT,
    ),
    LIST: ("/v1/actors", "/v1/actors?q=fonderie&explain=true", "/v1/actors?format=csv", "/acteurs?q=fonderie"),
    VERSION: ("/v1/actors", f"/v1/actors/{FOUNDRY}?explain=true", "/v1/concepts/naf:24", "/acteurs?q=fonderie"),
}
"""Of each leak, addresses whose answers must change."""


class Listening:
    """A store that answers in one of these ways; a new one has nothing kept."""

    def __init__(self, store: BoltStore, way: Way) -> None:
        self._store = store
        self._way = way

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def read(self, query: str, viewer: Viewer, **params: Any) -> list[dict[str, Any]]:
        return self._store.read(query, self._way.viewer(query, viewer), **params)

    def version(self, viewer: Viewer) -> VersionSeen:
        honest = self._store.version(viewer)
        return VersionSeen(self._store.projection_key(), honest.moved_at) if self._way.counts_all else honest


def answers(store: BoltStore, way: Way, folder: Path, paths: Iterable[str]) -> Answers:
    """What the public is answered, headers included, by a service that has just started."""
    told = {}
    listening = Listening(store, way)
    with service_of(listening, folder) as service, service.client(**{"X-Request-Id": "same"}) as reader:  # type: ignore[arg-type]  # it is asked no more than a store
        for path in paths:
            answer = reader.get(path if path != NEXT else reader.get(LONG).json()["meta"]["next"])
            headers = [(name, value) for name, value in answer.headers.multi_items() if name != "date"]
            # A page for paper names the address of the service, and its port is another each time.
            told[path] = answer.status_code, headers, answer.content.replace(service.address.encode(), b"")
    return told


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """For each way, the addresses whose answers differ once there is something to hide."""
    folder = tmp_path_factory.mktemp("unseen")
    store = open_store(Settings(data=folder / "data"))
    assert isinstance(store, BoltStore)
    town = by_audience(whole_town(store.schema))
    club = next(change.properties for change in town["members"] if change.id == CLUB)
    club.update(label="Fonderie du club", lat=49.1, lon=6.2)  # for members: found by its name, and near by
    club["digest"] = entry_digest("Actor", club)
    hidden = [f"/v1/facts/{change.id}" for change in town["private"] if change.kind == "edge"][::10]
    asked = {name: SHOWN.get(name, (*PATHS, NEXT, *hidden)) for name in WAYS}
    asked[ALL] = (*SHOWN[ALL], *hidden)

    written(store, "public", town["public"])
    before = {name: answers(store, WAYS[name], folder, asked[name]) for name in (HONEST, VERSION)}
    written(store, "members", town["members"])
    written(store, "private", town["private"])
    after = {name: answers(store, way, folder, asked[name]) for name, way in WAYS.items()}
    store.close()
    worlds = {name: before.get(name, before[HONEST]) for name in WAYS}
    return {name: {path for path in asked[name] if worlds[name][path] != after[name][path]} for name in WAYS}


def test_what_the_public_cannot_see_changes_no_byte_of_its_answers(changed: dict[str, set[str]]) -> None:
    assert changed[HONEST] == set()


@pytest.mark.parametrize("leak", SHOWN)
def test_a_store_that_leaks_is_caught_at_the_addresses_that_show_it(changed: dict[str, set[str]], leak: str) -> None:
    assert set(SHOWN[leak]) - changed[leak] == set()


def test_a_hidden_fact_that_is_looked_up_is_among_what_a_leak_shows(changed: dict[str, set[str]]) -> None:
    assert len([path for path in changed[ALL] if path.startswith("/v1/facts/")]) > 1
