"""Who is asking: the holder of the local key, the holder of a key of the books, or anybody.

In the demonstration anybody is whoever it was started as. An administrator may look with the eyes of others: the
header `Sillon-As` says whose.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable

from starlette.requests import Request

from graph_service.access.rights import LOCAL_ADMINISTRATOR, VISITOR, Rights, Verb
from graph_service.access.viewer import PUBLIC, SEEN_AS, Viewer, viewer_named
from graph_service.http.opening import store_of
from graph_service.kernel.errors import NotAllowed, NotSignedIn, WrongInput
from graph_service.store import keys


def rights_of(request: Request) -> Rights:
    """What whoever asks may do, found out once for each request.

    Raises NotSignedIn (a key that opens nothing), Unavailable (keys are in the database; the local one is not).
    """
    known: Rights | None = getattr(request.state, "rights", None)
    if known is None:
        given = _key_of(request)
        if given is None:
            known = VISITOR
        elif _is_local(request, given):
            known = LOCAL_ADMINISTRATOR
        else:
            known = keys.holder_of(store_of(request).books, given)
        request.state.rights = known
    return known


def viewer_of(request: Request) -> Viewer:
    """What whoever asks may see, found out once for each request. Raises as `rights_of` does."""
    known: Viewer | None = getattr(request.state, "viewer", None)
    if known is None:
        known = request.state.viewer = _viewer(request, rights_of(request))
    return known


def level_of(request: Request) -> str:
    """The widest level of whoever asks, as far as it was found out: nothing is asked of a database that may be away."""
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    rights: Rights = getattr(request.state, "rights", VISITOR)
    return (viewer or rights.viewer(tuple)).level


def needs(verb: Verb) -> Callable[[Request], None]:
    """A dependency of routes that are kept for those who have this verb: it raises NotSignedIn or NotAllowed."""

    def check(request: Request) -> None:
        rights = rights_of(request)
        if rights.may(verb):
            return
        if rights == VISITOR:
            raise NotSignedIn(
                "Il faut une clé qui le permet : « Authorization: Bearer » et la clé (« sillon key create »).",
                "This takes a key that allows it: “Authorization: Bearer” and the key (`sillon key create`).",
            )
        raise NotAllowed(
            f"Cette clé ne le permet pas : il y faut « {verb} », et le rôle d'administrateur.",
            f"This key does not allow it: that takes “{verb}”, and the role of an administrator.",
        )

    return check


def _viewer(request: Request, rights: Rights) -> Viewer:
    if rights == VISITOR:
        visitor: Viewer = getattr(request.app.state, "visitor", PUBLIC)
        return visitor
    named = request.headers.get(SEEN_AS) if rights.role == "administrator" else None
    if named is None:
        return rights.viewer(store_of(request).groups)
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


def _key_of(request: Request) -> str | None:
    """The key that came with the request; None when none did. Another scheme than Bearer is none of ours."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else None


def _is_local(request: Request, given: str) -> bool:
    key: str | None = getattr(request.app.state, "admin_key", None)
    return bool(key) and hmac.compare_digest(given.encode("utf-8", "replace"), str(key).encode())
