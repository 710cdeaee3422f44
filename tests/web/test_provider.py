"""Signing in with a real OpenID provider: PKCE, verified addresses, SIRET, the list, and what lets nobody in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, expect

from graph_service.app import create_app
from graph_service.kernel.errors import WrongInput
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.port import GraphStore
from tests.engine.town import tell, whole_town
from tests.engine.town_names import FOUNDRY, GROUP, SAWMILL, WORKSHOP
from tests.openid import CLIENT_ID, CLIENT_SECRET, free_port, provider, signs_in
from tests.serving import serving
from tests.web.conftest import KEY
from tests.web.reading import text_of
from tests.web.test_account_pages import browser_of, link_for

pytestmark = pytest.mark.node

BACK = "/connexion/retour"
Told = tuple[str | None, str, list[str]]
"""Address, role, and actors of somebody."""
ACCOUNTS: Mapping[str, Mapping[str, object]] = {
    "founder": {"email": "founder@fonderie.example.org", "siret": FOUNDRY.partition(":")[2]},
    "clerk": {"email": "Clerk@Metropole.example.org", "email_verified": True},
    "liar": {"email": "liar@metropole.example.org", "email_verified": False},
    "silent": {"email": "silent@metropole.example.org"},
    "guest": {"email": "guest@example.org", "email_verified": True, "siret": "00000000000000"},
    "impostor": {"email": "guest@example.org", "email_verified": False},
    "sawyer": {"email": "sawyer@example.org", "email_verified": True, "siret": SAWMILL.partition(":")[2]},
    "stranger": {"email": "stranger@example.org", "email_verified": True},
}
ALLOWED = f"siren:{FOUNDRY.partition(':')[2][:9]}, @metropole.example.org"


@dataclass
class House:
    """A service with a provider."""

    address: str
    issuer: str
    store: GraphStore


@contextmanager
def house(
    folder: Path, accounts: Mapping[str, Mapping[str, object]], *, signed: bool = False, **more: Any
) -> Iterator[House]:
    port = free_port()
    settings = Settings(
        data=folder, territory="pole:invented", oidc_issuer=f"http://127.0.0.1:{port}", oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET, oidc_scope="openid email siret", oidc_allow=ALLOWED, **more,
    )  # fmt: skip
    store = open_store(settings)
    tell(store, whole_town(store.schema))
    app = create_app(settings, store)
    app.state.admin_key = KEY
    try:
        with serving(app) as address, provider(port, address + BACK, accounts, signed=signed) as issuer:
            yield House(address, issuer, store)
    finally:
        store.close()


@pytest.fixture(scope="module")
def town_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("provided") / "data", ACCOUNTS) as found:
        yield found


def arrival(found: House, browser: httpx.Client, account: str) -> httpx.Response:
    """What the service answers whoever comes back from the provider as `account`."""
    with httpx.Client(timeout=30, trust_env=False) as there:
        back = signs_in(there, browser.get("/connexion/fournisseur"), account)
    return browser.get(back)


def me(browser: httpx.Client) -> Told:
    told = browser.get("/v1/me").json()["data"]
    return told["mail"], told["role"], [actor["id"] for actor in told["actors"]]


def test_the_siret_of_the_provider_says_for_whom_one_speaks(town_house: House) -> None:
    with browser_of(town_house.address) as browser:
        button = text_of(browser.get("/connexion"))
        assert "Se connecter avec 127.0.0.1" in button
        moved = arrival(town_house, browser, "founder")
        assert (moved.status_code, moved.headers["location"]) == (303, "/mon-compte")
        assert me(browser) == (None, "member", [FOUNDRY])
        assert "Fonderie du Hautfer" in text_of(browser.get("/mon-compte"))
        assert "sillon_leaving" not in browser.cookies


def test_the_list_lets_in_by_a_verified_address_and_nobody_else(town_house: House) -> None:
    seen: dict[str, tuple[int, Told]] = {}
    for account in ("clerk", "liar", "silent", "stranger", "sawyer"):
        with browser_of(town_house.address) as browser:
            answer = arrival(town_house, browser, account)
            seen[account] = answer.status_code, me(browser)
            if answer.status_code == 403:
                assert "demandez une invitation" in text_of(answer)

    nobody: tuple[int, Told] = (403, (None, "visitor", []))
    assert seen == {
        "clerk": (303, ("clerk@metropole.example.org", "member", [])),
        "liar": nobody, "silent": nobody, "stranger": nobody, "sawyer": nobody,
    }  # fmt: skip


def test_who_was_invited_is_known_by_his_verified_address_and_then_by_his_name_there(town_house: House) -> None:
    link_for(town_house.address, "guest@example.org", role="analyst", groups=[GROUP], actors=[WORKSHOP])
    with browser_of(town_house.address) as impostor:
        assert arrival(town_house, impostor, "impostor").status_code == 403
    for _ in range(2):
        with browser_of(town_house.address) as browser:
            assert arrival(town_house, browser, "guest").status_code == 303
            assert me(browser) == ("guest@example.org", "analyst", [WORKSHOP])
    with browser_of(town_house.address) as impostor:
        assert arrival(town_house, impostor, "impostor").status_code == 403


def test_who_was_shut_out_does_not_come_back_by_way_of_the_provider(town_house: House) -> None:
    link_for(town_house.address, "sawyer@example.org", role="member")
    with browser_of(town_house.address) as browser, browser_of(town_house.address) as again:
        assert arrival(town_house, browser, "sawyer").status_code == 303
        assert me(browser) == ("sawyer@example.org", "member", [SAWMILL])
        holder = {"Authorization": f"Bearer {KEY}"}
        people = httpx.get(f"{town_house.address}/v1/people", headers=holder, trust_env=False).json()["data"]
        [name] = [one["name"] for one in people if one["mail"] == "sawyer@example.org"]
        httpx.delete(f"{town_house.address}/v1/people/{name}", headers=holder, trust_env=False).raise_for_status()
        assert me(browser)[1] == "visitor"
        assert arrival(town_house, again, "sawyer").status_code == 403


def test_a_return_is_good_once_in_the_browser_that_left_and_for_what_it_left_with(town_house: House) -> None:
    with browser_of(town_house.address) as mine, browser_of(town_house.address) as theirs:
        leaving = mine.get("/connexion/fournisseur")
        asked = parse_qs(urlsplit(leaving.headers["location"]).query)
        assert (asked["response_type"], asked["code_challenge_method"]) == (["code"], ["S256"])
        with httpx.Client(timeout=30, trust_env=False) as there:
            back = signs_in(there, leaving, "clerk")
        theirs.get("/connexion/fournisseur")
        parts = urlsplit(back)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        wrong = [
            {**given, "state": "other"}, {"state": given["state"]}, {"code": given["code"]}, {},
            {**given, "iss": "https://evil.example.org"}, {**given, "code": "x"},
            {"state": given["state"], "error": "access_denied"},
        ]  # fmt: skip
        kept = mine.cookies["sillon_leaving"]
        for each in wrong:
            mine.cookies.set("sillon_leaving", kept, domain="127.0.0.1")
            answer = mine.get(f"{parts.path}?{urlencode(each)}")
            assert (answer.status_code, me(mine)[1]) == (401, "visitor"), each
        assert theirs.get(back).status_code == 401
        with browser_of(town_house.address) as nobody:
            assert nobody.get(back).status_code == 401
        mine.cookies.set("sillon_leaving", kept, domain="127.0.0.1")
        assert mine.get(back).status_code == 303
        mine.cookies.clear()
        mine.cookies.set("sillon_leaving", kept, domain="127.0.0.1")
        assert (mine.get(back).status_code, me(mine)[1]) == (401, "visitor")


def test_a_provider_that_is_away_is_said_so_and_links_still_let_in(tmp_path: Path) -> None:
    settings = Settings(
        data=tmp_path / "data",
        oidc_issuer=f"http://127.0.0.1:{free_port()}",
        oidc_client_id="x",
        oidc_client_secret="y",
    )
    store = open_store(settings)
    app = create_app(settings, store)
    app.state.admin_key = KEY
    with serving(app) as address, browser_of(address) as browser:
        answer = browser.get("/connexion/fournisseur")
        assert (answer.status_code, "ne répond pas" in answer.text) == (503, True)
        assert browser.get(link_for(address, "ana@example.org")).status_code == 200
    store.close()


def test_user_information_may_be_a_signed_token_and_a_provider_may_be_trusted_with_addresses(tmp_path: Path) -> None:
    told = {"silent": ACCOUNTS["silent"], "liar": ACCOUNTS["liar"]}
    with house(tmp_path / "data", told, signed=True, oidc_trust_mail=True, oidc_name="ProConnect") as found:
        with browser_of(found.address) as browser:
            assert "Se connecter avec ProConnect" in text_of(browser.get("/connexion"))
            assert arrival(found, browser, "silent").status_code == 303
            assert me(browser) == ("silent@metropole.example.org", "member", [])
        with browser_of(found.address) as browser:
            assert arrival(found, browser, "liar").status_code == 403


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"oidc_client_id": None}, "SILLON_OIDC_CLIENT_ID"),
        ({"oidc_client_secret": None}, "SILLON_OIDC_CLIENT_SECRET"),
        ({"oidc_issuer": "http://provider.example.org"}, "SILLON_OIDC_ISSUER"),
        ({"oidc_allow": "naf:25"}, "SILLON_OIDC_ALLOW"),
        ({"oidc_allow": "siret:123"}, "SILLON_OIDC_ALLOW"),
    ],
)
def test_settings_that_cannot_be_are_refused_at_the_start(tmp_path: Path, more: dict[str, Any], field: str) -> None:
    told: dict[str, Any] = {
        "oidc_issuer": "https://provider.example.org",
        "oidc_client_id": "x",
        "oidc_client_secret": "y",
        **more,
    }

    with pytest.raises(WrongInput) as refused:
        create_app(Settings(data=tmp_path / "data", **told))

    assert refused.value.field == field


@pytest.mark.chromium
def test_in_a_browser_one_signs_in_with_the_provider(chromium: Browser, town_house: House) -> None:
    context = chromium.new_context(locale="fr-FR")
    tab = context.new_page()
    tab.goto(f"{town_house.address}/connexion")
    tab.get_by_role("link", name="Se connecter avec 127.0.0.1").click()
    tab.get_by_placeholder("Enter any login").fill("clerk")
    tab.get_by_placeholder("and password").fill("x")
    for _ in itertools.repeat(None, 2):
        tab.locator("button[type=submit]").click()

    expect(tab.get_by_role("heading", level=1)).to_have_text("Mon compte")
    expect(tab.get_by_text("clerk@metropole.example.org")).to_be_visible()
    context.close()
