"""Is a point where its commune is? By the towns of the reference file, else by the middle of the department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from graph_service.kernel.distance import haversine_m
from loaders import readers, shipped
from loaders.readers import Layout
from loaders.records import Row

_COMMUNE_M = 50_000.0
"""No commune of metropolitan France reaches further from its town."""
_DEPARTMENT_M = 150_000.0
_OVERSEAS_M = 500_000.0
"""Communes of Guyane are as large as departments."""
_ARRONDISSEMENTS = {
    **{f"751{n:02}": "75056" for n in range(1, 21)},
    **{f"6938{n}": "69123" for n in range(1, 10)},
    **{f"132{n:02}": "13055" for n in range(1, 17)},
}


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees and how far from it, in metres, something of the place may be."""

    lat: float
    lon: float
    reach_m: float

    def is_near(self, lat: float, lon: float) -> bool:
        """Whether the point may be of the place."""
        return haversine_m(self.lat, self.lon, lat, lon) <= self.reach_m


def commune_of(code: str) -> str:
    """The commune of a code: that of Paris, Lyon or Marseille for one of their arrondissements."""
    return _ARRONDISSEMENTS.get(code, code)


def codes_of(communes: Iterable[str]) -> set[str]:
    """The codes that registers use for these communes (CURIEs), arrondissements included."""
    codes = {commune.partition(":")[2] for commune in communes}
    return codes | {part for part, whole in _ARRONDISSEMENTS.items() if whole in codes}


def towns() -> dict[str, Place]:
    """Commune code → where it is, for every commune of a department with at least one known town."""
    layout = Layout({name: name for name in ("code", "department", "lat", "lon")})
    return places(readers.scan(shipped.reference("communes_france.csv.gz"), layout).rows())


def places(rows: Iterable[Row]) -> dict[str, Place]:
    """As `towns`, from rows of code, department, lat, lon."""
    kept = list(rows)
    found: dict[str, Place] = {}
    known: dict[str, list[tuple[float, float]]] = {}
    for row in kept:
        if row["lat"] and row["lon"]:
            lat, lon = float(row["lat"]), float(row["lon"])
            reach = _OVERSEAS_M if row["code"].startswith("97") else _COMMUNE_M
            found[row["code"]] = Place(lat, lon, reach)
            known.setdefault(row["department"], []).append((lat, lon))
    middles = _middles(known)
    for row in kept:
        if row["code"] not in found and row["department"] in middles:
            found[row["code"]] = middles[row["department"]]
    return found


def _middles(known: Mapping[str, list[tuple[float, float]]]) -> dict[str, Place]:
    return {
        department: Place(
            fmean(lat for lat, _ in points),
            fmean(lon for _, lon in points),
            _OVERSEAS_M if len(department) > 2 else _DEPARTMENT_M,
        )
        for department, points in known.items()
    }
