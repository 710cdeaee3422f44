"""Drawings in the room there is: none wider than its page, no name on another, no line through a name."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pytest

from graph_service.drawing import (
    PAGE,
    PHONE,
    EgoNode,
    EgoTie,
    MapPoint,
    StageBox,
    Town,
    chain_columns,
    ego_graph,
    flow_columns,
    points_on_map,
)
from graph_service.drawing.gathering import gathered
from graph_service.drawing.measure import width, wrapped
from tests.unit.drawn import (
    SVG,
    boxes_of,
    inked,
    inside,
    named_boxes,
    overlapping,
    rectangle,
    root_of,
    struck,
    traces,
    words_of,
)

# The two longest chains of the vocabulary: id, name, rank, what it feeds.
HYDROGEN = (
    ("power", "Électricité renouvelable", 1, "electrolysis"),
    ("components", "Composants et équipements", 2, "compression electrolysis integration refuelling"),
    ("electrolysis", "Électrolyse", 3, "compression"),
    ("compression", "Compression et stockage", 4, "refuelling"),
    ("refuelling", "Distribution et avitaillement", 5, "uses"),
    ("integration", "Intégration des véhicules et machines", 6, "uses"),
    ("uses", "Usages industriels et de mobilité", 7, "recovery"),
    ("recovery", "Réemploi et recyclage", 8, "components"),
)
METAL = (
    ("steel", "Aciérie et laminage", 1, "forging machining sheet"),
    ("casting", "Fonderie", 2, "machining"),
    ("forging", "Forge et emboutissage", 3, "machining treatment"),
    ("sheet", "Tôlerie et chaudronnerie", 4, "assembly treatment"),
    ("machining", "Usinage", 5, "assembly treatment"),
    ("treatment", "Traitement et revêtement", 6, "assembly"),
    ("control", "Contrôle et essais", 7, "assembly"),
    ("assembly", "Machines et ensembles", 8, "repair"),
    ("repair", "Réparation et maintenance", 9, "recycling"),
    ("recycling", "Collecte et recyclage des métaux", 10, "casting steel"),
)
CHAINS = {
    "hydrogen": [StageBox(a, b, c, tuple(d.split()), held=c % 4) for a, b, c, d in HYDROGEN],
    "metal": [StageBox(a, b, c, tuple(d.split()), held=c % 3, note="6 pourraient le tenir") for a, b, c, d in METAL],
    "a line of thirty": [StageBox(f"s{n}", f"Étape {n}", n, (f"s{n + 1}",), held=1) for n in range(30)],
}
NAMES = (
    "Fonderie de la Salamandre",
    "Récupération de métaux de la Chouette",
    "Scierie",
    "Centre d’essais de la Fougère",
)


def size(svg: str) -> tuple[float, float]:
    root = root_of(svg)
    return float(root.get("width") or 0), float(root.get("height") or 0)


def tree(depth: int, branches: int) -> tuple[list[EgoNode], list[EgoTie]]:
    """Who is supplied, step by step."""
    nodes, ties, last = [EgoNode("me", "Forge du Héron", "company", 0)], [], ["me"]
    for distance in range(1, depth + 1):
        here = [f"{distance}.{each}" for each in range(branches)]
        nodes += [EgoNode(one, f"{NAMES[(n + distance) % 4]} {one}", "company", distance) for n, one in enumerate(here)]
        ties += [EgoTie(last[n % len(last)], one) for n, one in enumerate(here)]
        last = here
    return nodes, ties


@pytest.mark.parametrize("wide", [PAGE, PHONE])
@pytest.mark.parametrize("chain", CHAINS)
def test_a_chain_fits_the_width_it_is_given_and_nothing_in_it_collides(chain: str, wide: float) -> None:
    svg = chain_columns(CHAINS[chain], title=chain, wide=wide)
    boxes = boxes_of(svg)
    points = [point for trace in traces(svg) for point in trace]

    assert size(svg)[0] <= wide
    assert len(boxes) == len(CHAINS[chain])
    assert overlapping(boxes) == []
    assert overlapping([box for _, box in named_boxes(svg)]) == []
    assert struck(svg) == []
    assert [box for box in boxes if any(inside(point, box) for point in points)] == []
    right, bottom = size(svg)
    assert all(0 <= x <= right and 0 <= y <= bottom for x, y in points)
    assert all(box[0] >= 0 and box[2] <= right for _, box in named_boxes(svg))


def test_stages_that_run_side_by_side_stand_below_one_another_and_what_is_fed_stands_after() -> None:
    stages = [replace(stage, held=1) for stage in CHAINS["metal"]]
    svg = chain_columns(stages, title="Métal")
    left = dict(zip([stage.id for stage in stages], [box[0] for box in boxes_of(svg)], strict=True))

    assert left["forging"] < left["machining"] < left["assembly"]
    assert len({box[0] for box in boxes_of(svg)}) == 7, "ten stages in seven columns"


def test_no_name_of_a_stage_is_cut_in_the_chains_that_are_shipped() -> None:
    for chain in ("hydrogen", "metal"):
        for wide in (PAGE, PHONE):
            assert [each for each in words_of(chain_columns(CHAINS[chain], title="x", wide=wide)) if "…" in each] == []


@pytest.mark.parametrize("wide", [PAGE, PHONE])
@pytest.mark.parametrize(("depth", "branches"), [(1, 1), (2, 7), (6, 6), (12, 4), (3, 40)])
@pytest.mark.parametrize("inward", [False, True])
def test_deliveries_fit_the_width_they_are_given_and_nothing_in_them_collides(
    depth: int, branches: int, wide: float, inward: bool
) -> None:
    nodes, ties = tree(depth, branches)
    ties = [EgoTie(tie.end, tie.start) if inward else tie for tie in ties]
    svg = flow_columns(nodes, ties, title="Aval", wide=wide)
    points = [point for trace in traces(svg) for point in trace]
    boxes = boxes_of(svg)

    assert size(svg)[0] <= wide
    assert len(boxes) == len(nodes)
    assert len(inked(svg, "head")) == len(traces(svg)) == len(ties)
    assert overlapping(boxes) == []
    assert overlapping([box for _, box in named_boxes(svg)]) == []
    assert struck(svg) == []
    assert [box for box in boxes if any(inside(point, box) for point in points)] == []
    assert f"{depth} lien" in " ".join(words_of(svg))


@pytest.mark.parametrize("inward", [False, True])
def test_deliveries_run_from_left_to_right(inward: bool) -> None:
    nodes, ties = tree(4, 3)
    ties = [EgoTie(tie.end, tie.start) if inward else tie for tie in ties]

    for trace in traces(flow_columns(nodes, ties, title="Aval")):
        assert trace[0][0] < trace[-1][0]


@pytest.mark.parametrize("number", [1, 2, 3, 6, 7, 25, 60, 400])
def test_actors_around_another_stand_all_around_it_and_no_line_runs_through_a_name(number: int) -> None:
    nodes = [EgoNode("me", "Ébénisterie de la Fauvette", "company", 0)]
    nodes += [EgoNode(f"{n}", f"{NAMES[n % 4]} {n}", "research") for n in range(number - 1)]
    ties = [EgoTie("me", node.id, label="x") if n % 3 else EgoTie(node.id, "me") for n, node in enumerate(nodes) if n]
    svg = ego_graph(nodes, [*ties, EgoTie("me", "0", "inferred")] if number > 1 else [], title="Autour")
    ring = [(box[0] + box[2]) / 2 for box in map(rectangle, inked(svg, "research")) if box[0] > 30]
    middle = size(svg)[0] / 2

    assert size(svg)[0] <= 720
    assert overlapping([box for _, box in named_boxes(svg)]) == []
    assert struck(svg) == []
    assert len(ring) == number - 1
    assert abs(sum(1 if x >= middle else -1 for x in ring)) <= 1, "as many on each side"
    for words, box in named_boxes(svg):
        assert 0 <= box[0] < box[2] <= 2 * middle, words


def test_actors_around_another_stand_by_the_kind_of_their_link() -> None:
    nodes = [EgoNode("me", "Moi", None, 0), *(EgoNode(f"{n}", f"Acteur {n}") for n in range(9))]
    ties = [EgoTie("me", f"{n}", label="ab"[n % 2]) if n % 3 else EgoTie(f"{n}", "me", label="c") for n in range(9)]
    order = [each for each in words_of(ego_graph(nodes, ties, title="Autour")) if each.startswith("Acteur")]

    assert order == [f"Acteur {n}" for n in (0, 3, 6, 2, 4, 8, 1, 5, 7)]


def test_a_line_ends_at_the_edge_of_a_mark_with_the_head_of_its_arrow_in_sight() -> None:
    nodes = [EgoNode("me", "Moi", None, 0), *(EgoNode(f"{n}", f"Acteur {n}", "company") for n in range(6))]
    svg = ego_graph(nodes, [EgoTie("me", f"{n}") for n in range(6)], title="Autour")
    marks = [(float(each.get("cx") or 0), float(each.get("cy") or 0)) for each in inked(svg, "company")][:6]
    tips = [tuple(map(float, (each.get("points") or "").split()[0].split(","))) for each in inked(svg, "head")]

    for tip in tips:
        assert 6.5 < min(math.dist(tip, mark) for mark in marks) < 11


@pytest.mark.parametrize("spread", [0.002, 0.05, 1.0])
def test_marks_of_a_map_never_overlap_and_count_every_point(spread: float) -> None:
    points = [
        MapPoint(f"P{n}", 48.7 + n * 37 % 100 * spread / 100, 6.1 + n * 91 % 97 * spread / 97) for n in range(300)
    ]
    points.append(MapPoint("Loin", 49.4, 6.2))
    svg = points_on_map(points, title="Carte")
    circles = [
        (float(each.get("cx") or 0), float(each.get("cy") or 0), float(each.get("r") or 0))
        for role in ("box", "other")
        for each in inked(svg, role)
    ]
    counts = [int(each) for each in words_of(svg) if each.isdigit()]

    assert sum(counts) + len(inked(svg, "other")) == 301
    for (ax, ay, ar), (bx, by, br) in combinations(circles, 2):
        assert math.dist((ax, ay), (bx, by)) > ar + br
    for count, (_, _, radius) in zip(counts, circles, strict=False):
        assert width(str(count), 11) < 2 * radius - 4, "a count is inside its circle"


def test_points_in_one_place_are_one_mark_and_the_order_of_marks_is_that_of_the_points() -> None:
    marks = gathered([(100, 100), (10, 10), (100.5, 100), (300, 10)])

    assert [mark.points for mark in marks] == [(0, 2), (1,), (3,)]
    assert (marks[0].x, marks[0].y) == (100.25, 100)


@pytest.mark.parametrize("wide", [720, PHONE])
def test_names_of_towns_and_points_do_not_overlap_and_a_mark_on_a_town_leaves_its_name(wide: float) -> None:
    towns = [
        Town("Nancy", 48.69, 6.18),
        Town("Metz", 49.12, 6.18),
        Town("Thionville", 49.36, 6.17),
        Town("Toul", 48.67, 5.9),
    ]
    points = [MapPoint(f"Atelier {n}", town.lat + n / 300, town.lon) for town in towns[:3] for n in range(3)]
    svg = points_on_map([*points, MapPoint("Scierie", 48.2, 6.4)], title="Carte", towns=towns, wide=wide)
    said = words_of(svg)

    assert {"Nancy", "Metz", "Thionville"} <= set(said)
    assert overlapping([box for _, box in named_boxes(svg)]) == []
    assert size(svg)[0] <= wide


def test_a_map_fills_its_frame_one_way_at_least_and_has_room_for_names_the_other() -> None:
    long_one = points_on_map([MapPoint("a", 48.1, 6.2), MapPoint("b", 49.5, 6.2)], title="Carte")
    wide_one = points_on_map([MapPoint("a", 48.1, 4.0), MapPoint("b", 48.1, 8.0)], title="Carte")

    tall = sorted(float(each.get("cy") or 0) for each in inked(long_one, "other"))
    across = sorted(float(each.get("cx") or 0) for each in inked(wide_one, "other"))
    assert (tall[1] - tall[0]) / 640 > 0.85
    assert (across[1] - across[0]) / 720 > 0.85
    assert size(long_one)[0] < size(wide_one)[0]
    assert size(wide_one)[1] < size(long_one)[1]


def test_the_ground_of_a_map_is_faint_dots_that_change_neither_extent_nor_count() -> None:
    points = [MapPoint("a", 48.6, 6.1), MapPoint("b", 48.8, 6.3)]
    bare, with_ground = (points_on_map(points, title="Carte", ground=dots) for dots in ([], [(48.7, 6.2), (10.0, 6.2)]))

    assert len(inked(with_ground, "ground")) == 1
    assert size(bare) == size(with_ground)
    assert root_of(with_ground).findtext(f"{SVG}desc") == "2 points."


@pytest.mark.parametrize(("lang", "said"), [("fr", "1 point."), ("en", "1 point."), ("de", "1 Punkt.")])
def test_one_point_is_one_point(lang: str, said: str) -> None:
    svg = points_on_map([MapPoint("a", 48.6, 6.1)], title="Carte", lang=lang)

    assert root_of(svg).findtext(f"{SVG}desc") == said


def test_a_word_too_long_for_a_line_is_parted_at_its_own_hyphen_or_at_a_new_one() -> None:
    assert wrapped("Machines-outils de l’Ancolie", 80, 3, 11) == ["Machines-", "outils de", "l’Ancolie"]
    assert wrapped("Elektrizitätserzeugung", 90, 3, 12)[0].endswith("-")
    assert "".join(wrapped("Elektrizitätserzeugung", 90, 3, 12)).replace("-", "") == "Elektrizitätserzeugung"
