"""`/v1/value-chains`, and the supply chain of an actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.openapi import TABLE
from graph_service.http.parameters import Paged
from graph_service.value_chain import candidates, flows, service, tables
from graph_service.value_chain.counting import Counted
from graph_service.value_chain.models import Candidate, Chain, MissingStage, Reached, StageHeld

router = APIRouter(prefix="/v1", tags=["value chains"])

ChainId = Annotated[str, Path(description="id of a value chain", examples=["chain:hydrogen"])]
StageId = Annotated[str, Path(description="id of a stage", examples=["stage:hydrogen-compression"])]
ActorId = Annotated[str, Path(description="id of an actor (SIRET or sl-actor)", examples=["siret:39900012300018"])]

Row = TypeVar("Row")


class FactsAsked(Paged):
    """Which facts count, and in which form they are answered."""

    basis: list[Literal["declared", "observed", "inferred"]] = Field(
        default_factory=list,
        max_length=3,
        description="bases of the facts that count; absent: all",
        examples=[["declared"]],
    )
    min_confidence: float = Field(
        0.0, ge=0, le=1, allow_inf_nan=False, description="confidence that facts must reach", examples=[0.5]
    )
    format: str | None = Field(
        None,
        max_length=20,
        description="form of the answer; default: the Accept header",
        examples=["json"],
        json_schema_extra={"enum": ["json", "csv"]},
    )


class ChainAsked(FactsAsked):
    """Where a chain is looked at, and which facts count."""

    territory: str | None = Field(
        None, max_length=300, description="a territory of any level; absent: everything", examples=["epci:200039865"]
    )


class MissingAsked(ChainAsked):
    """How many candidates each missing stage lists."""

    candidates: int = Field(
        service.CANDIDATES,
        ge=0,
        le=200,
        description="candidates that each stage lists, at most; all of them: `/stages/{stage}/candidates`",
        examples=[5],
    )


class FlowAsked(FactsAsked):
    """How far to follow."""

    depth: int = Field(3, ge=1, le=12, description="deliveries to follow, at most", examples=[3])


@router.get(
    "/value-chains",
    response_model=Envelope[list[Chain]],
    responses=TABLE,
    summary="Value chains, and how far each is held",
)
def chains(request: Request, asked: Annotated[ChainAsked, Query()]) -> Response:
    """By name; each with its stages that nobody holds there."""

    def work(question: Question) -> Answer:
        counted = _counted(question, asked)
        found = service.chains(question.store, question.viewer, counted, lang=question.lang)
        return Answer(
            _page(question, found), "value_chain/chains", "level", total=len(found), territory=counted.territory
        )

    return reply(request, asked, work, tables.CHAINS)


@router.get(
    "/value-chains/{id}/stages",
    response_model=Envelope[list[StageHeld]],
    responses=TABLE,
    summary="Stages, and who holds them",
)
def stages(request: Request, id: ChainId, asked: Annotated[ChainAsked, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """In the order of the chain; per intermunicipality how many actors hold each, and who.

    As csv a row for each holder, and one for a stage that has none.
    """

    def work(question: Question) -> Answer:
        chain, counted = question.curie(id), _counted(question, asked)
        found = service.stages(question.store, question.viewer, chain, counted, lang=question.lang)
        rows = _page(question, found.rows)
        return Answer(
            rows,
            "value_chain/stages",
            "level",
            total=len(found.rows),
            territory=counted.territory,
            basis=found.by_basis,
            facts=lambda: [fact for stage in rows for holder in stage.holders for fact in holder.facts],
            sought=service.world(question.store, question.viewer, chain, counted),
        )

    return reply(request, asked, work, tables.STAGES)


@router.get(
    "/value-chains/{id}/missing",
    response_model=Envelope[list[MissingStage]],
    responses=TABLE,
    summary="Stages that nobody holds",
)
def missing(request: Request, id: ChainId, asked: Annotated[MissingAsked, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """The most awaited first, each with the stages that wait for it and who could hold it, by the facts that count.

    `meta.sought` says which sources were looked through. As csv a row for each candidate listed, and one for a stage
    that has none.
    """

    def work(question: Question) -> Answer:
        chain, counted = question.curie(id), _counted(question, asked)
        found = service.missing(
            question.store, question.viewer, chain, counted, candidates=asked.candidates, lang=question.lang
        )
        rows = _page(question, found.rows)
        return Answer(
            rows,
            "value_chain/missing_stages",
            "level",
            total=len(found.rows),
            territory=counted.territory,
            basis=found.by_basis,
            facts=lambda: _facts_of(rows),
            sought=service.world(question.store, question.viewer, chain, counted),
        )

    return reply(request, asked, work, tables.MISSING)


@router.get(
    "/value-chains/{id}/stages/{stage}/candidates",
    response_model=Envelope[list[Candidate]],
    responses=TABLE,
    summary="Who could hold a stage",
)
def could_hold(request: Request, id: ChainId, stage: StageId, asked: Annotated[ChainAsked, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """Everybody with something that the stage asks for who does not hold it, the nearest to it first."""

    def work(question: Question) -> Answer:
        chain, counted = question.curie(id), _counted(question, asked)
        service.chain_name(question.store, question.viewer, chain, lang=question.lang)
        found = candidates.candidates(
            question.store, question.viewer, chain, question.curie(stage, "stage"), counted, lang=question.lang
        )
        rows = _page(question, found.rows)
        return Answer(
            rows,
            "value_chain/could_hold",
            "level",
            total=len(found.rows),
            territory=counted.territory,
            basis=found.by_basis,
            facts=lambda: [fact for candidate in rows for fact in candidate.facts],
        )

    return reply(request, asked, work, tables.CANDIDATES)


@router.get(
    "/actors/{id}/upstream",
    response_model=Envelope[list[Reached]],
    responses=TABLE,
    summary="Who supplies an actor",
)
def upstream(request: Request, id: ActorId, asked: Annotated[FlowAsked, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """Its suppliers, theirs, and so on: each actor once, with one shortest way."""
    return _flow(request, id, asked, "upstream")


@router.get(
    "/actors/{id}/downstream",
    response_model=Envelope[list[Reached]],
    responses=TABLE,
    summary="Whom an actor supplies",
)
def downstream(request: Request, id: ActorId, asked: Annotated[FlowAsked, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """Its customers, theirs, and so on: each actor once, with one shortest way."""
    return _flow(request, id, asked, "downstream")


def _flow(request: Request, actor: str, asked: FlowAsked, direction: flows.Direction) -> Response:
    def work(question: Question) -> Answer:
        found = flows.reached(
            question.store,
            question.viewer,
            question.curie(actor),
            direction,
            depth=asked.depth,
            basis=asked.basis,
            min_confidence=asked.min_confidence,
            lang=question.lang,
        )
        rows = _page(question, found.rows)
        return Answer(
            rows,
            f"value_chain/{direction}",
            "own",
            total=len(found.rows),
            basis=found.by_basis,
            left_out={"too_many_to_follow": 1} if found.cut else {},
            facts=lambda: [fact for one in rows for fact in one.facts],
        )

    return reply(request, asked, work, tables.FLOWS)


def _counted(question: Question, asked: ChainAsked) -> Counted:
    territory = question.curie(asked.territory, "territory") if asked.territory is not None else None
    return Counted(territory, tuple(asked.basis), asked.min_confidence)


def _page(question: Question, rows: Sequence[Row]) -> Sequence[Row]:
    return rows[question.offset : question.offset + question.limit]


def _facts_of(rows: Iterable[MissingStage]) -> list[str]:
    """What a missing stage stands on: who holds those that wait for it, and what candidates have."""
    told = []
    for row in rows:
        told += [stage.facts for stage in (*row.fed_by, *row.awaited_by)]
        told += [candidate.facts for candidate in row.candidates]
    return [fact for facts in told for fact in facts]
