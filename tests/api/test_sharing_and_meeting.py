"""What could be shared and who should meet: over HTTP, on both engines, with the facts behind it."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import pytest

from tests.api.conftest import KEY, Service
from tests.api.test_three_questions import data
from tests.engine.town import CLUB, COUNCIL, LABORATORY, SAWMILL, WORKSHOP


@pytest.fixture
def everybody(service: Service) -> httpx.Client:
    """Somebody who sees all levels."""
    return service.client(Authorization=f"Bearer {KEY}")


# ── equipment ──────────────────────────────────────────────────────────────────────────────────────


def test_equipment_of_a_type_and_below_the_nearest_first(everybody: httpx.Client, public: httpx.Client) -> None:
    asked: dict[str, Any] = {"type": "equipment:mill", "near": "49.11,6.21", "km": 40}
    found = data(everybody.get("/v1/equipment", params=asked))

    assert [(one["label"], one["owner"], one["precision"]) for one in found] == [
        ("Fraiseuse d'essai", LABORATORY, "equipment"),
        ("Centre 5 axes", WORKSHOP, "owner"),
    ]
    assert found[0]["distance_km"] < found[1]["distance_km"] <= 40
    assert (found[1]["conditions"], found[1]["price_eur_hour"], found[1]["shareable"]) == ("Le vendredi.", 80.0, True)
    assert [one["operator"] for one in found] == [True, None]  # the type below requires nothing by itself
    assert [one["certified"] for one in found] == [None, None]
    assert [one["label"] for one in data(public.get("/v1/equipment", params=asked))] == ["Centre 5 axes"]
    assert data(public.get("/v1/equipment", params={**asked, "expand": "false"})) == []
    assert data(public.get("/v1/equipment", params={**asked, "km": 1})) == []


def test_who_can_run_a_machine_stands_on_the_facts_that_say_so(everybody: httpx.Client) -> None:
    answer = everybody.get("/v1/equipment", params={"type": "equipment:mill", "expand": "false", "explain": "true"})

    (bench,) = data(answer)
    (metrology,) = bench["required"]
    assert (metrology["id"], metrology["label"], metrology["declared"]) == ("skill:metrology", "Métrologie", True)
    facts = answer.json()["explain"]["facts"]
    assert {(facts[one]["type"], facts[one]["start"]) for one in metrology["facts"]} == {("HAS_SKILL", LABORATORY)}
    assert set(metrology["facts"]) <= set(bench["facts"])


def test_equipment_is_found_where_it_stands_and_what_nobody_said_is_shared_is_counted(everybody: httpx.Client) -> None:
    def found(**asked: str) -> tuple[list[str], dict[str, int]]:
        answer = everybody.get("/v1/equipment", params={"type": "equipment:mill", **asked}).json()
        return [one["label"] for one in answer["data"]], answer["meta"]["left_out"]

    assert found(territory="pole:invented") == (["Centre 5 axes", "Fraiseuse d'essai"], {})
    assert found(territory="insee:99003") == ([], {})
    assert found(shareable="true") == (["Centre 5 axes"], {"sharing_unknown": 1})
    assert found(shareable="false") == ([], {"sharing_unknown": 1})
    assert found(territory="insee:99003", shareable="true") == ([], {})


def test_what_is_no_type_of_equipment_is_refused_with_the_nearest(public: httpx.Client) -> None:
    unheard = public.get("/v1/equipment", params={"type": "equipment:five-axis-mils"}).json()
    sector = public.get("/v1/equipment", params={"type": "naf:25", "lang": "en"}).json()

    assert "Vouliez-vous dire Fraiseuse 5 axes (equipment:five-axis-mill)" in unheard["detail"]
    assert sector["detail"].startswith("naf:25 is no known type of equipment. Did you mean")


def test_equipment_is_a_table_and_points_too(public: httpx.Client) -> None:
    table = public.get("/v1/equipment", params={"type": "equipment:mill", "format": "csv"})
    points = public.get("/v1/equipment", params={"type": "equipment:mill", "format": "geojson"}).json()

    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["Équipement"], row["Prix (€/h)"], row["Mutualisable"]) for row in rows] == [
        ("Centre 5 axes", "80,0", "oui")
    ]
    (feature,) = points["features"]
    assert feature["properties"]["label"] == "Centre 5 axes"
    assert feature["id"] == feature["properties"]["equipment"]
    assert feature["id"].startswith("machine:")


def test_a_table_says_of_what_nobody_declared_no_more_than_that(everybody: httpx.Client) -> None:
    table = everybody.get("/v1/equipment", params={"type": "equipment:mill", "format": "csv"})

    rows = {
        row["Équipement"]: row for row in csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";")
    }
    assert rows["Fraiseuse d'essai"]["Mutualisable"] == "non déclaré"
    assert rows["Fraiseuse d'essai"]["Opérateur qualifié"] == "déclaré"
    assert rows["Fraiseuse d'essai"]["Exigences"] == "Métrologie (déclaré)"
    assert (rows["Centre 5 axes"]["Opérateur qualifié"], rows["Centre 5 axes"]["Exigences"]) == ("", "")


# ── complementarity ────────────────────────────────────────────────────────────────────────────────


def test_who_has_what_an_actor_lacks_with_a_reason_in_one_sentence(public: httpx.Client) -> None:
    answer = public.get(f"/v1/actors/{SAWMILL}/complementary", params={"explain": "true"}).json()
    found = {one["actor"]: one for one in answer["data"]}

    assert set(found) == {LABORATORY, WORKSHOP}  # the bakery does not share, the club is for members
    (skill,) = found[LABORATORY]["reasons"]
    assert (skill["kind"], skill["direction"], skill["wanted"]) == ("skill", "gets", "skill:metrology")
    assert skill["sentence"] == (
        "Il manque à Scierie Étienne la compétence « Métrologie » ; Laboratoire des alliages l’a et la partage."
    )
    (machine,) = found[WORKSHOP]["reasons"]
    assert (machine["kind"], machine["met_by_label"]) == ("equipment", "Centre 5 axes")
    assert machine["sentence"].endswith("Fonderie du Hautfer Atelier partage « Centre 5 axes ».")
    assert (answer["meta"]["total"], answer["meta"]["basis"]) == (2, {"declared": 2})
    for one in found.values():
        assert set(one["facts"]) <= set(answer["explain"]["facts"])


def test_a_need_meets_a_narrower_offer_seen_from_either_side(public: httpx.Client) -> None:
    sought = data(public.get(f"/v1/actors/{COUNCIL}/complementary"))
    offered = data(public.get(f"/v1/actors/{WORKSHOP}/complementary"))

    assert [(one["actor"], one["reasons"][0]["direction"]) for one in sought] == [(WORKSHOP, "gets")]
    assert (COUNCIL, "gives") in [(one["actor"], one["reasons"][0]["direction"]) for one in offered]
    assert sought[0]["reasons"][0]["sentence"] == (
        "Ville de Hautfer cherche « Fontes de voirie » ; Fonderie du Hautfer Atelier propose « Corps de pompe »."
    )


def test_whom_an_actor_is_linked_to_already_is_said_and_comes_last(everybody: httpx.Client) -> None:
    answer = everybody.get(f"/v1/actors/{SAWMILL}/complementary", params={"explain": "true"}).json()

    known = {one["actor"]: one["known"] for one in answer["data"]}
    assert list(known)[-1] == WORKSHOP, "the sawmill supplies it, as members know"
    (link,) = known.pop(WORKSHOP)
    assert (link["type"], link["direction"], link["label"]) == ("SUPPLIES", "out", "fournit")
    assert {answer["explain"]["facts"][fact]["type"] for fact in link["facts"]} == {"SUPPLIES"}
    assert all(links == [] for links in known.values())


def test_a_link_that_the_reader_does_not_see_is_not_said(public: httpx.Client) -> None:
    assert [one["known"] for one in data(public.get(f"/v1/actors/{SAWMILL}/complementary"))] == [[], []]


def test_who_should_meet_comes_in_pages_and_as_a_table_of_reasons(public: httpx.Client) -> None:
    address = f"/v1/actors/{SAWMILL}/complementary"
    first = public.get(address, params={"limit": 1}).json()
    second = public.get(first["meta"]["next"]).json()
    table = public.get(address, params={"format": "csv"}).content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert (first["meta"]["total"], second["meta"]["next"]) == (2, None)
    assert [row["Acteur"] for row in rows] == [one["label"] for one in first["data"] + second["data"]]
    assert [row["Raison"] for row in rows] == [
        reason["sentence"] for one in first["data"] + second["data"] for reason in one["reasons"]
    ]
    assert {row["Sens"] for row in rows} == {"peut recevoir"}


def test_reasons_are_said_in_the_readers_language(service: Service) -> None:
    with service.client(**{"Accept-Language": "en"}) as client:
        found = data(client.get(f"/v1/actors/{COUNCIL}/complementary"))

    assert found[0]["reasons"][0]["sentence"].startswith("Ville de Hautfer seeks “Fontes de voirie”;")


def test_members_are_not_named_to_the_public(public: httpx.Client, everybody: httpx.Client) -> None:
    assert CLUB not in [one["actor"] for one in data(public.get(f"/v1/actors/{SAWMILL}/complementary"))]
    assert CLUB in [one["actor"] for one in data(everybody.get(f"/v1/actors/{SAWMILL}/complementary"))]
