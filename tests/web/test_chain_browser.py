"""The pages of chains, equipment, deliveries and complementarity, one and all: links, languages, and a real browser."""

from __future__ import annotations

import re

import httpx
import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.engine.town import FOUNDRY, SAWMILL, SECRET
from tests.web.reading import links_of, text_of

CHAIN = "/filieres/chain:metal"
COATING = f"{CHAIN}/stage:metal-coating"
AT_HOME = "?territory=pole:invented"
PAGES = {
    "chains": "/filieres",
    "chain": CHAIN + AT_HOME,
    "declared": f"{CHAIN}?basis=declared",
    "stage": f"{CHAIN}/stage:metal-machining{AT_HOME}",
    "missing": COATING + AT_HOME,
    "nobody there": f"{CHAIN}/stage:metal-casting{AT_HOME}&epci=epci:990000002",
    "equipment": "/equipements?near=Hautfer&km=30",
    "no equipment": "/equipements?type=equipment:mill&near=Hautfer&km=1&shareable=true",
    "upstream": f"/acteurs/{FOUNDRY}/amont",
    "downstream": f"/acteurs/{SAWMILL}/aval?depth=2",
    "meet": f"/complementarites?actor={SAWMILL}",
    "which": "/complementarites?actor=fonderie",
    "whom": "/complementarites",
}
NOT_RIGHT = {
    "wrong chain": f"{CHAIN}?territory=epci:999999999",
    "wrong equipment": "/equipements?km=nan&near=Atlantide&type=xyzzy",
    "wrong depth": f"/acteurs/{FOUNDRY}/amont?depth=99",
    "lost": "/filieres/chain:unheard",
}
ALIKE = {"declared", "nobody there", "downstream", "no equipment", "which", "wrong chain", "wrong depth", "lost"}
"""Pages made of the same pieces as others: axe need not look at them."""
OURS = r"/(filieres|equipements|complementarites|acteurs/|v1/)"
"""Addresses that these pages are there to lead to."""


def test_every_page_has_a_title_one_heading_nothing_inline_and_links_that_lead_somewhere(
    visitor: httpx.Client,
) -> None:
    broken: dict[str, object] = {}
    followed: dict[str, int] = {}
    for name, path in PAGES.items():
        answer = visitor.get(path)
        assert answer.status_code == 200, name
        assert re.search(r"<title>[^<]{3,} · Sillon</title>", answer.text), name
        assert answer.text.count("<h1") == 1, name
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=\"/static/)", answer.text), name
        assert not re.search(r'(?:src|action)="(?:https?:)?//', answer.text), name
        links = links_of(answer)
        facts = sorted(link for link in links if link.startswith("/v1/facts/"))
        for link in links - set(facts[1:]):  # one fact of a page stands for all: they are many, and alike
            if re.match(OURS, link) and link not in followed:
                followed[link] = visitor.get(link).status_code
                if followed[link] != 200:
                    broken[f"{name} → {link}"] = followed[link]

    assert len(followed) > 40
    assert not broken


@pytest.mark.parametrize("lang", ["en", "de"])
def test_every_page_speaks_the_language_that_was_chosen_and_keeps_it(visitor: httpx.Client, lang: str) -> None:
    for name, path in PAGES.items():
        answer = visitor.get(path, params={**dict(httpx.QueryParams(path.partition("?")[2])), "lang": lang})
        ours = [
            link for link in links_of(answer) if re.match(r"/(filieres|equipements|acteurs|complementarites)", link)
        ]

        assert f'<html lang="{lang}">' in answer.text, name
        assert ours, name
        assert not [link for link in ours if f"lang={lang}" not in link and not re.search(r"lang=(fr|en|de)", link)], (
            name
        )


def test_chains_and_equipment_are_in_the_menu(visitor: httpx.Client) -> None:
    assert '<a href="/filieres" aria-current="page">Filières</a>' in visitor.get(CHAIN).text
    assert '<a href="/equipements" aria-current="page">Équipements</a>' in visitor.get("/equipements").text


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/filieres/chain:unheard", "Aucune filière, ou aucun maillon, de cet identifiant"),
        (f"{CHAIN}/stage:unheard", "Aucune filière, ou aucun maillon, de cet identifiant"),
        (f"/acteurs/{SECRET}/amont", "Aucun acteur de cet identifiant"),
        (f"/acteurs/{SECRET}/aval", "Aucun acteur de cet identifiant"),
        (f"/complementarites?actor={SECRET}", "Aucun acteur de cet identifiant"),
    ],
)
def test_what_is_not_there_or_not_for_this_reader_is_a_page_with_a_way_on(
    visitor: httpx.Client, path: str, title: str
) -> None:
    answer = visitor.get(path)

    assert answer.status_code == 404
    assert title in text_of(answer)
    assert 'href="/filieres"' in answer.text
    assert "Fonderie cachée" not in answer.text


@pytest.mark.chromium
def test_axe_finds_nothing_nothing_sticks_out_and_nothing_is_asked_elsewhere(chromium: Browser, town: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, color_scheme="dark", locale="fr-FR")
    context.set_default_timeout(60_000)
    tab = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    found: dict[str, object] = {}
    for name, path in {**PAGES, **NOT_RIGHT}.items():
        tab.set_viewport_size({"width": 1280, "height": 800})
        tab.goto(town + path)
        tab.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        if name not in ALIKE:
            violations = Axe().run(tab)["violations"]
            if violations:
                found[name] = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations]
        for width in (1280, 360):
            tab.set_viewport_size({"width": width, "height": 800})
            wider = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wider > 0:
                found[f"{name} at {width}, wider by"] = wider
    context.close()

    assert not found
    assert len(asked) > len(PAGES)
    assert not [url for url in asked if not url.startswith(f"{town}/")]
    assert not [text for text in complaints if not re.search(r"status of (404|422)", text)]


@pytest.mark.chromium
@pytest.mark.parametrize("name", ["chain", "equipment", "meet"])
def test_axe_finds_nothing_on_a_narrow_screen_by_day(chromium: Browser, town: str, name: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, color_scheme="light", locale="fr-FR")
    tab = context.new_page()
    tab.goto(town + PAGES[name])
    violations = Axe().run(tab)["violations"]
    context.close()

    assert not [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations]


@pytest.mark.chromium
def test_the_mark_of_a_sphere_and_the_line_of_a_basis_are_the_same_in_pictures_and_tables(
    chromium: Browser, town: str
) -> None:
    context = chromium.new_context(locale="fr-FR")
    tab = context.new_page()
    tab.goto(town + PAGES["meet"])
    shapes = "every => [...new Set(every.map(one => one.tagName + getComputedStyle(one).fill))]"
    marks = {role: tab.eval_on_selector_all(f".sl-{role}", shapes) for role in ("company", "research")}
    dashes = "every => [...new Set(every.map(one => one.getAttribute('stroke-dasharray')))]"
    lines = [tab.eval_on_selector_all(one, dashes) for one in (".sl-drawing path.sl-flow", "svg.stroke line")]
    drawn = tab.locator("td .mark .sl-company").count()
    context.close()

    assert drawn
    assert [len(each) for each in marks.values()] == [1, 1], "everywhere the same"
    assert marks["company"] != marks["research"]
    assert lines[0] == [None], "what is declared is drawn in full"
    assert None in lines[1]
