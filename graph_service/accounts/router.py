"""`/v1/me` says who asks; `/v1/keys` makes, lists, exchanges and revokes keys of the API."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from graph_service.accounts import service
from graph_service.accounts.asked import rights_asked
from graph_service.accounts.bodies import KeyAsked, KeyExchanged
from graph_service.accounts.models import Key, MadeKey, Me
from graph_service.http.answers import simple
from graph_service.http.envelope import Simple
from graph_service.http.opening import store_of
from graph_service.http.parameters import Plain
from graph_service.http.viewer import needs, person_of, rights_of, viewer_of

router = APIRouter(prefix="/v1")
_guarded = APIRouter(prefix="/keys", tags=["administration"], dependencies=[Depends(needs("administer"))])

_Name = Annotated[str, Path(max_length=40, description="the name of a key", examples=["3f9a1c07be"])]


@router.get("/me", tags=["service"], response_model=Simple[Me], summary="Who asks")
def me(request: Request, asked: Annotated[Plain, Query()]) -> Response:
    """The role and level of whoever asks, the actors he speaks for, his groups, and what he may do."""
    person = person_of(request)
    found = service.me(store_of(request), viewer_of(request), rights_of(request), mail=person.mail if person else None)
    return simple(request, asked, found)


@_guarded.get("", response_model=Simple[list[Key]], summary="The keys of the API")
def all_keys(request: Request, asked: Annotated[Plain, Query()]) -> Response:
    """The newest first, those that ended too: what each is for, what it may do, when it was last used."""
    return simple(request, asked, service.all_keys(store_of(request)))


@_guarded.post("", status_code=201, response_model=Simple[MadeKey], summary="Make a key")
def make(request: Request, asked: KeyAsked) -> Response:
    """The answer holds the key itself, this once: of its 256 random bits only a digest is kept."""
    rights = rights_asked(request, asked, asked.scopes)
    made = service.make(store_of(request), viewer_of(request), rights, label=asked.label, days=asked.days)
    return simple(request, None, made, status=201)


@_guarded.post("/{name}/exchange", status_code=201, response_model=Simple[MadeKey], summary="Exchange a key")
def exchange(request: Request, name: _Name, asked: KeyExchanged) -> Response:
    """Another key with the same rights; the old one ends now, or after some hours of grace."""
    made = service.exchange(store_of(request), name, days=asked.days, grace_hours=asked.grace_hours)
    return simple(request, None, made, status=201)


@_guarded.delete("/{name}", response_model=Simple[Key], summary="Revoke a key")
def revoke(request: Request, name: _Name) -> Response:
    """It opens nothing from now on; what it was remains listed."""
    return simple(request, None, service.revoke(store_of(request), name))


router.include_router(_guarded)
