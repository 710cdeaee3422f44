"""What the pages say, as a program without JavaScript reads them."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from tests.web.conftest import FOUNDRY, WORKSHOP
from tests.web.reading import ROW, facet, links_of, names, text_of

PAGES = (
    "/",
    "/acteurs",
    "/acteurs?near=Rive-sur-Essaie&km=20",
    f"/acteurs/{FOUNDRY}",
    "/vocabulaire",
    "/vocabulaire?q=fonderie",
    "/vocabulaire/naf:25",
    "/territoires",
    "/territoires/epci:960000001",
    "/donnees",
    "/aide",
    "/accessibilite",
    "/connexion",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_with_a_title_and_in_french(reader: httpx.Client, path: str) -> None:
    answer = reader.get(path)

    assert answer.status_code == 200
    assert '<html lang="fr">' in answer.text
    assert re.search(r"<title>[^<]{3,} · Sillon</title>", answer.text)
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_inline_script_or_style_or_leaves_the_house(reader: httpx.Client, path: str) -> None:
    answer = reader.get(path)

    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=\"/static/)", answer.text)
    assert not re.search(r'(?:src|action)="(?:https?:)?//', answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(reader: httpx.Client, path: str) -> None:
    pages = sorted(link for link in links_of(reader.get(path)) if not link.startswith(("/static/", "/docs")))[:25]
    broken = {link: answer.status_code for link in pages if (answer := reader.get(link)).status_code != 200}

    assert pages
    assert not broken


def test_home_counts_what_a_reader_can_open(reader: httpx.Client) -> None:
    home = reader.get("/")
    total = int(re.search(r"<strong>(\d+)</strong> acteurs", home.text)[1])  # type: ignore[index]  # else it fails

    assert f"{total} acteurs" in text_of(reader.get("/acteurs"))
    assert "Essai : qui fait quoi, et où ?" in text_of(home)


def test_search_forgives_slips_and_says_which_field_answered(reader: httpx.Client) -> None:
    slipped = reader.get("/acteurs", params={"q": "fondrie essai"})
    by_trade_name = reader.get("/acteurs", params={"q": "maison asociations"})

    assert names(slipped)[0] == "FONDERIE DE L’ESSAIE"
    assert re.search(r"trouvé par : \w+", text_of(by_trade_name))


def test_facet_counts_ignore_their_own_facet(reader: httpx.Client) -> None:
    every = facet(reader.get("/acteurs"), "sphere")
    chosen = facet(reader.get("/acteurs", params={"sphere": "research"}), "sphere")
    others = facet(reader.get("/acteurs", params={"sphere": "research"}), "sector")

    assert len(every) > 2
    assert chosen == every
    assert sum(others.values()) < sum(facet(reader.get("/acteurs"), "sector").values())


def test_a_number_of_a_facet_is_the_number_of_its_rows(reader: httpx.Client) -> None:
    for link, count in re.findall(
        r'<a href="(/acteurs\?[^"]*)"><span>.*?</span> <span class="n">(\d+)</span>', reader.get("/acteurs").text
    ):
        assert len(names(reader.get(html.unescape(link)))) == int(count), link


def test_the_nearest_actor_comes_first_with_its_distance(reader: httpx.Client) -> None:
    answer = reader.get("/acteurs", params={"near": "Sainte-Forge", "km": "5"})
    distances = [float(km.replace(",", ".")) for km in re.findall(r">([\d,]+) km</td>", answer.text)]

    assert distances
    assert distances == sorted(distances)
    assert max(distances) <= 5


def test_a_sector_finds_what_lies_below_it_unless_told_otherwise(reader: httpx.Client) -> None:
    assert "FONDERIE DE L’ESSAIE" in names(reader.get("/acteurs", params={"sector": "naf:24"}))
    assert names(reader.get("/acteurs", params={"sector": "naf:24", "expand": "false"})) == []


def test_words_for_a_sector_are_answered_with_sectors_to_choose_from(reader: httpx.Client) -> None:
    answer = reader.get("/acteurs", params={"sector": "fonderie", "q": "essaie"})

    assert answer.status_code == 200
    assert "« fonderie » : quelle activité ?" in text_of(answer)
    assert 'href="/acteurs?q=essaie&amp;sector=naf:24.5"' in answer.text
    assert reader.get("/acteurs", params={"sector": "xyzzy"}).status_code == 422


def test_the_place_that_was_understood_is_named_with_its_identifier(reader: httpx.Client) -> None:
    answer = reader.get("/acteurs", params={"near": "sainte forge", "km": "5"})

    assert "à moins de 5 km de Sainte-Forge" in text_of(answer)
    assert "du plus proche au plus éloigné de Sainte-Forge" in text_of(reader.get("/acteurs?near=sainte+forge"))


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"km": "nan", "near": "Sainte-Forge"}, "La distance est un nombre"),
        ({"km": "-3", "near": "Sainte-Forge"}, "La distance est un nombre"),
        ({"km": "5"}, "Dites autour de quel lieu"),
        ({"near": "Atlantide"}, "Aucun lieu"),
        ({"sector": "naf:ZZ"}, "« ZZ » ne convient pas"),
        ({"territory": "`) MATCH (n) {"}, "n'est pas un identifiant"),
        ({"territory": "epci:999999999"}, "epci:999999999"),
        ({"page": "0"}, "numéro de page"),
        ({"page": "9" * 5_000}, "numéro de page"),
        ({"min_confidence": "2"}, "min_confidence"),
        ({"sphere": "xxx"}, "sphere doit être l'une des valeurs : « company »"),
        ({"workforce": "xx"}, "workforce doit être l'une des valeurs : « NN »"),
    ],
)
def test_a_wrong_value_is_told_beside_what_was_typed(
    reader: httpx.Client, params: dict[str, str], sentence: str
) -> None:
    answer = reader.get("/acteurs", params={"q": "fonderie <b>", **params})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'name="q" value="fonderie &lt;b&gt;"' in answer.text, "the form keeps what was typed"


def test_an_empty_answer_says_what_to_do(reader: httpx.Client) -> None:
    answer = reader.get("/acteurs", params={"q": "introuvable", "sphere": "company"})

    assert "Chercher sans « Entreprise »" in text_of(answer)
    assert reader.get("/acteurs", params={"q": "introuvable", "sphere": "company", "page": "7"}).status_code == 200


def test_a_file_says_ground_source_and_date_of_every_fact(reader: httpx.Client) -> None:
    said = text_of(reader.get(f"/acteurs/{FOUNDRY}"))

    for words in ("FONDERIE DE L’ESSAIE", "Sainte-Forge", "CA des Deux Rives", "siren:999900012", "salariés"):
        assert words in said
    assert "Observé" in said
    assert "100 %" in said
    assert "Base Sirene" in said
    assert "10 janvier 2025" in said
    assert "FONDERIE DE L’ESSAIE ATELIER" in said, "the other establishment of the legal unit"


def test_a_file_names_its_neighbours_in_both_directions(reader: httpx.Client) -> None:
    found = reader.get("/acteurs", params={"q": "atelier du moulin"})
    path = ROW.findall(found.text)[0][0]
    said = text_of(reader.get(path))

    assert re.search(r"fournit Grappe des métaux", said)
    assert "Déclaré" in said
    assert "Forge discrète" not in said, "a link to a member's actor is not for the public"


def test_a_language_that_was_chosen_stays_chosen(reader: httpx.Client) -> None:
    answer = reader.get("/acteurs?lang=de&sphere=company")

    assert '<html lang="de">' in answer.text
    links = [
        link
        for link in re.findall(r'href="(/(?:acteurs|vocabulaire|donnees|aide)[^"]*)"', answer.text)
        if "lang=" not in link
    ]
    assert not links
    assert 'name="lang" value="de"' in answer.text
    assert '<html lang="en">' in reader.get("/acteurs", headers={"Accept-Language": "en-GB"}).text


def test_a_page_is_not_sent_twice_and_its_tag_knows_the_language(reader: httpx.Client) -> None:
    first = reader.get("/acteurs")

    assert reader.get("/acteurs", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    other = reader.get("/acteurs", headers={"Accept-Language": "en"})
    assert other.headers["etag"] != first.headers["etag"]
    assert "Accept-Language" in first.headers["vary"]


def test_the_same_address_gives_the_same_bytes(reader: httpx.Client) -> None:
    assert reader.get("/acteurs?near=Sainte-Forge").content == reader.get("/acteurs?near=Sainte-Forge").content


def test_what_a_source_says_is_escaped(reader: httpx.Client) -> None:
    answer = reader.get("/acteurs", params={"q": "<script>alert(1)</script>"})

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_without_data_home_says_how_to_start(bare: str) -> None:
    with httpx.Client(base_url=bare, headers={"Accept": "text/html"}, timeout=60) as client:
        home = client.get("/")

        assert "sillon load territories" in home.text
        assert "Démonstration." in home.text, "a demonstration carries its banner"
        for path in ("/acteurs", "/vocabulaire", "/territoires", "/donnees"):
            assert client.get(path).status_code == 200, path


def test_the_real_service_has_no_banner(reader: httpx.Client) -> None:
    assert "Démonstration." not in reader.get("/").text


def test_other_establishments_lead_to_their_files(reader: httpx.Client) -> None:
    assert f'href="/acteurs/{WORKSHOP}"' in reader.get(f"/acteurs/{FOUNDRY}").text


def test_territories_are_in_the_menu_and_listed_by_kind(reader: httpx.Client) -> None:
    answer = reader.get("/territoires")
    total = len(names(reader.get("/acteurs")))

    assert '<li><a href="/territoires" aria-current="page">Territoires</a></li>' in answer.text
    assert re.findall(r'id="kind-(\w+)"', answer.text) == ["pole", "department", "region", "epci"]
    assert f"Essai {total} acteurs" in re.sub(r"(\d+ acteurs) (\w+)", r"\2 \1", text_of(answer))
    for link, count in re.findall(r'<a href="(/acteurs\?territory=[^"]*)">(\d+) acteurs?</a>', answer.text):
        assert len(names(reader.get(html.unescape(link)))) == int(count), link
