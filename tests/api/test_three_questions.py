"""What is missing, what could be shared, who should meet: over HTTP, on both engines, with the facts behind it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.conftest import KEY, Service
from tests.engine.town import BAKERY, FOUNDRY, LABORATORY, SAWMILL, SECRET, WORKSHOP

CHAIN = "/v1/value-chains/chain:metal"
CASTING, MACHINING, COATING = "stage:metal-casting", "stage:metal-machining", "stage:metal-coating"


def data(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


@pytest.fixture
def everybody(service: Service) -> httpx.Client:
    """Somebody who sees all levels."""
    return service.client(Authorization=f"Bearer {KEY}")


# ── chains ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_chain_says_how_many_of_its_stages_are_held(public: httpx.Client, everybody: httpx.Client) -> None:
    assert [(chain["id"], chain["stages"], chain["held"]) for chain in data(public.get("/v1/value-chains"))] == [
        ("chain:metal", 3, 2)
    ]
    assert [chain["held"] for chain in data(everybody.get("/v1/value-chains"))] == [3]


def test_the_stages_come_in_order_with_who_holds_them_and_where(public: httpx.Client) -> None:
    stages = data(public.get(f"{CHAIN}/stages", params={"territory": "pole:invented"}))

    assert [(stage["stage"], stage["held"], stage["feeds"]) for stage in stages] == [
        (CASTING, 1, [MACHINING]),
        (MACHINING, 1, [COATING]),
        (COATING, 0, [CASTING]),
    ]
    casting = stages[0]["holders"][0]
    assert (casting["actor"], casting["basis"], casting["epcis"]) == (FOUNDRY, "declared", ["epci:990000001"])
    assert stages[0]["by_epci"] == {"epci:990000001": 1}
    assert (stages[1]["holders"][0]["actor"], stages[1]["holders"][0]["basis"]) == (WORKSHOP, "inferred")


def test_what_was_inferred_can_be_left_aside(public: httpx.Client) -> None:
    told = data(public.get(f"{CHAIN}/stages", params={"basis": "declared"}))
    sure = data(public.get(f"{CHAIN}/stages", params={"min_confidence": 0.95}))

    assert [stage["held"] for stage in told] == [1, 0, 0]
    assert [stage["held"] for stage in sure] == [0, 0, 0]


def test_a_missing_stage_says_what_it_was_sought_in_and_who_could_hold_it(public: httpx.Client) -> None:
    answer = public.get(f"{CHAIN}/missing", params={"territory": "pole:invented", "explain": "true"}).json()

    (stage,) = answer["data"]
    assert (stage["stage"], stage["upstream"], stage["downstream"]) == (COATING, 1, 1)
    assert [one["actor"] for one in stage["candidates"]] == [BAKERY, LABORATORY, SAWMILL]
    assert stage["candidates_in_all"] == 3
    sought = answer["meta"]["sought"]
    assert (sought["territory"], sought["territory_label"]) == ("pole:invented", "Pôle inventé")
    assert {source["id"]: source["actors"] for source in sought["sources"]} == {"register": 5, "survey": 1}
    assert all(source["observed_on"] == "2025-01-01" for source in sought["sources"])
    assert sought["by_basis"] == {"declared": 1, "inferred": 2}
    for candidate in stage["candidates"]:
        for fact in candidate["facts"]:
            assert answer["explain"]["facts"][fact]["source_label"]


def test_a_member_knows_of_a_holder_that_the_public_does_not(everybody: httpx.Client) -> None:
    assert data(everybody.get(f"{CHAIN}/missing")) == []


def test_where_nobody_is_every_stage_is_missing(public: httpx.Client) -> None:
    missing = data(public.get(f"{CHAIN}/missing", params={"territory": "insee:99003"}))

    assert {stage["stage"] for stage in missing} == {CASTING, MACHINING, COATING}


def test_an_inferred_fact_shows_its_rule_and_its_premises(public: httpx.Client) -> None:
    answer = public.get(f"{CHAIN}/stages", params={"explain": "true"}).json()
    facts = answer["explain"]["facts"]
    inferred = [fact for fact in facts.values() if fact["basis"] == "inferred"]

    assert {fact["rule"] for fact in inferred} == {"holds_by_product", "holds_by_equipment"}
    for fact in inferred:
        assert len(fact["premises"]) >= 2
        assert {facts[premise]["type"] for premise in fact["premises"]} <= {"PRODUCES", "IN_SECTOR", "OWNS", "OF_TYPE"}


def test_the_file_of_an_actor_names_the_rule_and_premises_of_what_was_inferred(public: httpx.Client) -> None:
    links = data(public.get(f"/v1/actors/{WORKSHOP}"))["links"]

    (held,) = [link for group in links if group["type"] == "HOLDS" for link in group["links"]]
    (fact,) = held["facts"]
    assert (fact["basis"], fact["rule"], len(fact["premises"])) == ("inferred", "holds_by_equipment", 3)


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("/v1/value-chains/chain:unheard/stages", 404, "id"),
        ("/v1/value-chains/metal/stages", 422, "id"),
        (f"{CHAIN}/missing?territory=insee:99999", 422, "territory"),
        (f"{CHAIN}/missing?territory=Metz", 422, "territory"),
        (f"{CHAIN}/missing?basis=guessed", 422, "basis"),
        (f"{CHAIN}/missing?min_confidence=nan", 422, "min_confidence"),
        (f"/v1/actors/{FOUNDRY}/upstream?depth=0", 422, "depth"),
        (f"/v1/actors/{FOUNDRY}/upstream?depth=99999999999999999999", 422, "depth"),
        (f"/v1/actors/{SECRET}/upstream", 404, "id"),
        (f"/v1/actors/{SECRET}/complementary", 404, "id"),
        ("/v1/equipment?km=5", 422, "near"),
        ("/v1/equipment?type=fraiseuse", 422, "type"),
        ("/v1/equipment?type=equipment:unheard", 422, "type"),
        ("/v1/equipment?type=naf:24", 422, "type"),
        ("/v1/equipment?territory=insee:99999", 422, "territory"),
        ("/v1/equipment?territory=Hautfer", 422, "territory"),
        ("/v1/equipment?near=99.11,6.20&km=5", 422, "near"),
    ],
)
def test_what_cannot_be_asked_says_which_field(public: httpx.Client, path: str, status: int, field: str) -> None:
    answer = public.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["field"] == field


# ── deliveries ─────────────────────────────────────────────────────────────────────────────────────


def test_upstream_reaches_each_actor_once_whatever_circles_there_are(everybody: httpx.Client) -> None:
    reached = data(everybody.get(f"/v1/actors/{FOUNDRY}/upstream", params={"depth": 6}))

    assert [(one["actor"], one["distance"]) for one in reached] == [(WORKSHOP, 1), (SAWMILL, 2), (SECRET, 3)]
    assert [(step["supplier"], step["customer"]) for step in reached[1]["path"]] == [
        (WORKSHOP, FOUNDRY),
        (SAWMILL, WORKSHOP),
    ]
    assert reached[1]["path"][1]["products"] == ["Pièce de fonte"]
    assert [step["products"] for step in reached[0]["path"]] == [["copeaux"]]


def test_a_step_that_is_hidden_is_not_taken(public: httpx.Client) -> None:
    reached = data(public.get(f"/v1/actors/{FOUNDRY}/upstream", params={"depth": 6}))

    assert [one["actor"] for one in reached] == [WORKSHOP]


def test_downstream_goes_the_other_way_as_far_as_asked(everybody: httpx.Client) -> None:
    one = data(everybody.get(f"/v1/actors/{SAWMILL}/downstream", params={"depth": 1}))
    two = data(everybody.get(f"/v1/actors/{SAWMILL}/downstream", params={"depth": 2}))

    assert [each["actor"] for each in one] == [WORKSHOP]
    assert [(each["actor"], each["distance"]) for each in two] == [(WORKSHOP, 1), (FOUNDRY, 2)]
