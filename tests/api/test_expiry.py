"""Addresses of pages and tags expire with what their reader sees, and with nothing else; on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_service.kernel.canonical import short_hash
from graph_service.store.changes import Change
from graph_service.store.graph import BoltStore
from tests.api.conftest import KEY, Service, service_of
from tests.engine.town import SECRET, Town, whole_town


def written(store: BoltStore, name: str, changes: list[Change]) -> None:
    with store.loading("tests") as loading:
        loading.apply({"id": "load:" + short_hash(name), "source": "register"}, changes)


def by_audience(town: Town) -> dict[str, list[Change]]:
    split: dict[str, list[Change]] = {"public": [], "members": [], "private": []}
    for change in town.changes:
        split[change.properties.get("audience", "public")].append(change)
    return split


@pytest.fixture(scope="module")
def growing(store: BoltStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service over what everybody may see; tests add the rest."""
    written(store, "public", by_audience(whole_town(store.schema))["public"])
    with service_of(store, tmp_path_factory.mktemp("growing")) as running:
        yield running


def test_pages_expire_with_what_is_written_for_their_reader_and_with_nothing_else(growing: Service) -> None:
    town = by_audience(whole_town(growing.store.schema))
    with growing.client() as reader, growing.client(Authorization=f"Bearer {KEY}") as administrator:
        following = reader.get("/v1/actors?limit=2").json()["meta"]["next"]
        held = [client.get("/v1/actors").headers["etag"] for client in (reader, administrator)]
        written(growing.store, "members", town["members"])
        written(growing.store, "private", town["private"])

        again = [
            client.get("/v1/actors", headers={"If-None-Match": tag}).status_code
            for client, tag in zip((reader, administrator), held, strict=True)
        ]
        assert again == [304, 200]
        assert reader.get(following).status_code == 200
        assert administrator.get(f"/v1/actors/{SECRET}").status_code == 200

        more = Town()
        more.labels["insee:99001"] = "Territory"
        more.actor("siret:73282932000074", "Nouvelle venue", "insee:99001")
        written(growing.store, "more", more.changes)

        gone = reader.get(following)
        assert gone.status_code == 410
        assert gone.json()["first_page"] == "/v1/actors?limit=2"
        assert gone.links["first"]["url"] == "/v1/actors?limit=2"
        assert reader.get(gone.json()["first_page"]).status_code == 200
        assert reader.get("/v1/actors", headers={"If-None-Match": held[0]}).status_code == 200


def test_the_secret_of_page_addresses_is_for_its_owner_alone(tmp_path: Path) -> None:
    from graph_service.http.cursors import secret_of
    from graph_service.settings import Settings

    made = secret_of(Settings(data=tmp_path / "data"))

    assert secret_of(Settings(data=tmp_path / "data")) == made
    assert len(made) >= 32
    assert (tmp_path / "data" / "signing.secret").stat().st_mode & 0o777 == 0o600
