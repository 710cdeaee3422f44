"""Coming in by a link, the account, going out; and whose eyes the demonstration has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, expect

from graph_service.app import create_app
from graph_service.settings import Settings
from graph_service.store import open_store
from loaders import situations
from tests.engine.town import tell, whole_town
from tests.engine.town_names import CLUB, FOUNDRY, GROUP, SECRET
from tests.serving import serving
from tests.web.conftest import KEY
from tests.web.reading import names, text_of

ROLES = ("public", "member", "analyst")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a demonstration over the town."""
    folder = tmp_path_factory.mktemp("demonstration") / "data-demo"
    store = open_store(Settings(data=folder))
    tell(store, whole_town(store.schema))
    try:
        with serving(create_app(Settings(data=folder, territory="pole:invented"), store)) as address:
            yield address
    finally:
        store.close()


@contextmanager
def browser_of(address: str, **headers: str) -> Iterator[httpx.Client]:
    told = {"Accept": "text/html", "Accept-Language": "fr", **headers}
    with httpx.Client(base_url=address, headers=told, timeout=60, trust_env=False) as client:
        yield client


def link_for(address: str, mail: str, **more: object) -> str:
    """The path of a link for somebody."""
    answer = httpx.post(
        f"{address}/v1/people/invitations",
        json={"mail": mail, **more},
        headers={"Authorization": f"Bearer {KEY}"},
        trust_env=False,
    )
    assert answer.status_code == 201, answer.text
    parts = urlsplit(answer.json()["data"]["link"])
    return f"{parts.path}?{parts.query}"


def come_in(browser: httpx.Client, link: str) -> httpx.Response:
    [ticket] = parse_qs(urlsplit(link).query)["invitation"]
    return browser.post("/connexion", data={"invitation": ticket})


def token_of(page: httpx.Response) -> str:
    found = re.search(r'name="token" value="(\w+)"', page.text)
    assert found, page.text
    return found[1]


def test_a_link_is_shown_before_it_is_used_and_then_lets_in_once(town: str) -> None:
    link = link_for(town, "ana@example.org", role="member", actors=[FOUNDRY], groups=[GROUP])
    with browser_of(town) as browser:
        shown = [browser.get(link) for _ in range(3)]
        assert {(page.status_code, page.headers["cache-control"]) for page in shown} == {(200, "no-store")}
        assert "Ce lien est pour ana@example.org." in text_of(shown[0])
        assert shown[0].headers["referrer-policy"] == "same-origin"

        moved = come_in(browser, link)
        account = browser.get(moved.headers["location"])
        said = text_of(account)
        assert (account.status_code, account.headers["cache-control"]) == (200, "no-store")
        for words in ("ana@example.org", "Fonderie du Hautfer", "Groupe bois", "membre"):
            assert words in said
        assert browser.get("/connexion").headers["location"] == "/mon-compte"
        assert "Mon compte" in browser.get("/").text
        assert "Mon compte" in browser.get("/nulle/part").text
    with browser_of(town) as other:
        for answer in (other.get(link), come_in(other, link)):
            assert answer.status_code == 401
            assert "il a déjà servi" in answer.text
        assert other.get("/mon-compte").headers["location"] == "/connexion"
        assert "Se connecter" in other.get("/").text
        assert not other.cookies


def test_what_is_private_is_seen_by_its_owner_alone_and_until_he_goes_out(town: str) -> None:
    link = link_for(town, "owner@example.org", role="member", actors=[SECRET])
    with browser_of(town) as browser, browser_of(town) as other:
        come_in(browser, link)
        hidden = f"/acteurs/{SECRET}"
        assert (browser.get(hidden).status_code, other.get(hidden).status_code) == (200, 404)

        old = dict(browser.cookies)
        gone = browser.post("/deconnexion", data={"token": token_of(browser.get("/mon-compte"))})
        assert (gone.status_code, gone.headers["location"]) == (303, "/")
        assert not browser.cookies
        assert browser.get(hidden).status_code == 404
        other.cookies.update(old)
        assert other.get(hidden).status_code == 404


def test_forms_of_somebody_else_or_another_site_do_nothing(town: str) -> None:
    with browser_of(town) as mine, browser_of(town) as theirs:
        come_in(mine, link_for(town, "mine@example.org"))
        come_in(theirs, link_for(town, "theirs@example.org"))
        token = token_of(mine.get("/mon-compte"))
        foreign = {"Origin": "https://evil.example.org"}

        assert theirs.post("/deconnexion", data={"token": token}).status_code == 403
        assert mine.post("/deconnexion", data={"token": "é"}).status_code == 403
        assert mine.post("/deconnexion").status_code == 422
        assert mine.post("/deconnexion", data={"token": token}, headers=foreign).status_code == 403
        assert mine.get("/mon-compte").status_code == theirs.get("/mon-compte").status_code == 200
        link = link_for(town, "lured@example.org")
        [ticket] = parse_qs(urlsplit(link).query)["invitation"]
        with browser_of(town) as lured:
            refused = lured.post("/connexion", data={"invitation": ticket}, headers=foreign)
            assert (refused.status_code, bool(lured.cookies)) == (403, False)
            assert lured.get(link).status_code == 200


def test_one_signs_out_everywhere_else(town: str) -> None:
    with browser_of(town) as here, browser_of(town) as there:
        for browser in (here, there):
            come_in(browser, link_for(town, "two@example.org"))
        page = here.get("/mon-compte")
        assert page.text.count("<tr><td>") == 2

        assert here.post("/mon-compte/ailleurs", data={"token": token_of(page)}).status_code == 303
        assert here.get("/mon-compte").text.count("<tr><td>") == 1
        assert there.get("/mon-compte").status_code == 303


def test_a_link_takes_the_place_of_whoever_is_signed_in_and_says_so(town: str) -> None:
    with browser_of(town) as browser:
        come_in(browser, link_for(town, "before@example.org"))
        before = dict(browser.cookies)
        link = link_for(town, "after@example.org")
        assert "Vous êtes déjà connecté dans ce navigateur (before@example.org)" in text_of(browser.get(link))
        come_in(browser, link)
        assert "after@example.org" in browser.get("/mon-compte").text
        browser.cookies.clear()
        browser.cookies.update(before)
        assert browser.get("/mon-compte").status_code == 303


def test_in_the_demonstration_anybody_sees_with_the_eyes_of_a_visitor_a_member_an_analyst(demonstration: str) -> None:
    with browser_of(demonstration) as browser:
        seen = {}
        for role in ROLES:
            moved = browser.post("/demonstration", data={"as": role, "back": "/acteurs?sphere=company&lang=fr"})
            assert (moved.status_code, moved.headers["location"]) == (303, "/acteurs?sphere=company&lang=fr")
            page = browser.get("/acteurs")
            pressed = re.findall(r'value="(\w+)" aria-pressed="true"', page.text)
            assert pressed == [role]
            clubs = browser.get(f"/acteurs/{CLUB}").status_code, browser.get(f"/acteurs/{SECRET}").status_code
            seen[role] = len(names(page)), clubs, browser.get("/v1/me").json()["data"]

    assert seen["public"][:2] == (6, (404, 404))
    assert seen["member"][:2] == seen["analyst"][:2] == (7, (200, 404))
    assert [me["role"] for *_, me in seen.values()] == ["visitor", "member", "analyst"]
    member = situations.viewer_of(f"member:{situations.shown().member}")
    assert [actor["id"] for actor in seen["member"][2]["actors"]] == list(member.owners)
    assert [me["scopes"] for *_, me in seen.values()] == [[], [], []]


def test_eyes_are_only_those_of_the_demonstration_and_only_there(demonstration: str, town: str) -> None:
    with browser_of(demonstration) as browser:
        for wrong in ("administrator", f"member:{SECRET}", ""):
            assert browser.post("/demonstration", data={"as": wrong}).status_code in {403, 422}
        for back in ("https://evil.example.org/x", "//evil.example.org", "/\\evil.example.org", "javascript:alert(1)"):
            moved = browser.post("/demonstration", data={"as": "member", "back": back})
            there = urlsplit(moved.headers["location"])
            assert (there.scheme, there.netloc, moved.headers["location"][:2] != "//") == ("", "", True), back
        foreign = {"Origin": "https://evil.example.org"}
        assert browser.post("/demonstration", data={"as": "member"}, headers=foreign).status_code == 403
        kept = dict(browser.cookies)
    with browser_of(town) as elsewhere:
        assert elsewhere.post("/demonstration", data={"as": "analyst"}).status_code == 403
        elsewhere.cookies.update(kept)
        assert elsewhere.get("/v1/me").json()["data"]["role"] == "visitor"
        assert "aria-pressed" not in elsewhere.get("/").text


@pytest.mark.chromium
@pytest.mark.parametrize("width", [1280, 360])
def test_in_a_browser_a_link_leads_to_the_account_and_out_again(chromium: Browser, town: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, locale="fr-FR")
    tab = context.new_page()
    link = link_for(town, f"browser{width}@example.org", role="member", actors=[FOUNDRY])
    found = {}

    def look(name: str) -> None:
        found[name] = [one["id"] for one in Axe().run(tab)["violations"]]
        found[f"{name} sticks out"] = tab.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )

    tab.goto(town + link)
    look("link")
    tab.get_by_role("button", name="Entrer").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Mon compte")
    look("account")
    [cookie] = context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("sillon_session", True, "Lax")
    assert tab.evaluate("document.cookie") == ""
    tab.get_by_role("button", name="Me déconnecter", exact=True).click()
    expect(tab.get_by_role("link", name="Se connecter")).to_be_visible()
    assert context.cookies() == []
    tab.goto(town + link)
    look("used link")
    context.close()

    assert not any(found.values()), found


@pytest.mark.chromium
def test_in_a_browser_the_corner_of_the_demonstration_switches_and_keeps_the_view(
    context: BrowserContext, demonstration: str
) -> None:
    tab = context.new_page()
    tab.goto(f"{demonstration}/acteurs?q=fonderie")
    expect(tab.get_by_role("button", name="public", exact=True)).to_have_attribute("aria-pressed", "true")

    tab.get_by_role("button", name="analyste", exact=True).focus()
    tab.keyboard.press("Enter")

    expect(tab.get_by_role("button", name="analyste", exact=True)).to_have_attribute("aria-pressed", "true")
    assert tab.url == f"{demonstration}/acteurs?q=fonderie"
    expect(tab.get_by_text("Vous voyez ce que voient les analystes.")).to_be_visible()
    assert Axe().run(tab)["violations"] == []
