"""Who should meet an actor, and why: reasons gathered per actor, and by what the two are linked already."""

from __future__ import annotations

from graph_service.access.viewer import Viewer
from graph_service.complementarity import queries, sentences
from graph_service.complementarity.models import (
    Complement,
    Direction,
    Kind,
    Known,
    LinkDirection,
    LinkRow,
    PairRow,
    PlaceRow,
    Reason,
    SharedPairRow,
)
from graph_service.kernel.distance import haversine_m, rounded_km
from graph_service.kernel.errors import NotFound
from graph_service.kernel.identifiers import Curie
from graph_service.schema.words import Words
from graph_service.store.port import GraphStore


def complementary(store: GraphStore, viewer: Viewer, actor: Curie, *, lang: str = "fr") -> list[Complement]:
    """Actors that have what `actor` lacks or lack what it has; scope `own`.

    Those whom no fact links to `actor` come before those it is linked to already; among each, those with something for
    each other first, then by number of reasons, by distance (unknown last), by name, by id. Raises NotFound when
    there is no such actor or the viewer may not see it.
    """
    pairs: list[tuple[Kind, PairRow]] = [
        *(("offer", row) for row in queries.offers_for_needs(store, viewer, actor=actor)),
        *(("skill", row) for row in queries.skills(store, viewer, actor=actor, lang=lang)),
        *(("equipment", row) for row in queries.equipment(store, viewer, actor=actor, lang=lang)),
    ]
    others = sorted({row.other for _, row in pairs})
    where = {row.actor: row for row in queries.places(store, viewer, actors=[actor, *others])}
    if actor not in where:
        raise NotFound(f"Aucun acteur {actor}.", f"No actor {actor}.", field="id")
    words = Words(store.schema, lang)
    links = queries.links(store, viewer, actor=actor, others=others) if others else []
    found = [
        _complement(
            where[actor],
            where[other],
            [pair for pair in pairs if pair[1].other == other],
            _known([link for link in links if link.other == other], words),
            lang,
        )
        for other in others
        if other in where
    ]
    found.sort(key=_rank)
    return found


def _rank(one: Complement) -> tuple[bool, bool, int, float, str, str]:
    far = float("inf") if one.distance_km is None else one.distance_km
    return (bool(one.known), not one.both_ways, -len(one.reasons), far, one.label, one.actor)


def _known(links: list[LinkRow], words: Words) -> tuple[Known, ...]:
    """The links, one per kind and direction."""
    facts: dict[tuple[str, LinkDirection], list[str]] = {}
    for link in links:
        facts.setdefault((link.type, link.direction), []).extend(link.facts)
    return tuple(
        Known(
            type=kind,
            direction=direction,
            label=words.link(kind, direction) if direction != "both" else sentences.same_legal_unit(words.language),
            facts=tuple(sorted(set(behind))),
        )
        for (kind, direction), behind in sorted(facts.items())
    )


def _complement(
    me: PlaceRow, other: PlaceRow, pairs: list[tuple[Kind, PairRow]], known: tuple[Known, ...], lang: str
) -> Complement:
    reasons = sorted((_reason(kind, row, me, other, lang) for kind, row in pairs), key=_order)
    return Complement(
        actor=other.actor,
        label=other.label,
        sphere=other.sphere,
        commune=other.commune,
        distance_km=_apart(me, other),
        reasons=tuple(reasons),
        both_ways=len({reason.direction for reason in reasons}) > 1,
        known=known,
        facts=tuple(sorted({fact for behind in _behind(reasons, known) for fact in behind})),
    )


def _behind(reasons: list[Reason], known: tuple[Known, ...]) -> list[tuple[str, ...]]:
    return [*(reason.facts for reason in reasons), *(link.facts for link in known)]


def _order(reason: Reason) -> tuple[str, float, str, str, str]:
    return (reason.direction, -reason.confidence, reason.kind, reason.wanted, reason.met_by)


def _reason(kind: Kind, row: PairRow, me: PlaceRow, other: PlaceRow, lang: str) -> Reason:
    wanted, met_by = row.wanted_label or row.wanted, row.met_by_label or row.met_by
    sides: dict[Direction, tuple[PlaceRow, PlaceRow]] = {"gets": (me, other), "gives": (other, me)}
    lacks, has = sides[row.direction]
    shareable = row.shareable if isinstance(row, SharedPairRow) else None
    sentence = sentences.reason(
        kind,
        lacks=lacks.label,
        has=has.label,
        wanted=wanted,
        met_by=met_by,
        same=row.wanted == row.met_by,
        shareable=shareable,
        lang=lang,
    )
    return Reason(
        kind=kind,
        direction=row.direction,
        sentence=sentence,
        shareable=shareable,
        wanted=row.wanted,
        wanted_label=wanted,
        met_by=row.met_by,
        met_by_label=met_by,
        basis=row.basis,
        confidence=row.confidence,
        facts=tuple(sorted(row.facts)),
    )


def _apart(one: PlaceRow, other: PlaceRow) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return rounded_km(haversine_m(one.lat, one.lon, other.lat, other.lon))
