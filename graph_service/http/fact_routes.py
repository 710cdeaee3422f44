"""`/v1/facts/{id}`: one fact with its provenance."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.parameters import Plain
from graph_service.kernel.errors import NotFound
from graph_service.store.facts import Fact, explain_with_questions

router = APIRouter(prefix="/v1/facts", tags=["facts"])


@router.get("/{id}", response_model=Envelope[Fact], summary="A fact and who says it")
def fact(
    request: Request,
    id: Annotated[str, Path(description="id of a fact, as rows give it", examples=["fact:" + "0a" * 16])],  # noqa: A002  (the word of the address)
    asked: Annotated[Plain, Query()],
) -> Response:
    """Edge, ends, basis, confidence, source and dates of one fact."""

    def work(question: Question) -> Answer:
        wanted = question.curie(id)
        found = explain_with_questions(question.store, question.viewer, [wanted], lang=question.lang)
        if wanted not in found:
            raise NotFound("Ce fait n'existe pas.", "There is no such fact.", field="id")
        told, method = found[wanted]
        return Answer(told, method, "own", basis={told.basis: 1}, facts=lambda: [wanted])

    return reply(request, asked, work)
