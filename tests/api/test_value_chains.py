"""What counts, counts everywhere in an answer; every number opens its rows; every list is a table too."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import pytest

from tests.api.conftest import KEY, Service
from tests.engine.town import BAKERY, FOUNDRY, LABORATORY, SAWMILL, WORKSHOP

CHAIN = "/v1/value-chains/chain:metal"
CASTING, MACHINING, COATING = "stage:metal-casting", "stage:metal-machining", "stage:metal-coating"
LISTS = (
    "/v1/value-chains",
    f"{CHAIN}/stages",
    f"{CHAIN}/missing",
    f"{CHAIN}/stages/{COATING}/candidates",
    f"/v1/actors/{FOUNDRY}/upstream",
    f"/v1/actors/{WORKSHOP}/downstream",
)


def asked(client: httpx.Client, path: str, **params: Any) -> dict[str, Any]:
    answer = client.get(path, params=params or None)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def table(client: httpx.Client, path: str, **params: Any) -> list[dict[str, str]]:
    answer = client.get(path, params=params, headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8"), answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture
def everybody(service: Service) -> httpx.Client:
    """Somebody who sees all levels."""
    return service.client(Authorization=f"Bearer {KEY}")


def test_what_waits_for_a_missing_stage_is_counted_by_the_same_facts_in_the_same_place(public: httpx.Client) -> None:
    def around(**params: Any) -> dict[str, tuple[list[str], list[str]]]:
        rows = asked(public, f"{CHAIN}/missing", **params)["data"]
        for row in rows:
            assert (row["upstream"], row["downstream"]) == (len(row["fed_by"]), len(row["awaited_by"]))
        return {
            row["stage"]: ([each["stage"] for each in row["fed_by"]], [each["stage"] for each in row["awaited_by"]])
            for row in rows
        }

    assert around() == {COATING: ([MACHINING], [CASTING])}
    assert around(basis="declared") == {MACHINING: ([CASTING], []), COATING: ([], [CASTING])}
    assert around(min_confidence=0.8) == around(basis="declared")
    assert around(territory="epci:990000002") == {CASTING: ([], []), MACHINING: ([], []), COATING: ([], [])}


def test_the_stage_that_most_wait_for_here_comes_first(public: httpx.Client) -> None:
    rows = asked(public, f"{CHAIN}/missing", basis="declared")["data"]

    assert [(row["stage"], row["upstream"] + row["downstream"]) for row in rows] == [(MACHINING, 1), (COATING, 1)]


def test_the_facts_that_the_rank_of_a_missing_stage_rests_on_are_explained(public: httpx.Client) -> None:
    answer = asked(public, f"{CHAIN}/missing", explain="true")
    (row,) = answer["data"]
    named = {fact for each in (*row["fed_by"], *row["awaited_by"]) for fact in each["facts"]}

    assert len(named) == 3
    assert {(answer["explain"]["facts"][fact]["type"], answer["explain"]["facts"][fact]["end"]) for fact in named} == {
        ("HOLDS", MACHINING),
        ("HOLDS", CASTING),
    }


def test_who_holds_a_stage_by_facts_left_aside_is_told(public: httpx.Client) -> None:
    def told(**params: Any) -> dict[str, int]:
        rows = asked(public, f"{CHAIN}/missing", **params)["data"]
        return {row["stage"]: row["held_otherwise"] for row in rows}

    assert told() == {COATING: 0}
    assert told(basis="declared") == {MACHINING: 1, COATING: 0}
    assert told(min_confidence=0.95) == {CASTING: 1, MACHINING: 1, COATING: 0}
    assert told(min_confidence=0.95, territory="epci:990000002") == {CASTING: 0, MACHINING: 0, COATING: 0}


def test_all_candidates_can_be_read_some_or_none_first_and_page_by_page(public: httpx.Client) -> None:
    for most in (0, 1, 200):
        (row,) = asked(public, f"{CHAIN}/missing", candidates=most)["data"]
        assert [one["actor"] for one in row["candidates"]] == [BAKERY, LABORATORY, SAWMILL][:most]
        assert row["candidates_in_all"] == 3
    assert public.get(f"{CHAIN}/missing", params={"candidates": 201}).status_code == 422

    first = asked(public, f"{CHAIN}/stages/{COATING}/candidates", limit=2, explain="true")
    second = asked(public, first["meta"]["next"])
    assert first["meta"]["total"] == second["meta"]["total"] == 3
    assert [one["actor"] for one in (*first["data"], *second["data"])] == [BAKERY, LABORATORY, SAWMILL]
    assert {fact for one in first["data"] for fact in one["facts"]} <= set(first["explain"]["facts"])
    elsewhere = asked(public, f"{CHAIN}/stages/{COATING}/candidates", territory="epci:990000002")
    assert [one["actor"] for one in elsewhere["data"]] == [
        one["actor"]
        for row in asked(public, f"{CHAIN}/missing", territory="epci:990000002", candidates=200)["data"]
        for one in row["candidates"]
        if row["stage"] == COATING
    ]


def test_who_holds_a_stage_is_no_candidate_for_it_and_a_stage_of_another_chain_has_none(public: httpx.Client) -> None:
    whatever = asked(public, f"{CHAIN}/stages/{MACHINING}/candidates")["data"]
    declared = asked(public, f"{CHAIN}/stages/{MACHINING}/candidates", basis="declared")["data"]

    assert WORKSHOP not in [one["actor"] for one in whatever]
    assert WORKSHOP in [one["actor"] for one in declared], "its holding is inferred, its machine declared"
    unheard = public.get(f"{CHAIN}/stages/stage:unheard/candidates")
    assert (unheard.status_code, unheard.json()["field"]) == (404, "stage")
    assert public.get(f"/v1/value-chains/chain:unheard/stages/{COATING}/candidates").json()["field"] == "id"


def test_the_reasons_of_candidates_are_facts_that_count(public: httpx.Client) -> None:
    (row,) = asked(public, f"{CHAIN}/missing", basis=["observed", "inferred"])["data"][-1:]
    told = asked(public, f"{CHAIN}/missing", basis=["observed", "inferred"], explain="true")["explain"]["facts"]

    assert {told[fact]["basis"] for one in row["candidates"] for fact in one["facts"]} <= {"observed", "inferred"}
    assert LABORATORY not in [one["actor"] for one in row["candidates"]], "its skill is declared"


def test_how_far_a_chain_is_held_depends_on_where_and_by_what(public: httpx.Client) -> None:
    def held(**params: Any) -> tuple[int, list[str]]:
        (chain,) = asked(public, "/v1/value-chains", **params)["data"]
        assert chain["held"] + len(chain["missing"]) == chain["stages"] == 3
        return chain["held"], [stage["label"] for stage in chain["missing"]]

    assert held() == held(territory="pole:invented") == (2, ["Revêtement"])
    assert held(territory="epci:990000002") == (0, ["Fonderie", "Usinage", "Revêtement"])
    assert held(basis="declared") == (1, ["Usinage", "Revêtement"])
    assert held(min_confidence=0.95)[0] == 0
    assert public.get("/v1/value-chains", params={"territory": "insee:99999"}).json()["field"] == "territory"


@pytest.mark.parametrize("path", LISTS)
def test_every_list_tells_its_total_and_how_many_facts_of_each_basis_it_names(
    everybody: httpx.Client, path: str
) -> None:
    answer = asked(everybody, path, explain="true", basis=["declared", "observed", "inferred"])

    facts = answer["explain"]["facts"]
    premises = {premise for fact in facts.values() for premise in fact["premises"]}
    named = _named(answer["data"])
    assert answer["meta"]["total"] == len(answer["data"]) or path.endswith("missing")
    assert named <= set(facts) <= named | premises
    counted: dict[str, int] = {}
    for fact in named:
        counted[facts[fact]["basis"]] = counted.get(facts[fact]["basis"], 0) + 1
    assert answer["meta"]["basis"] == counted


def _named(told: Any) -> set[str]:
    """Every fact that rows name, however deep."""
    if isinstance(told, dict):
        own = set(told.get("facts", ()))
        return own.union(*(_named(each) for each in told.values()))
    return set().union(*(_named(each) for each in told)) if isinstance(told, list) else set()


@pytest.mark.parametrize("path", LISTS)
def test_every_list_is_a_table_by_header_and_by_address(everybody: httpx.Client, path: str) -> None:
    by_address = everybody.get(path, params={"format": "csv"})
    rows = table(everybody, path)

    assert by_address.headers["content-type"].startswith("text/csv")
    assert len(list(csv.DictReader(io.StringIO(by_address.content.decode("utf-8-sig")), delimiter=";"))) == len(rows)
    assert everybody.get(path, params={"format": "geojson"}).status_code == 406


def test_a_table_has_one_row_for_each_holder_and_each_candidate(public: httpx.Client) -> None:
    stages = table(public, f"{CHAIN}/stages")
    missing = table(public, f"{CHAIN}/missing")

    assert [(row["Maillon"], row["Acteur (id)"], row["Fondement"]) for row in stages] == [
        ("Fonderie", FOUNDRY, "Déclaré"),
        ("Usinage", WORKSHOP, "Déduit"),
        ("Revêtement", "", ""),
    ]
    assert [(row["Maillon (id)"], row["Acteur (id)"]) for row in missing] == [
        (COATING, BAKERY),
        (COATING, LABORATORY),
        (COATING, SAWMILL),
    ]
    assert {row["Acteurs qui pourraient"] for row in missing} == {"3"}


def test_deliveries_can_be_followed_by_facts_of_one_basis_or_sure_enough(everybody: httpx.Client) -> None:
    def reached(**params: Any) -> list[str]:
        rows = asked(everybody, f"/v1/actors/{FOUNDRY}/upstream", depth=6, **params)["data"]
        return [row["actor"] for row in rows]

    assert reached()[:2] == [WORKSHOP, SAWMILL]
    assert reached(basis="declared") == reached(min_confidence=0.5) == reached()
    assert reached(basis="inferred") == reached(min_confidence=0.95) == []
    assert everybody.get(f"/v1/actors/{FOUNDRY}/upstream", params={"basis": "guessed"}).status_code == 422


def test_deliveries_come_page_by_page(everybody: httpx.Client) -> None:
    whole = asked(everybody, f"/v1/actors/{FOUNDRY}/upstream", depth=6)["data"]
    first = asked(everybody, f"/v1/actors/{FOUNDRY}/upstream", depth=6, limit=1)
    second = asked(everybody, first["meta"]["next"])

    assert (first["data"], first["meta"]["total"]) == (whole[:1], len(whole))
    assert second["data"] == whole[1:2]
