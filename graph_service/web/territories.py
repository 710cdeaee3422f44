"""Territories: where the actors are, and the page of each territory."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, Request, Response

from graph_service.actors.areas import AreaCount, areas_with_actors
from graph_service.actors.models import ActorFilter
from graph_service.territories.models import TerritoryRow
from graph_service.territories.service import territory
from graph_service.web.counting import counts_by, facets_of, flat, overview
from graph_service.web.page import Content, Visit, page

router = APIRouter(include_in_schema=False)

_IN_FACET = frozenset({"commune", "epci"})
"""Kinds that the facet of territories counts: one that it does not name has no actor."""
_AROUND = ("pole", "department", "region", "abroad")
"""Kinds beside those, in the order in which the list shows them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Territories of one kind in a territory."""

    kind: str
    rows: tuple[TerritoryRow, ...]


@router.get("/territoires")
def territories(request: Request) -> Response:
    """Every territory that has actors."""
    return page(request, _territories)


@router.get("/territoires/{territory_id}")
def territory_page(request: Request, territory_id: str) -> Response:
    """A territory: where it lies, who is in it, what it is made of."""
    return page(request, lambda visit: _territory(visit, territory_id))


def _territories(visit: Visit) -> Content:
    tree = facets_of(overview(visit)).get("territory", ())
    by_kind = {kind: tuple(areas) for kind, areas in groupby(_areas(visit), key=lambda area: area.kind)}
    groups = [(kind, by_kind[kind]) for kind in _AROUND if kind in by_kind]
    values = {"territories": tree, "groups": groups, "communes": len(by_kind.get("commune", ()))}
    return Content("territories.html", "territories", values)


def _areas(visit: Visit) -> list[AreaCount]:
    return areas_with_actors(visit.store, visit.viewer)


def _territory(visit: Visit, territory_id: str) -> Content:
    wanted = visit.curie(territory_id)
    place = territory(visit.store, visit.viewer, wanted)
    found = overview(visit, ActorFilter(territory=wanted))
    groups = [Group(kind, tuple(rows)) for kind, rows in groupby(place.children, key=lambda row: row.kind or "")]
    known = {value.id: value.count for value in flat(facets_of(overview(visit)).get("territory", ()))}
    unknown = [row.id for row in place.children if row.id not in known and row.kind not in _IN_FACET]
    values = {
        "territory": place,
        "found": found,
        "facets": facets_of(found),
        "children": groups,
        "counts": known | counts_by(visit, "territory", unknown),
    }
    return Content("territory.html", "territories", values)
