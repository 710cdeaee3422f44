"""Coming in by way of an identity provider: there, and back again."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from graph_service.accounts.arrivals import arrived
from graph_service.accounts.provider import Provider
from graph_service.http.cookies import cookies_of
from graph_service.http.opening import store_of
from graph_service.http.viewer import address_of_service
from graph_service.kernel.errors import NotAllowed, NotFound, NotSignedIn, Unavailable
from graph_service.store import sessions
from graph_service.web.account import FRESH, come_in_with, settings_of, sign_in_page

router = APIRouter(include_in_schema=False)

_BACK = "/connexion/retour"


@router.get("/connexion/fournisseur")
def leave(request: Request) -> Response:
    """Off to the provider."""
    try:
        address, leaving = _provider(request).departure(f"{address_of_service(request)}{_BACK}")
    except Unavailable as wrong:
        return sign_in_page(request, wrong)
    answer = RedirectResponse(address, status_code=303, headers=FRESH)
    cookies_of(request).keep_leaving(request, answer, leaving)
    return answer


@router.get(_BACK)
def come_back(request: Request) -> Response:
    """Back from the provider: signed in, or told why not."""
    provider, store = _provider(request), store_of(request)
    kept, given = cookies_of(request).leaving(request), dict(request.query_params)
    try:
        claims = provider.arrival(given, kept, f"{address_of_service(request)}{_BACK}")
        person = arrived(store, claims, request.app.state.allowed)
    except (NotSignedIn, NotAllowed, Unavailable) as wrong:
        answer = sign_in_page(request, wrong)
    else:
        answer = come_in_with(request, sessions.begin(store.books, person, days=settings_of(request).session_days))
    cookies_of(request).forget_leaving(request, answer)
    return answer


def _provider(request: Request) -> Provider:
    provider: Provider | None = request.app.state.provider
    if provider is None:
        raise NotFound("Ce service n'a pas de fournisseur d'identité.", "This service has no identity provider.")
    return provider
