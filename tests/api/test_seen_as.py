"""The administrator looks with the eyes of others, and only he."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph_service.app import create_app
from graph_service.settings import Settings
from tests.api.conftest import KEY, Service
from tests.engine.town_names import FOUNDRY
from tests.serving import serving

ADMINISTRATOR = {"Authorization": f"Bearer {KEY}"}
PATH = f"/v1/actors/{FOUNDRY}"


def test_the_administrator_sees_as_the_public_what_the_public_sees(embedded: Service) -> None:
    with (
        embedded.client() as public,
        embedded.client(**ADMINISTRATOR) as own,
        embedded.client(**ADMINISTRATOR, **{"Sillon-As": "public"}) as seen,
    ):
        told = {name: client.get(PATH) for name, client in (("public", public), ("own", own), ("seen", seen))}

    assert told["seen"].json()["data"] == told["public"].json()["data"]
    assert told["seen"].headers["etag"] == told["public"].headers["etag"]
    assert told["own"].json()["data"] != told["public"].json()["data"]
    assert "Sillon-As" in told["own"].headers["vary"]


def test_members_and_analysts_see_more_than_the_public_and_less_than_the_administrator(embedded: Service) -> None:
    def level(named: str | None) -> str:
        more = {} if named is None else {"Sillon-As": named}
        with embedded.client(**ADMINISTRATOR, **more) as client:
            return str(client.get(PATH).headers["etag"])

    assert len({level(named) for named in ("public", "member", "analyst", None)}) == 4


def test_without_the_key_nobody_looks_as_another(embedded: Service) -> None:
    with embedded.client() as public, embedded.client(**{"Sillon-As": "analyst"}) as sly:
        assert sly.get(PATH).json()["data"] == public.get(PATH).json()["data"]


@pytest.mark.parametrize("named", ["nobody", "", "public:siret:99000001000019", "Analyst"])
def test_an_unknown_viewer_is_named_with_those_that_are_known(embedded: Service, named: str) -> None:
    with embedded.client(**ADMINISTRATOR, **{"Sillon-As": named}) as client:
        answer = client.get(PATH)

    assert answer.status_code == 422
    assert "member:ACTEUR" in answer.json()["detail"]


def test_speaking_for_an_actor_is_for_demonstrations(embedded: Service, tmp_path: Path) -> None:
    named = {"Sillon-As": f"member:{FOUNDRY}"}
    with embedded.client(**ADMINISTRATOR, **named) as client:
        assert client.get(PATH).status_code == 403

    app = create_app(Settings(data=tmp_path / "data-demo"), embedded.store)
    app.state.admin_key = KEY
    with serving(app) as address, Service(address, embedded.store).client(**ADMINISTRATOR, **named) as client:
        assert client.get(PATH).status_code == 200
        page = client.get("/filieres", headers={"Accept": "text/html"}).text
    assert "Vous voyez ce que voient les membres." in page
    assert re.search(rf'Vous parlez pour <a href="/acteurs/{FOUNDRY}">Fonderie du Hautfer</a>', page)


def test_a_page_says_with_whose_eyes_it_is_seen_unless_they_are_the_publics(embedded: Service) -> None:
    def page(**headers: str) -> str:
        with embedded.client(Accept="text/html", **headers) as client:
            return client.get("/filieres").text

    assert "Vous voyez" not in page()
    assert "Vous voyez tout" in page(**ADMINISTRATOR)
    assert "Vous voyez ce que voient les analystes." in page(**ADMINISTRATOR, **{"Sillon-As": "analyst"})
