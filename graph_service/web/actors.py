"""Actors: the list that one searches, and the file of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from fastapi import APIRouter, Request, Response

from graph_service.actors.models import ActorsFound
from graph_service.actors.service import search
from graph_service.web.asked import Asked, asked_of
from graph_service.web.counting import counts_by, shown_facets
from graph_service.web.exports import export_parts
from graph_service.web.file import file_of
from graph_service.web.page import Content, Visit, page
from graph_service.web.sources import source_labels

router = APIRouter(include_in_schema=False)

ROWS: Final = 50
_LAST_PAGE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in the list a page is; pages and rows count from 1."""

    number: int
    count: int
    first: int
    last: int


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
    number = _page_number(visit, asked)
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
            "pages": _pages(found, number),
            "shown_facets": shown_facets(visit, found, asked.typed),
            "source_label": source_labels(),
            "exports": export_parts(visit, asked.filters, found.total),
        },
    )


def _page_number(visit: Visit, asked: Asked) -> int:
    text = visit.asked("page")
    if text and not (text.isascii() and text.isdigit() and len(text) < 7 and 0 < int(text) <= _LAST_PAGE):
        asked.wrong["page"] = visit.t("list.wrong_page")
        return 1
    return int(text or 1)


def _pages(found: ActorsFound, number: int) -> Pages:
    first = (number - 1) * ROWS + 1
    return Pages(number, ceil(found.total / ROWS), first, first + len(found.rows) - 1)
