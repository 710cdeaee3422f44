"""Who is asking: the holder of the local key is the administrator, everybody else is the public until sign-in comes.

In the demonstration everybody else is whoever it was started as.
"""

from __future__ import annotations

import hmac

from starlette.requests import Request

from graph_service.access.viewer import PUBLIC, Viewer, administrator
from graph_service.http.opening import store_of
from graph_service.kernel.errors import NotAllowed


def viewer_of(request: Request) -> Viewer:
    """The viewer of a request, read once. Raises Unavailable: the administrator's groups are in the store."""
    known: Viewer | None = getattr(request.state, "viewer", None)
    if known is None:
        known = administrator(store_of(request).groups()) if is_administrator(request) else _visitor(request)
        request.state.viewer = known
    return known


def _visitor(request: Request) -> Viewer:
    visitor: Viewer = getattr(request.app.state, "visitor", PUBLIC)
    return visitor


def is_administrator(request: Request) -> bool:
    """Whether the request carries the local administrator's key."""
    key: str | None = getattr(request.app.state, "admin_key", None)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if not key or scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(given.strip().encode("utf-8", "replace"), key.encode())


def administrator_only(request: Request) -> None:
    """A dependency of routes that are kept for the administrator. Raises NotAllowed."""
    if not is_administrator(request):
        raise NotAllowed(
            "Réservé à l'administrateur local : « Authorization: Bearer » et la clé de engine.json.",
            "For the local administrator only: “Authorization: Bearer” and the key of engine.json.",
        )
