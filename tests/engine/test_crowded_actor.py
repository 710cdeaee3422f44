"""An actor with more others around it than one answer holds: what is left away is told, never passed over."""

from __future__ import annotations

import pytest

from graph_service.access.viewer import PUBLIC
from graph_service.actors.service import ROWS_OF_A_KIND, neighbours, profile
from graph_service.kernel.identifiers import Curie
from graph_service.store.graph import BoltStore
from tests.engine.town import Town, tell
from tests.engine.town_names import siren, siret

CENTRE = siret(1, 1)
FULL = siret(2, 1)
CLIENT = siret(3, 1)


@pytest.fixture(scope="module")
def crowd(store: BoltStore) -> BoltStore:
    """One legal unit with an establishment too many, one that is just full, and a client of more than can be told."""
    town = Town()
    for unit, others in ((1, ROWS_OF_A_KIND + 1), (2, ROWS_OF_A_KIND)):
        town.node("LegalUnit", f"siren:{siren(unit)}", label=f"Unité {unit}", audience="public")
        for number in range(1, others + 2):
            town.actor(siret(unit, number), f"Atelier {number:04d}", None)
            town.fact("ESTABLISHMENT_OF", siret(unit, number), f"siren:{siren(unit)}")
    town.actor(CLIENT, "Client", None)
    for number in range(1, ROWS_OF_A_KIND + 2):
        town.fact("SUPPLIES", siret(1, number), CLIENT)
    town.fact("SUPPLIES", CLIENT, FULL)
    tell(store, town)
    return store


def test_other_establishments_beyond_the_limit_are_told(crowd: BoltStore) -> None:
    found = profile(crowd, PUBLIC, Curie(CENTRE))

    assert found.truncated == {"same_legal_unit": ROWS_OF_A_KIND}
    assert [len(unit.others) for unit in found.legal_units] == [ROWS_OF_A_KIND]


def test_nothing_is_told_of_a_list_that_is_just_full(crowd: BoltStore) -> None:
    found, around = profile(crowd, PUBLIC, Curie(FULL)), neighbours(crowd, PUBLIC, Curie(FULL))

    assert (found.truncated, around.truncated) == ({}, {})
    assert [len(unit.others) for unit in found.legal_units] == [ROWS_OF_A_KIND]
    assert len(around.rows) == ROWS_OF_A_KIND + 1


def test_each_kind_of_neighbour_has_a_limit_of_its_own_and_tells_when_it_is_reached(crowd: BoltStore) -> None:
    centre, client = (neighbours(crowd, PUBLIC, Curie(actor)) for actor in (CENTRE, CLIENT))

    assert centre.truncated == {"same_legal_unit": ROWS_OF_A_KIND}
    assert len(centre.rows) == ROWS_OF_A_KIND + 1
    assert client.truncated == {"facts_in": ROWS_OF_A_KIND}
    assert {relation.direction for row in client.rows for relation in row.relations} == {"in", "out"}
    assert [row.id for row in client.rows if row.relations[0].direction == "out"] == [FULL]
