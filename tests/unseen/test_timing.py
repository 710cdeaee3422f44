"""How long an answer takes does not tell what is hidden from what is not there."""

from __future__ import annotations

import random
import time

import httpx
import pytest

from tests.api.conftest import KEY, Service
from tests.engine.town import whole_town
from tests.engine.town_names import FOUNDRY, SECRET, siret
from tests.requirements import at_night

ABSENT = siret(91, 1)
TIMES = 300
"""Of each of the two, one after the other in an order that nobody chose."""
ROUTES = (
    "/v1/actors/{actor}", "/v1/actors/{actor}/neighbours", "/v1/actors/{actor}/complementary",
    "/v1/actors/{actor}/upstream", "/acteurs/{actor}", "/acteurs/{actor}/amont", "/v1/facts/{fact}",
    "/v1/actors?near={actor}",
)  # fmt: skip


def taken(reader: httpx.Client, path: str, status: int = 404) -> float:
    began = time.perf_counter()
    answer = reader.get(path)
    took = time.perf_counter() - began
    assert answer.status_code == status
    return took


def area(ones: list[float], others: list[float]) -> float:
    """The chance that one of the first is greater than one of the second (area under the ROC curve)."""
    ranked = sorted([(value, 0) for value in ones] + [(value, 1) for value in others])
    ranks = sum(rank for rank, (_, which) in enumerate(ranked, 1) if which == 0)
    return (ranks - len(ones) * (len(ones) + 1) / 2) / (len(ones) * len(others))


def test_the_area_knows_what_is_slower() -> None:
    slow, fast = [2.0 + number / 100 for number in range(50)], [1.0 + number / 100 for number in range(50)]

    assert (area(slow, fast), area(fast, slow)) == (1.0, 0.0)
    assert abs(area(slow, list(slow)) - 0.5) < 0.02


@at_night
@pytest.mark.parametrize("route", ROUTES)
def test_a_hidden_id_takes_as_long_as_one_that_is_not_there(service: Service, route: str) -> None:
    town = whole_town(service.store.schema)
    fact = next(change.id for change in town.changes if change.start == ("Actor", SECRET))
    hidden, absent = (
        route.format(actor=actor, fact=one) for actor, one in ((SECRET, fact), (ABSENT, "fact:" + "0a" * 16))
    )
    order = [hidden, absent] * TIMES
    random.Random(1).shuffle(order)
    with service.client(Accept="text/html" if route.startswith("/acteurs") else "*/*") as reader:
        status = reader.get(hidden).status_code
        for path in (hidden, absent) * 50:
            taken(reader, path, status)
        times: dict[str, list[float]] = {hidden: [], absent: []}
        for path in order:
            times[path].append(taken(reader, path, status))

    told = area(times[hidden], times[absent])
    print(f"{route}: {told:.3f}")
    assert 0.4 <= told <= 0.6


@at_night
def test_what_is_shown_takes_another_time_so_that_the_measure_means_something(service: Service) -> None:
    with service.client() as reader, service.client(Authorization=f"Bearer {KEY}") as administrator:
        absent = [taken(reader, f"/v1/actors/{ABSENT}") for _ in range(200)]
        shown = []
        for _ in range(200):
            shown.append(taken(administrator, f"/v1/actors/{FOUNDRY}", 200))

    assert area(shown, absent) > 0.9
