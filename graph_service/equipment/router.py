"""`/v1/equipment`: machines, rooms and benches within reach."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from graph_service.equipment import service
from graph_service.equipment.models import Machine
from graph_service.equipment.tables import WRITERS
from graph_service.http.answers import Answer, Question, reply
from graph_service.http.envelope import Envelope
from graph_service.http.openapi import TABLE_AND_POINTS
from graph_service.http.parameters import Paged
from graph_service.http.places import Place, place_of, seen

router = APIRouter(prefix="/v1/equipment", tags=["equipment"])


class EquipmentAsked(Paged):
    """Which equipment is asked for, and in which form."""

    type: str | None = Field(
        None,
        max_length=200,
        description="a type of equipment; all below it too, unless expand=false; absent: all equipment",
        examples=["equipment:five-axis-mill"],
    )
    expand: bool = Field(True, description="whether narrower types count", examples=[True])
    territory: str | None = Field(
        None,
        max_length=300,
        description="where it stands, a territory of any level (CURIE); absent: everywhere",
        examples=["epci:200039865"],
    )
    near: str | None = Field(
        None,
        min_length=1,
        max_length=300,
        description="a town's name, `lat,lon`, or an id of a territory or actor",
        examples=["Metz"],
    )
    km: float | None = Field(
        None, gt=0, le=20_100, allow_inf_nan=False, description="distance from `near`, kilometres", examples=[40.0]
    )
    shareable: bool | None = Field(
        None,
        description="only what is declared to be offered to others, or declared not to be; what nobody said is "
        "neither, `meta.left_out.sharing_unknown` counts it; absent: all three",
        examples=[True],
    )
    basis: list[Literal["declared", "observed", "inferred"]] = Field(
        default_factory=list,
        max_length=3,
        description="bases of the facts of ownership that count; absent: all",
        examples=[["declared"]],
    )
    min_confidence: float = Field(
        0.0, ge=0, le=1, allow_inf_nan=False, description="confidence that ownership must reach", examples=[0.5]
    )
    format: str | None = Field(
        None,
        max_length=20,
        description="form of the answer; default: the Accept header",
        examples=["json"],
        json_schema_extra={"enum": ["json", "csv", "geojson"]},
    )


@router.get(
    "", response_model=Envelope[list[Machine]], responses=TABLE_AND_POINTS, summary="Equipment by type and distance"
)
def equipment(request: Request, asked: Annotated[EquipmentAsked, Query()]) -> Response:
    """With `near`: nearest first. Otherwise by name. Each with its owner, and the conditions he declared."""

    def work(question: Question) -> Answer:
        place = None if asked.near is None else place_of(question, asked.near)
        found = service.machines(
            question.store,
            question.viewer,
            _filter(question, asked, place),
            offset=question.offset,
            limit=question.limit,
            lang=question.lang,
        )
        left_out = {"no_coordinates": found.without_place, "sharing_unknown": found.sharing_unknown}
        return Answer(
            found.rows,
            "equipment/machines",
            "own",
            total=found.total,
            territory=asked.territory,
            near=None if place is None else seen(place),
            left_out={reason: number for reason, number in left_out.items() if number},
            basis=found.by_basis,
            facts=lambda: [fact for row in found.rows for fact in row.facts],
        )

    return reply(request, asked, work, WRITERS)


def _filter(question: Question, asked: EquipmentAsked, place: Place | None) -> service.MachineFilter:
    return service.MachineFilter(
        type=question.curie(asked.type, "type") if asked.type is not None else None,
        expand=asked.expand,
        territory=question.curie(asked.territory, "territory") if asked.territory is not None else None,
        near=(place.lat, place.lon) if place else None,
        km=asked.km,
        shareable=asked.shareable,
        basis=asked.basis,
        min_confidence=asked.min_confidence,
    )
