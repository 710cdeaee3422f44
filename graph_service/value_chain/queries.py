"""What we ask the graph about value chains.

The Cypher is in cypher/value_chain/, one file per question; here are the types.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_service.access.viewer import Viewer
from graph_service.kernel.identifiers import Curie
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore
from graph_service.value_chain.models import (
    AroundRow,
    CandidateRow,
    ChainName,
    ChainRow,
    HolderRow,
    MissingRow,
    Named,
    StageRow,
    SupplyRow,
    WorldRow,
)

CHAINS = BoundQuery("value_chain/chains", ChainRow)
CHAIN = BoundQuery("value_chain/chain", ChainName)
STAGES = BoundQuery("value_chain/stages", StageRow)
HOLDERS = BoundQuery("value_chain/holders", HolderRow)
MISSING_STAGES = BoundQuery("value_chain/missing_stages", MissingRow)
HELD_AROUND = BoundQuery("value_chain/held_around", AroundRow)
COULD_HOLD = BoundQuery("value_chain/could_hold", CandidateRow)
SUPPLIERS = BoundQuery("value_chain/suppliers", SupplyRow)
CUSTOMERS = BoundQuery("value_chain/customers", SupplyRow)
ACTOR = BoundQuery("value_chain/actor", Named)
WORLD = BoundQuery("value_chain/world", WorldRow)


def chains(
    store: GraphStore, viewer: Viewer, *, territories: Sequence[Curie], basis: str, min_confidence: float, lang: str
) -> list[ChainRow]:
    """Every value chain, by name, with its stages that nobody holds in `territories` (none: anywhere)."""
    return CHAINS.all(store, viewer, territories=territories, basis=basis, min_confidence=min_confidence, lang=lang)


def chain(store: GraphStore, viewer: Viewer, *, chain: Curie, lang: str) -> ChainName | None:
    """The value chain, or None."""
    return CHAIN.first(store, viewer, chain=chain, lang=lang)


def stages(store: GraphStore, viewer: Viewer, *, chain: Curie, lang: str) -> list[StageRow]:
    """The stages of `chain`, in their order."""
    return STAGES.all(store, viewer, chain=chain, lang=lang)


def holders(
    store: GraphStore, viewer: Viewer, *, chain: Curie, territories: Sequence[Curie], basis: str, min_confidence: float
) -> list[HolderRow]:
    """Facts that say who holds which stage, by stage, then name."""
    return HOLDERS.all(store, viewer, chain=chain, territories=territories, basis=basis, min_confidence=min_confidence)


def missing_stages(
    store: GraphStore,
    viewer: Viewer,
    *,
    chain: Curie,
    territories: Sequence[Curie],
    basis: str,
    min_confidence: float,
    lang: str,
) -> list[MissingRow]:
    """Stages of `chain` that nobody holds in `territories` (none: anywhere), the most awaited first."""
    return MISSING_STAGES.all(
        store, viewer, chain=chain, territories=territories, basis=basis, min_confidence=min_confidence, lang=lang
    )


def held_around(
    store: GraphStore,
    viewer: Viewer,
    *,
    stages: Sequence[str],
    territories: Sequence[Curie],
    basis: str,
    min_confidence: float,
    lang: str,
) -> list[AroundRow]:
    """The stages that feed `stages`, or that these feed, and that somebody holds in `territories` (none: anywhere)."""
    return HELD_AROUND.all(
        store,
        viewer,
        stages=stages,
        territories=territories,
        basis=basis,
        min_confidence=min_confidence,
        lang=lang,
    )


def could_hold(
    store: GraphStore,
    viewer: Viewer,
    *,
    stages: Sequence[str],
    territories: Sequence[Curie],
    basis: str,
    min_confidence: float,
    lang: str,
) -> list[CandidateRow]:
    """Reasons why actors could hold `stages`."""
    return COULD_HOLD.all(
        store,
        viewer,
        stages=stages,
        territories=territories,
        basis=basis,
        min_confidence=min_confidence,
        lang=lang,
    )


def suppliers(
    store: GraphStore, viewer: Viewer, *, actors: Sequence[str], basis: str, min_confidence: float, lang: str
) -> list[SupplyRow]:
    """Deliveries to `actors`."""
    return SUPPLIERS.all(store, viewer, actors=actors, basis=basis, min_confidence=min_confidence, lang=lang)


def customers(
    store: GraphStore, viewer: Viewer, *, actors: Sequence[str], basis: str, min_confidence: float, lang: str
) -> list[SupplyRow]:
    """Deliveries from `actors`."""
    return CUSTOMERS.all(store, viewer, actors=actors, basis=basis, min_confidence=min_confidence, lang=lang)


def actor(store: GraphStore, viewer: Viewer, *, actor: Curie) -> Named | None:
    """The actor, or None when the viewer sees none."""
    return ACTOR.first(store, viewer, actor=actor)


def world(store: GraphStore, viewer: Viewer, *, territories: Sequence[Curie]) -> list[WorldRow]:
    """The sources that describe actors in `territories` (none: anywhere)."""
    return WORLD.all(store, viewer, territories=territories)
