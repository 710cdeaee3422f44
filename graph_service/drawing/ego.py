"""One actor in the middle, those linked to it on a ring by kind of link; a line for each link, drawn by its basis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from graph_service.drawing.captions import caption
from graph_service.drawing.grouping import MOST, EgoNode, EgoTie, around, grouped
from graph_service.drawing.marks import basis_items, dash, legend, shape, sphere_items
from graph_service.drawing.measure import width, wrapped
from graph_service.drawing.palette import SPHERES
from graph_service.drawing.rings import ACROSS, ring
from graph_service.drawing.steps import flow_columns
from graph_service.drawing.svg import Markup, arrow_head, document, group, label, linked, path, tag

__all__ = ["MOST", "EgoNode", "EgoTie", "ego_graph"]

WIDE = 720.0
_MARGIN, _SIZE, _STEP, _BOLD = 12.0, 11.5, 13.0, 1.08
_RADIUS, _CENTRE, _AWAY = 6.5, 9.0, 6.0
_NAME, _LINES = WIDE / 2 - ACROSS - _RADIUS - _AWAY - _MARGIN, 2
_MIDDLE = 150.0
"""The longest line of the name in the middle."""

Extent = tuple[float, float]
"""Half the width and half the height of what lines end at."""


def ego_graph(nodes: Sequence[EgoNode], ties: Sequence[EgoTie], *, title: str, lang: str = "fr") -> str:
    """The drawing. Actors stand clockwise from the top: by direction and kind of their links, else as they are given.

    Actors that are more than one link away make it a drawing in columns (`flow_columns`). A node given twice counts
    once, the first time; ties to unknown nodes and from a node to itself are not drawn. Raises ValueError unless
    exactly one node has the distance 0.
    """
    if any(node.distance > 1 for node in nodes):
        return flow_columns(nodes, ties, title=title, lang=lang)
    centre, nodes, ties = around(nodes, ties)
    desc = caption(lang, "ego_desc", centre=centre.label, actors=len(nodes) - 1, links=len(ties))
    nodes, ties, hidden = grouped(nodes, ties, MOST, lang)
    notes = [caption(lang, "grouped", most=MOST, n=hidden)] if hidden else []
    others = _by_kind([node for node in nodes if node.id != centre.id], ties, centre.id)
    places = ring(len(others))
    x, y = WIDE / 2, places.high + _MARGIN + _STEP
    at = {node.id: (x + dx, y + dy) for node, (dx, dy) in zip(others, places.at, strict=True)} | {centre.id: (x, y)}
    lines = wrapped(centre.label, _MIDDLE / _BOLD, 2, _SIZE)
    middle = (max(width(line, _SIZE) for line in lines) * _BOLD / 2 + 10, _CENTRE + _STEP * len(lines) / 2 + 8)
    items = [*sphere_items({node.sphere for node in nodes}, lang), *basis_items({tie.basis for tie in ties}, lang)]
    told, below = legend(items, _MARGIN, y + places.high + 34, WIDE - 2 * _MARGIN)
    body = [
        tag("ellipse", role="guide", cx=x, cy=y, rx=ACROSS, ry=places.high) if others else Markup(""),
        *_lines(ties, at, {centre.id: middle}),
        *(_around(node, *at[node.id], x, lang) for node in others),
        _middle(centre, x, y, lines, middle, lang),
        told,
        label(notes, _MARGIN, below + 4, size=12, role="warn") if notes else Markup(""),
    ]
    return document(WIDE, below + (22 if notes else 0), body, title=title, desc=" ".join([desc, *notes]))


def _by_kind(nodes: Sequence[EgoNode], ties: Sequence[EgoTie], centre: str) -> list[EgoNode]:
    """Those that give first, then those that receive; each by what the links are and how sure they are."""
    kinds: dict[str, list[tuple[bool, str, str]]] = {}
    for tie in ties:
        if centre in (tie.start, tie.end):
            other = tie.end if tie.start == centre else tie.start
            kinds.setdefault(other, []).append((tie.start == centre, tie.label, tie.basis))
    return sorted(nodes, key=lambda node: min(kinds.get(node.id, ()), default=(True, "\U0010ffff", "")))


def _lines(
    ties: Sequence[EgoTie], at: Mapping[str, tuple[float, float]], extents: Mapping[str, Extent]
) -> list[Markup]:
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
            shift = (number - (len(keys) - 1) / 2) * 7
            side = shift if start < end else -shift  # so that opposite lines are shifted apart
            line = _line(at[start], at[end], extents.get(start), extents.get(end), side)
            words = ", ".join(dict.fromkeys(filter(None, told[key])))
            drawn.append(_arrow(*line, basis, words))
    return drawn


def _line(
    start: tuple[float, float], end: tuple[float, float], leave: Extent | None, arrive: Extent | None, side: float
) -> tuple[float, float, float, float, float, float]:
    """The two ends, at the edges of what they lead from and to, and the direction."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    dx, dy = dx / length, dy / length
    ax, ay, bx, by = start[0] - dy * side, start[1] + dx * side, end[0] - dy * side, end[1] + dx * side
    gone, left = _edge(ax - start[0], ay - start[1], dx, dy, leave), _edge(bx - end[0], by - end[1], -dx, -dy, arrive)
    return ax + dx * (gone + 1), ay + dy * (gone + 1), bx - dx * (left + 2), by - dy * (left + 2), dx, dy


def _edge(x: float, y: float, dx: float, dy: float, extent: Extent | None) -> float:
    """How far it is from (x, y) to the edge of a box around (0, 0), or of a mark when there is none."""
    if extent is None:
        return math.sqrt(max((_RADIUS * 1.15) ** 2 - x * x - y * y, 0.0))
    ways = [(half - at * math.copysign(1, d)) / abs(d) for at, d, half in ((x, dx, extent[0]), (y, dy, extent[1])) if d]
    return min(ways, default=0.0)


def _arrow(x1: float, y1: float, x2: float, y2: float, dx: float, dy: float, basis: str, words: str) -> Markup:
    line = tag(
        "path",
        role="flow",
        d=path("M", x1, y1, "L", x2 - dx * 5, y2 - dy * 5),
        stroke_dasharray=dash(basis),
        stroke_linecap="round" if basis not in ("declared", "observed") else None,
    )
    said = [tag("title", words)] if words else []
    return group(*said, line, arrow_head(x2, y2, dx, dy, 8))


def _around(node: EgoNode, x: float, y: float, middle: float, lang: str) -> Markup:
    """A mark, and its name on the side that looks away from the middle."""
    right = x >= middle
    weight = 700 if node.stands_for > 1 else None
    lines = wrapped(node.label, _NAME / (_BOLD if weight else 1), _LINES, _SIZE)
    first = y - _STEP * (len(lines) - 1) / 2 + 4
    at = x + (_RADIUS + _AWAY if right else -_RADIUS - _AWAY)
    anchor = None if right else "end"
    words = label(lines, at, first, size=_SIZE, step=_STEP, role="halo", text_anchor=anchor, font_weight=weight)
    return linked(node.href, tag("title", _spoken(node, lang)), shape(node.sphere, x, y, _RADIUS), words)


def _middle(node: EgoNode, x: float, y: float, lines: Sequence[str], extent: Extent, lang: str) -> Markup:
    """The one in the middle: its mark above its name, in a box that lines end at."""
    half, high = extent
    outline = tag("rect", role="box", x=x - half, y=y - high, width=2 * half, height=2 * high, rx=6)
    first = y - high + 2 * _CENTRE + 6 + _STEP
    words = label(lines, x, first, size=_SIZE, step=_STEP, role="halo", text_anchor="middle", font_weight=700)
    mark = shape(node.sphere, x, y - high + _CENTRE + 5, _CENTRE)
    return linked(node.href, tag("title", _spoken(node, lang)), outline, mark, words)


def _spoken(node: EgoNode, lang: str) -> str:
    return f"{node.label} ({caption(lang, node.sphere)})" if node.sphere in SPHERES else node.label
