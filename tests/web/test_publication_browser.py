"""The published vocabulary in a real browser, from plain files: nothing that axe finds, nothing from outside."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from graph_service import resources
from graph_service.publication.folder import put
from graph_service.publication.site import MARKER, Asked, Site

pytestmark = pytest.mark.chromium

PAGES = (
    "index.html",
    "ontology.html",
    "changes.html",
    "schemes/refusal.html",
    "schemes/chain.html",
    "id/refusal/price.html",
    "id/skill/tig-welding.html",
    "id/stage/hydrogen-power.html",
    "id/equipment/lathe.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a publication."""
    folder = tmp_path_factory.mktemp("published") / "site"
    put(folder, Site(Asked(resources.folder("ontology"))).files(), MARKER, lambda done: None)
    return folder


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (400, "light")])
def test_axe_finds_nothing_and_nothing_sticks_out(chromium: Browser, site: Path, width: int, scheme: str) -> None:
    chosen = cast("Literal['light', 'dark']", scheme)
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=chosen)
    context.set_default_timeout(60_000)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    found: dict[str, object] = {}
    for page in PAGES:
        tab.goto((site / page).as_uri())
        violations = Axe().run(tab)["violations"]
        if violations:
            found[page] = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations]
        wider = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            found[f"{page}, wider by"] = wider
    context.close()

    assert not found
    assert [url for url in asked if not url.startswith("file:")] == []


def test_the_keyboard_alone_goes_from_the_schemes_to_a_word(chromium: Browser, site: Path) -> None:
    context = chromium.new_context(locale="fr-FR")
    context.set_default_timeout(60_000)
    tab = context.new_page()
    tab.goto((site / "index.html").as_uri())
    for wanted in ("Motifs de refus", "Prix"):
        for _ in range(60):
            tab.keyboard.press("Tab")
            if tab.evaluate("document.activeElement.textContent") == wanted:
                break
        tab.keyboard.press("Enter")
        expect(tab.locator("h1")).to_have_text(wanted)
    context.close()
