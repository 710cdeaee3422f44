"""`/v1/people`: who may sign in, and as whom; invitations."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from graph_service.access.rights import verbs_of
from graph_service.accounts import people
from graph_service.accounts.asked import rights_asked
from graph_service.accounts.bodies import Invited, RightsGiven
from graph_service.accounts.models import Invitation, Person
from graph_service.http.answers import simple
from graph_service.http.envelope import Simple
from graph_service.http.opening import store_of
from graph_service.http.parameters import Plain
from graph_service.http.viewer import address_of_service, needs, viewer_of

router = APIRouter(prefix="/v1/people", tags=["administration"], dependencies=[Depends(needs("administer"))])

_Name = Annotated[str, Path(max_length=40, description="the name of a person", examples=["5d0c2f6e9a7b4c31"])]


@router.get("", response_model=Simple[list[Person]], summary="Who may sign in")
def everybody(request: Request, asked: Annotated[Plain, Query()]) -> Response:
    """The newest first, those whose access ended too."""
    return simple(request, asked, people.everybody(store_of(request)))


@router.post("/invitations", status_code=201, response_model=Simple[Invitation], summary="Invite somebody")
def invite(request: Request, asked: Invited) -> Response:
    """A link that lets somebody in once; nothing is sent. Links made for him before open nothing any more.

    Without a role, whoever is known keeps his rights, and whoever is not is a member.
    """
    rights = None
    if asked.role is not None:
        given = RightsGiven(role=asked.role, actors=asked.actors, groups=asked.groups)
        rights = rights_asked(request, given, verbs_of(given.role))
    made = people.invite(
        store_of(request),
        viewer_of(request),
        asked.mail,
        rights,
        days=asked.days,
        address=address_of_service(request),
    )
    return simple(request, None, made, status=201)


@router.post(
    "/first-administrator", response_model=Simple[Invitation | None], summary="A link for the first administrator"
)
def first_administrator(request: Request) -> Response:
    """A link that opens for a day, while no administrator has ever come in; null afterwards. `sillon serve` asks it."""
    return simple(request, None, people.first_administrator(store_of(request), address_of_service(request)))


@router.put("/{name}/rights", response_model=Simple[Person], summary="Give other rights")
def give(request: Request, name: _Name, asked: RightsGiven) -> Response:
    """They hold from the next request on. The only administrator keeps his."""
    rights = rights_asked(request, asked, verbs_of(asked.role))
    return simple(request, None, people.give(store_of(request), viewer_of(request), name, rights))


@router.delete("/{name}", response_model=Simple[Person], summary="Let somebody in no more")
def end(request: Request, name: _Name) -> Response:
    """He is signed out everywhere, and his links open nothing; another invitation lets him in again."""
    return simple(request, None, people.end(store_of(request), name))
