"""People, on both engines: invited, let in, given rights and shut out; what a session sees and may do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from graph_service.access.rights import Rights
from graph_service.store import people
from tests.api.conftest import KEY, Service
from tests.api.test_bad_input import checked
from tests.engine.town_names import CLUB, FOUNDRY, GROUP, SECRET

HIDDEN = f"/v1/actors/{SECRET}"
"""The file of an actor that is private."""
Told = dict[str, Any]


@pytest.fixture
def holder(service: Service) -> Iterator[httpx.Client]:
    with service.client(Authorization=f"Bearer {KEY}") as client:
        yield client


def invited(holder: httpx.Client, mail: str, **more: Any) -> Told:
    answer = holder.post("/v1/people/invitations", json={"mail": mail, **more})
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return dict(answer.json()["data"])


@contextmanager
def come_in(service: Service, invitation: Told) -> Iterator[httpx.Client]:
    """A browser, as it is after the button of the link."""
    [ticket] = parse_qs(urlsplit(invitation["link"]).query)["invitation"]
    with service.client() as browser:
        moved = browser.post("/connexion", data={"invitation": ticket})
        assert (moved.status_code, moved.headers["location"]) == (303, "/mon-compte")
        yield browser


def test_somebody_who_is_signed_in_sees_what_he_may_and_the_role_says_what(
    service: Service, holder: httpx.Client
) -> None:
    seen = {}
    for role, whom in {
        "member": {"actors": [SECRET], "groups": [GROUP]}, "analyst": {}, "administrator": {},
    }.items():  # fmt: skip
        with come_in(service, invited(holder, f"{role}@example.org", role=role, **whom)) as browser:
            me = browser.get("/v1/me").json()["data"]
            assert (me["mail"], me["role"]) == (f"{role}@example.org", role)
            seen[role] = browser.get(HIDDEN).status_code, browser.get("/v1/people").status_code, me["scopes"]

    assert seen == {
        "member": (200, 403, ["read"]),
        "analyst": (404, 403, ["read"]),
        "administrator": (200, 200, ["read", "load", "administer"]),
    }


def test_a_key_goes_before_a_session(service: Service, holder: httpx.Client) -> None:
    with come_in(service, invited(holder, "both@example.org", role="analyst")) as browser:
        me = browser.get("/v1/me", headers={"Authorization": f"Bearer {KEY}"}).json()["data"]
        wrong = browser.get("/v1/me", headers={"Authorization": "Bearer sillon_none"})

    assert (me["mail"], me["role"]) == (None, "administrator")
    checked(wrong, 401)


def test_an_address_is_one_person_who_keeps_his_rights_unless_others_are_said(
    service: Service, holder: httpx.Client
) -> None:
    first = invited(holder, "Ana@Example.org", role="member", actors=[FOUNDRY])
    again = invited(holder, " ana@example.org")
    other = invited(holder, "ana@example.org", role="analyst", actors=[FOUNDRY, FOUNDRY])
    new = invited(holder, "new@example.org")

    assert first["person"]["name"] == again["person"]["name"] == other["person"]["name"]
    assert (again["person"]["mail"], again["person"]["actors"]) == ("ana@example.org", [FOUNDRY])
    assert (other["person"]["role"], other["person"]["actors"]) == ("analyst", [FOUNDRY])
    assert (new["person"]["role"], new["person"]["actors"], new["person"]["state"]) == ("member", [], "invited")
    with service.client() as late:
        for old in (first, again):
            [ticket] = parse_qs(urlsplit(old["link"]).query)["invitation"]
            assert late.post("/connexion", data={"invitation": ticket}).status_code == 401


def test_who_came_by_the_list_and_is_invited_then_needs_the_list_no_more(
    service: Service, holder: httpx.Client
) -> None:
    books, mail = service.store.books, "listed@example.org"
    came = people.admitted(books, lambda one: one.mail == mail, lambda _: Rights("member"), mail=mail, came_by="list")

    assert invited(holder, mail)["person"]["name"] == came.id
    assert (came.came_by, people.person_of(books, came.id).came_by) == ("list", "invitation")


def test_other_rights_and_the_end_hold_at_once(service: Service, holder: httpx.Client) -> None:
    invitation = invited(holder, "bea@example.org", role="member", actors=[SECRET])
    name = invitation["person"]["name"]
    with come_in(service, invitation) as browser:
        assert browser.get(HIDDEN).status_code == 200
        given = holder.put(f"/v1/people/{name}/rights", json={"role": "member", "groups": [GROUP]}).json()["data"]
        assert (given["actors"], given["groups"], given["state"]) == ([], [GROUP], "open")
        assert browser.get(HIDDEN).status_code == 404
        assert browser.get("/v1/me").json()["data"]["groups"] == [{"id": GROUP, "label": "Groupe bois"}]

        assert holder.delete(f"/v1/people/{name}").json()["data"]["state"] == "ended"
        assert browser.get("/v1/me").json()["data"]["role"] == "visitor"
    with come_in(service, invited(holder, "bea@example.org")) as back:
        assert back.get("/v1/me").json()["data"]["role"] == "member"
    states = {each["mail"]: each["state"] for each in holder.get("/v1/people").json()["data"]}
    assert states["bea@example.org"] == "open"


def test_the_only_administrator_stays(embedded: Service) -> None:
    with embedded.client(Authorization=f"Bearer {KEY}") as holder:
        first = holder.post("/v1/people/first-administrator", json={}).json()["data"]
        second = holder.post("/v1/people/first-administrator", json={}).json()["data"]
        assert first["person"]["name"] == second["person"]["name"]
        assert (second["person"]["mail"], second["person"]["role"]) == (None, "administrator")
        with come_in(embedded, second) as browser:
            assert browser.get("/v1/keys").status_code == 200
        assert holder.post("/v1/people/first-administrator", json={}).json()["data"] is None

        where = f"/v1/people/{first['person']['name']}"
        refused = holder.delete(where)
        assert str(checked(refused, 409)["type"]).endswith("/contradicted")
        assert "retry-after" not in refused.headers
        checked(holder.put(f"{where}/rights", json={"role": "analyst"}), 409)
        with come_in(embedded, invited(holder, "next@example.org", role="administrator")):
            assert holder.put(f"{where}/rights", json={"role": "analyst"}).json()["data"]["role"] == "analyst"


def test_another_site_makes_nobody_s_browser_do_anything(service: Service, holder: httpx.Client) -> None:
    with come_in(service, invited(holder, "mark@example.org", role="administrator")) as browser:
        asked = {"label": "volée", "role": "administrator"}
        evil = browser.post("/v1/keys", json=asked, headers={"Origin": "https://evil.example.org"})
        ours = browser.post("/v1/keys", json=asked, headers={"Origin": service.address})
        assert browser.get("/v1/me", headers={"Origin": "https://evil.example.org"}).status_code == 200

    assert "evil" not in evil.headers.get("access-control-allow-origin", "")
    assert "autre site" in str(checked(evil, 403)["detail"])
    assert ours.status_code == 201


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "mail"),
        ({"mail": ""}, "mail"),
        ({"mail": "nobody"}, "mail"),
        ({"mail": "a@b@example.org"}, "mail"),
        ({"mail": "a" * 250 + "@example.org"}, "mail"),
        ({"mail": "\ud800@example.org"}, "mail"),
        ({"mail": "a@example.org\r\nBcc: b@example.org"}, "mail"),
        ({"mail": "a@example.org", "role": "visitor"}, "role"),
        ({"mail": "a@example.org", "role": "member", "actors": ["nothing"]}, "actors"),
        ({"mail": "a@example.org", "role": "member", "actors": [GROUP]}, "actors"),
        ({"mail": "a@example.org", "role": "member", "groups": [CLUB + "0"]}, "groups"),
        ({"mail": "a@example.org", "actors": [FOUNDRY]}, None),
        ({"mail": "a@example.org", "days": 0}, "days"),
        ({"mail": "a@example.org", "days": 91}, "days"),
        ({"mail": "a@example.org", "more": 1}, "more"),
    ],
)
def test_a_wrong_invitation_names_the_field_and_makes_nobody(
    administrator: httpx.Client, body: Told, field: str | None
) -> None:
    before = administrator.get("/v1/people").json()["data"]

    problem = checked(
        administrator.post(
            "/v1/people/invitations",
            content=json.dumps(body).encode("ascii"),
            headers={"Content-Type": "application/json"},
        ),
        422,
    )

    assert field is None or problem["field"] == field
    assert administrator.get("/v1/people").json()["data"] == before


def test_nobody_else_comes_near(service: Service, holder: httpx.Client) -> None:
    with service.client() as nobody, come_in(service, invited(holder, "near@example.org", role="analyst")) as analyst:
        for client, status in ((nobody, 401), (analyst, 403)):
            checked(client.get("/v1/people"), status)
            checked(client.post("/v1/people/invitations", json={"mail": "x@example.org"}), status)
            checked(client.post("/v1/people/first-administrator", json={}), status)
            checked(client.delete("/v1/people/nobody"), status)
            checked(client.put("/v1/people/nobody/rights", json={"role": "analyst"}), status)
    checked(holder.delete("/v1/people/nobody"), 404)
    checked(holder.put("/v1/people/nobody/rights", json={"role": "analyst"}), 404)
