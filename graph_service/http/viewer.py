"""Who is asking: the holder of the local key is the administrator, everybody else is the public until sign-in comes.

In the demonstration everybody else is whoever it was started as. The administrator may look with the eyes of
others: the header `Sillon-As` says whose.
"""

from __future__ import annotations

import hmac

from starlette.requests import Request

from graph_service.access.viewer import PUBLIC, SEEN_AS, Viewer, administrator, viewer_named
from graph_service.http.opening import store_of
from graph_service.kernel.errors import NotAllowed, WrongInput


def viewer_of(request: Request) -> Viewer:
    """The viewer of a request, read once. Raises Unavailable: the administrator's groups are in the store."""
    known: Viewer | None = getattr(request.state, "viewer", None)
    if known is None:
        known = _administrator(request) if is_administrator(request) else _visitor(request)
        request.state.viewer = known
    return known


def _administrator(request: Request) -> Viewer:
    named = request.headers.get(SEEN_AS)
    if named is None:
        return administrator(store_of(request).groups())
    known = viewer_named(named)
    if known is None:
        raise WrongInput(
            f"« {named} » n’est pas un regard connu : public, member, member:ACTEUR ou analyst.",
            f"“{named}” is nobody we know: public, member, member:ACTOR or analyst.",
            field=SEEN_AS,
        )
    if known.owners and not request.app.state.settings.demonstration:
        raise NotAllowed(
            "On ne parle pour un autre que dans la démonstration.",
            "Nobody speaks for another but in the demonstration.",
        )
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
