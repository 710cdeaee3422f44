"""`sillon invite`, `sillon person`, and the link that `sillon serve` prints for the first administrator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.engine.test_cli_serve import answer, serving, sillon


@contextmanager
def come_in(address: str, link: str) -> Iterator[httpx.Client]:
    """A browser in which somebody is signed in."""
    [ticket] = parse_qs(urlsplit(link).query)["invitation"]
    with httpx.Client(base_url=address, trust_env=False, timeout=60) as browser:
        assert browser.post("/connexion", data={"invitation": ticket}).status_code == 303
        yield browser


def test_the_first_administrator_comes_in_by_the_link_of_serve_and_invites_others(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serving(folder) as (_, told), ExitStack() as open_:
        assert told["first_administrator"].startswith(f"{told['address']}/connexion?invitation=")
        first = open_.enter_context(come_in(told["address"], told["first_administrator"]))
        assert first.get("/v1/me").json()["data"]["role"] == "administrator"

        made = sillon(folder, "invite", "ana@example.org", "--role", "analyst")
        assert (made.returncode, made.stdout.count("\n")) == (0, 1)
        assert made.stdout.startswith(f"{told['address']}/connexion?invitation=")
        assert "Whoever follows this link" in made.stderr
        ana = open_.enter_context(come_in(told["address"], made.stdout.strip()))
        assert ana.get("/v1/me").json()["data"]["mail"] == "ana@example.org"

        people = {each["mail"]: each for each in answer(folder, "person", "list")}
        assert {mail: each["state"] for mail, each in people.items()} == {None: "open", "ana@example.org": "open"}
        name = people["ana@example.org"]["name"]
        assert answer(folder, "person", "rights", name, "--role", "member")["role"] == "member"
        assert sillon(folder, "person", "end", name).returncode == 0
        assert ana.get("/v1/me").json()["data"]["role"] == "visitor"
        refused = sillon(folder, "person", "end", people[None]["name"])
        assert (refused.returncode, "only administrator" in refused.stderr) == (2, True)
        assert "ana@example.org" in sillon(folder, "person", "list").stdout
    with serving(folder) as (_, told):
        assert told["first_administrator"] is None


def test_somebody_is_invited_while_nobody_serves_to_where_it_will_be_served(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    made = answer(folder, "invite", "ben@example.org", "--days", "3")

    assert made["link"].startswith("http://127.0.0.1:8000/connexion?invitation=")
    assert (made["person"]["role"], made["person"]["state"]) == ("member", "invited")
    with serving(folder) as (_, told), come_in(told["address"], made["link"]) as ben:
        assert ben.get("/v1/me").json()["data"]["mail"] == "ben@example.org"


def test_what_cannot_be_an_invitation_is_wrong_use(tmp_path: Path) -> None:
    for more in (["nobody"], ["a@example.org", "--actor", "siret:99999999999999"], ["a@example.org", "--days", "91"]):
        done = sillon(tmp_path / "data", "invite", *more)
        assert (done.returncode, done.stdout) == (2, ""), more
    assert answer(tmp_path / "data", "person", "list") == []
