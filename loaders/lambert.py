"""Lambert-93, the projection of metropolitan France (IGN, NTG_71): metres to degrees.

>>> lat, lon = degrees_of(652_469.02, 6_862_035.26)
>>> round(lat, 4), round(lon, 4)
(48.8566, 2.3522)
"""

from __future__ import annotations

from math import atan, atan2, degrees, exp, hypot, log, pi, radians, sin

_N = 0.7256077650532670
_C = 11_754_255.4260960
_X, _Y = 700_000.0, 12_655_612.0498760
_E = 0.08181919106
_LON_0 = radians(3)


def degrees_of(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude (degrees, RGF93) of a point in metres; good to a centimetre within France."""
    radius = hypot(x - _X, y - _Y)
    isometric = -log(radius / _C) / _N
    lat = 2 * atan(exp(isometric)) - pi / 2
    for _ in range(6):
        lat = 2 * atan(((1 + _E * sin(lat)) / (1 - _E * sin(lat))) ** (_E / 2) * exp(isometric)) - pi / 2
    return degrees(lat), degrees(_LON_0 + atan2(x - _X, _Y - y) / _N)
