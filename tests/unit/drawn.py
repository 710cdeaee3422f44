"""Things to draw, and how tests read what was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from xml.etree import ElementTree as ET

from graph_service.drawing import EgoNode, EgoTie, MapPoint, StageBox

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


def overlapping(boxes: Sequence[tuple[float, float, float, float]]) -> list[object]:
    return [(a, b) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
