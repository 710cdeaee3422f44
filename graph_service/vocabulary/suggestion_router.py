"""`/v1/vocab/{scheme}/suggest`, `/v1/vocab/suggest-concepts`: concepts by what was typed, and by what was written."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from graph_service.analysis.text import tokens
from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.parameters import Plain, Text
from graph_service.kernel.errors import WrongInput
from graph_service.vocabulary import suggestions
from graph_service.vocabulary.models import MeantConcept, Suggestion
from graph_service.vocabulary.router import SchemeName

router = APIRouter(prefix="/v1", tags=["vocabulary"])


LONGEST_TEXT = 5_000
"""Characters."""


class SuggestAsked(Plain):
    """What was typed so far."""

    q: str = Field(
        min_length=1,
        max_length=200,
        description="words or a code; accents, slips and French inflections are forgiven",
        examples=["fondrie"],
    )
    limit: int = Field(10, ge=1, le=50, description="how many concepts at most", examples=[10])


class TextAsked(BaseModel):
    """What somebody wrote about himself, and among which concepts to look for what he means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Text = Field(
        min_length=1,
        max_length=LONGEST_TEXT,
        description="a sentence or some; slips and inflections are forgiven",
        examples=["on n'arrive plus à recruter des soudeurs"],
    )
    schemes: tuple[Text, ...] = Field(
        (), max_length=50, description="names of schemes; none: all that are loaded", examples=[["problem", "skill"]]
    )
    text_lang: Literal["fr", "en", "de"] | None = Field(
        None, description="language of the text; absent: that of the answer", examples=["fr"]
    )
    limit: int = Field(10, ge=1, le=50, description="how many concepts at most", examples=[3])


@router.get("/vocab/suggest", response_model=Envelope[list[Suggestion]], summary="Concepts of all schemes")
def suggest_anywhere(request: Request, asked: Annotated[SuggestAsked, Query()]) -> Response:
    """Concepts of any scheme whose name or code answers what was typed, the best first, each with its place."""
    return _suggested(request, None, asked)


@router.get("/vocab/{scheme}/suggest", response_model=Envelope[list[Suggestion]], summary="Concepts by what was typed")
def suggest(request: Request, scheme: SchemeName, asked: Annotated[SuggestAsked, Query()]) -> Response:
    """Concepts of a scheme whose name or code answers what was typed, the best first, each with its place in it."""
    return _suggested(request, scheme, asked)


def _suggested(request: Request, scheme: str | None, asked: SuggestAsked) -> Response:
    def work(question: Question) -> Answer:
        store, viewer = question.store, question.viewer
        found = suggestions.suggest(store, viewer, scheme, asked.q, lang=question.lang, limit=asked.limit)
        return Answer(found, "vocabulary/suggest", "level")

    return reply(request, asked, work)


@router.post(
    "/vocab/suggest-concepts", response_model=Envelope[list[MeantConcept]], summary="Concepts by what was written"
)
def suggest_concepts(request: Request, asked: Annotated[Plain, Query()], body: TextAsked) -> Response:
    """Concepts that a text speaks of, the best first, each with the words that met it. Nothing is written or kept."""
    if not tokens(body.text):
        raise WrongInput("text ne contient aucun mot.", "text holds no word.", field="text")

    def work(question: Question) -> Answer:
        store, viewer, lang = question.store, question.viewer, question.lang
        found = suggestions.suggest_concepts(
            store, viewer, body.text, body.schemes, text_lang=body.text_lang or lang, lang=lang, limit=body.limit
        )
        return Answer(found, "vocabulary/suggest-concepts", "level")

    return reply(request, asked, work, body=body.model_dump_json())
