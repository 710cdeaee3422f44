"""Invented establishments in the columns of the register extract: many rows, right SIRETs, one commune."""

from __future__ import annotations

import csv
from pathlib import Path

from benchmarks.made import checked

COLUMNS = (
    "siret", "raisonsociale", "enseigne", "codenaf", "trancheeffectif", "numerorue", "libellerue", "codepostal",
    "codecommune", "coordinates_x", "coordinates_y", "departement", "personne_physique_probable",
)  # fmt: skip


def siret(number: int) -> str:
    """The SIRET of the establishment with this number; SIREN and SIRET both have right keys."""
    return checked(checked(f"9{number:07d}") + "0001")


def write(file: Path, numbers: range, *, renamed: frozenset[int] = frozenset()) -> Path:
    """A file with one row per number; `renamed` ones have another name."""
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        for number in numbers:
            name = f"ATELIER RENOMME {number}" if number in renamed else f"ATELIER INVENTE {number}"
            lon, lat = 6.17 + number % 50 / 1000, 49.11 + number % 40 / 1000
            rows.writerow([siret(number), name, "", "2562B", "01", number % 90 + 1, "RUE INVENTEE", "57000", "57463",
                           f"{lon:.4f}", f"{lat:.4f}", "57", "0"])  # fmt: skip
    return file
