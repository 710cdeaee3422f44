"""Where the actors around another one stand: rings by distance, wide enough that no two cells overlap.

Positions are in cells. Two squares of side one overlap only if their centres are less than √2 apart, so rings are √2
apart and neighbours on a ring too; drawn with cells wider than high, the rings are ellipses.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

APART = math.sqrt(2)
_BETWEEN = 0.5
"""More room between the last ring of a distance and the first of the next."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Positions by id, and for each distance the radius of the line around it."""

    at: Mapping[str, tuple[float, float]]
    borders: Mapping[int, float]


def spread(by_distance: Mapping[int, Sequence[str]], towards: Mapping[str, Sequence[str]]) -> Spread:
    """Places for the ids of each distance (1, 2 …), in their order, the centre being at (0, 0).

    `towards`: the ids each one is linked to; who is linked to somebody nearer stands in that direction.
    """
    at: dict[str, tuple[float, float]] = {}
    borders: dict[int, float] = {}
    radius = 0.0
    for distance in sorted(by_distance):
        ordered = _turned(by_distance[distance], towards, at)
        rings: list[tuple[float, int]] = []
        placed: dict[str, tuple[float, float]] = {}
        radius += _BETWEEN if at else 0.0
        while sum(room for _, room in rings) < len(ordered):
            radius += APART
            rings.append((radius, _room(radius)))
        for shell, ((ring, _), members) in enumerate(
            zip(rings, _shared(ordered, [room for _, room in rings]), strict=True)
        ):
            half = 0.5 * (shell % 2)  # so that no line runs through a nearer mark of the same distance
            angles = [2 * math.pi * (number + half) / len(members) for number in range(len(members))]
            turn = _turn(members, angles, towards, at)
            placed |= {
                identifier: (ring * math.sin(angle + turn), -ring * math.cos(angle + turn))
                for identifier, angle in zip(members, angles, strict=True)
            }
        at |= placed
        borders[distance] = radius + (APART + _BETWEEN) / 2
    return Spread(at, borders)


def _room(radius: float) -> int:
    """How many fit on a ring."""
    return math.floor(math.pi / math.asin(APART / 2 / radius) + 1e-9)


def _turned(
    ids: Sequence[str], towards: Mapping[str, Sequence[str]], at: Mapping[str, tuple[float, float]]
) -> list[str]:
    """The ids by the direction of those they are linked to that stand already; the others keep their order, last."""

    def order(number: int) -> tuple[float, int]:
        angle = _direction(ids[number], towards, at)
        return math.inf if angle is None else angle, number

    return [ids[number] for number in sorted(range(len(ids)), key=order)]


def _turn(
    ids: Sequence[str],
    angles: Sequence[float],
    towards: Mapping[str, Sequence[str]],
    at: Mapping[str, tuple[float, float]],
) -> float:
    """By how much a ring is turned, so that on the whole its members stand near those they are linked to."""
    wanted = [(_direction(identifier, towards, at), angle) for identifier, angle in zip(ids, angles, strict=True)]
    apart = [direction - angle for direction, angle in wanted if direction is not None]
    x, y = sum(map(math.cos, apart)), sum(map(math.sin, apart))
    return round(math.atan2(y, x), 6) if math.hypot(x, y) > 1e-6 else 0.0


def _direction(
    identifier: str, towards: Mapping[str, Sequence[str]], at: Mapping[str, tuple[float, float]]
) -> float | None:
    """The angle, clockwise from the top, of those it is linked to that stand already; None when there are none."""
    near = [at[each] for each in towards.get(identifier, ()) if each in at]
    x, y = sum(place[0] for place in near), sum(place[1] for place in near)
    if math.hypot(x, y) < 1e-6:
        return None
    return round(math.atan2(x, -y) % (2 * math.pi), 6)


def _shared(ids: Sequence[str], rooms: Sequence[int]) -> list[list[str]]:
    """The ids dealt out to rings of these capacities, so that every ring has its share of each direction."""
    total = sum(rooms)
    rings: list[list[str]] = [[] for _ in rooms]
    for number, identifier in enumerate(ids, 1):
        open_ones = [place for place, room in enumerate(rooms) if len(rings[place]) < room]
        chosen = max(
            open_ones, key=lambda place: (rooms[place] * min(number, len(ids)) / total - len(rings[place]), -place)
        )
        rings[chosen].append(identifier)
    return rings
