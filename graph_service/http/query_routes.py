"""`/v1/queries`: every read question of the catalogue, for the administrator (`sillon ask`)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.parameters import Plain
from graph_service.http.viewer import needs
from graph_service.store import catalogue

router = APIRouter(prefix="/v1/queries", tags=["administration"], dependencies=[Depends(needs("administer"))])


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ParamOfQuestion(_Frozen):
    """A parameter; every one must be given."""

    name: str = Field(examples=["actor"])
    type: str = Field(description="curie, curies, text, words, int, float, date, bool or enum", examples=["curie"])
    lo: float | None = Field(None, description="smallest value", examples=[0])
    hi: float | None = Field(None, description="greatest value", examples=[500])
    choices: tuple[str, ...] = Field((), description="values of an enum", examples=[["out", "in"]])
    sentence: str = Field(examples=["the actor"])


class ReturnOfQuestion(_Frozen):
    """A column of the answer."""

    name: str = Field(examples=["label"])
    sentence: str = Field(examples=["its name"])


class QuestionOfCatalogue(_Frozen):
    """A question, as the header of its file declares it."""

    name: str = Field(examples=["actors/profile"])
    sentence: str = Field(examples=["An actor with its display values."])
    params: tuple[ParamOfQuestion, ...]
    returns: tuple[ReturnOfQuestion, ...]
    scope: str = Field(description="level or own", examples=["own"])


@router.get("", response_model=Envelope[list[QuestionOfCatalogue]], summary="The questions of the catalogue")
def questions(request: Request, asked: Annotated[Plain, Query()]) -> Response:
    """Every read question, by name, with its parameters and columns."""

    def work(question: Question) -> Answer:
        known = sorted(question.store.catalogue.reads(), key=lambda each: each.name)
        return Answer([_described(each) for each in known], "catalogue", "level")

    return reply(request, asked, work)


@router.get(
    "/{domain}/{name}", response_model=Envelope[list[dict[str, Any]]], summary="Ask a question of the catalogue"
)
def ask(
    request: Request,
    domain: Annotated[str, Path(description="folder of the question", examples=["actors"])],
    name: Annotated[str, Path(description="name of its file", examples=["profile"])],
) -> Response:
    """The rows, as the administrator sees them; the parameters of the question are those of the address."""

    def work(question: Question) -> Answer:
        asked = question.store.catalogue[f"{domain}/{name}"]
        rows = question.store.read(asked.name, question.viewer, **_given(request))
        return Answer(rows, asked.name, asked.scope, total=None, understood=_given(request))

    return reply(request, Plain(lang=None), work)


def _given(request: Request) -> dict[str, Any]:
    """A parameter given several times is a list."""
    given = request.query_params
    return {name: values if len(values := given.getlist(name)) > 1 else values[0] for name in given}


def _described(query: catalogue.Query) -> QuestionOfCatalogue:
    return QuestionOfCatalogue(
        name=query.name,
        sentence=query.sentence,
        params=tuple(
            ParamOfQuestion(
                name=each.name,
                type=each.type,
                lo=each.lo,
                hi=each.hi,
                choices=tuple(each.choices or ()),
                sentence=each.sentence,
            )
            for each in query.params
        ),
        returns=tuple(ReturnOfQuestion(name=each.name, sentence=each.sentence) for each in query.returns),
        scope=query.scope,
    )
