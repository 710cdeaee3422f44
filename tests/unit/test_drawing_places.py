"""Drawings that find places: actors in rings around one of them, points on a map."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import pytest

from graph_service.drawing import Circle, EgoNode, EgoTie, MapPoint, Town, ego_graph, points_on_map
from graph_service.drawing.palette import SPHERES
from tests.unit.drawn import NODES, POINTS, SVG, TIES, inked, rectangle, root_of, words_of


def test_the_line_of_a_link_says_its_basis() -> None:
    lines = [each.get("stroke-dasharray") for each in inked(ego_graph(NODES, TIES, title="Autour"), "flow")]

    assert lines[:5] == [None, "7 4", "1.5 4", None, "1.5 4"]  # in the order of the links
    assert sorted(map(str, lines[5:])) == ["1.5 4", "7 4", "None"]  # the legend


def test_spheres_differ_by_shape_as_well_as_by_colour() -> None:
    nodes = [EgoNode("me", "Moi", None, 0), *(EgoNode(each, each, each) for each in SPHERES)]
    svg = ego_graph(nodes, [], title="Autour")
    shapes = {
        each: {(mark.tag, len((mark.get("points") or "").split())) for mark in inked(svg, each)} for each in SPHERES
    }

    assert len({str(sorted(shape)) for shape in shapes.values()}) == len(SPHERES)
    assert all(len(shape) == 1 for shape in shapes.values())


def test_each_actor_stands_once_with_its_name_and_link() -> None:
    svg = ego_graph([*NODES, NODES[1]], TIES, title="Autour")

    for node in NODES:
        assert words_of(svg).count(node.label) == 1
    assert [each.get("href") for each in root_of(svg).iter(f"{SVG}a")] == ["/acteurs/a"]
    assert {"1 lien", "2 liens"} <= set(words_of(svg))


@pytest.mark.parametrize("nodes", [NODES[1:], [*NODES, EgoNode("x", "Deuxième", None, 0)]])
def test_one_actor_stands_in_the_middle(nodes: Sequence[EgoNode]) -> None:
    with pytest.raises(ValueError, match="one actor stands in the middle"):
        ego_graph(nodes, [], title="Autour")


def test_above_400_actors_the_farthest_are_grouped_and_the_drawing_says_so() -> None:
    near = [EgoNode(f"n{n}", f"Proche {n}", "company", 1) for n in range(100)]
    far = [EgoNode(f"f{n}", f"Loin {n}", "company", 2, group=f"Commune {n % 3}") for n in range(600)]
    svg = ego_graph([NODES[0], *near, *far], [EgoTie(each.id, "n0") for each in far], title="Autour")

    assert "Plus de 400 acteurs : 600 sont regroupés." in words_of(svg)
    assert len([each for each in words_of(svg) if each.startswith("Proche")]) == 100
    assert not [each for each in words_of(svg) if each.startswith("Loin")]
    assert [each for each in words_of(svg) if each.startswith("Commune")] == [
        f"Commune {n} (200 acteurs)" for n in range(3)
    ]
    assert "700 acteurs" in (root_of(svg).findtext(f"{SVG}desc") or "")


def test_where_there_are_too_many_groups_the_small_ones_are_the_others() -> None:
    nodes = [
        EgoNode(f"n{n}", f"Acteur {n}", None, 1, group=f"Commune {n // 2}" if n < 1_000 else None) for n in range(1_010)
    ]
    svg = ego_graph([NODES[0], *nodes], [], title="Autour")
    marks = len(inked(svg, "halo"))

    assert marks == 400
    assert [each for each in words_of(svg) if each.startswith("Autres")]


def test_north_is_up_and_east_is_right() -> None:
    svg = points_on_map(POINTS, title="Carte")
    company, public = inked(svg, "company"), inked(svg, "public")
    fonderie, atelier = ((float(each.get("cx") or 0), float(each.get("cy") or 0)) for each in company[:2])

    assert rectangle(public[0])[3] < fonderie[1] < atelier[1]
    assert fonderie[0] == pytest.approx(atelier[0], abs=0.2)


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    svg = points_on_map([], title="Carte", around=Circle("Metz", 49.12, 6.18, 40))
    radius = float(inked(svg, "reach")[0].get("r") or 0)
    bar = next(each.get("d") or "" for each in inked(svg, "flow") if (each.get("d") or "").count("V") == 2)
    start, end = re.findall(r"(?:M|H) ([\d.]+)", bar)

    assert "10 km" in words_of(svg)
    assert (float(end) - float(start)) / radius == pytest.approx(10 / 40, abs=0.01)


def test_points_in_one_place_share_a_mark_that_counts_and_names_them() -> None:
    svg = points_on_map([*POINTS, *(MapPoint(f"Voisin {n}", 49.0, 6.5) for n in range(12))], title="Carte")
    titles = [each.text or "" for each in root_of(svg).iter(f"{SVG}title")]

    assert "12" in words_of(svg)
    assert [each for each in titles if each.startswith("12 ici: Voisin 0,") and each.endswith("et 2 de plus")]


def test_thousands_of_points_become_at_most_400_marks_that_count_them_all() -> None:
    points = [MapPoint(f"P{n}", 48 + (n * 37 % 1_000) / 1_000, 6 + (n * 91 % 997) / 997) for n in range(5_000)]
    svg = points_on_map(points, title="Carte")
    counted = [int(each) for each in words_of(svg) if each.isdigit()]
    single = len(inked(svg, "other"))

    assert len(counted) + single <= 400
    assert sum(counted) + single == 5_000


def test_a_town_is_named_when_it_is_on_the_map() -> None:
    towns = [Town("Pont-à-Mousson", 48.9, 6.05), Town("Paris", 48.85, 2.35)]
    said = words_of(points_on_map(POINTS, title="Carte", towns=towns, around=Circle("Metz", 49.12, 6.18, 10)))

    assert {"Pont-à-Mousson", "Metz"} <= set(said)
    assert "Paris" not in said


@pytest.mark.parametrize(("lat", "lon"), [(math.nan, 6), (91, 6), (49, math.inf), (49, 181)])
def test_a_place_that_is_not_on_earth_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="Fonderie"):
        points_on_map([MapPoint("Fonderie", lat, lon)], title="Carte")
