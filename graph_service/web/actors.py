"""Actors: the list that one searches, and the file of one of them."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from graph_service.actors.service import search
from graph_service.web.asked import asked_of
from graph_service.web.counting import counts_by, shown_facets
from graph_service.web.exports import export_parts
from graph_service.web.file import file_of
from graph_service.web.page import Content, Visit, page
from graph_service.web.paging import ROWS, page_number, pages_of
from graph_service.web.sources import source_labels

router = APIRouter(include_in_schema=False)


@router.get("/acteurs")
def actors(request: Request) -> Response:
    """Actors by name, sector, place and facets."""
    return page(request, _actors)


@router.get("/acteurs/{actor_id}")
def actor(request: Request, actor_id: str) -> Response:
    """The file of an actor."""
    return page(
        request, lambda visit: Content("actor.html", "actors", {"actor": file_of(visit, visit.curie(actor_id))})
    )


def _actors(visit: Visit) -> Content:
    asked = asked_of(visit)
    number = page_number(visit, asked.wrong)
    if asked.wrong or asked.suggestions:
        counts = counts_by(visit, "sector", [choice.id for choice in asked.suggestions])
        values = {"asked": asked, "found": None, "pages": None, "sector_counts": counts}
        return Content("actors.html", "actors", values, status=422 if asked.wrong else 200)
    found = search(visit.store, visit.viewer, asked.filter, offset=(number - 1) * ROWS, limit=ROWS, lang=visit.lang)
    return Content(
        "actors.html",
        "actors",
        {
            "asked": asked,
            "found": found,
            "pages": pages_of(found.total, number),
            "shown_facets": shown_facets(visit, found, asked.typed),
            "source_label": source_labels(),
            "exports": export_parts(visit, asked.filters, found.total),
        },
    )
