"""`/v1/value-chains`, and the supply chain of an actor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.parameters import Explained
from graph_service.kernel.identifiers import Curie
from graph_service.value_chain import flows, service
from graph_service.value_chain.models import Chain, MissingStage, Reached, StageHeld, World

router = APIRouter(prefix="/v1", tags=["value chains"])

ChainId = Annotated[str, Path(description="id of a value chain", examples=["chain:hydrogen"])]
ActorId = Annotated[str, Path(description="id of an actor (SIRET or sl-actor)", examples=["siret:39900012300018"])]


class ChainAsked(Explained):
    """Where a chain is looked at, and which facts count."""

    territory: str | None = Field(
        None, max_length=300, description="a territory of any level; absent: everything", examples=["epci:200039865"]
    )
    basis: list[Literal["declared", "observed", "inferred"]] = Field(
        default_factory=list,
        max_length=3,
        description="bases of the facts that count; absent: all",
        examples=[["declared"]],
    )
    min_confidence: float = Field(
        0.0, ge=0, le=1, allow_inf_nan=False, description="confidence that facts must reach", examples=[0.5]
    )


class FlowAsked(Explained):
    """How far to follow."""

    depth: int = Field(3, ge=1, le=12, description="deliveries to follow, at most", examples=[3])


@router.get("/value-chains", response_model=Envelope[list[Chain]], summary="Value chains, and how far each is held")
def chains(request: Request, asked: Annotated[Explained, Query()]) -> Response:
    """By name."""

    def work(question: Question) -> Answer:
        return Answer(
            service.chains(question.store, question.viewer, lang=question.lang), "value_chain/chains", "level"
        )

    return reply(request, asked, work)


@router.get("/value-chains/{id}/stages", response_model=Envelope[list[StageHeld]], summary="Stages, and who holds them")
def stages(request: Request, id: ChainId, asked: Annotated[ChainAsked, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """In the order of the chain; per intermunicipality how many actors hold each, and who."""

    def work(question: Question) -> Answer:
        chain, territory = question.curie(id), _territory(question, asked)
        found = service.stages(
            question.store,
            question.viewer,
            chain,
            territory=territory,
            basis=asked.basis,
            min_confidence=asked.min_confidence,
            lang=question.lang,
        )
        holders = [holder for stage in found for holder in stage.holders]
        return Answer(
            found,
            "value_chain/stages",
            "level",
            territory=territory,
            basis=_counted(holder.basis for holder in holders),
            facts=lambda: [fact for holder in holders for fact in holder.facts],
            sought=_sought(question, chain, asked, territory),
        )

    return reply(request, asked, work)


@router.get(
    "/value-chains/{id}/missing", response_model=Envelope[list[MissingStage]], summary="Stages that nobody holds"
)
def missing(request: Request, id: ChainId, asked: Annotated[ChainAsked, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """The most awaited first, each with who could hold it; `meta.sought` says which sources were looked through."""

    def work(question: Question) -> Answer:
        chain, territory = question.curie(id), _territory(question, asked)
        found = service.missing(
            question.store,
            question.viewer,
            chain,
            territory=territory,
            basis=asked.basis,
            min_confidence=asked.min_confidence,
            lang=question.lang,
        )
        return Answer(
            found,
            "value_chain/missing_stages",
            "level",
            territory=territory,
            facts=lambda: [fact for stage in found for candidate in stage.candidates for fact in candidate.facts],
            sought=_sought(question, chain, asked, territory),
        )

    return reply(request, asked, work)


@router.get("/actors/{id}/upstream", response_model=Envelope[list[Reached]], summary="Who supplies an actor")
def upstream(request: Request, id: ActorId, asked: Annotated[FlowAsked, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """Its suppliers, theirs, and so on: each actor once, with one shortest way."""
    return _flow(request, id, asked, "upstream")


@router.get("/actors/{id}/downstream", response_model=Envelope[list[Reached]], summary="Whom an actor supplies")
def downstream(request: Request, id: ActorId, asked: Annotated[FlowAsked, Query()]) -> Response:  # noqa: A002  (the word of the address)
    """Its customers, theirs, and so on: each actor once, with one shortest way."""
    return _flow(request, id, asked, "downstream")


def _flow(request: Request, actor: str, asked: FlowAsked, direction: flows.Direction) -> Response:
    def work(question: Question) -> Answer:
        found, cut = flows.reached(
            question.store, question.viewer, question.curie(actor), direction, depth=asked.depth, lang=question.lang
        )
        return Answer(
            found,
            f"value_chain/{direction}",
            "own",
            left_out={"too_many_to_follow": 1} if cut else {},
            facts=lambda: [fact for one in found for fact in one.facts],
        )

    return reply(request, asked, work)


def _territory(question: Question, asked: ChainAsked) -> Curie | None:
    return question.curie(asked.territory, "territory") if asked.territory is not None else None


def _sought(question: Question, chain: Curie, asked: ChainAsked, territory: Curie | None) -> World:
    return service.world(
        question.store,
        question.viewer,
        chain,
        territory=territory,
        basis=asked.basis,
        min_confidence=asked.min_confidence,
    )


def _counted(bases: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for basis in bases:
        counts[basis] = counts.get(basis, 0) + 1
    return dict(sorted(counts.items()))
