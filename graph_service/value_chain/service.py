"""Who holds which stage, what is missing and who could hold it: the rules that Cypher should not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from graph_service.access.viewer import Viewer
from graph_service.kernel.errors import NotFound, WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.store.facts import source_label, sources_by_name
from graph_service.store.port import GraphStore
from graph_service.value_chain import queries
from graph_service.value_chain.models import (
    Asset,
    Candidate,
    CandidateRow,
    Chain,
    ChainName,
    Ground,
    Holder,
    HolderRow,
    MissingStage,
    SourceSought,
    StageHeld,
    World,
)

ALL_BASES = ("declared", "observed", "inferred")
CANDIDATES = 5
"""How many candidates a missing stage lists; their number is told."""
_WEIGHT: dict[Ground, int] = {"product": 4, "equipment": 3, "skill": 2, "sector": 1}
"""Who makes the product is nearer to a stage than who has the machine, the skill, or only the activity code."""


def chains(store: GraphStore, viewer: Viewer, *, lang: str = "fr") -> list[Chain]:
    """Every value chain with the number of its stages, and of those somebody holds; scope `level`."""
    return queries.chains(store, viewer, lang=lang)


def stages(
    store: GraphStore,
    viewer: Viewer,
    chain: Curie,
    *,
    territory: Curie | None,
    basis: Sequence[str] = (),
    min_confidence: float = 0.0,
    lang: str = "fr",
) -> list[StageHeld]:
    """The stages of `chain` in their order, each with who holds it in `territory` (None: anywhere); scope `level`.

    Raises NotFound for an unknown chain, WrongInput for a territory that was not loaded.
    """
    _must_exist(store, viewer, chain, lang)
    _must_be_loaded(store, viewer, territory)
    held = queries.holders(
        store, viewer, chain=chain, territories=_places(territory), basis=_bases(basis), min_confidence=min_confidence
    )
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
    return found


def missing(
    store: GraphStore,
    viewer: Viewer,
    chain: Curie,
    *,
    territory: Curie | None,
    basis: Sequence[str] = (),
    min_confidence: float = 0.0,
    lang: str = "fr",
) -> list[MissingStage]:
    """The stages of `chain` that nobody holds in `territory` (None: anywhere), the most awaited first; scope `level`.

    Candidates are actors of the territory with something the stage asks for, ranked by how near that brings them
    (product 4, equipment 3, skill 2, sector 1, each kind once), then by how many such things they have, then by name.
    Raises NotFound, WrongInput as `stages`.
    """
    _must_exist(store, viewer, chain, lang)
    _must_be_loaded(store, viewer, territory)
    where = _places(territory)
    rows = queries.missing_stages(
        store,
        viewer,
        chain=chain,
        territories=where,
        basis=_bases(basis),
        min_confidence=min_confidence,
        lang=lang,
    )
    reasons = (
        queries.could_hold(store, viewer, stages=[row.stage for row in rows], territories=where, lang=lang)
        if rows
        else []
    )
    found = []
    for row in rows:
        candidates = _candidates([reason for reason in reasons if reason.stage == row.stage])
        found.append(
            MissingStage(
                **row.model_dump(), candidates=tuple(candidates[:CANDIDATES]), candidates_in_all=len(candidates)
            )
        )
    return found


def world(
    store: GraphStore,
    viewer: Viewer,
    chain: Curie,
    *,
    territory: Curie | None,
    basis: Sequence[str] = (),
    min_confidence: float = 0.0,
) -> World:
    """The world that an answer about `chain` in `territory` was sought in; scope `level`."""
    where = _places(territory)
    held = queries.holders(
        store, viewer, chain=chain, territories=where, basis=_bases(basis), min_confidence=min_confidence
    )
    named = queries.territory(store, viewer, territory=territory) if territory else None
    known = sources_by_name(store)
    return World(
        territory=territory,
        territory_label=named.label if named else None,
        sources=tuple(
            SourceSought(
                id=row.source, label=source_label(known, row.source), actors=row.actors, observed_on=row.observed_on
            )
            for row in queries.world(store, viewer, territories=where)
        ),
        links=len(held),
        by_basis=dict(sorted(Counter(row.basis for row in held).items())),
    )


def chain_name(store: GraphStore, viewer: Viewer, chain: Curie, *, lang: str = "fr") -> ChainName:
    """The name and definition of `chain`. Raises NotFound."""
    return _must_exist(store, viewer, chain, lang)


def _holders(rows: list[HolderRow]) -> tuple[Holder, ...]:
    holders = []
    for actor in dict.fromkeys(row.actor for row in rows):
        facts = [row for row in rows if row.actor == actor]
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


def _candidates(rows: list[CandidateRow]) -> list[Candidate]:
    ranked = []
    for actor in dict.fromkeys(row.actor for row in rows):
        told = [row for row in rows if row.actor == actor]
        reasons = {(row.ground, row.concept): row.concept_label for row in told}
        weight = sum(_WEIGHT[ground] for ground in {ground for ground, _ in reasons})
        label = told[0].label or actor
        candidate = Candidate(
            actor=actor,
            label=label,
            reasons=tuple(
                Asset(ground=ground, concept=concept, label=name)
                for (ground, concept), name in sorted(
                    reasons.items(), key=lambda reason: (-_WEIGHT[reason[0][0]], reason[1], reason[0][1])
                )
            ),
            facts=tuple(sorted({fact for row in told for fact in row.facts})),
        )
        ranked.append((-weight, -len(reasons), label, actor, candidate))
    return [candidate for *_, candidate in sorted(ranked, key=lambda one: one[:4])]


def _must_exist(store: GraphStore, viewer: Viewer, chain: Curie, lang: str) -> ChainName:
    found = queries.chain(store, viewer, chain=chain, lang=lang)
    if found is None:
        raise NotFound(f"Aucune filière {chain}.", f"No value chain {chain}.", field="id")
    return found


def _must_be_loaded(store: GraphStore, viewer: Viewer, territory: Curie | None) -> None:
    if territory is not None and queries.territory(store, viewer, territory=territory) is None:
        raise WrongInput(
            f"Le territoire {territory} n'est pas chargé.",
            f"The territory {territory} was not loaded.",
            field="territory",
        )


def _places(territory: Curie | None) -> list[Curie]:
    return [] if territory is None else [territory]


def _bases(basis: Sequence[str]) -> str:
    unknown = sorted(set(basis) - set(ALL_BASES))
    if unknown:
        raise WrongInput(f"Base inconnue : {unknown[0]}.", f"Unknown basis: {unknown[0]}.", field="basis")
    return ",".join(basis or ALL_BASES)
