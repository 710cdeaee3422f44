"""`/v1/vocab` and `/v1/concepts`: sectors and other concepts, as trees, by name, one by one."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.negotiation import format_of
from graph_service.http.openapi import TABLE
from graph_service.http.parameters import Paged, Plain, said_once
from graph_service.http.tags import CACHE, VARY
from graph_service.vocabulary import crosswalk, service, tables
from graph_service.vocabulary.models import Concept, Match, Scheme, TreeNode

router = APIRouter(prefix="/v1", tags=["vocabulary"])

SchemeName = Annotated[str, Path(max_length=60, description="name of a scheme: naf, nace21, skill …", examples=["naf"])]
ConceptId = Annotated[str, Path(description="id of a concept", examples=["naf:25"])]


class TreeAsked(Plain):
    """Which part of a tree is asked for."""

    under: str | None = Field(
        None,
        max_length=200,
        description="a concept whose narrower ones are wanted; absent: tops",
        examples=["naf:C"],
    )


class MappingsAsked(Paged):
    """Which matches are asked for, and in which form."""

    scheme: str | None = Field(
        None, max_length=60, description="a scheme, seen from its concepts; absent: all", examples=["naf"]
    )
    to: str | None = Field(
        None, max_length=60, description="the scheme of the other concepts; absent: any", examples=["nace21"]
    )
    format: str | None = Field(
        None,
        max_length=20,
        description="form of the answer; default: the Accept header",
        examples=["json"],
        json_schema_extra={"enum": ["json", "csv"]},
    )


class ConceptAsked(Plain):
    """In which form a concept is asked for."""

    format: str | None = Field(
        None,
        max_length=20,
        description="form of the answer; default: the Accept header",
        examples=["json"],
        json_schema_extra={"enum": ["json", "ttl", "jsonld", "html"]},
    )


_CONCEPT_FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The concept.",
        "content": {
            "text/turtle": {
                "schema": {"type": "string"},
                "example": '<https://w3id.org/sillon/id/naf/24> a skos:Concept ; skos:prefLabel "Métallurgie"@fr .',
            },
            "application/ld+json": {
                "schema": {"type": "object"},
                "example": {
                    "@context": {
                        "prefLabel": {
                            "@id": "http://www.w3.org/2004/02/skos/core#prefLabel",
                            "@container": "@language",
                        }
                    },
                    "@id": "https://w3id.org/sillon/id/naf/24",
                    "prefLabel": {"fr": "Métallurgie"},
                },
            },
        },
    },
    303: {
        "description": "Asked as HTML: its page is at `Location`.",
        "headers": {
            "Location": {
                "description": "the page of the concept",
                "schema": {"type": "string"},
                "example": "/vocabulaire/naf:24",
            }
        },
    },
}


@router.get("/vocab", response_model=Envelope[list[Scheme]], summary="The schemes")
def schemes(request: Request, asked: Annotated[Plain, Query()]) -> Response:
    """Every vocabulary that is loaded, with how many concepts it has."""

    def work(question: Question) -> Answer:
        found = service.schemes(question.store, question.viewer, lang=question.lang)
        return Answer(found, "vocabulary/schemes", "level")

    return reply(request, asked, work)


@router.get("/vocab/{scheme}/tree", response_model=Envelope[list[TreeNode]], summary="A level of the tree of a scheme")
def tree(request: Request, scheme: SchemeName, asked: Annotated[TreeAsked, Query()]) -> Response:
    """The concepts directly below `under`, or the tops, each with how many lie below it."""

    def work(question: Question) -> Answer:
        under = question.curie(asked.under, "under") if asked.under is not None else None
        found = service.tree(question.store, question.viewer, scheme, under=under, lang=question.lang)
        return Answer(found, "vocabulary/tree", "level")

    return reply(request, asked, work)


@router.get(
    "/vocab/mappings",
    response_model=Envelope[list[Match]],
    responses=TABLE,
    summary="Concepts of one scheme that are matched with those of others",
)
def mappings(request: Request, asked: Annotated[MappingsAsked, Query()]) -> Response:
    """By id of both. A match is told from the end of `scheme`; without `scheme` once, as its source tells it."""

    def work(question: Question) -> Answer:
        found = crosswalk.matches(question.store, question.viewer, scheme=asked.scheme, to=asked.to, lang=question.lang)
        rows = found[question.offset : question.offset + question.limit]
        return Answer(rows, "vocabulary/crosswalk", "level", total=len(found))

    return reply(request, asked, work, tables.MATCHES)


@router.get(
    "/concepts/{id:path}/narrower", response_model=Envelope[list[TreeNode]], summary="The concepts directly below"
)
def narrower(request: Request, id: ConceptId, asked: Annotated[Plain, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """By code or name, each with how many lie below it."""

    def work(question: Question) -> Answer:
        found = service.narrower(question.store, question.viewer, question.curie(id), lang=question.lang)
        return Answer(found, "vocabulary/narrower", "level")

    return reply(request, asked, work)


@router.get("/concepts/{id:path}", response_model=Envelope[Concept], responses=_CONCEPT_FORMS, summary="A concept")
def concept(request: Request, id: ConceptId, asked: Annotated[ConceptAsked, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """Its names and meaning, the broader and narrower ones, and those of other schemes that it corresponds to.

    As JSON, Turtle or JSON-LD; a reader who prefers HTML is led to its page.
    """
    said_once(request, asked)
    form = format_of(asked.format, request.headers.get("accept"), ("json", "ttl", "jsonld", "html"))
    if form == "html":
        kept = f"?lang={asked.lang}" if asked.lang else ""
        headers = {"Vary": VARY, "Cache-Control": CACHE}
        return RedirectResponse(f"/vocabulaire/{quote(id, safe=':/')}{kept}", status_code=303, headers=headers)

    def work(question: Question) -> Answer:
        found = service.concept(question.store, question.viewer, question.curie(id), lang=question.lang)
        return Answer(found, "vocabulary/concept", "level")

    return reply(request, asked, work, tables.concept_writers(request.app.state.schema))
