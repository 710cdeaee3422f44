"""`/v1/vocab/{scheme}/suggest`: concepts by what was typed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.parameters import Plain
from graph_service.vocabulary import suggestions
from graph_service.vocabulary.models import Suggestion
from graph_service.vocabulary.router import SchemeName

router = APIRouter(prefix="/v1", tags=["vocabulary"])


class SuggestAsked(Plain):
    """What was typed so far."""

    q: str = Field(
        min_length=1,
        max_length=200,
        description="words or a code; accents, slips and French inflections are forgiven",
        examples=["fondrie"],
    )
    limit: int = Field(10, ge=1, le=50, description="how many concepts at most", examples=[10])


@router.get("/vocab/{scheme}/suggest", response_model=Envelope[list[Suggestion]], summary="Concepts by what was typed")
def suggest(request: Request, scheme: SchemeName, asked: Annotated[SuggestAsked, Query()]) -> Response:
    """Concepts of a scheme whose name or code answers what was typed, the best first, each with its place in it."""

    def work(question: Question) -> Answer:
        store, viewer = question.store, question.viewer
        found = suggestions.suggest(store, viewer, scheme, asked.q, lang=question.lang, limit=asked.limit)
        return Answer(found, "vocabulary/suggest", "level")

    return reply(request, asked, work)
