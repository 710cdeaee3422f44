"""What is said of a way of deliveries: whether all are essential, what the last is worth, how sure the weakest is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph_service.access.viewer import PUBLIC
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.port import GraphStore
from graph_service.value_chain.flows import reached
from graph_service.value_chain.models import Reached
from tests.engine.town import Town, tell

MILL, DRYER, JOINER, SHOP, FRAMER = (f"sl-actor:00000000-0000-5000-8000-00000000000{number}" for number in range(1, 6))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """The mill supplies the dryer, which supplies joiner and framer; the joiner supplies the shop."""
    town = Town()
    for actor, name in ((MILL, "Mill"), (DRYER, "Dryer"), (JOINER, "Joiner"), (SHOP, "Shop"), (FRAMER, "Framer")):
        town.node("Actor", actor, label=name, sphere="company", audience="public")
    for start, end, source, told in (
        (MILL, DRYER, "one", {"product": "planks", "essential": True, "value_eur": 500.0, "year": 2023}),
        (MILL, DRYER, "two", {"product": "planks", "essential": True, "value_eur": 700.0, "year": 2024}),
        (MILL, DRYER, "three", {"product": "planks", "value_eur": 900.0, "year": 2024, "confidence": 0.5}),
        (MILL, DRYER, "four", {"product": "bark", "essential": False, "value_eur": 30.0, "year": 2024}),
        (DRYER, JOINER, "one", {"product": "boards", "essential": True, "confidence": 0.8, "year": 2022}),
        (DRYER, FRAMER, "one", {"product": "beams", "essential": False}),
        (JOINER, SHOP, "one", {"product": "chairs", "basis": "observed"}),
    ):
        town.fact("SUPPLIES", start, end, **{"source": source, "basis": "declared", "confidence": 0.9, **told})
    opened = open_store(Settings(data=tmp_path_factory.mktemp("deliveries") / "data"))
    tell(opened, town)
    yield opened
    opened.close()


def downstream(store: GraphStore, actor: str, **filters: Any) -> dict[str, Reached]:
    curie = store.schema.prefixes.curie(actor)
    found = reached(store, PUBLIC, curie, "downstream", depth=4, **filters)
    return {row.label: row for row in found.rows}


def test_a_way_is_essential_when_each_delivery_is_and_unknown_when_nobody_said(store: GraphStore) -> None:
    found = downstream(store, MILL)

    assert {name: row.essential for name, row in found.items()} == {
        "Dryer": True,
        "Joiner": True,
        "Framer": False,
        "Shop": None,
    }


def test_a_delivery_is_worth_what_its_newest_year_says_one_fact_for_each_product(store: GraphStore) -> None:
    found = downstream(store, MILL)

    assert (found["Dryer"].value_eur, found["Dryer"].year) == (730.0, 2024)
    assert (found["Joiner"].value_eur, found["Joiner"].year) == (None, 2022)
    assert (found["Framer"].value_eur, found["Framer"].year) == (None, None)


def test_a_row_has_the_basis_and_confidence_of_the_least_sure_fact_of_its_way(store: GraphStore) -> None:
    found = downstream(store, MILL)

    assert found["Shop"].confidence == 0.5
    assert {name: row.basis for name, row in downstream(store, JOINER).items()} == {"Shop": "observed"}


def test_deliveries_that_do_not_count_are_not_followed(store: GraphStore) -> None:
    assert set(downstream(store, MILL, basis=("declared",))) == {"Dryer", "Joiner", "Framer"}
    assert set(downstream(store, MILL, min_confidence=0.85)) == {"Dryer", "Framer"}
    assert downstream(store, MILL, min_confidence=0.85)["Dryer"].confidence == 0.9
    assert downstream(store, MILL, basis=("observed",)) == {}
