"""The files of the fictitious territory: as a territory might look, and what was planted for questions to come."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from typing import Any

import pytest

from loaders import shipped
from loaders.kinds_file import kinds

SMALL = ("NN", "00", "01", "02", "03", "11")
"""INSEE's classes of fewer than twenty people."""


def rows(kind: str, **wanted: str) -> list[dict[str, str]]:
    """The rows of a file that anybody may see, with these cells."""
    with shipped.demonstration(f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    return [
        row for row in told
        if row.get("diffusion", "public") == "public" and all(row[name] == value for name, value in wanted.items())
    ]  # fmt: skip


@pytest.fixture(scope="module")
def planted() -> dict[str, dict[str, Any]]:
    text = shipped.demonstration("planted.toml").read_text(encoding="utf-8")
    return {each["id"]: each for each in tomllib.loads(text)["situation"]}


@pytest.fixture(scope="module")
def communes() -> dict[str, str]:
    return {row["clé"]: row["commune"] for row in rows("actors")}


def test_every_kind_but_none_other_has_a_file() -> None:
    files = {path.stem for path in shipped.demonstration("").glob("*.csv")}

    assert files == set(kinds())


def test_three_companies_of_four_have_fewer_than_twenty_people() -> None:
    companies = rows("actors", sphère="entreprise")
    small = sum(row["tranche d'effectif"] in SMALL for row in companies)

    assert small / len(companies) == pytest.approx(0.76, abs=0.02)


def test_metal_cars_machines_and_repair_are_strong_as_in_lorraine() -> None:
    divisions = Counter(row["activité"][:2] for row in rows("actors", sphère="entreprise"))

    assert sum(divisions[each] for each in ("24", "25", "28", "29", "33")) > 0.4 * divisions.total()


def test_names_are_given_once_and_persons_are_fictitious_with_mails_of_nobody() -> None:
    names = Counter(row["nom"] for row in rows("actors"))
    contacts = rows("contacts")

    assert set(names.values()) == {1}
    assert all("(personne fictive)" in row["nom"] for row in contacts)
    assert all(row["courriel"].endswith("@example.org") for row in contacts)
    assert {row["accord"] for row in contacts} == {"oui"}, "who has not agreed is not public"


def test_the_value_that_hangs_on_one_actor_is_what_was_planted(planted: dict[str, dict[str, Any]]) -> None:
    essential: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in rows("supplies", indispensable="oui"):
        essential[row["fournisseur"]].append((row["client"], float(row["valeur (€)"] or 0)))

    def at_stake(actor: str) -> float:
        total, seen, waiting = 0.0, {actor}, [actor]
        while waiting:
            for customer, value in essential.get(waiting.pop(), ()):
                total += value
                if customer not in seen:
                    seen.add(customer)
                    waiting.append(customer)
        return total

    assert sorted(essential, key=at_stake, reverse=True)[:2] == planted["most-depended-on"]["answer"]


def test_functions_of_one_place_are_what_was_planted(planted: dict[str, dict[str, Any]]) -> None:
    gas = [row["acteur"] for row in rows("functions", fonction="Gaz médicaux", rôle="assure la fonction")]
    pumps = {row["acteur"] for row in rows("functions", fonction="Réparation de pompes")}

    assert gas == planted["one-failure-and-no-medical-gas"]["answer"]
    assert pumps == {"demo-313"}
    oxygen = rows("supplies", produit="Oxygène")
    assert {row["fournisseur"] for row in oxygen} == {"demo-307"}
    assert {row["client"] for row in oxygen} == set(planted["oxygen-has-one-supplier"]["answer"])


def test_the_most_frequent_problem_and_its_knot_are_what_was_planted(communes: dict[str, str]) -> None:
    problems = rows("problems")
    counted = Counter(row["type de problématique"] for row in problems)
    of = defaultdict(set)
    for row in problems:
        of[row["acteur"]].add(row["type de problématique"])
    knot = {"Prix de l'énergie", "Chaleur sans débouché", "Déchet sans filière"}

    assert counted.most_common(1) == [("Recruter des soudeurs", 14)]
    assert counted.most_common(2)[1][1] < 14
    welders = {communes[row["acteur"]][:2] for row in problems if row["type de problématique"].endswith("soudeurs")}
    assert welders == {"54", "57", "88"}
    assert {actor for actor, told in of.items() if knot <= told} >= {
        "demo-001", "demo-064", "demo-185", "demo-249", "demo-325",
    }  # fmt: skip


def test_the_chairs_the_consultation_and_the_purchase_are_what_was_planted(planted: dict[str, dict[str, Any]]) -> None:
    seated = {row["participant"] for row in rows("participations", groupe="competitivite-environnement")}
    assessors = {row["acteur"] for row in rows("skills", compétence="Analyse du cycle de vie")}
    willing = {row["acteur"] for row in rows("topics", thème="Récupération de chaleur")}
    reached = {row["acteur"] for row in rows("contacts", accord="oui")}
    furnaces = {row["acteur"] for row in rows("equipment_needs", **{"type cherché": "Four sous vide"})}

    assert set(planted["empty-chairs"]["contains"]) <= assessors - seated
    assert set(planted["heat-consultation"]["contains"]) == willing & reached
    assert set(planted["vacuum-furnace-together"]["contains"]) <= furnaces


def test_the_exchange_of_three_and_the_introduction_are_what_was_planted(planted: dict[str, dict[str, Any]]) -> None:
    offered = {(row["acteur"], row["objet de l'offre"]) for row in rows("offers")}
    sought = {(row["acteur"], row["objet du besoin"]) for row in rows("needs")}
    round_trip = planted["bread-digestate-milk"]["answer"]
    given = ["Biodéchets", "Digestat", "Lait"]
    known = {(row["de"], row["vers"]) for row in rows("links", relation="connaît")}
    first, middle, last = planted["who-presents-them"]["answer"]

    for number, product in enumerate(given):
        assert (round_trip[number], product) in offered
        assert (round_trip[(number + 1) % 3], product) in sought
    assert {(first, middle), (middle, last)} <= known
    assert not {(first, last), (last, first)} & {(row["de"], row["vers"]) for row in rows("links")}
