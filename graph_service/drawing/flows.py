"""Arrows between boxes in columns: straight on to the next column, around everything else in lanes of their own.

What leads to one box by lanes of one band shares its lane and arrives together: a chain is told by few lines. No arrow
passes behind a box, because lanes run below bands of boxes and uprights between columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from graph_service.drawing.svg import Markup, arrow_head, group, path, tag

Flow = tuple[str, str, str]
"""From which box, to which, and which of several (the basis of a link; empty when there is one kind)."""

LANE = 11.0
_FIRST_OUT, _FIRST_IN, _TRACK, _TRACKS = 7.0, 14.0, 4.0, 4
"""Upright lines beside one another between two columns, before they fall together."""
_ROUND = 4.0

_Order = tuple[bool, float, str]
"""Along a side: those that take a lane last, the others by where they lead."""


class Box(Protocol):
    """A box with its place in columns and bands."""

    @property
    def x(self) -> float:
        """Left."""

    @property
    def y(self) -> float:
        """Top."""

    @property
    def wide(self) -> float:
        """Width."""

    @property
    def high(self) -> float:
        """Height."""

    @property
    def column(self) -> int:
        """From the left, from 0."""

    @property
    def band(self) -> int:
        """From the top, from 0."""


Drawn = Callable[[Flow, str], Markup]
"""The line of a flow, from its path."""


def lanes(flows: Sequence[Flow], cells: Mapping[str, tuple[int, int]]) -> dict[tuple[int, str], int]:
    """(band, box led to) → its lane below the band, from 0; `cells`: box → (band, column)."""
    found: dict[tuple[int, str], int] = {}
    used: dict[int, int] = {}
    for start, end, _ in flows:
        band = cells[start][0]
        if not _is_near(cells[start], cells[end]) and (band, end) not in found:
            found[band, end] = used.get(band, 0)
            used[band] = found[band, end] + 1
    return found


def flow_lines(flows: Sequence[Flow], boxes: Mapping[str, Box], floors: Sequence[float], drawn: Drawn) -> list[Markup]:
    """An arrow for each flow between boxes whose bands end at `floors`."""
    cells = {name: (box.band, box.column) for name, box in boxes.items()}
    below = lanes(flows, cells)
    far = {flow: None for flow in flows if not _is_near(cells[flow[0]], cells[flow[1]])}
    out = _tracks([flow[0] for flow in far], cells)
    into = _tracks([flow[1] for flow in far], cells)
    leaving, arriving = _ports(flows, boxes, cells)
    lines = []
    for flow in flows:
        start, end = boxes[flow[0]], boxes[flow[1]]
        from_x, from_y = start.x + start.wide, leaving[flow]
        to_x, to_y, towards = end.x, arriving[flow], 1.0
        if cells[flow[0]] == cells[flow[1]]:
            to_x, towards = end.x + end.wide, -1.0
            line = path("M", from_x, from_y, "C", from_x + 26, from_y, to_x + 26, to_y, to_x + 6, to_y)
        elif flow not in far and end.column < start.column:
            from_x, to_x, towards = start.x, end.x + end.wide, -1.0
            half = (from_x - to_x) / 2
            line = path("M", from_x, from_y, "C", from_x - half, from_y, to_x + half, to_y, to_x + 6, to_y)
        elif flow not in far:
            half = (to_x - from_x) / 2
            line = path("M", from_x, from_y, "C", from_x + half, from_y, to_x - half, to_y, to_x - 6, to_y)
        else:
            low = floors[start.band] + LANE * (below[start.band, flow[1]] + 1)
            turns = (
                (from_x + _FIRST_OUT + _TRACK * out[flow[0]], from_y),
                (from_x + _FIRST_OUT + _TRACK * out[flow[0]], low),
                (to_x - _FIRST_IN - _TRACK * into[flow[1]], low),
                (to_x - _FIRST_IN - _TRACK * into[flow[1]], to_y),
            )
            line = _rounded((from_x, from_y), turns, (to_x - 6, to_y))
        lines.append(group(drawn(flow, line), arrow_head(to_x, to_y, towards, 0.0)))
    return lines


def plain(_: Flow, line: str) -> Markup:
    """A full line."""
    return tag("path", role="flow", d=line)


def _is_near(start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Whether a flow needs no lane: to a column beside in its band, or within its column."""
    return start[0] == end[0] and abs(end[1] - start[1]) <= 1


def _tracks(names: Sequence[str], cells: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Which upright each box uses: one of its own beside those of the boxes of its column, while there is room."""
    used: dict[int, int] = {}
    found: dict[str, int] = {}
    for name in dict.fromkeys(names):
        column = cells[name][1]
        found[name] = used.get(column, 0) % _TRACKS
        used[column] = used.get(column, 0) + 1
    return found


def _ports(
    flows: Sequence[Flow], boxes: Mapping[str, Box], cells: Mapping[str, tuple[int, int]]
) -> tuple[dict[Flow, float], dict[Flow, float]]:
    """Where each flow leaves its box and where it arrives: spread over the side, in the order of the other ends.

    Flows that take a lane leave one box together, and arrive together, below the others.
    """
    sides: dict[tuple[str, bool], list[tuple[_Order, Flow, bool]]] = {}
    for flow in flows:
        start, end, kind = flow
        far = not _is_near(cells[start], cells[end])
        back = not far and cells[end] < cells[start]
        beside = cells[start] == cells[end]  # arrives on the right, as it leaves
        there: _Order = (True, 0.0, "") if far else (False, boxes[end].y, end + kind)
        here: _Order = (True, 0.0, "") if far else (False, boxes[start].y, start + kind)
        sides.setdefault((start, not back), []).append((there, flow, True))
        sides.setdefault((end, beside or back), []).append((here, flow, False))
    ports: dict[bool, dict[Flow, float]] = {True: {}, False: {}}
    for (name, _), ends in sides.items():
        box = boxes[name]
        order = sorted({(key, leaves) for key, _, leaves in ends})
        for key, flow, leaves in ends:
            ports[leaves][flow] = box.y + box.high * (order.index((key, leaves)) + 1) / (len(order) + 1)
    return ports[True], ports[False]


def _rounded(start: tuple[float, float], turns: Sequence[tuple[float, float]], end: tuple[float, float]) -> str:
    """A line around right angles whose corners are round: a turn is told from a crossing."""
    points = [start, *turns, end]
    parts: list[str | float] = ["M", *start]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        parts += ["L", *_towards(corner, before), "Q", *corner, *_towards(corner, after)]
    return path(*parts, "L", *end)


def _towards(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = abs(dx) + abs(dy)
    share = min(_ROUND, length / 2) / length if length else 0.0
    return corner[0] + dx * share, corner[1] + dy * share
