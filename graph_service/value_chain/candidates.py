"""Who could hold a stage that nobody holds: the rules that Cypher should not know."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph_service.access.viewer import Viewer
from graph_service.kernel.errors import NotFound
from graph_service.kernel.identifiers import Curie
from graph_service.store.port import GraphStore
from graph_service.value_chain import queries
from graph_service.value_chain.counting import Counted, Found, asked_as, by_basis
from graph_service.value_chain.models import Asset, Candidate, CandidateRow, Ground

_WEIGHT: dict[Ground, int] = {"product": 4, "equipment": 3, "skill": 2, "sector": 1}
"""Who makes the product is nearer to a stage than who has the machine, the skill, or only the activity code."""


def candidates(
    store: GraphStore, viewer: Viewer, chain: Curie, stage: Curie, counted: Counted, *, lang: str = "fr"
) -> Found[Candidate]:
    """Everybody who could hold `stage` of `chain` and does not, by the facts that count; scope `level`.

    Actors of the territory with something the stage asks for, ranked by how near that brings them (product 4,
    equipment 3, skill 2, sector 1, each kind once), then by how many such things they have, then by name.
    Raises NotFound for a stage that is not of this chain.
    """
    if not any(one.id == stage for one in queries.stages(store, viewer, chain=chain, lang=lang)):
        raise NotFound(f"Aucun maillon {stage} dans {chain}.", f"No stage {stage} in {chain}.", field="stage")
    asked = asked_as(store, viewer, counted)
    holders = {row.actor for row in queries.holders(store, viewer, chain=chain, **asked) if row.stage == stage}
    reasons = queries.could_hold(store, viewer, stages=[stage], lang=lang, **asked)
    found = ranked([row for row in reasons if row.actor not in holders])
    return Found(tuple(found), by_basis(bases_of(reasons, found)))


def ranked(rows: Sequence[CandidateRow]) -> list[Candidate]:
    """The actors that have these things, the nearest to the stage first."""
    by_actor: dict[str, list[CandidateRow]] = {}
    for row in rows:
        by_actor.setdefault(row.actor, []).append(row)
    found = []
    for actor, told in by_actor.items():
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
        found.append((-weight, -len(reasons), label, actor, candidate))
    return [candidate for *_, candidate in sorted(found, key=lambda one: one[:4])]


def bases_of(rows: Sequence[CandidateRow], listed: Collection[Candidate]) -> dict[str, str]:
    """The facts that the listed ones name, each with its basis."""
    named = {fact for one in listed for fact in one.facts}
    told = {fact: basis for row in rows for fact, basis in zip(row.facts, row.bases, strict=True)}
    return {fact: basis for fact, basis in told.items() if fact in named}
