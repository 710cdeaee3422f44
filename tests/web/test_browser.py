"""The pages in a real browser: nothing that axe finds, nothing from outside, the keyboard alone, one sheet of paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.conftest import FOUNDRY

pytestmark = pytest.mark.chromium

PAGES = {
    "home": "/",
    "list": "/acteurs",
    "filtered": "/acteurs?q=fonderie&near=Sainte-Forge&km=20&sector=naf:C",
    "empty": "/acteurs?q=introuvable&sphere=company",
    "wrong": "/acteurs?near=Atlantide&km=nan",
    "choice": "/acteurs?sector=fonderie",
    "actor": f"/acteurs/{FOUNDRY}",
    "vocabulary": "/vocabulaire",
    "found": "/vocabulaire?q=fonderie",
    "concept": "/vocabulaire/naf:25",
    "territories": "/territoires",
    "territory": "/territoires/epci:960000001",
    "data": "/donnees",
    "help": "/aide",
    "accessibility": "/accessibilite",
    "lost": "/nulle/part",
}
LOOKS = [(1280, "light"), (1280, "dark"), (360, "light")]
WRONG_ON_PURPOSE = re.compile(r"status of (404|422)")


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def look(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A tab of one width and one scheme of colours."""
    width, scheme = cast("tuple[int, Literal['light', 'dark']]", request.param)
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="fr-FR")
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_and_nothing_sticks_out(look: Page, site: str) -> None:
    found: dict[str, object] = {}
    for name, path in PAGES.items():
        look.goto(site + path)
        violations = Axe().run(look)["violations"]
        if violations:
            found[name] = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations]
        width = look.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if width > 0:
            found[f"{name}, wider by"] = width

    assert not found


def test_axe_would_find_something(context: BrowserContext, site: str) -> None:
    tab = context.new_page()
    tab.goto(f"{site}/aide")
    tab.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/icon.svg\">')")

    assert [one["id"] for one in Axe().run(tab)["violations"]] == ["image-alt"]


def test_no_page_asks_elsewhere_and_no_page_complains(context: BrowserContext, site: str) -> None:
    tab = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    for path in PAGES.values():
        tab.goto(site + path, wait_until="networkidle")

    assert asked
    assert not [url for url in asked if not url.startswith(f"{site}/")]
    assert not [text for text in complaints if not WRONG_ON_PURPOSE.search(text)]


def press_until(tab: Page, wanted: str, *, at_most: int = 60) -> None:
    """Press Tab until what has the focus answers the selector."""
    for _ in range(at_most):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", wanted):
            return
    pytest.fail(f"{wanted} cannot be reached by the keyboard")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_keyboard_alone_goes_from_search_to_list_to_actor(
    chromium: Browser, site: str, *, javascript: bool
) -> None:
    context = chromium.new_context(java_script_enabled=javascript, locale="fr-FR")
    context.set_default_timeout(60_000)
    tab = context.new_page()
    tab.goto(f"{site}/")
    if javascript:
        press_until(tab, "#q")
    else:  # nothing can be asked of the page: count the stops, as a person would
        tab.locator("#q").focus()
    tab.keyboard.type("fondrie essaie")
    tab.keyboard.press("Enter")
    expect(tab.locator(".name-cell a").first).to_have_text("FONDERIE DE L’ESSAIE")
    if javascript:
        press_until(tab, ".name-cell a")
    else:
        tab.locator(".name-cell a").first.focus()
    tab.keyboard.press("Enter")

    expect(tab.locator("h1")).to_have_text("FONDERIE DE L’ESSAIE")
    assert tab.url.split("?")[0] == f"{site}/acteurs/{FOUNDRY}"
    tab.go_back()
    expect(tab.locator("#q")).to_have_value("fondrie essaie")
    context.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(context: BrowserContext, site: str) -> None:
    tab = context.new_page()
    tab.goto(f"{site}/acteurs")
    tab.keyboard.press("Tab")
    expect(tab.locator(".skip")).to_be_focused()
    tab.keyboard.press("Enter")

    expect(tab.locator("main")).to_be_focused()


def test_whatever_has_the_focus_shows_it(context: BrowserContext, site: str) -> None:
    tab = context.new_page()
    tab.goto(f"{site}/acteurs")
    for _ in range(25):
        tab.keyboard.press("Tab")
        outline = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", tab.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def test_a_link_shows_the_same_picture_to_another_person(chromium: Browser, site: str) -> None:
    pictures = []
    for _ in range(2):
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
        tab = context.new_page()
        tab.goto(f"{site}{PAGES['filtered']}", wait_until="networkidle")
        pictures.append(tab.screenshot(full_page=True))
        context.close()

    assert pictures[0] == pictures[1]


def sheets(tab: Page) -> int:
    """Pages of A4 that the page would be printed on."""
    return len(re.findall(rb"/Type\s*/Page\b", tab.pdf(format="A4", prefer_css_page_size=True)))


def test_the_file_of_an_actor_is_one_sheet_of_paper_however_much_is_known(context: BrowserContext, site: str) -> None:
    tab = context.new_page()
    tab.goto(f"{site}/acteurs/{FOUNDRY}")
    assert sheets(tab) == 1
    tab.evaluate(
        """() => {
            const siblings = document.querySelector("#siblings");
            siblings.after(siblings.cloneNode(true)); // as many tables as a file can have
            for (const body of document.querySelectorAll(".paper-cut tbody"))
                for (let i = 0; i < 60; i++) body.append(body.rows[i % body.rows.length].cloneNode(true));
            for (const one of document.querySelectorAll(".source-record"))
                for (let i = 0; i < 3; i++) one.after(one.cloneNode(true));
        }"""
    )

    assert sheets(tab) == 1


def test_the_print_button_is_there_with_javascript_only(chromium: Browser, site: str) -> None:
    for javascript in (True, False):
        context = chromium.new_context(java_script_enabled=javascript)
        tab = context.new_page()
        tab.goto(f"{site}/acteurs/{FOUNDRY}")
        expect(tab.locator("[data-print]")).to_be_visible(visible=javascript)
        context.close()


def test_empty_fields_do_not_clutter_the_address(context: BrowserContext, site: str) -> None:
    tab = context.new_page()
    tab.goto(f"{site}/acteurs?sphere=company")
    tab.fill("#near", "Sainte-Forge")
    tab.click("form.question button[type=submit]")

    assert tab.url == f"{site}/acteurs?sphere=company&near=Sainte-Forge"


def test_the_field_of_sectors_offers_what_the_vocabulary_knows(context: BrowserContext, site: str) -> None:
    tab = context.new_page()
    tab.goto(f"{site}/acteurs")
    tab.locator("#sector").press_sequentially("fonderi")

    expect(tab.locator("#sector-list option").first).to_have_attribute("value", re.compile(r"^naf:24\.5"))
