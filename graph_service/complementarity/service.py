"""Who should meet an actor, and why: reasons gathered per actor, each said in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from graph_service.access.viewer import Viewer
from graph_service.complementarity import queries
from graph_service.complementarity.models import Complement, Direction, Kind, PairRow, PlaceRow, Reason
from graph_service.kernel.distance import haversine_m, rounded_km
from graph_service.kernel.errors import NotFound
from graph_service.kernel.identifiers import Curie
from graph_service.store.port import GraphStore

_SENTENCES: Mapping[str, Mapping[Kind, str]] = {
    "fr": {
        "offer": "{lacks} cherche « {wanted} » ; {has} propose « {met_by} ».",
        "skill": "Il manque à {lacks} la compétence « {wanted} » ; {has} l'a et la partage ({met_by}).",
        "equipment": "{lacks} a besoin de « {wanted} » ; {has} dispose de « {met_by} ».",
    },
    "en": {
        "offer": "{lacks} seeks “{wanted}”; {has} offers “{met_by}”.",
        "skill": "{lacks} lacks the skill “{wanted}”; {has} has it and shares it ({met_by}).",
        "equipment": "{lacks} needs “{wanted}”; {has} has “{met_by}”.",
    },
    "de": {
        "offer": "{lacks} sucht „{wanted}“; {has} bietet „{met_by}“ an.",
        "skill": "{lacks} fehlt die Kompetenz „{wanted}“; {has} hat sie und teilt sie ({met_by}).",
        "equipment": "{lacks} braucht „{wanted}“; {has} hat „{met_by}“.",
    },
}


def complementary(store: GraphStore, viewer: Viewer, actor: Curie, *, lang: str = "fr") -> list[Complement]:
    """Actors that have what `actor` lacks or lack what it has; scope `own`.

    Those with something for each other first, then by number of reasons, by distance (unknown last), by name, by id.
    Raises NotFound when there is no such actor or the viewer may not see it.
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
    found = [
        _complement(where[actor], where[other], [pair for pair in pairs if pair[1].other == other], lang)
        for other in others
        if other in where
    ]
    found.sort(key=_rank)
    return found


def _rank(one: Complement) -> tuple[bool, int, float, str, str]:
    far = float("inf") if one.distance_km is None else one.distance_km
    return (not one.both_ways, -len(one.reasons), far, one.label, one.actor)


def _complement(me: PlaceRow, other: PlaceRow, pairs: list[tuple[Kind, PairRow]], lang: str) -> Complement:
    reasons = sorted((_reason(kind, row, me, other, lang) for kind, row in pairs), key=_order)
    return Complement(
        actor=other.actor,
        label=other.label,
        sphere=other.sphere,
        commune=other.commune,
        distance_km=_apart(me, other),
        reasons=tuple(reasons),
        both_ways=len({reason.direction for reason in reasons}) > 1,
        facts=tuple(sorted({fact for reason in reasons for fact in reason.facts})),
    )


def _order(reason: Reason) -> tuple[str, float, str, str, str]:
    return (reason.direction, -reason.confidence, reason.kind, reason.wanted, reason.met_by)


def _reason(kind: Kind, row: PairRow, me: PlaceRow, other: PlaceRow, lang: str) -> Reason:
    wanted, met_by = row.wanted_label or row.wanted, row.met_by_label or row.met_by
    sides: dict[Direction, tuple[PlaceRow, PlaceRow]] = {"gets": (me, other), "gives": (other, me)}
    lacks, has = sides[row.direction]
    sentence = _SENTENCES[lang][kind].format(lacks=lacks.label, has=has.label, wanted=wanted, met_by=met_by)
    return Reason(
        kind=kind,
        direction=row.direction,
        sentence=sentence,
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
