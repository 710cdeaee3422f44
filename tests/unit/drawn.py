"""Things to draw, and how tests read what was drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from graph_service.drawing import EgoNode, EgoTie, MapPoint, StageBox
from graph_service.drawing.measure import width

SVG = "{http://www.w3.org/2000/svg}"

CHAIN = (
    StageBox("s:1", "Électricité", 1, ("s:2",), held=4, href="/filieres/x#1"),
    StageBox("s:2", "Électrolyse", 2, ("s:3", "s:4", "s:2", "s:elsewhere"), held=1),
    StageBox("s:3", "Compression", 3, ("s:5",), note="5 candidats"),
    StageBox("s:4", "Transport", 3, ("s:3", "s:5"), held=3),
    StageBox("s:5", "Usage", None, ("s:1",), held=2),
)
NODES = (
    EgoNode("me", "Fonderie", "company", 0),
    EgoNode("a", "Laboratoire", "research", 1, "/acteurs/a"),
    EgoNode("b", "Lycée", "education", 1),
    EgoNode("c", "Scierie", "company", 2),
    EgoNode("d", "Inconnu", None, 2),
)
TIES = (
    EgoTie("a", "me", "declared", "fournit"),
    EgoTie("me", "b", "observed"),
    EgoTie("c", "a", "inferred"),
    EgoTie("a", "d", "declared"),
    EgoTie("me", "a", "inferred"),
)
POINTS = (
    MapPoint("Fonderie", 49.12, 6.18, "company", "/acteurs/a"),
    MapPoint("Mairie", 49.35, 6.16, "public"),
    MapPoint("Atelier", 48.69, 6.18, "company"),
)


def root_of(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def inked(svg: str, role: str) -> list[ET.Element]:
    return [each for each in root_of(svg).iter() if each.get("class") == f"sl-{role}"]


def words_of(svg: str) -> list[str]:
    return [" ".join(each.itertext()) for each in root_of(svg).iter(f"{SVG}text")]


def rectangle(element: ET.Element) -> tuple[float, float, float, float]:
    if element.tag == f"{SVG}rect":
        x, y, wide, high = (float(element.get(name) or 0) for name in ("x", "y", "width", "height"))
        return x, y, x + wide, y + high
    corners = [tuple(map(float, pair.split(","))) for pair in (element.get("points") or "").split()]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def boxes_of(svg: str) -> list[tuple[float, float, float, float]]:
    """The stages of a chain: left, top, right, bottom; the legend draws its sample left of zero."""
    told = [rectangle(each) for each in (*inked(svg, "box"), *inked(svg, "missing"))]
    return [each for each in told if each[0] > 0]


def named_boxes(svg: str) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Words and the room they take, a line each: left, top, right, bottom."""
    found = []
    for text in root_of(svg).iter(f"{SVG}text"):
        size, anchor = float(text.get("font-size") or 0), text.get("text-anchor")
        for line in text.iter(f"{SVG}tspan"):
            words, x, y = line.text or "", float(line.get("x") or 0), float(line.get("y") or 0)
            wide = width(words, size)
            left = x - {"middle": wide / 2, "end": wide}.get(anchor or "", 0.0)
            found.append((words, (left, y - 0.75 * size, left + wide, y + 0.2 * size)))
    return found


def traces(svg: str) -> list[list[tuple[float, float]]]:
    """The lines of links and flows, as many points along each; crosses, bars and the legend are none."""
    lines = [each.get("d") or "" for each in inked(svg, "flow") if each.tag == f"{SVG}path"]
    return [_along(d) for d in lines if not {"H", "V"} & set(d)]


def _along(d: str) -> list[tuple[float, float]]:
    here, found = (0.0, 0.0), []
    for letter, numbers in re.findall(r"([MLQC])([-\d. ]+)", d):
        values = list(map(float, numbers.split()))
        ends = [here, *zip(values[::2], values[1::2], strict=True)]
        here = ends[-1]
        found += [here] if letter == "M" else [_between(ends, step / 40) for step in range(41)]
    return found


def _between(points: Sequence[tuple[float, float]], share: float) -> tuple[float, float]:
    """The point of a Bézier curve, by halving it down."""
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(points)]
    return points[0]


def inside(point: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


def struck(svg: str) -> list[str]:
    """Words that a line runs through."""
    points = [point for trace in traces(svg) for point in trace]
    return [words for words, box in named_boxes(svg) if any(inside(point, box) for point in points)]


def overlapping(boxes: Sequence[tuple[float, float, float, float]]) -> list[object]:
    return [(a, b) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
