"""One actor in the middle, those around it in rings by distance; a line for each link, drawn by its basis."""

from __future__ import annotations

import math
from collections.abc import Sequence

from graph_service.drawing.captions import caption, steps
from graph_service.drawing.grouping import EgoNode, EgoTie, grouped
from graph_service.drawing.marks import basis_items, dash, legend, shape, sphere_items
from graph_service.drawing.measure import wrapped
from graph_service.drawing.palette import SPHERES
from graph_service.drawing.rings import Spread, spread
from graph_service.drawing.svg import Markup, arrow_head, document, group, label, linked, path, tag

__all__ = ["MOST", "EgoNode", "EgoTie", "ego_graph"]

MOST = 400
"""Actors of one drawing; above that the farthest are grouped, and the drawing says so."""
CELL_WIDE, CELL_HIGH = 104.0, 50.0
_MARGIN, _SIZE, _STEP = 20.0, 11.0, 12.5
_RADIUS, _CENTRE = 6.0, 9.0


def ego_graph(nodes: Sequence[EgoNode], ties: Sequence[EgoTie], *, title: str, lang: str = "fr") -> str:
    """The drawing. Actors of a distance keep the order they are given in, clockwise from the top.

    A node given twice counts once, the first time; ties to unknown nodes and from a node to itself are not drawn.
    Raises ValueError unless exactly one node has the distance 0.
    """
    nodes = list({node.id: node for node in reversed(nodes)}.values())[::-1]
    centres = [node for node in nodes if node.distance == 0]
    if len(centres) != 1:
        raise ValueError(f"one actor stands in the middle, not {len(centres)}")
    centre, known = centres[0], {node.id for node in nodes}
    ties = [tie for tie in ties if tie.start in known and tie.end in known and tie.start != tie.end]
    desc = caption(lang, "ego_desc", centre=centre.label, actors=len(nodes) - 1, links=len(ties))
    nodes, ties, hidden = grouped(nodes, ties, MOST, lang)
    placed = _spread(nodes, ties)
    wide = max([*(abs(x) for x, _ in placed.at.values()), *placed.borders.values(), 1.0]) * CELL_WIDE
    high = max([*(abs(y) for _, y in placed.at.values()), *placed.borders.values(), 1.0]) * CELL_HIGH
    middle_x, middle_y = wide + _MARGIN + CELL_WIDE / 2, high + _MARGIN + CELL_HIGH / 2
    at = {key: (middle_x + x * CELL_WIDE, middle_y + y * CELL_HIGH) for key, (x, y) in placed.at.items()}
    at[centre.id] = (middle_x, middle_y)
    notes = [caption(lang, "grouped", most=MOST, n=hidden)] if hidden else []
    items = [*sphere_items({node.sphere for node in nodes}, lang), *basis_items({tie.basis for tie in ties}, lang)]
    told, below = legend(items, _MARGIN, 2 * middle_y + 14, 2 * (middle_x - _MARGIN))
    remark = label(notes, _MARGIN, below + 4, size=12, role="warn") if notes else Markup("")
    body = [
        *_guides(placed, middle_x, middle_y, lang),
        *_lines(ties, at, {centre.id: _CENTRE}),
        *(_actor(node, *at[node.id], lang) for node in nodes),
        told,
        remark,
    ]
    height = below + (22 if notes else 0)
    return document(2 * middle_x, height, body, title=title, desc=" ".join([desc, *notes]))


def _spread(nodes: Sequence[EgoNode], ties: Sequence[EgoTie]) -> Spread:
    by_distance: dict[int, list[str]] = {}
    towards: dict[str, list[str]] = {}
    for node in nodes:
        if node.distance > 0:
            by_distance.setdefault(node.distance, []).append(node.id)
    for tie in ties:
        towards.setdefault(tie.start, []).append(tie.end)
        towards.setdefault(tie.end, []).append(tie.start)
    return spread(by_distance, towards)


def _guides(placed: Spread, x: float, y: float, lang: str) -> list[Markup]:
    """A line around each distance, and its name where it crosses fewest links."""
    taken = [math.atan2(at_x, -at_y) for at_x, at_y in placed.at.values()]
    free = max(range(12), key=lambda hour: (_apart(hour * math.pi / 6, taken), -hour)) * math.pi / 6
    return [
        group(
            tag("ellipse", role="guide", cx=x, cy=y, rx=border * CELL_WIDE, ry=border * CELL_HIGH),
            label(
                [steps(lang, distance)],
                x + border * CELL_WIDE * math.sin(free),
                y - border * CELL_HIGH * math.cos(free) + 4,
                size=11,
                role="soft-halo",
                text_anchor="middle",
            ),
        )
        for distance, border in placed.borders.items()
    ]


def _apart(angle: float, others: Sequence[float]) -> float:
    """How far an angle is from the nearest of others."""
    turns = (abs(angle - other) % (2 * math.pi) for other in others)
    return round(min((min(turn, 2 * math.pi - turn) for turn in turns), default=math.pi), 6)


def _lines(ties: Sequence[EgoTie], at: dict[str, tuple[float, float]], radii: dict[str, float]) -> list[Markup]:
    """One line for each pair, direction and basis; lines between the same two stand beside one another."""
    told: dict[tuple[str, str, str], list[str]] = {}
    for tie in ties:
        told.setdefault((tie.start, tie.end, tie.basis), []).append(tie.label)
    between: dict[frozenset[str], list[tuple[str, str, str]]] = {}
    for key in told:
        between.setdefault(frozenset(key[:2]), []).append(key)
    drawn = []
    for keys in between.values():
        for number, key in enumerate(keys):
            start, end, basis = key
            shift = (number - (len(keys) - 1) / 2) * 6
            ends = (start, end) if start < end else (end, start)  # so that opposite lines are shifted apart
            line = _line(
                at[start], at[end], radii.get(start, _RADIUS), radii.get(end, _RADIUS), shift, start == ends[0]
            )
            words = ", ".join(dict.fromkeys(filter(None, told[key])))
            drawn.append(_arrow(*line, basis, words))
    return drawn


def _line(
    start: tuple[float, float], end: tuple[float, float], leave: float, arrive: float, shift: float, forward: bool
) -> tuple[float, float, float, float, float, float]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    dx, dy = dx / length, dy / length
    side = shift if forward else -shift
    return (
        start[0] + dx * (leave + 2) - dy * side,
        start[1] + dy * (leave + 2) + dx * side,
        end[0] - dx * (arrive + 3) - dy * side,
        end[1] - dy * (arrive + 3) + dx * side,
        dx,
        dy,
    )


def _arrow(x1: float, y1: float, x2: float, y2: float, dx: float, dy: float, basis: str, words: str) -> Markup:
    line = tag(
        "path",
        role="flow",
        d=path("M", x1, y1, "L", x2 - dx * 5, y2 - dy * 5),
        stroke_dasharray=dash(basis),
        stroke_linecap="round" if basis not in ("declared", "observed") else None,
    )
    said = [tag("title", words)] if words else []
    return group(*said, line, arrow_head(x2, y2, dx, dy))


def _actor(node: EgoNode, x: float, y: float, lang: str) -> Markup:
    centre = node.distance == 0
    radius = _CENTRE if centre else _RADIUS
    lines = wrapped(node.label, CELL_WIDE - 6, 2, _SIZE)
    words = label(
        lines,
        x,
        y + radius + 11,
        size=_SIZE,
        step=_STEP,
        role="halo",
        text_anchor="middle",
        font_weight=700 if centre or node.stands_for > 1 else None,
    )
    name = f"{node.label} ({caption(lang, node.sphere)})" if node.sphere in SPHERES else node.label
    parts = [tag("title", name), shape(node.sphere, x, y, radius)]
    if centre:
        parts.insert(1, tag("circle", role="frame", cx=x, cy=y, r=radius + 5))
    return linked(node.href, *parts, words)
