"""Points that fall together on a map: marks that do not overlap, each counting what it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph_service.drawing.measure import width

RADIUS, SIZE = 6.0, 11.0
"""Of a single point; of the letters of a count."""
MOST = 400
"""Marks of one drawing; points are gathered until there are no more."""
_APART = 1.5

At = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the drawing and the numbers of the points that stand there."""

    x: float
    y: float
    points: tuple[int, ...]

    @property
    def radius(self) -> float:
        """A count stands inside its circle."""
        return RADIUS if len(self.points) == 1 else max(9.0, width(str(len(self.points)), SIZE) / 2 + 5)


def gathered(places: Sequence[At]) -> list[Mark]:
    """Marks for points, in their order; those that would overlap become one in the middle of them all."""
    marks, cell = [Mark(x, y, (number,)) for number, (x, y) in enumerate(places)], RADIUS / 2
    marks = _in_cells(marks, cell)
    while True:
        marks = _apart(marks) if len(marks) <= 2 * MOST else marks
        if len(marks) <= MOST:
            return sorted(marks, key=lambda mark: mark.points[0])
        cell *= 1.5
        marks = _in_cells(marks, cell)


def _in_cells(marks: Sequence[Mark], cell: float) -> list[Mark]:
    cells: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        cells.setdefault((int(mark.x // cell), int(mark.y // cell)), []).append(mark)
    return [_joined(each) for each in cells.values()]


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Pairs that overlap become one, the nearest first, until none do."""
    left = list(marks)
    while pairs := sorted(_overlapping(left)):
        joined: set[int] = set()
        made = []
        for _, one, other in pairs:
            if not {one, other} & joined:  # those that this leaves are looked at again
                joined |= {one, other}
                made.append(_joined((left[one], left[other])))
        left = [mark for number, mark in enumerate(left) if number not in joined] + made
    return left


def _overlapping(marks: Sequence[Mark]) -> Iterator[tuple[float, int, int]]:
    """Pairs that overlap, and how near they are."""
    order = sorted(range(len(marks)), key=lambda each: (marks[each].x, marks[each].y, each))
    radii = [mark.radius for mark in marks]
    for place, one in enumerate(order):
        a = marks[one]
        for other in order[place + 1 :]:
            b = marks[other]
            if b.x - a.x > radii[one] + _WIDEST:
                break
            near = (b.x - a.x) ** 2 + (b.y - a.y) ** 2
            if near < (radii[one] + radii[other] + _APART) ** 2:
                yield round(near, 6), min(one, other), max(one, other)


def _joined(marks: Sequence[Mark]) -> Mark:
    number = sum(len(mark.points) for mark in marks)
    return Mark(
        sum(mark.x * len(mark.points) for mark in marks) / number,
        sum(mark.y * len(mark.points) for mark in marks) / number,
        tuple(sorted(each for mark in marks for each in mark.points)),
    )


_WIDEST: Final = Mark(0, 0, tuple(range(9_999))).radius + _APART
"""No other mark reaches farther, for less than ten thousand points in one place."""
