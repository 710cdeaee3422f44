"""Arrows between boxes in columns: straight on to the next column, around everything else in lanes of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from graph_service.drawing.svg import Markup, arrow_head, group, path, tag

Flow = tuple[str, str]

_LANE = 12.0
_TRACKS = 5
"""Upright lines beside one another in a gutter, before they fall together."""


class Box(Protocol):
    """A box with its column."""

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


def flow_lines(
    flows: Sequence[Flow], boxes: Mapping[str, Box], bottom: float, *, gutter: float
) -> tuple[list[Markup], float]:
    """An arrow for each flow, and the bottom of what was drawn.

    No arrow passes behind a box: what leads further than the next column, or back, runs below all boxes.
    """
    leaving, arriving = _ports(flows, boxes)
    drawn: list[Markup] = []
    lanes = 0
    for flow in flows:
        start, end = boxes[flow[0]], boxes[flow[1]]
        from_x, from_y = start.x + start.wide, leaving[flow]
        to_x, to_y = end.x, arriving[flow]
        if end.column == start.column + 1:
            half = (to_x - from_x) / 2
            line = path("M", from_x, from_y, "C", from_x + half, from_y, to_x - half, to_y, to_x - 6, to_y)
        elif end.column == start.column:
            to_x, bend = end.x + end.wide, gutter * 0.7
            line = path("M", from_x, from_y, "C", from_x + bend, from_y, to_x + bend, to_y, to_x + 6, to_y)
        else:
            track = 6.0 * (lanes % _TRACKS)
            out, back, low = from_x + 10 + track, to_x - 16 - track, bottom + _LANE * (lanes + 1)
            line = path("M", from_x, from_y, "H", out, "V", low, "H", back, "V", to_y, "H", to_x - 6)
            lanes += 1
        towards = -1.0 if end.column == start.column else 1.0
        drawn.append(group(tag("path", role="flow", d=line), arrow_head(to_x, to_y, towards, 0.0)))
    return drawn, bottom + _LANE * lanes


def _ports(flows: Sequence[Flow], boxes: Mapping[str, Box]) -> tuple[dict[Flow, float], dict[Flow, float]]:
    """Where each flow leaves its box and where it arrives: spread over the side, in the order of the other ends."""
    leaving: dict[Flow, float] = {}
    arriving: dict[Flow, float] = {}
    for name, box in boxes.items():
        out = [(boxes[end].y, end, (start, end)) for start, end in flows if start == name]
        into = [(boxes[start].y, start, (start, end)) for start, end in flows if end == name]
        beside = [each for each in into if boxes[each[1]].column == box.column]  # arrives on the right, as `out` leaves
        left = [each for each in into if each not in beside]
        right = sorted([*((*each, True) for each in out), *((*each, False) for each in beside)])
        for number, (_, _, flow, leaves) in enumerate(right, 1):
            (leaving if leaves else arriving)[flow] = box.y + box.high * number / (len(right) + 1)
        for number, (_, _, flow) in enumerate(sorted(left), 1):
            arriving[flow] = box.y + box.high * number / (len(left) + 1)
    return leaving, arriving
