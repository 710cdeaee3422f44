"""`/v1/actors`: who is here, what is known of them, and whom they are linked to."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from graph_service.actors import service
from graph_service.actors.models import ActorFilter, ActorProfile, ActorRow, ActorsFound, Neighbour
from graph_service.actors.tables import WRITERS
from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.openapi import CLOSED_LIST, TABLE_AND_POINTS
from graph_service.http.parameters import Explained, Filtered
from graph_service.http.places import Place, place_of, seen
from graph_service.kernel.errors import WrongInput

router = APIRouter(prefix="/v1/actors", tags=["actors"])

ActorId = Annotated[str, Path(description="id of an actor (SIRET or sl-actor)", examples=["siret:39900012300018"])]


class ActorsAsked(Filtered):
    """Which actors are asked for, and in which form."""

    q: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="words of a name; slips and accents forgiven",
        examples=["fondrie saulnoi"],
    )
    sector: str | None = Field(
        None, max_length=200, description="a sector; all below it too, unless expand=false", examples=["naf:25"]
    )
    concept: str | None = Field(
        None,
        max_length=200,
        description="a concept that a fact of the actor names: skill, product, certificate …; all below it too, unless "
        "expand=false",
        examples=["skill:welding"],
    )
    link: str | None = Field(
        None,
        max_length=40,
        description="with `concept`: by which kind of fact it is named; absent: any",
        examples=["HAS_SKILL"],
    )
    sphere: str | None = Field(
        None,
        max_length=40,
        description="sphere of the actors",
        examples=["company"],
        json_schema_extra={CLOSED_LIST: "sphere"},
    )
    workforce: str | None = Field(
        None,
        max_length=10,
        description="INSEE class of workforce",
        examples=["21"],
        json_schema_extra={CLOSED_LIST: "workforce"},
    )
    facets: bool = Field(
        False, description="also count the values of sphere, sector, territory, workforce", examples=[True]
    )
    format: str | None = Field(
        None,
        max_length=20,
        description="form of the answer; default: the Accept header",
        examples=["json"],
        json_schema_extra={"enum": ["json", "csv", "geojson"]},
    )


@router.get(
    "",
    response_model=Envelope[list[ActorRow]],
    responses=TABLE_AND_POINTS,
    summary="Actors by name, sector, territory and distance",
)
def actors(request: Request, asked: Annotated[ActorsAsked, Query()]) -> Response:
    """With `near`: nearest first. Otherwise with `q`: best name first. Otherwise by name."""

    def work(question: Question) -> Answer:
        place = None if asked.near is None else place_of(question, asked.near)
        found = service.search(
            question.store,
            question.viewer,
            _filter(question, asked, place),
            offset=question.offset,
            limit=question.limit,
            lang=question.lang,
        )
        return _answer(asked, found, place)

    return reply(request, asked, work, WRITERS)


@router.get("/{id}", response_model=Envelope[ActorProfile], summary="The file of an actor")
def actor(request: Request, id: ActorId, asked: Annotated[Explained, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """What each source says of it, where it is, its sectors and legal unit, and every other fact around it."""

    def work(question: Question) -> Answer:
        profile = service.profile(question.store, question.viewer, question.curie(id), lang=question.lang)
        counts: dict[str, int] = {}
        for fact in profile.facts:
            counts[fact.basis] = counts.get(fact.basis, 0) + 1
        return Answer(
            profile,
            "actors/profile",
            "own",
            truncated=profile.truncated,
            basis=dict(sorted(counts.items())),
            facts=lambda: [fact.id for fact in profile.facts],
        )

    return reply(request, asked, work)


@router.get("/{id}/neighbours", response_model=Envelope[list[Neighbour]], summary="Actors one step away")
def neighbours(request: Request, id: ActorId, asked: Annotated[Explained, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """Those it shares a legal unit or a fact with, and which."""

    def work(question: Question) -> Answer:
        found = service.neighbours(question.store, question.viewer, question.curie(id))
        return Answer(
            found.rows,
            "actors/neighbours",
            "own",
            truncated=found.truncated,
            facts=lambda: [fact for one in found.rows for relation in one.relations for fact in relation.facts],
        )

    return reply(request, asked, work)


def _filter(question: Question, asked: ActorsAsked, place: Place | None) -> ActorFilter:
    if asked.km is not None and place is None:
        raise WrongInput(
            "km demande near : une distance, mais d'où ?", "km needs near: a distance from where?", field="near"
        )
    return ActorFilter(
        q=asked.q,
        sector=question.curie(asked.sector, "sector") if asked.sector is not None else None,
        concept=question.curie(asked.concept, "concept") if asked.concept is not None else None,
        link=asked.link,
        expand=asked.expand,
        territory=question.curie(asked.territory, "territory") if asked.territory is not None else None,
        near=(place.lat, place.lon) if place else None,
        km=asked.km,
        sphere=asked.sphere,
        workforce=asked.workforce,
        basis=tuple(sorted(set(asked.basis))),
        min_confidence=asked.min_confidence,
    )


def _answer(asked: ActorsAsked, found: ActorsFound, place: Place | None) -> Answer:
    return Answer(
        found.rows,
        "actors/search",
        "level",
        total=found.total,
        territory=asked.territory,
        near=None if place is None else seen(place),
        left_out=found.left_out,
        basis=found.by_basis,
        facets=found.facets if asked.facets else None,
        facts=lambda: [fact for row in found.rows for fact in row.facts],
    )
