"""Where boxes stand in columns: as many beside one another as a page is wide, the others below in bands.

The columns of all bands stand above one another, so that what lies between two columns is free from top to bottom.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from graph_service.drawing.flows import LANE, Flow, lanes

PAGE = 1120.0
"""What a page has room for."""
PHONE = 340.0
"""What a telephone has room for."""
MARGIN = 16.0
_LEAST, _MOST = 150.0, 228.0
"""From one column to the next."""
_BETWEEN_BANDS = 26.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands, in which column of which band."""

    x: float
    y: float
    wide: float
    high: float
    column: int
    band: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns of one band, how wide their boxes are and the room between."""

    columns: int
    box: float
    gutter: float

    @classmethod
    def within(cls, columns: int, wide: float) -> Self:
        """The grid of a drawing no wider than `wide`: bands as equal as can be."""
        room = max(wide - 2 * MARGIN, _LEAST)
        bands = max(math.ceil(columns / (room // _LEAST)), 1)
        each = max(math.ceil(columns / bands), 1)
        pitch = min(room / each, _MOST)
        gutter = 60.0 if pitch >= 190 else 42.0
        return cls(each, pitch - gutter, gutter)

    @property
    def right(self) -> float:
        """How wide the drawing is."""
        return 2 * MARGIN + self.columns * (self.box + self.gutter)

    def left_of(self, column: int) -> float:
        """Where the boxes of a column begin."""
        return MARGIN + self.gutter / 2 + column * (self.box + self.gutter)


@dataclass(frozen=True, slots=True)
class Stand:
    """Places by id, the bottom of the boxes of each band, and that of all that is drawn."""

    places: Mapping[str, Place]
    floors: tuple[float, ...]
    bottom: float


def stand(
    columns: Sequence[Sequence[str]],
    flows: Sequence[Flow],
    grid: Grid,
    high: Callable[[str], float],
    *,
    gap: float,
    top: float,
) -> Stand:
    """Each box in its column, columns of a band centred on one another, with room below each band for its lanes."""
    cells = {one: divmod(number, grid.columns) for number, column in enumerate(columns) for one in column}
    below = lanes(flows, cells)
    places: dict[str, Place] = {}
    floors: list[float] = []
    for start in range(0, len(columns), grid.columns):
        band = columns[start : start + grid.columns]
        heights = [sum(map(high, column)) + gap * (len(column) - 1) for column in band]
        for number, column in enumerate(band):
            y = top + (max(heights) - heights[number]) / 2
            for one in column:
                places[one] = Place(grid.left_of(number), y, grid.box, high(one), number, len(floors))
                y += high(one) + gap
        used = sum(its == len(floors) for its, _ in below)
        floors.append(top + max(heights))
        top = floors[-1] + LANE * used + _BETWEEN_BANDS
    return Stand(places, tuple(floors), top - _BETWEEN_BANDS if floors else top)
