"""A small invented territory: one department of seven communes, a short nomenclature, a register, declared actors.

Nothing in it exists. The register is in the columns of StockEtablissement; actors.csv and links.csv are those of the
demonstration.
"""

from __future__ import annotations

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
