"""Who holds which stage, what is missing and what waits for it: the rules that Cypher should not know."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from graph_service.access.viewer import Viewer
from graph_service.kernel.errors import NotFound
from graph_service.kernel.identifiers import Curie
from graph_service.store.facts import source_label, sources_by_name
from graph_service.store.port import GraphStore
from graph_service.store.territory import known_territory
from graph_service.value_chain import queries
from graph_service.value_chain.candidates import bases_of, ranked
from graph_service.value_chain.counting import Counted, Found, asked_as, by_basis
from graph_service.value_chain.models import (
    AroundRow,
    Chain,
    ChainName,
    Holder,
    HolderRow,
    MissingStage,
    SourceSought,
    StageAround,
    StageHeld,
    World,
)

CANDIDATES = 5
"""How many candidates a missing stage lists when nothing is said; their number is told."""


def chains(store: GraphStore, viewer: Viewer, counted: Counted, *, lang: str = "fr") -> list[Chain]:
    """Every value chain with the number of its stages, and of those somebody holds there; scope `level`.

    Raises WrongInput for a territory that was not loaded.
    """
    rows = queries.chains(store, viewer, lang=lang, **asked_as(store, viewer, counted))
    return [Chain(**dict(row), held=row.stages - len(row.missing)) for row in rows]


def stages(store: GraphStore, viewer: Viewer, chain: Curie, counted: Counted, *, lang: str = "fr") -> Found[StageHeld]:
    """The stages of `chain` in their order, each with who holds it by the facts that count; scope `level`.

    Raises NotFound for an unknown chain, WrongInput for a territory that was not loaded.
    """
    chain_name(store, viewer, chain, lang=lang)
    held = queries.holders(store, viewer, chain=chain, **asked_as(store, viewer, counted))
    by_stage = {stage: list(rows) for stage, rows in groupby(held, key=lambda row: row.stage)}
    found = []
    for stage in queries.stages(store, viewer, chain=chain, lang=lang):
        holders = _holders(by_stage.get(stage.id, []))
        epcis = sorted({epci for holder in holders for epci in holder.epcis})
        found.append(
            StageHeld(
                stage=stage.id,
                label=stage.label,
                definition=stage.definition,
                rank=stage.rank,
                feeds=stage.feeds,
                held=len(holders),
                by_epci={epci: sum(epci in holder.epcis for holder in holders) for epci in epcis},
                holders=holders,
            )
        )
    return Found(tuple(found), by_basis({row.fact: row.basis for row in held}))


def missing(
    store: GraphStore,
    viewer: Viewer,
    chain: Curie,
    counted: Counted,
    *,
    candidates: int | None = CANDIDATES,
    lang: str = "fr",
) -> Found[MissingStage]:
    """The stages of `chain` that nobody holds by the facts that count, the most awaited first; scope `level`.

    What waits for them and who could hold them (`candidates` of these at most; None: all) is told by the same facts,
    in the same place. Raises NotFound, WrongInput as `stages`.
    """
    chain_name(store, viewer, chain, lang=lang)
    asked = asked_as(store, viewer, counted)
    rows = queries.missing_stages(store, viewer, chain=chain, lang=lang, **asked)
    names = [row.stage for row in rows]
    around = queries.held_around(store, viewer, stages=names, lang=lang, **asked) if rows else []
    reasons = queries.could_hold(store, viewer, stages=names, lang=lang, **asked) if rows else []
    otherwise = _held_otherwise(store, viewer, chain, counted) if rows and counted.narrowed else {}
    told = {fact: basis for row in around for fact, basis in zip(row.facts, row.bases, strict=True)}
    found = []
    for row in rows:
        all_of_them = ranked([reason for reason in reasons if reason.stage == row.stage])
        listed = all_of_them[:candidates]
        told |= bases_of(reasons, listed)
        found.append(
            MissingStage(
                **dict(row),
                fed_by=_around(around, row.stage, "upstream"),
                awaited_by=_around(around, row.stage, "downstream"),
                held_otherwise=otherwise.get(row.stage, 0),
                candidates=tuple(listed),
                candidates_in_all=len(all_of_them),
            )
        )
    return Found(tuple(found), by_basis(told))


def world(store: GraphStore, viewer: Viewer, chain: Curie, counted: Counted) -> World:
    """The world that an answer about `chain` was sought in; scope `level`."""
    asked = asked_as(store, viewer, counted)
    held = queries.holders(store, viewer, chain=chain, **asked)
    named = known_territory(store, viewer, counted.territory) if counted.territory else None
    known = sources_by_name(store)
    return World(
        territory=counted.territory,
        territory_label=named.label if named else None,
        sources=tuple(
            SourceSought(
                id=row.source, label=source_label(known, row.source), actors=row.actors, observed_on=row.observed_on
            )
            for row in queries.world(store, viewer, territories=asked["territories"])
        ),
        links=len(held),
        by_basis=by_basis({row.fact: row.basis for row in held}),
    )


def chain_name(store: GraphStore, viewer: Viewer, chain: Curie, *, lang: str = "fr") -> ChainName:
    """The name and definition of `chain`. Raises NotFound."""
    found = queries.chain(store, viewer, chain=chain, lang=lang)
    if found is None:
        raise NotFound(f"Aucune filière {chain}.", f"No value chain {chain}.", field="id")
    return found


def _held_otherwise(store: GraphStore, viewer: Viewer, chain: Curie, counted: Counted) -> dict[str, int]:
    """How many actors hold each stage there, whatever fact says so."""
    held = queries.holders(store, viewer, chain=chain, **asked_as(store, viewer, counted.all_there))
    return Counter(stage for stage, _ in {(row.stage, row.actor) for row in held})


def _around(rows: list[AroundRow], stage: str, side: str) -> tuple[StageAround, ...]:
    return tuple(
        StageAround(stage=row.other, label=row.label, held=row.held, facts=row.facts)
        for row in rows
        if row.stage == stage and row.side == side
    )


def _holders(rows: list[HolderRow]) -> tuple[Holder, ...]:
    by_actor: dict[str, list[HolderRow]] = {}
    for row in rows:
        by_actor.setdefault(row.actor, []).append(row)
    holders = []
    for actor, facts in by_actor.items():
        surest = max(facts, key=lambda row: (row.confidence, row.fact))
        holders.append(
            Holder(
                actor=actor,
                label=surest.label or actor,
                sphere=surest.sphere,
                basis=surest.basis,
                confidence=surest.confidence,
                epcis=surest.epcis,
                facts=tuple(sorted(row.fact for row in facts)),
            )
        )
    return tuple(sorted(holders, key=lambda holder: (-holder.confidence, holder.label, holder.actor)))
