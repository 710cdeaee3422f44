"""What the pages are made of: the data, how to search, what was done for accessibility."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from graph_service.web.page import Content, Visit, page, plain_page
from graph_service.web.sources import sources_shown

router = APIRouter(include_in_schema=False)


@router.get("/donnees")
def data(request: Request) -> Response:
    """Sources, licences, dates, limits."""
    return page(request, _data)


@router.get("/aide")
def help_page(request: Request) -> Response:
    """How to search, and what the words mean."""
    return plain_page(request, Content("help.html", "help"))


@router.get("/accessibilite")
def accessibility(request: Request) -> Response:
    """What was checked, and what was not."""
    return plain_page(request, Content("accessibility.html", ""))


def _data(visit: Visit) -> Content:
    return Content("data.html", "data", {"sources": sources_shown(visit)})
