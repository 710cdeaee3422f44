"""`/v1/vocab` and `/v1/concepts`: sectors and other concepts, as trees, by name, one by one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.parameters import Plain
from graph_service.vocabulary import service
from graph_service.vocabulary.models import Concept, Scheme, TreeNode

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


@router.get("/concepts/{id}", response_model=Envelope[Concept], summary="A concept")
def concept(request: Request, id: ConceptId, asked: Annotated[Plain, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """Its names and meaning, the broader and narrower ones, and those of other schemes that it corresponds to."""

    def work(question: Question) -> Answer:
        found = service.concept(question.store, question.viewer, question.curie(id), lang=question.lang)
        return Answer(found, "vocabulary/concept", "level")

    return reply(request, asked, work)


@router.get("/concepts/{id}/narrower", response_model=Envelope[list[TreeNode]], summary="The concepts directly below")
def narrower(request: Request, id: ConceptId, asked: Annotated[Plain, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """By code or name, each with how many lie below it."""

    def work(question: Question) -> Answer:
        found = service.narrower(question.store, question.viewer, question.curie(id), lang=question.lang)
        return Answer(found, "vocabulary/narrower", "level")

    return reply(request, asked, work)
