"""Territories, and the places that people name."""

from __future__ import annotations

import re

from graph_service.access.viewer import Viewer
from graph_service.analysis.text import Naming, fulltext_query, naming, query_words, similarity
from graph_service.kernel.errors import NotFound, WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.store.port import GraphStore
from graph_service.territories import queries
from graph_service.territories.models import Place, PlaceRef, TerritoriesFound, Territory, TerritoryRow

HOME = Curie("pole:sillon-lorrain")
"""The territory whose towns are meant first when nobody says otherwise."""

_POINT = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*", re.ASCII)
_PART_OF_POINT = re.compile(
    r"[NSEWO]?[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?[NSEWO]?|[+-]?(?:nan|inf|infinity)", re.ASCII | re.IGNORECASE
)
_DEGREES = str.maketrans(dict.fromkeys("°º'’′\"”″,;", " "))
_NAMED_AT_MOST = 8
_SUGGESTED = 3
_LONGEST_NAME = 200


def territory(store: GraphStore, viewer: Viewer, id: Curie) -> Territory:  # noqa: A002  (the word of the address)
    """The territory with those it lies in and those directly in it. Raises NotFound."""
    row = queries.territory(store, viewer, territory=id)
    if row is None:
        raise NotFound(f"Aucun territoire {id}.", f"No territory {id}.", field="id")
    return Territory(
        **_shown(row).model_dump(),
        parents=tuple(_shown(one) for one in queries.parents(store, viewer, territory=id)),
        children=tuple(_shown(one) for one in queries.children(store, viewer, territory=id)),
    )


def territories(
    store: GraphStore,
    viewer: Viewer,
    *,
    kind: str | None = None,
    within: Curie | None = None,
    q: str | None = None,
    offset: int = 0,
    limit: int = 100,
) -> TerritoriesFound:
    """Territories of a kind, inside another, answering words: the best name first with `q`, else by name.

    Raises WrongInput when `within` is not a territory that was loaded, `q` has no word, or `limit` is not 1 to 50,000.
    """
    if within is not None and queries.territory(store, viewer, territory=within) is None:
        raise WrongInput(
            f"Le territoire {within} n'est pas chargé.", f"The territory {within} was not loaded.", field="within"
        )
    if q is not None:
        if not query_words(q):
            raise WrongInput("q ne contient aucun mot.", "q has no word.", field="q")
        inside = [row for row in _named(store, viewer, q, within or HOME) if row.at_home or within is None]
        rows = [row for row in inside if kind in (None, row.kind)]
        return TerritoriesFound(total=len(rows), rows=tuple(map(_shown, rows[offset : offset + limit])))
    counted = queries.kinds(store, viewer, within=within)
    total = sum(row.number for row in counted if kind in (None, row.kind))
    page = queries.by_kind(store, viewer, kind=kind or "", within=within, skip=offset, limit=limit)
    return TerritoriesFound(total=total, rows=tuple(map(_shown, page)))


def resolve_place(store: GraphStore, viewer: Viewer, text: str, *, home: Curie = HOME) -> Place:
    """The place that `text` means: `lat,lon` in degrees, the id of a territory or actor, or the name of a town.

    Slips in a name are forgiven, and a part of it will do when one town alone has it. Among towns of one name, or as
    near to a name with a slip, the largest in `home` is meant; `others` are those that were as near. Raises WrongInput
    for what is no place, naming the nearest ones, for a place without coordinates, and, naming the candidates, for a
    name that several towns answer to.
    """
    point = _POINT.fullmatch(text)
    if point:
        return _point(float(point[1]), float(point[2]))
    if _like_a_point(text):
        raise _wrong(
            "Des coordonnées s'écrivent latitude,longitude, en degrés avec un point décimal : 49.12,6.18.",
            "Coordinates are written latitude,longitude, in degrees with a decimal point: 49.12,6.18.",
        )
    if ":" in text:
        return _identified(store, viewer, store.schema.prefixes.curie(text, field="near"))
    meant, others = _meant(store, viewer, text[:_LONGEST_NAME], home)
    refs = tuple(PlaceRef(id=one.id, label=one.label or one.id) for one in others)
    return _placed(store, viewer, meant).model_copy(update={"others": refs})


def _like_a_point(text: str) -> bool:
    """Whether nothing but numbers is in it, with signs of degrees and letters of the compass."""
    parts = [part for part in text.translate(_DEGREES).split() if part.upper() not in set("NSEWO")]
    return bool(parts) and all(_PART_OF_POINT.fullmatch(part) for part in parts)


def _point(lat: float, lon: float) -> Place:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise _wrong(
            "La latitude va de -90 à 90, la longitude de -180 à 180, dans cet ordre.",
            "Latitude goes from -90 to 90, longitude from -180 to 180, in this order.",
        )
    return Place(lat=lat, lon=lon, label=f"{lat:g}, {lon:g}", id=None)


def _identified(store: GraphStore, viewer: Viewer, curie: Curie) -> Place:
    label = store.schema.label_of(curie)
    if label == "Actor":
        actor = queries.actor_place(store, viewer, actor=curie)
        if actor is None:
            raise _wrong(f"Aucun acteur {curie}.", f"No actor {curie}.")
        if actor.lat is None or actor.lon is None:
            raise _nowhere(actor.label or curie)
        return Place(lat=actor.lat, lon=actor.lon, label=actor.label or curie, id=curie)
    if label != "Territory":
        raise _wrong(f"{curie} n'est pas un lieu.", f"{curie} is not a place.")
    row = queries.territory(store, viewer, territory=curie)
    if row is None:
        raise _wrong(f"Le territoire {curie} n'est pas chargé.", f"The territory {curie} was not loaded.")
    return _placed(store, viewer, row)


def _placed(store: GraphStore, viewer: Viewer, row: queries.Row) -> Place:
    """Its own point, or else the middle of its communes, each weighing its inhabitants."""
    label = row.label or row.id
    if row.lat is not None and row.lon is not None:
        return Place(lat=row.lat, lon=row.lon, label=label, id=row.id)
    inside = queries.points_within(store, viewer, territory=Curie(row.id))
    if inside is None or not inside.lats:
        raise _nowhere(label)
    weights = [max(population, 1) for population in inside.populations]
    middle = [
        sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
        for values in (inside.lats, inside.lons)
    ]
    return Place(lat=round(middle[0], 5), lon=round(middle[1], 5), label=label, id=row.id)


def _named(store: GraphStore, viewer: Viewer, text: str, home: Curie) -> list[queries.NamedRow]:
    """Territories that answer `text`, the best first; slips are forgiven when nothing answers without."""
    for forgiving in (False, True):
        words = fulltext_query(text, forgiving=forgiving)
        rows = queries.named(store, viewer, words=words, home=home) if words else []
        scored = [(similarity(text, row.label or ""), row) for row in rows]
        answering = [(score, row) for score, row in scored if score > 0]
        if answering:
            answering.sort(key=lambda pair: (-pair[0], -(pair[1].population or 0), pair[1].id))
            return [row for _, row in answering]
    return []


def _meant(
    store: GraphStore, viewer: Viewer, text: str, home: Curie
) -> tuple[queries.NamedRow, list[queries.NamedRow]]:
    """The territory that a name means: the whole name before one with slips, that before a part of a name.

    With a slip in the name, also the communes that it names as nearly, the largest first.
    """
    known: dict[str, queries.NamedRow] = {}
    for forgiving in (False, True):
        words = fulltext_query(text, forgiving=forgiving)
        rows = queries.named(store, viewer, words=words, home=home) if words else []
        known.update((row.id, row) for row in rows)
        by_naming: dict[Naming, list[queries.NamedRow]] = {}
        for row in known.values():
            by_naming.setdefault(naming(text, row.label or ""), []).append(row)
        for how in ("whole", "slips", "part"):
            if by_naming.get(how) and (forgiving or how == "whole"):
                meant = _chosen(text, by_naming[how], alone=how == "part")
                return meant, _as_near(text, meant, by_naming[how]) if how == "slips" else []
    raise _unknown(text, list(known.values()))


def _chosen(text: str, answering: list[queries.NamedRow], *, alone: bool) -> queries.NamedRow:
    """The one that is meant among those that answer alike; `alone`: only if it is the only one."""
    best = max(similarity(text, row.label or "") for row in answering)
    tied = answering if alone else [row for row in answering if similarity(text, row.label or "") == best]
    tied = [row for row in tied if row.kind == "commune"] or tied
    tied.sort(key=lambda row: (-(row.population or 0), row.id))
    at_home = [row for row in tied if row.at_home]
    if len(tied) > 1 and len(at_home) != 1 and (alone or not at_home):
        names = _names((at_home or tied)[:_NAMED_AT_MOST])
        more = ", …" if len(at_home or tied) > _NAMED_AT_MOST else ""
        raise _wrong(
            f"Plusieurs lieux portent ce nom : {names}{more}.", f"Several places have this name: {names}{more}."
        )
    return (at_home or tied)[0]


def _as_near(text: str, meant: queries.NamedRow, answering: list[queries.NamedRow]) -> list[queries.NamedRow]:
    """Communes of other names that the text names as nearly as the one that is taken."""
    score = similarity(text, meant.label or "")
    others = [row for row in answering if row.kind == "commune" and row.label != meant.label]
    others = [row for row in others if similarity(text, row.label or "") >= score]
    others.sort(key=lambda row: (-(row.population or 0), row.id))
    return others[:_NAMED_AT_MOST]


def _unknown(text: str, known: list[queries.NamedRow]) -> WrongInput:
    """No place has this name; those whose names come nearest to it."""
    shown = text[:60].encode("utf-8", "replace").decode()
    scored = [(similarity(text, row.label or ""), row) for row in known]
    near = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], -(pair[1].population or 0)))
    names = _names([row for _, row in near[:_SUGGESTED]])
    return _wrong(
        f"Aucun lieu ne s'appelle « {shown} »." + (f" Vouliez-vous dire : {names} ?" if names else ""),
        f"No place is called “{shown}”." + (f" Did you mean: {names}?" if names else ""),
    )


def _names(rows: list[queries.NamedRow]) -> str:
    return ", ".join(f"{row.label} ({row.id})" for row in rows)


def _shown(row: queries.Row) -> TerritoryRow:
    return TerritoryRow(
        id=row.id, label=row.label or row.id, kind=row.kind, population=row.population, lat=row.lat, lon=row.lon
    )


def _nowhere(label: str) -> WrongInput:
    return _wrong(f"On ne connaît pas les coordonnées de {label}.", f"The coordinates of {label} are not known.")


def _wrong(fr: str, en: str) -> WrongInput:
    return WrongInput(fr, en, field="near")
