"""What we ask the graph about complementarity.

The Cypher is in cypher/complementarity/, one file per question; here are the types.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_service.access.viewer import Viewer
from graph_service.complementarity.models import LinkRow, PairRow, PlaceRow, SharedPairRow
from graph_service.kernel.identifiers import Curie
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore

OFFERS_FOR_NEEDS = BoundQuery("complementarity/offers_for_needs", PairRow)
SKILLS = BoundQuery("complementarity/skills", SharedPairRow)
EQUIPMENT = BoundQuery("complementarity/equipment", SharedPairRow)
LINKS = BoundQuery("complementarity/links", LinkRow)
PLACES = BoundQuery("complementarity/places", PlaceRow)


def offers_for_needs(store: GraphStore, viewer: Viewer, *, actor: Curie) -> list[PairRow]:
    """What is offered to `actor` that it seeks, and what it offers that others seek."""
    return OFFERS_FOR_NEEDS.all(store, viewer, actor=actor)


def skills(store: GraphStore, viewer: Viewer, *, actor: Curie, lang: str) -> list[SharedPairRow]:
    """Who has skills that `actor` lacks, and who lacks skills that it has; not those declared not to be shared."""
    return SKILLS.all(store, viewer, actor=actor, lang=lang)


def equipment(store: GraphStore, viewer: Viewer, *, actor: Curie, lang: str) -> list[SharedPairRow]:
    """Who owns equipment that `actor` needs, and who needs what it owns; not what is declared not to be shared."""
    return EQUIPMENT.all(store, viewer, actor=actor, lang=lang)


def links(store: GraphStore, viewer: Viewer, *, actor: Curie, others: Sequence[str]) -> list[LinkRow]:
    """By what `actor` is linked to `others` already, as far as the viewer sees it."""
    return LINKS.all(store, viewer, actor=actor, others=others)


def places(store: GraphStore, viewer: Viewer, *, actors: Sequence[str]) -> list[PlaceRow]:
    """Where `actors` are, as far as the viewer sees them."""
    return PLACES.all(store, viewer, actors=actors)
