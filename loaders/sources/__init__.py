"""Everything that can be loaded: one module per source.

A module has a SOURCE (title, licence, where to get it), its PROFILES, and `tell`: read the files, turn rows into
records with a pure function.
"""

from __future__ import annotations

from collections.abc import Mapping

from loaders.records import SourceModule
from loaders.sources import (
    cpa,
    esco,
    ewc,
    fictitious,
    naf2025,
    nomenclature,
    rdf,
    rome,
    schemes,
    sirene,
    skos,
    territories,
)

_MODULES: tuple[SourceModule, ...] = (
    territories,
    nomenclature,
    naf2025,
    cpa,
    ewc,
    esco,
    rome,
    schemes,
    skos,
    sirene,
    fictitious,
    rdf,
)

SOURCES: Mapping[str, SourceModule] = {module.SOURCE.id: module for module in _MODULES}
"""Id of the source → its module."""
