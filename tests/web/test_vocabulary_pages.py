"""The pages of the vocabulary, over a town in which some words were given up for others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, cast

import httpx
import pytest
import rdflib
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL

from graph_service.analysis.text import fold
from graph_service.app import create_app
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.web import vocabulary as pages
from tests.engine.test_given_up import OLD, OLDER, with_words_given_up
from tests.engine.town import BAKERY, FOUNDRY, WORKSHOP, tell, whole_town
from tests.serving import serving
from tests.web.conftest import KEY

CURRENT = "naf:24.51Z"


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the service over that town."""
    folder = tmp_path_factory.mktemp("words") / "data"
    store = open_store(Settings(data=folder))
    tell(store, with_words_given_up(whole_town(store.schema)))
    app = create_app(Settings(data=folder, territory="pole:invented"), store)
    app.state.admin_key = KEY
    try:
        with serving(app) as address:
            yield address
    finally:
        store.close()


@pytest.fixture
def somebody(words: str) -> Iterator[httpx.Client]:
    """A visitor without a key, in French."""
    with httpx.Client(base_url=words, headers={"Accept": "text/html", "Accept-Language": "fr"}, timeout=60) as client:
        yield client


@pytest.mark.parametrize("old", [OLD, OLDER])
def test_the_page_of_a_word_that_was_given_up_leads_to_the_one_that_took_its_place(
    somebody: httpx.Client, old: str
) -> None:
    moved = somebody.get(f"/vocabulaire/{old}")
    arrived = somebody.get(moved.headers["location"])

    assert (moved.status_code, moved.headers["location"]) == (301, f"/vocabulaire/{CURRENT}?replaces={old}")
    assert arrived.status_code == 200
    assert f"({old}), qui n’est plus employée" in arrived.text
    assert "n’est plus employée" not in somebody.get(f"/vocabulaire/{CURRENT}").text
    assert "n’est plus employée" not in somebody.get(f"/vocabulaire/{CURRENT}?replaces=naf:24").text


def test_a_program_is_told_what_took_its_place(words: str) -> None:
    with httpx.Client(base_url=words, timeout=60) as program:
        found = program.get(f"/v1/concepts/{OLD}").json()["data"]
        turtle = program.get(f"/v1/concepts/{OLD}", headers={"Accept": "text/turtle"}).text
        jsonld = program.get(f"/v1/concepts/{OLD}", headers={"Accept": "application/ld+json"}).text
        actors = program.get("/v1/actors", params={"sector": OLD}).json()["data"]

    said = rdflib.Graph().parse(data=turtle, format="turtle")
    subject = rdflib.URIRef(f"https://w3id.org/sillon/id/{OLD.replace(':', '/')}")
    assert (found["id"], found["replaced_by"]) == (OLD, CURRENT)
    assert set(said.objects(subject, DCTERMS.isReplacedBy)) == {rdflib.URIRef("https://w3id.org/sillon/id/naf/24.51Z")}
    assert set(said.objects(subject, OWL.deprecated)) == {rdflib.Literal(True)}
    assert isomorphic(said, rdflib.Graph().parse(data=jsonld, format="json-ld"))
    assert {actor["id"] for actor in actors} == {FOUNDRY, WORKSHOP, BAKERY}


def numbers(text: str, section: str) -> dict[str, str]:
    """Address → number of the links in one section of a page."""
    part = text.partition(f'id="{section}"')[2].partition("</section>")[0]
    return {unescape(there): number for there, number in re.findall(r'<a href="([^"]+)">([^<]+)</a>', part)}


def test_the_page_of_a_word_counts_who_uses_it_and_each_number_opens_them(somebody: httpx.Client) -> None:
    told = numbers(somebody.get("/vocabulaire/skill:casting").text, "usage")

    assert told["/acteurs?concept=skill:casting&link=HAS_SKILL"] == "1"
    for there, number in told.items():
        if there.startswith("/acteurs"):
            assert re.search(rf"<h2 id=\"count\">{number} acteur", somebody.get(there).text), there
    assert len([there for there in told if there.startswith("/acteurs")]) > 10


def test_somebody_who_sees_more_reads_other_numbers(words: str, somebody: httpx.Client) -> None:
    with httpx.Client(
        base_url=words,
        headers={"Accept": "text/html", "Accept-Language": "fr", "Authorization": f"Bearer {KEY}"},
        timeout=60,
    ) as everybody:
        seen = [client.get("/vocabulaire/naf:16") for client in (somebody, everybody)]

    told = [numbers(page.text, "usage").get("/acteurs?concept=naf:16&link=IN_SECTOR") for page in seen]
    assert told == ["1", "2"]
    assert seen[0].headers["etag"] != seen[1].headers["etag"]


def test_a_word_below_two_others_shows_both_ways(somebody: httpx.Client) -> None:
    places = somebody.get("/vocabulaire/skill:sand-casting").text.partition('id="places"')[2].partition("</section>")[0]

    assert re.findall(r'href="/vocabulaire/([^"]+)"', places) == ["skill:casting", "naf:C", "naf:24"]


def test_the_page_of_a_word_offers_what_programs_read(somebody: httpx.Client) -> None:
    page = somebody.get("/vocabulaire/skill:casting").text

    for form, kind in (("ttl", "text/turtle"), ("jsonld", "application/ld+json")):
        address = f"/v1/concepts/skill:casting?format={form}&lang=fr"
        assert f'<link rel="alternate" type="{kind}" href="{address.replace("&", "&amp;")}">' in page
        assert somebody.get(address).headers["content-type"].startswith(kind)


def test_words_from_a_to_z_leave_out_what_was_given_up(somebody: httpx.Client) -> None:
    page = somebody.get("/vocabulaire?scheme=naf&view=alphabet").text
    listed = re.findall(r'<ul class="words">(.*?)</ul>', page, re.DOTALL)
    labels = [unescape(label) for part in listed for label in re.findall(r'<a href="[^"]+">([^<]+)</a>', part)]

    assert labels[0] == "Administration publique"
    assert labels == sorted(labels, key=fold)
    assert len(labels) == 9
    assert re.findall(r"<h3[^>]*>(.)</h3>", page) == ["A", "B", "F", "I", "M", "S", "T"]


def test_a_large_scheme_comes_letter_by_letter_and_two_levels_deep(reader: httpx.Client) -> None:
    first = reader.get("/vocabulaire?scheme=naf&view=alphabet").text
    other = reader.get("/vocabulaire?scheme=naf&view=alphabet&letter=F").text
    tree = reader.get("/vocabulaire?scheme=naf").text

    assert [re.findall(r"<h3[^>]*>(.)</h3>", page) for page in (first, other)] == [["A"], ["F"]]
    assert 'href="/vocabulaire?scheme=naf&amp;view=alphabet&amp;letter=F" aria-current="page"' in other
    assert "Fonderie de fonte" in other
    assert "/vocabulaire/naf:25" in tree
    assert "/vocabulaire/naf:25.1" not in tree


def test_a_word_is_looked_for_in_all_schemes_whichever_is_shown(somebody: httpx.Client) -> None:
    for shown in ("naf", "skill"):
        page = somebody.get(f"/vocabulaire?scheme={shown}&q=fondri").text
        answers = page.partition('<ul class="tree found">')[2].partition("</ul>")[0]

        assert {CURRENT, "skill:casting"} <= set(re.findall(r'href="/vocabulaire/([^"]+)"', answers))
        assert re.search(
            r'href="/vocabulaire/skill:casting"((?!</li>).)*?<span class="soft small whence">Compétences', answers
        )


def test_of_very_many_branches_the_first_are_shown(somebody: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_WHOLE", 1)
    page = somebody.get("/vocabulaire?scheme=naf&lang=fr").text

    assert "Industrie manufacturière" in page
    assert "Administration publique" not in page
    assert "Et 1 autre " in page


def test_a_filter_by_word_is_told_and_can_be_taken_away(somebody: httpx.Client) -> None:
    page = somebody.get("/acteurs?concept=skill:casting&link=HAS_SKILL").text

    assert "Fonderie" in page.partition("Filtres en vigueur")[2][:600]
    assert '<input type="hidden" name="concept" value="skill:casting">' in page
    wrong = somebody.get("/acteurs?concept=skill:nowhere").text
    assert "Retirer ce filtre" in wrong


@pytest.mark.chromium
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (400, "light")])
def test_axe_finds_nothing_in_the_vocabulary(chromium: Browser, words: str, width: int, scheme: str) -> None:
    chosen = cast("Literal['light', 'dark']", scheme)
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=chosen, locale="fr-FR")
    context.set_default_timeout(60_000)
    tab = context.new_page()
    found: dict[str, object] = {}
    for path in (
        "/vocabulaire?scheme=skill",
        "/vocabulaire?scheme=naf&view=alphabet",
        "/vocabulaire/skill:sand-casting",
        f"/vocabulaire/{OLD}",
        "/acteurs?concept=skill:casting&link=HAS_SKILL",
    ):
        tab.goto(words + path)
        tab.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        violations = Axe().run(tab)["violations"]
        if violations:
            found[path] = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations]
        wider = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            found[f"{path}, wider by"] = wider
    context.close()

    assert not found


@pytest.mark.chromium
def test_the_arrows_go_through_the_tree_and_open_and_close_it(chromium: Browser, words: str) -> None:
    context = chromium.new_context(locale="fr-FR")
    context.set_default_timeout(60_000)
    tab = context.new_page()
    tab.goto(f"{words}/vocabulaire?scheme=naf")
    tab.locator(".tree summary").first.focus()

    def focused() -> str:
        return str(tab.evaluate("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()"))

    assert focused() == "C Industrie manufacturière"
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(".tree > li > details").first).to_have_attribute("open", "")
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft", "End"):
        tab.keyboard.press(key)
        seen.append(focused())
    assert seen == [
        "Industrie manufacturière : la page de cette rubrique",
        "10 Industries alimentaires",
        "10 Industries alimentaires",
        "Industries alimentaires : la page de cette rubrique",
        "10 Industries alimentaires",
        "10 Industries alimentaires",
        "C Industrie manufacturière",
        "O Administration publique",
    ]
    for key in ("Home", "ArrowRight", "Enter"):
        tab.keyboard.press(key)
    expect(tab.locator("h1")).to_have_text("Industrie manufacturière")
    context.close()


@pytest.mark.chromium
def test_without_javascript_the_tree_opens_by_itself_and_leads_to_each_word(chromium: Browser, words: str) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="fr-FR")
    context.set_default_timeout(60_000)
    tab = context.new_page()
    tab.goto(f"{words}/vocabulaire?scheme=skill")
    expect(tab.locator("[data-tree-hint]")).to_be_hidden()
    tab.locator(".tree summary").first.press("Enter")
    tab.locator(".tree a", has_text="Moulage au sable").press("Enter")

    expect(tab.locator("h1")).to_have_text("Moulage au sable")
    context.close()
