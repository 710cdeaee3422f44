"""Territories, and the places that people name; the same on both engines."""

from __future__ import annotations

import pytest

from graph_service.access.viewer import PUBLIC, member
from graph_service.analysis.text import fold
from graph_service.kernel.errors import NotFound, WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.store.graph import BoltStore
from graph_service.territories.models import Place
from graph_service.territories.service import resolve_place, territories, territory
from tests.engine.town import BAKERY, FOUNDRY, SECRET, Town, tell, whole_town

HOME = Curie("pole:invented")


@pytest.fixture(scope="module")
def town(store: BoltStore) -> BoltStore:
    tell(store, whole_town(store.schema))
    return store


def place(town: BoltStore, text: str) -> Place:
    return resolve_place(town, PUBLIC, text, home=HOME)


def test_a_territory_knows_what_it_lies_in_and_what_lies_in_it(town: BoltStore) -> None:
    epci = territory(town, PUBLIC, Curie("epci:990000001"))

    assert [parent.id for parent in epci.parents] == ["pole:invented"]
    assert [child.label for child in epci.children] == ["Hautfer", "Saint-Bois-le-Petit"]
    assert [parent.id for parent in territory(town, PUBLIC, Curie("insee:99001")).parents] == [
        "dep:99",
        "epci:990000001",
        "pole:invented",
        "reg:99",
    ]


def test_a_territory_that_was_not_loaded_is_not_found(town: BoltStore) -> None:
    with pytest.raises(NotFound):
        territory(town, PUBLIC, Curie("insee:12345"))


def test_territories_are_listed_by_kind_inside_another(town: BoltStore) -> None:
    inside = territories(town, PUBLIC, kind="commune", within=HOME)

    assert (inside.total, [row.id for row in inside.rows][:2]) == (5, ["insee:99003", "insee:99001"])
    assert territories(town, PUBLIC, kind="commune").total == 9
    assert territories(town, PUBLIC).total == 14
    assert [row.id for row in territories(town, PUBLIC, kind="epci", offset=1, limit=1).rows] == ["epci:990000001"]


def test_territories_answer_words_with_slips(town: BoltStore) -> None:
    assert [row.id for row in territories(town, PUBLIC, q="hautffer", kind="commune").rows] == ["insee:99001"]
    assert [row.id for row in territories(town, PUBLIC, q="vaux", within=HOME).rows] == ["insee:99005", "insee:99004"]


@pytest.mark.parametrize("typed", ["49.12,6.18", " 49.12 ; 6.18 ", "49.12 6.18"])
def test_coordinates_are_a_place(town: BoltStore, typed: str) -> None:
    assert (place(town, typed).lat, place(town, typed).lon) == (49.12, 6.18)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Hautfer", "insee:99001"),
        ("HAUTFÉR", "insee:99001"),
        ("hautffer", "insee:99001"),
        ("Vuax", "insee:99005"),
        ("hatufer", "insee:99001"),
        ("St Bois le Petit", "insee:99002"),
        ("Saint-Bois", "insee:99002"),
        ("Basboi", "insee:99003"),
        ("Vaux", "insee:99005"),
        ("insee:99003", "insee:99003"),
        (FOUNDRY, FOUNDRY),
        (BAKERY, BAKERY),
    ],
)
def test_a_name_or_an_id_means_a_place(town: BoltStore, typed: str, meant: str) -> None:
    assert place(town, typed).id == meant


@pytest.mark.parametrize(("home", "meant", "other"), [("Metz", "Metz", "Mèze"), ("Mèze", "Mèze", "Metz")])
def test_of_two_towns_as_near_to_a_slip_the_one_at_home_is_meant_and_the_other_is_named(
    embedded_store: BoltStore, home: str, meant: str, other: str
) -> None:
    town = Town()
    town.node("Territory", "pole:invented", label="Pôle inventé", kind="pole", search_text="pole invente")
    for number, name in enumerate(("Metz", "Mèze")):
        words = {"label": name, "search_text": fold(name)}
        town.node("Territory", f"insee:9900{number}", kind="commune", population=10, lat=49.0, lon=6.0, **words)
        if name == home:
            town.edge("WITHIN", f"insee:9900{number}", "pole:invented")
    tell(embedded_store, town)

    found = resolve_place(embedded_store, PUBLIC, "Mezt", home=Curie("pole:invented"))

    assert (found.label, [one.label for one in found.others]) == (meant, [other])
    assert resolve_place(embedded_store, PUBLIC, "Metz", home=Curie("pole:invented")).others == ()


def test_the_middle_of_a_territory_weighs_the_inhabitants_of_its_communes(town: BoltStore) -> None:
    assert place(town, "epci:990000001").lat == pytest.approx((49.10 * 50_000 + 49.15 * 10_000) / 60_000, abs=1e-5)


def test_a_name_of_several_towns_away_from_home_names_them(town: BoltStore) -> None:
    with pytest.raises(WrongInput, match="insee:98002") as refused:
        place(town, "Loin")

    assert "insee:98003" in refused.value.fr
    assert refused.value.field == "near"


@pytest.mark.parametrize(("typed", "near"), [("Hautferre", "Hautfer"), ("Haut", "Hautfer"), ("Bassboiss", "Basbois")])
def test_a_name_that_is_far_off_is_refused_with_the_nearest(town: BoltStore, typed: str, near: str) -> None:
    with pytest.raises(WrongInput, match=rf"Did you mean: .*{near} \(insee:"):
        place(town, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "nan,nan",
        "nan",
        "inf;inf",
        "49,12;6,18",
        "49.12°N, 6.18°E",
        "49°07'12\" 6°10'48\"",
        "49.12",
        "1e1,6",
        "1,2,3",
        "9" * 300,
    ],
)
def test_what_looks_like_coordinates_and_is_none_is_refused_with_the_way_to_write_them(
    town: BoltStore, typed: str
) -> None:
    with pytest.raises(WrongInput, match=r"Coordinates are written latitude,longitude.*49\.12,6\.18"):
        place(town, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "nullepartdutout",
        "Nullepart",
        "95,0",
        "49.1,181",
        "naf:25",
        "insee:12345",
        "zz:1",
        "a:b:c",
        SECRET,
        "\ud800",
    ],
)
def test_what_is_no_place_is_refused(town: BoltStore, typed: str) -> None:
    with pytest.raises(WrongInput):
        place(town, typed)


def test_an_actor_that_only_its_owner_sees_is_a_place_for_him_alone(town: BoltStore) -> None:
    assert resolve_place(town, member([SECRET]), SECRET).id == SECRET
