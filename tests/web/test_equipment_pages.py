"""What could be shared and who should meet, over a small invented town."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from tests.engine.town import BAKERY, COUNCIL, LABORATORY, SAWMILL, WORKSHOP
from tests.web.reading import actors_of, links_of, section, table_of, text_of

# ── equipment ──────────────────────────────────────────────────────────────────────────────────────


def test_equipment_is_listed_with_owner_place_conditions_and_price(visitor: httpx.Client) -> None:
    answer = visitor.get("/equipements?type=equipment:mill&near=Hautfer&km=30")
    said = text_of(answer).replace("\xa0", " ")

    assert "1 équipement à moins de 30 km de Hautfer" in said
    assert re.search(r"Fonderie du Hautfer Atelier Saint-Bois-le-Petit 10,4 km Mutualisable · Le vendredi\.", said)
    assert "80 €/h" in said
    assert re.search(r'<a href="#(machine:[^"]+)">', answer.text)[1] in re.findall(r'<tr id="([^"]+)"', answer.text)  # type: ignore[index]  # else it fails


def test_what_a_machine_requires_is_told_and_what_its_owner_has_can_be_opened(everybody: httpx.Client) -> None:
    said = text_of(everybody.get("/equipements?type=equipment:mill&expand=false")).replace("\xa0", " ")

    assert "Opérateur qualifié. Demande : Métrologie (déclaré)." in said
    assert re.search(r"Laboratoire des alliages .{0,40}Métrologie Déclaré · 90 % · Enquête inventée", said)


def test_a_territory_restricts_stays_in_the_form_and_can_be_taken_away(visitor: httpx.Client) -> None:
    inside = visitor.get("/equipements?type=equipment:mill&territory=epci:990000001")
    outside = text_of(visitor.get("/equipements?type=equipment:mill&territory=epci:990000002"))

    assert "Centre 5 axes" in text_of(inside)
    assert 'name="territory" value="epci:990000001"' in inside.text
    assert 'href="/equipements?type=equipment:mill"' in inside.text
    assert "territory=epci%3A990000001" in inside.text or "territory=epci:990000001" in inside.text
    assert "Chercher sans « Communauté de Basbois »" in outside.replace("\xa0", " ")


def test_machines_of_which_nobody_said_whether_they_are_shared_are_counted_apart(everybody: httpx.Client) -> None:
    said = text_of(everybody.get("/equipements?type=equipment:mill&shareable=true")).replace("\xa0", " ")

    assert "1 équipement dont personne n’a dit s’il se partage n’est pas dans cette liste." in said
    assert "Équipements 1 à 1 sur 1" in said


def test_the_type_facet_counts_what_its_links_find(everybody: httpx.Client) -> None:
    page = everybody.get("/equipements?near=Hautfer&km=30").text.partition('id="facet-type"')[2]
    counted = re.findall(r'<a href="([^"]+)"><span>.*?</span> <span class="n">(\d+)</span>', page)

    assert [count for _, count in counted] == ["2", "1"], "a mill, and a five-axis one below it"
    for link, count in counted:
        assert f"{count} équipement" in text_of(everybody.get(html.unescape(link)))


def test_the_export_has_the_rows_of_the_filter(visitor: httpx.Client, everybody: httpx.Client) -> None:
    for reader, names in ((visitor, ["Centre 5 axes"]), (everybody, ["Fraiseuse d'essai", "Centre 5 axes"])):
        answer = reader.get("/equipements?type=equipment:mill&near=49.13,6.23&km=40")
        links = {html.unescape(link) for link in re.findall(r'href="([^"]+)" download', answer.text)}
        table = next(link for link in links if "format=csv" in link)
        points = next(link for link in links if "format=geojson" in link)

        assert [row["Équipement"] for row in table_of(reader.get(table))] == names
        assert [each["properties"]["label"] for each in reader.get(points).json()["features"]] == names


def test_only_what_is_shared_is_a_filter_and_an_empty_list_says_what_to_do(
    visitor: httpx.Client, everybody: httpx.Client
) -> None:
    asked = "/equipements?type=equipment:mill&shareable=true"
    empty = text_of(visitor.get("/equipements?type=equipment:mill&near=Hautfer&km=1&shareable=true")).replace(
        "\xa0", " "
    )

    assert "Centre 5 axes" in everybody.get(asked).text
    assert "Fraiseuse d&#39;essai" not in everybody.get(asked).text
    assert "Aucun équipement ne répond à tous ces critères." in empty
    assert "Chercher sans « Mutualisables seulement »" in empty
    assert "Élargir à 2 km" in empty


def test_words_for_a_type_are_answered_with_types_to_choose_from(visitor: httpx.Client) -> None:
    answer = visitor.get("/equipements?type=fraiseuse&km=30&near=Hautfer")

    assert answer.status_code == 200
    assert 'href="/equipements?km=30&amp;near=Hautfer&amp;type=equipment:five-axis-mill"' in answer.text


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"km": "nan", "near": "Hautfer"}, "La distance est un nombre"),
        ({"km": "0", "near": "Hautfer"}, "La distance est un nombre"),
        ({"km": "5"}, "Dites autour de quel lieu"),
        ({"near": "Atlantide"}, "Aucun lieu"),
        ({"near": "99.11,6.20"}, "latitude"),
        ({"type": "xyzzy"}, "Aucun type d’équipement ne correspond"),
        ({"type": "equipment:unheard"}, "equipment:unheard"),
        ({"type": "naf:24"}, "n'est pas un type d'équipement"),
        ({"territory": "insee:99999"}, "insee:99999"),
        ({"shareable": "peut-être"}, "se coche ou ne se coche pas"),
        ({"page": "0"}, "numéro de page"),
    ],
)
def test_a_wrong_value_is_told_beside_what_was_typed(
    visitor: httpx.Client, params: dict[str, str], sentence: str
) -> None:
    typed = {"type": "equipment:mill", **params}
    answer = visitor.get("/equipements", params=typed)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert f'name="type" value="{typed["type"]}"' in answer.text


# ── complementarity ────────────────────────────────────────────────────────────────────────────────


def test_what_an_actor_could_receive_and_bring_is_told_with_reasons(visitor: httpx.Client) -> None:
    mill, workshop = (
        visitor.get(f"/complementarites?actor={SAWMILL}"),
        visitor.get(f"/complementarites?actor={WORKSHOP}"),
    )

    assert actors_of(mill) == [LABORATORY, WORKSHOP]
    assert "Ce que Scierie Étienne peut recevoir" in text_of(mill)
    assert "Scierie Étienne peut apporter" not in text_of(mill)
    assert re.search(
        r"Il manque à Scierie Étienne la compétence «\sMétrologie\s»\s; Laboratoire des alliages l’a et la partage\.",
        text_of(mill),
    )
    assert "69,5 km" in text_of(mill)
    gives = section(workshop, "gives")
    assert re.search(r"Ville de Hautfer cherche «\sFontes de voirie\s»", gives)
    assert f"/acteurs/{COUNCIL}" in links_of(workshop)


def test_a_name_instead_of_an_identifier_is_answered_with_actors_to_choose_from(visitor: httpx.Client) -> None:
    named = visitor.get("/complementarites?actor=scierie+etienne")
    nobody = visitor.get("/complementarites", params={"actor": "!!! <>"})

    assert f"/complementarites?actor={SAWMILL}" in links_of(named)
    assert nobody.status_code == 200
    assert "Aucun acteur ne répond" in text_of(nobody)
    assert "!!! &lt;&gt;" in nobody.text


def test_nobody_to_meet_is_told_as_what_it_is(visitor: httpx.Client) -> None:
    assert "Personne de connu n’a ce qui manque" in text_of(visitor.get(f"/complementarites?actor={BAKERY}"))


def test_those_whom_an_actor_is_linked_to_already_stand_apart_with_the_link(everybody: httpx.Client) -> None:
    page = everybody.get(f"/complementarites?actor={SAWMILL}")

    known, gets = section(page, "known"), section(page, "gets")
    assert "Scierie Étienne fournit Fonderie du Hautfer Atelier" in known
    assert "Centre 5 axes" in known
    assert "Fonderie du Hautfer Atelier" not in gets
    assert "1 acteur déjà en lien." in text_of(page).replace("\xa0", " ")
    assert 'href="/v1/actors/' in page.text
    assert "format=csv" in page.text
