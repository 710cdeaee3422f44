"""`/v1/actors/{id}/complementary`: who should meet an actor, and why."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from graph_service.complementarity import service
from graph_service.complementarity.models import Complement
from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.parameters import Explained

router = APIRouter(prefix="/v1/actors", tags=["complementarity"])


@router.get("/{id}/complementary", response_model=Envelope[list[Complement]], summary="Who should meet an actor")
def complementary(
    request: Request,
    id: Annotated[str, Path(description="id of an actor (SIRET or sl-actor)", examples=["siret:39900012300018"])],  # noqa: A002  (the word of the address)
    asked: Annotated[Explained, Query()],
) -> Response:
    """Offers that meet needs, skills held that meet skills lacked, machines that meet needs, each way, with reasons."""

    def work(question: Question) -> Answer:
        found = service.complementary(question.store, question.viewer, question.curie(id), lang=question.lang)
        return Answer(
            found,
            "complementarity/complementary",
            "own",
            basis=dict(sorted(Counter(reason.basis for one in found for reason in one.reasons).items())),
            facts=lambda: [fact for one in found for fact in one.facts],
        )

    return reply(request, asked, work)
