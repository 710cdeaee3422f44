"""Where the actors around another one stand: on one ring, half of them on each side, their names outside it.

A line from the middle, or between two of the ring, stays inside: it never meets a name. The ring grows upwards, not
sideways, so that the drawing is as wide as a page however many there are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

ACROSS = 190.0
"""Half the width of the ring."""
_ROUND = 120.0
"""Half its height at least."""
_ROW = 34.0
"""Room for a name of two lines."""


@dataclass(frozen=True, slots=True)
class Ring:
    """Places around (0, 0), clockwise from the top, and half the height of the ring."""

    at: tuple[tuple[float, float], ...]
    high: float


def ring(number: int) -> Ring:
    """The places of so many: as high as one another's names need, one above the other on each side."""
    sides = (math.ceil(number / 2), number // 2)
    high = max(_ROUND, _ROW * sides[0] / 2)
    right, left = (_side(side, high) for side in sides)
    return Ring((*right, *((-x, y) for x, y in reversed(left))), high)


def _side(number: int, high: float) -> Sequence[tuple[float, float]]:
    """So many places of the right half, from the top."""
    heights = [high * (2 * (each + 0.5) / number - 1) for each in range(number)]
    return [(ACROSS * math.sqrt(1 - (y / high) ** 2), y) for y in heights]
