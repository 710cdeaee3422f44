"""Puts the pages, their style and their errors on the application."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from graph_service.web import (
    about,
    account,
    actors,
    chains,
    complementarity,
    deliveries,
    equipment,
    home,
    provider,
    territories,
    vocabulary,
)
from graph_service.web.errors import error_page
from graph_service.web.templating import STATIC


def mount(app: FastAPI) -> None:
    """Add every page. `app.state` holds `settings` and `schema`; problems outside the API become pages."""
    for room in (
        home,
        actors,
        deliveries,
        chains,
        equipment,
        complementarity,
        territories,
        vocabulary,
        about,
        account,
        provider,
    ):
        app.include_router(room.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.state.error_page = error_page
