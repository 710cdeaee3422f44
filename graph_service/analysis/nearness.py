"""Distances from one point to many at once, and who is within reach; `kernel.distance` decides at the rim."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph_service.kernel.distance import EARTH_RADIUS_M, haversine_m

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Point = tuple[float, float]
"""Latitude and longitude, in degrees."""

_RIM_M = 1.0
"""Metres around the limit where the last digits of a distance could matter."""


def metres_from(near: Point, lats: Floats, lons: Floats) -> Floats:
    """`kernel.distance.haversine_m` to every point (degrees) at once, rounded to the millimetre; NaN stays NaN."""
    lat, lon = np.radians(near[0]), np.radians(near[1])
    phis, lambdas = np.radians(lats), np.radians(lons)
    chord = np.sin((phis - lat) / 2) ** 2 + np.cos(lat) * np.cos(phis) * np.sin((lambdas - lon) / 2) ** 2
    metres: Floats = (2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(chord)))).round(3)
    return metres


def within(near: Point, km: float | None, lats: Floats, lons: Floats, metres: Floats) -> Mask:
    """Which points lie within `km` kilometres of `near`, `metres` being their distances; all known ones, when None."""
    if km is None:
        known: Mask = ~np.isnan(metres)
        return known
    limit = km * 1_000
    near_enough: Mask = metres <= limit
    for place in np.flatnonzero(np.abs(metres - limit) < _RIM_M).tolist():
        near_enough[place] = haversine_m(*near, float(lats[place]), float(lons[place])) <= limit
    return near_enough
