"""The store that answers a request."""

from __future__ import annotations

from starlette.requests import Request

from graph_service.store.holder import StoreHolder
from graph_service.store.port import GraphStore


def store_of(request: Request) -> GraphStore:
    """The store that answers this request. Raises Unavailable."""
    holder: StoreHolder = request.app.state.holder
    return holder.get()
