"""What a list is exported as: its rows, in as many files as it takes, in words and with what it takes to cite them."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from graph_service.http import answers
from tests.web.conftest import FOUNDRY
from tests.web.reading import facet, links_of, names, table_of, text_of


def exports_of(answer: httpx.Response, form: str = "csv") -> list[str]:
    """Where a list is exported to, in order."""
    return [html.unescape(link) for link in re.findall(rf'href="([^"]+format={form}[^"]*)" download>', answer.text)]


@pytest.mark.parametrize(
    "typed",
    [
        {"territory": "epci:960000002"},
        {"near": "Sainte-Forge", "km": "2,5 km"},
        {"min_confidence": "0,5"},
        {"q": ["scierie", "fonderie"]},
        {"near": "49.1, 6.1", "km": ""},
        {"sector": "naf:C", "expand": "true", "basis": ["observed", "declared", "observed"]},
    ],
    ids=lambda typed: "+".join(typed),
)
def test_an_export_has_the_rows_of_the_list_and_takes_what_the_form_takes(
    reader: httpx.Client, typed: dict[str, str | list[str]]
) -> None:
    listed = reader.get("/acteurs", params=typed)
    (link,) = exports_of(listed)

    assert names(listed)
    assert [row["Nom"] for row in table_of(reader.get(link))] == names(listed)


def test_what_other_sites_add_to_an_address_goes_into_no_link_and_no_export(reader: httpx.Client) -> None:
    said = {"q": "fonderie", "utm_source": "lettre", "after": "x", "limit": "5", "page": "1"}
    listed = reader.get("/acteurs", params=said)

    assert not [link for link in links_of(listed) if re.search(r"[?&](utm_source|after|limit)=", link)]
    exports = exports_of(listed) + exports_of(listed, "geojson")
    assert len(exports) == 2
    assert {reader.get(link).status_code for link in exports} == {200}


def test_rows_that_one_file_does_not_hold_are_offered_as_several(
    reader: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(exports_of(reader.get("/acteurs"))) == 1, "one file is enough"
    monkeypatch.setattr(answers, "EXPORT_ROWS", 7)
    listed = reader.get("/acteurs")
    parts = exports_of(listed)
    found = [row["Nom"] for part in parts for row in table_of(reader.get(part))]

    assert "En voici les 7 premières, puis la suite : Lignes 1 à 7 :" in text_of(listed)
    assert len(parts) > 1
    assert found == names(listed)


def test_a_file_for_maps_says_how_many_rows_there_are_and_where_the_next_ones_are(
    reader: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reader.get("/v1/actors?format=geojson").json()
    monkeypatch.setattr(answers, "EXPORT_ROWS", 7)
    answer = reader.get("/v1/actors?format=geojson")
    found = [answer.json()]
    while "links" in found[-1]:
        found.append(reader.get(found[-1]["links"][0]["href"]).json())

    assert "links" not in whole, "nothing follows"
    assert answer.links["next"]["url"] == found[0]["links"][0]["href"]
    assert found[0]["numberReturned"] == 7
    assert {part["numberMatched"] for part in found} == {len(whole["features"])}
    assert [feature["id"] for part in found for feature in part["features"]] == [
        feature["id"] for feature in whole["features"]
    ]


def test_a_code_of_a_table_is_followed_by_its_words_and_a_row_can_be_cited(reader: httpx.Client) -> None:
    rows = {row["Identifiant"]: row for row in table_of(reader.get("/v1/actors?format=csv&lang=fr"))}
    foundry = rows[FOUNDRY]
    declared = [row for row in rows.values() if row["Sources"] == "fictitious"]

    assert {row["Sphère"] for row in rows.values() if row["Sphère (code)"] == "public"} == {"Service public"}
    assert (foundry["Effectif (code)"], foundry["Effectif"]) == ("22", "100 à 199 salariés")
    assert (foundry["Précision (code)"], foundry["Précision du point"]) == ("address", "À l'adresse")
    assert (foundry["Sources"], foundry["Observé le"], foundry["Fondement"]) == ("sirene", "2025-01-10", "Observé")
    assert {row["Fondement (code)"] for row in declared} == {"declared"}


def test_a_table_of_territories_names_its_levels(reader: httpx.Client) -> None:
    rows = table_of(reader.get("/v1/territories?kind=epci&format=csv&lang=fr"))

    assert {(row["Niveau (code)"], row["Niveau"]) for row in rows} == {("epci", "Intercommunalité")}


@pytest.mark.parametrize("lang", ["fr", "en", "de"])
def test_pages_and_api_say_the_same_words_for_a_code(reader: httpx.Client, lang: str) -> None:
    page = reader.get("/acteurs", params={"lang": lang})
    facets = reader.get("/v1/actors", params={"lang": lang, "facets": "true"}).json()["meta"]["facets"]
    said = {one["name"]: {value["label"]: value["count"] for value in one["values"]} for one in facets}

    assert len(said["sphere"]) > 2
    assert len(said["workforce"]) > 2
    for name in ("sphere", "workforce"):
        assert facet(page, name) == said[name]
