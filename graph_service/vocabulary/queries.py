"""What we ask the graph about concepts.

The Cypher is in cypher/vocabulary/, one file per question; here are the types. Names and hierarchy come from
`projection.concepts`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from graph_service.access.viewer import Viewer
from graph_service.kernel.identifiers import Curie
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class SchemeRow(_Frozen):
    """A vocabulary, and how many concepts it has."""

    id: str
    label_fr: str | None
    label_en: str | None
    label_de: str | None
    version: str | None
    concepts: int


class ConceptRow(_Frozen):
    """A concept: its names, its meaning, its code."""

    id: str
    label_fr: str | None
    label_en: str | None
    label_de: str | None
    alt_fr: tuple[str, ...]
    alt_en: tuple[str, ...]
    alt_de: tuple[str, ...]
    definition_fr: str | None
    definition_en: str | None
    definition_de: str | None
    notation: str | None
    level: int | None
    replaced_by: str | None


class MappingRow(_Frozen):
    """A concept that another is matched with, or related to."""

    relation: str
    direction: Literal["out", "in"]
    other: str


class MatchRow(_Frozen):
    """Two concepts of different schemes, as a source matches them."""

    concept: str
    relation: str
    other: str


SCHEMES = BoundQuery("vocabulary/schemes", SchemeRow)
CONCEPT = BoundQuery("vocabulary/concept", ConceptRow)
MAPPINGS = BoundQuery("vocabulary/mappings", MappingRow)

CROSSWALK = BoundQuery("vocabulary/crosswalk", MatchRow)


def schemes(store: GraphStore, viewer: Viewer) -> list[SchemeRow]:
    """Every vocabulary that was loaded."""
    return SCHEMES.all(store, viewer)


def concept(store: GraphStore, viewer: Viewer, *, concept: Curie) -> ConceptRow | None:
    """The concept, or None."""
    return CONCEPT.first(store, viewer, concept=concept)


def mappings(store: GraphStore, viewer: Viewer, *, concept: Curie) -> list[MappingRow]:
    """What `concept` is matched with or related to."""
    return MAPPINGS.all(store, viewer, concept=concept)


def crosswalk(store: GraphStore, viewer: Viewer) -> list[MatchRow]:
    """Every match between concepts of different schemes."""
    return CROSSWALK.all(store, viewer)
