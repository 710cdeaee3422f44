"""The first page: search, and what there is to be found."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from graph_service.actors.models import FacetValue
from graph_service.kernel.errors import SillonError
from graph_service.territories.service import territory
from graph_service.web.counting import facets_of, flat, overview
from graph_service.web.page import Content, Visit, page
from graph_service.web.sources import loaded_sources

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Home:
    """The territory this service is for, and a town in it to begin with."""

    label: str
    town: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What the first page counts."""

    sectors: int
    communes: int
    sources: int


@router.get("/")
def home(request: Request) -> Response:
    """Search box and figures, or how to start when nothing was loaded."""
    return page(request, _home)


def _home(visit: Visit) -> Content:
    found = overview(visit)
    facets = facets_of(found)
    communes = [value for value in flat(facets.get("territory", ())) if value.id.startswith("insee:")]
    return Content(
        "home.html",
        "home",
        {
            "found": found,
            "facets": facets,
            "home": Home(_home_label(visit), _busiest(communes)),
            "figures": Figures(len(facets.get("sector", ())), len(communes), len(loaded_sources(visit))),
        },
    )


def _home_label(visit: Visit) -> str:
    try:
        return territory(visit.store, visit.viewer, visit.curie(visit.settings.territory)).label
    except SillonError:
        return visit.t("home.here")


def _busiest(communes: list[FacetValue]) -> str:
    """The commune with the most actors: a place that a first search surely finds something around."""
    return max(communes, key=lambda commune: (commune.count, commune.label)).label if communes else ""
