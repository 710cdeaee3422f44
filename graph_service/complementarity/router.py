"""`/v1/actors/{id}/complementary`: who should meet an actor, and why."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from graph_service.complementarity import service
from graph_service.complementarity.models import Complement
from graph_service.complementarity.tables import WRITERS
from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.openapi import TABLE
from graph_service.http.parameters import Paged

router = APIRouter(prefix="/v1/actors", tags=["complementarity"])


class ComplementaryAsked(Paged):
    """In which form it is asked who should meet an actor."""

    format: str | None = Field(
        None,
        max_length=20,
        description="form of the answer; default: the Accept header; a csv has a line per reason",
        examples=["json"],
        json_schema_extra={"enum": ["json", "csv"]},
    )


@router.get(
    "/{id}/complementary",
    response_model=Envelope[list[Complement]],
    responses=TABLE,
    summary="Who should meet an actor",
)
def complementary(
    request: Request,
    id: Annotated[str, Path(description="id of an actor (SIRET or sl-actor)", examples=["siret:39900012300018"])],  # noqa: A002  (the word of the address)
    asked: Annotated[ComplementaryAsked, Query()],
) -> Response:
    """Offers that meet needs, skills held that meet skills lacked, machines that meet needs, each way, with reasons.

    Those whom no fact links to the actor come first. `meta.basis` counts the reasons of all pages by their basis.
    """

    def work(question: Question) -> Answer:
        found = service.complementary(question.store, question.viewer, question.curie(id), lang=question.lang)
        shown = found[question.offset : question.offset + question.limit]
        return Answer(
            shown,
            "complementarity/complementary",
            "own",
            total=len(found),
            basis=dict(sorted(Counter(reason.basis for one in found for reason in one.reasons).items())),
            facts=lambda: [fact for one in shown for fact in one.facts],
        )

    return reply(request, asked, work, WRITERS)
