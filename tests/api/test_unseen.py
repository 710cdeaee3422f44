"""What a reader cannot see changes no byte of his answers: rows, counts, errors, tags, pages; on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph_service.kernel.canonical import short_hash
from graph_service.store.changes import Change
from graph_service.store.graph import BoltStore
from tests.api.conftest import KEY, Service, service_of
from tests.engine.town import CLUB, FOUNDRY, LABORATORY, SECRET, Town, whole_town

PATHS = (
    "/v1/actors",
    "/v1/actors?q=fonderie&explain=true",
    "/v1/actors?q=fondrie%20cachee",
    "/v1/actors?sector=naf:C&facets=true",
    "/v1/actors?concept=skill:casting&explain=true",
    "/v1/actors?concept=skill:casting&link=HAS_SKILL&expand=false",
    "/v1/vocab/skill/tree",
    "/v1/concepts/skill:casting",
    "/v1/concepts/skill:casting/narrower",
    "/v1/concepts/skill:casting?format=ttl",
    "/vocabulaire?scheme=skill",
    "/vocabulaire/skill:casting",
    "/v1/actors?near=49.1,6.2&km=50&limit=2",
    "/v1/actors?near=Hautfer",
    "/v1/actors?near=" + SECRET,
    "/v1/actors?format=csv",
    "/v1/actors?format=geojson",
    f"/v1/actors/{FOUNDRY}?explain=true",
    f"/v1/actors/{FOUNDRY}/neighbours?explain=true",
    f"/v1/actors/{LABORATORY}",
    f"/v1/actors/{SECRET}",
    f"/v1/actors/{CLUB}",
    f"/v1/actors/{CLUB}/neighbours",
    "/v1/territories?q=hautfer",
    "/v1/territories/pole:invented",
    "/v1/vocab",
    "/v1/vocab/naf/tree",
    "/v1/vocab/naf/suggest?q=fonderie",
    "/v1/vocab/suggest?q=fonderie",
    "/v1/vocab/mappings",
    "/v1/concepts/naf:24",
    "/v1/status",
    "/v1/sources",
    "/v1/loads",
    "/v1/queries",
    "/v1/export",
    "/readyz",
    "/",
    "/acteurs?q=fonderie",
    f"/acteurs/{FOUNDRY}",
    f"/acteurs/{SECRET}",
    "/donnees",
)
_OF_THE_MOMENT = ("date",)


def seen(client: httpx.Client) -> dict[str, tuple[int, list[tuple[str, str]], bytes]]:
    """Everything that a reader is answered, headers included."""
    answers = {path: client.get(path, headers={"X-Request-Id": "same"}) for path in PATHS}
    page = answers["/v1/actors?near=49.1,6.2&km=50&limit=2"].json()["meta"]["next"]
    answers["next"] = client.get(page, headers={"X-Request-Id": "same"})
    return {
        path: (
            answer.status_code,
            [(name, value) for name, value in answer.headers.multi_items() if name not in _OF_THE_MOMENT],
            answer.content,
        )
        for path, answer in answers.items()
    }


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


def test_what_is_written_for_others_changes_nothing_and_what_is_written_for_all_makes_pages_expire(
    growing: Service,
) -> None:
    town = by_audience(whole_town(growing.store.schema))
    with growing.client() as reader, growing.client(Authorization=f"Bearer {KEY}") as administrator:
        before = seen(reader)
        before_for_the_administrator = administrator.get("/v1/actors").headers["etag"]
        written(growing.store, "members", town["members"])
        written(growing.store, "private", town["private"])

        after = seen(reader)
        assert {path for path in before if before[path] != after[path]} == set()
        assert administrator.get("/v1/actors").headers["etag"] != before_for_the_administrator
        assert administrator.get(f"/v1/actors/{SECRET}").status_code == 200

        following = reader.get("/v1/actors?limit=2").json()["meta"]["next"]
        held = reader.get("/v1/actors").headers["etag"]
        more = Town()
        more.labels["insee:99001"] = "Territory"
        more.actor("siret:73282932000074", "Nouvelle venue", "insee:99001")
        written(growing.store, "more", more.changes)

        gone = reader.get(following)
        assert gone.status_code == 410
        assert gone.json()["first_page"] == "/v1/actors?limit=2"
        assert gone.links["first"]["url"] == "/v1/actors?limit=2"
        assert reader.get(gone.json()["first_page"]).status_code == 200
        assert reader.get("/v1/actors", headers={"If-None-Match": held}).status_code == 200


def test_the_secret_of_page_addresses_is_for_its_owner_alone(tmp_path: Path) -> None:
    from graph_service.http.cursors import secret_of
    from graph_service.settings import Settings

    made = secret_of(Settings(data=tmp_path / "data"))

    assert secret_of(Settings(data=tmp_path / "data")) == made
    assert len(made) >= 32
    assert (tmp_path / "data" / "signing.secret").stat().st_mode & 0o777 == 0o600
