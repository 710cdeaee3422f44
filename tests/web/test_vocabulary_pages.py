"""The pages of the vocabulary, over a town in which some words were given up for others."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from graph_service.app import create_app
from graph_service.settings import Settings
from graph_service.store import open_store
from tests.engine.test_given_up import OLD, OLDER, with_words_given_up
from tests.engine.town import BAKERY, FOUNDRY, WORKSHOP, tell, whole_town
from tests.serving import serving
from tests.web.conftest import KEY

CURRENT = "naf:24.51Z"


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the service over that town."""
    folder = tmp_path_factory.mktemp("words") / "data"
    store = open_store(Settings(data=folder))
    tell(store, with_words_given_up(whole_town(store.schema)))
    app = create_app(Settings(data=folder, territory="pole:invented"), store)
    app.state.admin_key = KEY
    try:
        with serving(app) as address:
            yield address
    finally:
        store.close()


@pytest.fixture
def somebody(words: str) -> Iterator[httpx.Client]:
    """A visitor without a key, in French."""
    with httpx.Client(base_url=words, headers={"Accept": "text/html", "Accept-Language": "fr"}, timeout=60) as client:
        yield client


@pytest.mark.parametrize("old", [OLD, OLDER])
def test_the_page_of_a_word_that_was_given_up_leads_to_the_one_that_took_its_place(
    somebody: httpx.Client, old: str
) -> None:
    moved = somebody.get(f"/vocabulaire/{old}")
    arrived = somebody.get(moved.headers["location"])

    assert (moved.status_code, moved.headers["location"]) == (301, f"/vocabulaire/{CURRENT}?replaces={old}")
    assert arrived.status_code == 200
    assert f"({old}), qui n’est plus employée" in arrived.text
    assert "n’est plus employée" not in somebody.get(f"/vocabulaire/{CURRENT}").text
    assert "n’est plus employée" not in somebody.get(f"/vocabulaire/{CURRENT}?replaces=naf:24").text


def test_a_program_is_told_what_took_its_place(words: str) -> None:
    with httpx.Client(base_url=words, timeout=60) as program:
        found = program.get(f"/v1/concepts/{OLD}").json()["data"]
        turtle = program.get(f"/v1/concepts/{OLD}", headers={"Accept": "text/turtle"}).text
        actors = program.get("/v1/actors", params={"sector": OLD}).json()["data"]

    assert (found["id"], found["replaced_by"]) == (OLD, CURRENT)
    assert "dcterms:isReplacedBy <https://w3id.org/sillon/id/naf/24.51Z>" in turtle.replace(
        "naf:24.51Z", "<https://w3id.org/sillon/id/naf/24.51Z>"
    )
    assert "owl:deprecated" in turtle
    assert {actor["id"] for actor in actors} == {FOUNDRY, WORKSHOP, BAKERY}
