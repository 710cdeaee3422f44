"""From degrees to pixels: one scale both ways at the middle latitude, enough for a region; and its scale bar."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from graph_service.drawing.svg import Markup, group, label, path, tag

_KM_PER_DEGREE = 111.195
_LEAST_KM = 2.0
"""A map of a single point still shows its surroundings."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular around (lat, lon), which stands at (x, y)."""

    lat: float
    lon: float
    x: float
    y: float
    pixels_per_km: float

    @classmethod
    def over(cls, places: Sequence[tuple[float, float]], wide: float, high: float, margin: float) -> Self:
        """The one in which all places (lat, lon) fit into a drawing, with a margin."""
        lat, lon, wide_km, high_km = _size(places)
        scale = min((wide - 2 * margin) / wide_km, (high - 2 * margin) / high_km)
        return cls(lat, lon, wide / 2, high / 2, scale)

    @classmethod
    def sized(
        cls, places: Sequence[tuple[float, float]], wide: tuple[float, float], high: tuple[float, float], margin: float
    ) -> tuple[Self, float, float]:
        """The same in a drawing as wide and high as the places ask for, between two sizes; and its width and height."""
        _, _, wide_km, high_km = _size(places)
        scale = min((wide[1] - 2 * margin) / wide_km, (high[1] - 2 * margin) / high_km)
        across = max(wide_km * scale + 2 * margin, wide[0])
        down = max(high_km * scale + 2 * margin, high[0])
        return cls.over(places, across, down, margin), across, down

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a place stands."""
        east = (lon - self.lon) * _KM_PER_DEGREE * _shrink(self.lat)
        north = (lat - self.lat) * _KM_PER_DEGREE
        return self.x + self.pixels(east), self.y - self.pixels(north)

    def pixels(self, km: float) -> float:
        """How long a distance is drawn."""
        return km * self.pixels_per_km


def round_distance(km: float) -> float:
    """The greatest of 1, 2, 5, 10, 20 … (or 0.5, 0.2 …) that is not greater.

    >>> round_distance(37), round_distance(0.7)
    (20.0, 0.5)
    """
    power = 10.0 ** math.floor(math.log10(km))
    return round(next(step for step in (5, 2, 1) if step * power <= km * (1 + 1e-9)) * power, 9)


def scale_bar(projection: Projection, x: float, y: float) -> Markup:
    """A bar of a round distance, and which: at most a sixth of a drawing of 720 pixels."""
    km = round_distance(120 / projection.pixels_per_km)
    long = projection.pixels(km)
    words = f"{km:g} km" if km >= 1 else f"{km * 1000:g} m"
    return group(
        tag("path", role="flow", d=path("M", x, y - 5, "V", y, "H", x + long, "V", y - 5)),
        label([words], x + long + 6, y, size=12, role="soft"),
    )


def _size(places: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The middle of places, and how many kilometres they are across and from top to bottom."""
    lats, lons = [lat for lat, _ in places] or [0.0], [lon for _, lon in places] or [0.0]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    high_km = max((max(lats) - min(lats)) * _KM_PER_DEGREE, _LEAST_KM)
    wide_km = max((max(lons) - min(lons)) * _KM_PER_DEGREE * _shrink(lat), _LEAST_KM)
    return lat, lon, wide_km, high_km


def _shrink(lat: float) -> float:
    return max(math.cos(math.radians(lat)), 0.01)
