"""Keys of the API, on both engines: made once, shown once, good for what they were made for, and ended at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from graph_service.access.viewer import analyst, member
from graph_service.client import Sillon
from graph_service.kernel.errors import NotSignedIn
from tests.api.conftest import KEY, Service
from tests.engine.town_names import CLUB, FOUNDRY, GROUP, SECRET

Made = dict[str, Any]
HIDDEN = f"/v1/actors/{SECRET}"
"""The file of an actor that is private."""


@pytest.fixture
def holder(service: Service) -> Iterator[httpx.Client]:
    with service.client(Authorization=f"Bearer {KEY}") as client:
        yield client


def made(holder: httpx.Client, role: str, **more: Any) -> Made:
    answer = holder.post("/v1/keys", json={"label": f"essai {role}", "role": role, **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json()["data"])


def with_key(service: Service, key: Made) -> httpx.Client:
    return service.client(Authorization=f"Bearer {key['secret']}")


def test_whoever_shows_a_key_sees_what_its_holder_may_see(service: Service, holder: httpx.Client) -> None:
    keys = {
        "member": made(holder, "member", actors=[SECRET], groups=[GROUP]),
        "analyst": made(holder, "analyst"),
        "administrator": made(holder, "administrator"),
    }
    seen = {}
    for role, key in keys.items():
        with with_key(service, key) as client:
            me = client.get("/v1/me").json()["data"]
            assert (me["role"], me["scopes"]) == (role, ["read"])
            seen[role] = client.get(HIDDEN).status_code, client.get("/v1/status").json()["meta"]["version"]
    with service.client() as nobody:
        assert nobody.get("/v1/me").json()["data"] == {
            "mail": None, "role": "visitor", "level": "public", "actors": [], "groups": [], "scopes": [],
        }  # fmt: skip
        assert nobody.get(HIDDEN).status_code == 404

    assert {role: status for role, (status, _) in seen.items()} == {"member": 200, "analyst": 404, "administrator": 200}
    assert seen["member"][1] == service.store.version(member([SECRET], [GROUP])).hash
    assert seen["analyst"][1] == service.store.version(analyst()).hash


def test_one_is_told_for_whom_one_speaks(service: Service, holder: httpx.Client) -> None:
    with with_key(service, made(holder, "member", actors=[FOUNDRY, FOUNDRY], groups=[GROUP])) as client:
        me = client.get("/v1/me").json()["data"]

    assert me["actors"] == [{"id": FOUNDRY, "label": "Fonderie du Hautfer"}]
    assert me["groups"] == [{"id": GROUP, "label": "Groupe bois"}]


def test_a_key_does_what_its_scopes_say(service: Service, holder: httpx.Client) -> None:
    asked = {"source": "nowhere", "files": []}
    with with_key(service, made(holder, "administrator")) as reader:
        assert reader.get("/v1/keys").status_code == 403
        assert reader.post("/v1/loads", json=asked).status_code == 403
        assert reader.get("/v1/export").status_code == 403
    with with_key(service, made(holder, "administrator", scopes=["read", "load"])) as loader:
        assert loader.get("/v1/loads").status_code == 200
        assert loader.post("/v1/loads", json=asked).status_code == 422
        assert loader.get("/v1/queries").status_code == 403
    with with_key(service, made(holder, "administrator", scopes=["administer"])) as other:
        assert other.get("/v1/keys").status_code == 200
        assert other.get("/v1/queries").status_code == 200
        assert other.get("/v1/loads").status_code == 403


def test_an_analyst_cannot_look_as_somebody_else(service: Service, holder: httpx.Client) -> None:
    with with_key(service, made(holder, "analyst")) as client:
        plain = client.get("/v1/actors")
        sly = client.get("/v1/actors", headers={"Sillon-As": "public"})

    assert sly.json() == plain.json()


def test_a_revoked_key_opens_nothing_from_the_next_request_on(service: Service, holder: httpx.Client) -> None:
    key = made(holder, "analyst")
    address = f"/v1/keys/{key['key']['name']}"
    with with_key(service, key) as client:
        assert client.get("/v1/actors").status_code == 200
        ended = holder.delete(address)
        refused = client.get("/v1/actors")

    assert (ended.status_code, ended.json()["data"]["state"]) == (200, "revoked")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert "révoquée" in refused.json()["detail_fr"]
    assert holder.delete(address).status_code == 409
    assert holder.delete("/v1/keys/0000000000").status_code == 404


def test_a_key_past_its_day_opens_nothing(service: Service, holder: httpx.Client) -> None:
    key = made(holder, "analyst", days=1)
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="seconds")
    service.store.books.change("Key", key["key"]["name"], lambda _: {"until": yesterday})

    with with_key(service, key) as client:
        assert client.get("/v1/actors").status_code == 401
    assert {each["name"]: each["state"] for each in listed(holder)}[key["key"]["name"]] == "expired"
    assert holder.post(f"/v1/keys/{key['key']['name']}/exchange", json={}).status_code == 409


def test_a_key_is_exchanged_at_once_or_with_some_grace(service: Service, holder: httpx.Client) -> None:
    old = made(holder, "member", actors=[CLUB], groups=[GROUP])
    known = {each["name"] for each in listed(holder)}
    slow = holder.post(f"/v1/keys/{old['key']['name']}/exchange", json={"grace_hours": 2}).json()["data"]
    with with_key(service, old) as before, with_key(service, slow) as after:
        assert before.get("/v1/me").json()["data"] == after.get("/v1/me").json()["data"]

    quick = holder.post(f"/v1/keys/{slow['key']['name']}/exchange", json={"days": 10}).json()["data"]
    with with_key(service, slow) as before, with_key(service, quick) as after:
        assert before.get("/v1/me").status_code == 401
        assert after.get("/v1/me").status_code == 200
    assert {each["name"] for each in listed(holder)} == known | {slow["key"]["name"], quick["key"]["name"]}
    assert quick["key"]["label"] == old["key"]["label"]
    assert holder.post("/v1/keys/0000000000/exchange", json={}).status_code == 404


def test_what_opens_is_shown_once_and_kept_nowhere(service: Service, holder: httpx.Client) -> None:
    key = made(holder, "analyst")
    secret = key["secret"].rpartition(f"{key['key']['name']}_")[2]

    assert secret not in holder.get("/v1/keys").text
    assert secret not in str(service.store.books.all("Key"))
    assert secret not in holder.get("/v1/export?format=nq").text


def test_the_last_use_is_noted_to_the_hour(service: Service, holder: httpx.Client) -> None:
    key = made(holder, "analyst")

    def used() -> str | None:
        [instant] = [each["used_at"] for each in listed(holder) if each["name"] == key["key"]["name"]]
        return None if instant is None else str(instant)

    assert used() is None
    with with_key(service, key) as client:
        client.get("/v1/me")
    noted = used()
    assert noted is not None
    assert datetime.now(UTC) - timedelta(hours=1, minutes=1) < datetime.fromisoformat(noted) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": "member", "scopes": ["load"]}, "scopes"),
        ({"role": "analyst", "scopes": []}, "scopes"),
        ({"role": "member", "actors": ["siret:99999999999999"]}, "actors"),
        ({"role": "member", "actors": ["nothing"]}, "actors"),
        ({"role": "member", "actors": [GROUP]}, "actors"),
        ({"role": "member", "groups": [FOUNDRY]}, "groups"),
        ({"role": "member", "groups": ["group:nowhere"]}, "groups"),
        ({"role": "visitor"}, "role"),
        ({"role": "member", "days": 0}, "days"),
        ({"role": "member", "label": ""}, "label"),
    ],
)
def test_what_cannot_be_a_key_is_refused_naming_the_field(
    holder: httpx.Client, wrong: dict[str, Any], field: str
) -> None:
    known = listed(holder)
    answer = holder.post("/v1/keys", json={"label": "essai", **wrong})

    assert answer.status_code == 422
    assert answer.json()["field"].startswith(field)
    assert listed(holder) == known


@pytest.mark.parametrize("given", ["guess", "sillon_0123456789_" + "a" * 43, "", "é"])
def test_a_key_that_is_none_is_refused_and_no_public_answer_given_instead(service: Service, given: str) -> None:
    with httpx.Client(base_url=service.address, trust_env=False) as client:
        for path in ("/v1/actors", "/v1/me", "/v1/keys"):
            answer = client.get(path, headers=[(b"Authorization", f"Bearer {given}".strip().encode())])
            assert answer.status_code == 401, path


def test_a_page_says_it_too(service: Service) -> None:
    with service.client(Authorization="Bearer guess", Accept="text/html") as client:
        answer = client.get("/acteurs")

    assert answer.status_code == 401
    assert "Cette clé n&#39;ouvre rien" in answer.text


def test_the_analysts_object_takes_a_key(service: Service, holder: httpx.Client) -> None:
    key = made(holder, "member")

    with Sillon(service.address, key=key["secret"]) as sillon:
        assert CLUB in {row["id"] for row in sillon.actors()}
    holder.delete(f"/v1/keys/{key['key']['name']}")
    with pytest.raises(NotSignedIn), Sillon(service.address, key=key["secret"]) as sillon:
        list(sillon.actors())


def listed(holder: httpx.Client) -> list[dict[str, Any]]:
    return list(holder.get("/v1/keys").json()["data"])
