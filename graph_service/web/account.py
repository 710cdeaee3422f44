"""Coming in by a link, the account, going out, and whose eyes the demonstration has."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from graph_service.accounts import service
from graph_service.accounts.provider import Provider
from graph_service.http.cookies import cookies_of
from graph_service.http.opening import store_of
from graph_service.http.viewer import person_of, refuse_from_elsewhere, rights_of, viewer_of
from graph_service.kernel.errors import NotAllowed, NotSignedIn, SillonError
from graph_service.settings import Settings
from graph_service.store import sessions
from graph_service.web.address import address_of
from graph_service.web.corner import EYES, viewer_name
from graph_service.web.page import Content, plain_page
from graph_service.web.templating import address_to

router = APIRouter(include_in_schema=False)

FRESH: Final = {"Cache-Control": "no-store"}
"""Headers of a page that nobody keeps."""
_LINK: Final = 100
"""Signs that what comes with a link may have."""

_Token = Annotated[str, Form(max_length=_LINK)]


@router.get("/connexion")
def sign_in(request: Request, invitation: str = "") -> Response:
    """How to come in; with a link, whom it is for and the button that uses it. Looking uses nothing."""
    if not invitation:
        if person_of(request) is not None:
            return _to(request, "/mon-compte")
        return sign_in_page(request)
    try:
        guest = sessions.invited(store_of(request).books, invitation)
    except NotSignedIn as wrong:
        return sign_in_page(request, wrong)
    values = {"guest": guest, "wrong": None, "invitation": invitation, "other": person_of(request)}
    return plain_page(request, Content("sign_in.html", "", values), FRESH)


@router.post("/connexion")
def come_in(request: Request, invitation: Annotated[str, Form(max_length=_LINK)]) -> Response:
    """Use a link: its holder is signed in here."""
    refuse_from_elsewhere(request)
    books, days = store_of(request).books, settings_of(request).session_days
    _, ticket = sessions.accept(books, invitation, days=days)
    return come_in_with(request, ticket)


@router.get("/mon-compte")
def account(request: Request) -> Response:
    """Who is signed in, what he may see, for whom he speaks, and where else he is signed in."""
    person = person_of(request)
    if person is None:
        return _to(request, "/connexion")
    store = store_of(request)
    ticket = cookies_of(request).ticket(request) or ""
    me = service.me(store, viewer_of(request), rights_of(request), mail=person.mail)
    values = {
        "me": me,
        "token": cookies_of(request).form_token(ticket),
        "sessions": sessions.sessions_of(store.books, person),
    }
    return plain_page(request, Content("account.html", "account", values), FRESH)


@router.post("/deconnexion")
def go_out(request: Request, token: _Token) -> Response:
    """Sign out here."""
    ticket = _checked(request, token)
    sessions.end(store_of(request).books, ticket)
    answer = _to(request, "/")
    cookies_of(request).forget_ticket(request, answer)
    return answer


@router.post("/mon-compte/ailleurs")
def go_out_elsewhere(request: Request, token: _Token) -> Response:
    """Sign out everywhere but here."""
    ticket = _checked(request, token)
    person = person_of(request)
    if person is not None:
        sessions.end_all(store_of(request).books, person, but=ticket)
    return _to(request, "/mon-compte")


@router.post("/demonstration")
def look_as(
    request: Request,
    seen_as: Annotated[str, Form(alias="as", max_length=20)],
    back: Annotated[str, Form(max_length=2_000)] = "/",
) -> Response:
    """See the demonstration with the eyes of the public, of a member, or of an analyst."""
    if not settings_of(request).demonstration or seen_as not in EYES:
        raise NotAllowed(
            "On ne parle pour un autre que dans la démonstration.",
            "Nobody speaks for another but in the demonstration.",
        )
    refuse_from_elsewhere(request)
    answer = RedirectResponse(_ours(back), status_code=303, headers=FRESH)
    cookies_of(request).keep_eyes(request, answer, viewer_name(seen_as))
    return answer


def sign_in_page(request: Request, wrong: SillonError | None = None) -> Response:
    """How to come in, and why it was not possible just now."""
    provider: Provider | None = request.app.state.provider
    values = {"guest": None, "wrong": wrong, "provider": provider.name if provider else None}
    return plain_page(request, Content("sign_in.html", "", values, wrong.status if wrong else 200), FRESH)


def come_in_with(request: Request, ticket: str) -> Response:
    """Signed in with this ticket, on the page of the account; who was signed in here before is no more."""
    before = cookies_of(request).ticket(request)
    if before:
        sessions.end(store_of(request).books, before)
    answer = _to(request, "/mon-compte")
    cookies_of(request).keep_ticket(request, answer, ticket, days=settings_of(request).session_days)
    return answer


def settings_of(request: Request) -> Settings:
    """What differs from one installation to the next."""
    settings: Settings = request.app.state.settings
    return settings


def _checked(request: Request, token: str) -> str:
    """The ticket of the session whose form this is. Raises NotSignedIn, NotAllowed."""
    ticket = cookies_of(request).ticket(request)
    if ticket is None or person_of(request) is None:
        raise NotSignedIn("Vous n'êtes plus connecté.", "You are signed in no more.")
    if not cookies_of(request).form_fits(ticket, token):
        raise NotAllowed(
            "Cette page vient d'une autre connexion : rechargez-la et recommencez.",
            "This page belongs to another sign-in: load it again and start over.",
            field="token",
        )
    return ticket


def _ours(address: str) -> str:
    """An address of this service, whatever was sent: what pages know of it, and no other host."""
    try:
        parts = urlsplit(address)
        path = "/" + parts.path.lstrip("/\\")
        return str(address_of(path, parse_qsl(parts.query, max_num_fields=100)))
    except (ValueError, SillonError):
        return "/"


def _to(request: Request, path: str) -> RedirectResponse:
    there = address_to(request.query_params.get("lang"), path)
    return RedirectResponse(str(there), status_code=303, headers=FRESH)
