"""Names that mean harm, in a real browser: they are words, wherever they stand, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser

from graph_service.app import create_app
from graph_service.settings import Settings
from graph_service.store import open_store
from tests.engine.town import Town, tell, whole_town
from tests.engine.town_names import FOUNDRY, SAWMILL, siret
from tests.serving import serving
from tests.web.reading import table_of

HOSTILE = {
    siret(70, 1): '<img src=x onerror="window.harmed=1">',
    siret(70, 2): "</title><script>window.harmed=2</script>",
    siret(70, 3): '" onmouseover="window.harmed=3" x="',
    siret(70, 4): "gauche \N{RIGHT-TO-LEFT OVERRIDE}etiord",
    siret(70, 5): "{{ 7 * 191 }} ${window.harmed=5}",
    siret(70, 6): "=cmd|' /C calc'!A0",
    siret(70, 7): "javascript:window.harmed=7",
}
PAGES = (
    "/acteurs",
    "/acteurs/{id}",
    "/acteurs/{id}/amont",
    "/complementarites?actor={id}",
    f"/acteurs/{FOUNDRY}/amont",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The town with actors of such names, who deliver to others."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    store = open_store(Settings(data=folder))
    town: Town = whole_town(store.schema)
    for actor, name in HOSTILE.items():
        town.actor(actor, name, "insee:99001", ("naf:24.51Z",), search_text="hostile", trade_name=name)
        told = {"source": "survey", "basis": "declared", "owner": actor, "product": name}
        town.fact("SUPPLIES", actor, FOUNDRY, **told)
        town.fact("SUPPLIES", SAWMILL, actor, **told)
    tell(store, town)
    try:
        with serving(create_app(Settings(data=folder, territory="pole:invented"), store)) as address:
            yield address
    finally:
        store.close()


@pytest.mark.chromium
def test_a_name_is_words_and_nothing_else_on_every_page(chromium: Browser, hostile: str) -> None:
    context = chromium.new_context(locale="fr-FR")
    tab = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", lambda dialog: complaints.append(dialog.message))
    tab.on("request", lambda request: asked.append(request.url))
    shown = 0
    for actor, name in HOSTILE.items():
        for page in PAGES:
            tab.goto(hostile + page.format(id=actor))
            tab.mouse.move(200, 300)
            assert tab.evaluate("window.harmed") is None, (page, name)
            assert (
                tab.evaluate("[...document.querySelectorAll('[onerror],[onmouseover],main script,main img')].length")
                == 0
            )
            assert tab.evaluate("[...document.links].filter(a => a.protocol === 'javascript:').length") == 0
            text = tab.inner_text("main")
            assert not any(sign in text for sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
            shown += name.replace("\N{RIGHT-TO-LEFT OVERRIDE}", "") in text
    context.close()

    assert shown > len(HOSTILE) * 3
    assert complaints == []
    assert all(url.startswith(hostile) and not url.endswith("/x") for url in asked)


def test_a_name_is_no_formula_in_a_table(hostile: str) -> None:
    with httpx.Client(base_url=hostile, trust_env=False, timeout=60) as client:
        rows = table_of(client.get("/v1/actors?format=csv"))
        names = [value for row in rows for value in row.values()]

    assert "'=cmd|' /C calc'!A0" in names
    assert not any(name.startswith(("=", "+", "@")) for name in names)
