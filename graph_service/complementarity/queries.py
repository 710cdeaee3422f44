"""What we ask the graph about complementarity.

The Cypher is in cypher/complementarity/, one file per question; here are the types.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_service.access.viewer import Viewer
from graph_service.complementarity.models import PairRow, PlaceRow
from graph_service.kernel.identifiers import Curie
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore

OFFERS_FOR_NEEDS = BoundQuery("complementarity/offers_for_needs", PairRow)
SKILLS = BoundQuery("complementarity/skills", PairRow)
EQUIPMENT = BoundQuery("complementarity/equipment", PairRow)
PLACES = BoundQuery("complementarity/places", PlaceRow)


def offers_for_needs(store: GraphStore, viewer: Viewer, *, actor: Curie) -> list[PairRow]:
    """What is offered to `actor` that it seeks, and what it offers that others seek."""
    return OFFERS_FOR_NEEDS.all(store, viewer, actor=actor)


def skills(store: GraphStore, viewer: Viewer, *, actor: Curie, lang: str) -> list[PairRow]:
    """Who has and shares skills that `actor` lacks, and who lacks skills that it has and shares."""
    return SKILLS.all(store, viewer, actor=actor, lang=lang)


def equipment(store: GraphStore, viewer: Viewer, *, actor: Curie, lang: str) -> list[PairRow]:
    """Who owns and shares equipment that `actor` needs, and who needs equipment that it owns and shares."""
    return EQUIPMENT.all(store, viewer, actor=actor, lang=lang)


def places(store: GraphStore, viewer: Viewer, *, actors: Sequence[str]) -> list[PlaceRow]:
    """Where `actors` are, as far as the viewer sees them."""
    return PLACES.all(store, viewer, actors=actors)
