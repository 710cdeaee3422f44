"""Where the data that travels with Sillon lies."""

from __future__ import annotations

from pathlib import Path

_DATA = Path(__file__).parent / "data"


def reference(name: str) -> Path:
    """A file of reference data: communes, intermunicipalities, nomenclatures."""
    return _DATA / "reference" / name


def demonstration(name: str) -> Path:
    """A file of the fictitious territory."""
    return _DATA / "demo" / name
