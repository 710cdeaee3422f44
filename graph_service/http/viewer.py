"""Who is asking: the holder of the local key or of a key of the books, somebody who is signed in, or anybody.

In the demonstration anybody is whoever he chose to be on its pages, else whoever it was started as. An administrator
may look with the eyes of others: the header `Sillon-As` says whose.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable

from starlette.requests import Request

from graph_service.access.rights import LOCAL_ADMINISTRATOR, VISITOR, Rights, Verb
from graph_service.access.viewer import SEEN_AS, Viewer, viewer_named
from graph_service.http.cookies import SAFE_METHODS, cookies_of, is_from_elsewhere
from graph_service.http.opening import store_of
from graph_service.kernel.errors import NotAllowed, NotSignedIn, WrongInput
from graph_service.store import keys, sessions
from graph_service.store.people import KeptPerson


def rights_of(request: Request) -> Rights:
    """What whoever asks may do, found out once for each request.

    Raises NotSignedIn (a key that opens nothing), NotAllowed (another site sent the browser of somebody signed in),
    Unavailable (keys and sessions are in the database; the local key is not).
    """
    known: Rights | None = getattr(request.state, "rights", None)
    if known is None:
        given = _key_of(request)
        if given is None:
            person = person_of(request)
            known = person.rights if person else VISITOR
        elif _is_local(request, given):
            known = LOCAL_ADMINISTRATOR
        else:
            known = keys.holder_of(store_of(request).books, given)
        request.state.rights = known
    return known


def person_of(request: Request) -> KeptPerson | None:
    """Who is signed in; None: nobody. A key that comes with the request goes first. Raises as `rights_of` does."""
    if not hasattr(request.state, "person"):
        request.state.person = _person(request)
    person: KeptPerson | None = request.state.person
    return person


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


def address_of_service(request: Request) -> str:
    """The address under which people reach this service: that of the settings, else the one of this request."""
    told: str | None = request.app.state.settings.address
    return told or f"{request.url.scheme}://{request.url.netloc}"


def needs(verb: Verb) -> Callable[[Request], None]:
    """A dependency of routes that are kept for those who have this verb: it raises NotSignedIn or NotAllowed."""

    def check(request: Request) -> None:
        rights = rights_of(request)
        if rights.may(verb):
            return
        if rights == VISITOR:
            raise NotSignedIn(
                "Il faut une session (/connexion) ou une clé qui le permette : « Authorization: Bearer » et la clé.",
                "This takes a session (/connexion) or a key that allows it: “Authorization: Bearer” and the key.",
            )
        raise NotAllowed(
            f"Vos droits ne le permettent pas : il y faut « {verb} », et le rôle d'administrateur.",
            f"Your rights do not allow it: that takes “{verb}”, and the role of an administrator.",
        )

    return check


def _viewer(request: Request, rights: Rights) -> Viewer:
    if rights == VISITOR:
        return _anybody(request)
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


def _anybody(request: Request) -> Viewer:
    chosen = cookies_of(request).eyes(request) if request.app.state.settings.demonstration else None
    visitor: Viewer = (viewer_named(chosen) if chosen else None) or request.app.state.visitor
    return visitor


def _person(request: Request) -> KeptPerson | None:
    ticket = cookies_of(request).ticket(request) if _key_of(request) is None else None
    if ticket is None:
        return None
    if request.method not in SAFE_METHODS:
        refuse_from_elsewhere(request)
    return sessions.holder_of(store_of(request).books, ticket)


def refuse_from_elsewhere(request: Request) -> None:
    """Raises NotAllowed: what another site makes a browser send is not what its reader asked for."""
    if is_from_elsewhere(request):
        raise NotAllowed(
            "Cette demande vient d'un autre site : faites-la depuis une page de ce service.",
            "This request comes from another site: make it from a page of this service.",
        )


def _key_of(request: Request) -> str | None:
    """The key that came with the request; None when none did. Another scheme than Bearer is none of ours."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else None


def _is_local(request: Request, given: str) -> bool:
    key: str | None = getattr(request.app.state, "admin_key", None)
    return bool(key) and hmac.compare_digest(given.encode("utf-8", "replace"), str(key).encode())
