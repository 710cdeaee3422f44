"""A small invented territory: one department of seven communes, a short nomenclature, a register, declared actors.

Nothing in it exists. The register is in the columns of StockEtablissement; actors.csv and links.csv are those of the
demonstration.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from graph_service.store.port import GraphStore
from loaders import pipeline
from loaders.report import LoadReport

FOLDER = Path(__file__).parent
TODAY = date(2025, 2, 1)
TERRITORIES = [FOLDER / name for name in ("regions.csv", "departments.csv", "epci.csv", "communes.csv")]
REGISTER = [FOLDER / "establishments.csv", FOLDER / "units.csv"]
DECLARED = [FOLDER / "actors.csv", FOLDER / "links.csv"]


def run(store: GraphStore, source: str, files: list[Path], **more: Any) -> LoadReport:
    """One load, on a day that does not change."""
    return pipeline.run(store, source, files, today=TODAY, **more)


def load_ground(store: GraphStore) -> list[LoadReport]:
    """Territories and sectors: what actors need to stand on."""
    return [
        run(store, "territories", TERRITORIES, options={"poles": "Essai=epci:960000001,epci:960000002"}),
        run(store, "nomenclature", [FOLDER / "naf.csv"], profile="naf"),
    ]


def load_territory(store: GraphStore) -> list[LoadReport]:
    """Everything: ground, register, and the actors that declare themselves (all audiences)."""
    return [
        *load_ground(store),
        run(store, "sirene", REGISTER),
        run(store, "fictitious", DECLARED, demonstration=True),
    ]


def entries(store: GraphStore, *types: str) -> dict[str, dict[str, Any]]:
    """Stored properties of everything of these labels and edge types, by id."""
    return {stored.id: properties for stored, properties in store.dump() if stored.type in types}


def rows(name: str) -> list[list[str]]:
    """The rows of one of our files, its titles first."""
    delimiter = ";" if name == "establishments.csv" else ","
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def written(path: Path, content: list[list[str]]) -> Path:
    """A copy of a register, with these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(content)
    return path
