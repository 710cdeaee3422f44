"""`/v1/territories`: communes and what they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from graph_service.formats.csv import Column, csv_bytes
from graph_service.formats.geojson import geojson_bytes
from graph_service.http.answers import Answer, Question, Writer, reply
from graph_service.http.envelope import Envelope
from graph_service.http.negotiation import Format
from graph_service.http.openapi import TABLE_AND_POINTS
from graph_service.http.parameters import Paged, Plain
from graph_service.schema.words import Words
from graph_service.territories import service
from graph_service.territories.models import Territory, TerritoryRow

router = APIRouter(prefix="/v1/territories", tags=["territories"])


class TerritoriesAsked(Paged):
    """Which territories are asked for, and in which form."""

    kind: Literal["commune", "epci", "department", "region", "pole"] | None = Field(
        None, description="level of the territories", examples=["epci"]
    )
    within: str | None = Field(
        None, max_length=200, description="a territory they lie in, at any depth", examples=["pole:sillon-lorrain"]
    )
    q: str | None = Field(
        None, min_length=1, max_length=200, description="words of a name; slips forgiven", examples=["thionvile"]
    )
    format: str | None = Field(
        None,
        max_length=20,
        description="form of the answer; default: the Accept header",
        examples=["json"],
        json_schema_extra={"enum": ["json", "csv", "geojson"]},
    )


@router.get(
    "",
    response_model=Envelope[list[TerritoryRow]],
    responses=TABLE_AND_POINTS,
    summary="Territories by kind, name and place in the tree",
)
def territories(request: Request, asked: Annotated[TerritoriesAsked, Query()]) -> Response:
    """With `q`: best name first. Otherwise by name."""

    def work(question: Question) -> Answer:
        within = question.curie(asked.within, "within") if asked.within is not None else None
        found = service.territories(
            question.store,
            question.viewer,
            kind=asked.kind,
            within=within,
            q=asked.q,
            offset=question.offset,
            limit=question.limit,
        )
        return Answer(found.rows, "territories/list", "level", total=found.total, territory=within)

    return reply(request, asked, work, _WRITERS)


@router.get("/{id}", response_model=Envelope[Territory], summary="A territory, what it lies in and what lies in it")
def territory(
    request: Request,
    id: Annotated[str, Path(description="id of a territory", examples=["epci:200039865"])],  # noqa: A002  (the word of the address)
    asked: Annotated[Plain, Query()],
) -> Response:
    """Its name, kind, population, and its neighbours up and down the tree."""

    def work(question: Question) -> Answer:
        wanted = question.curie(id)
        found = service.territory(question.store, question.viewer, wanted)
        return Answer(found, "territories/profile", "level", territory=wanted)

    return reply(request, asked, work)


def _columns(words: Words) -> Sequence[Column[TerritoryRow]]:
    return (
        Column({"fr": "Identifiant", "en": "Id", "de": "Kennung"}, lambda row: row.id),
        Column({"fr": "Nom", "en": "Name", "de": "Name"}, lambda row: row.label),
        Column({"fr": "Niveau (code)", "en": "Kind (code)", "de": "Ebene (Code)"}, lambda row: row.kind),
        Column({"fr": "Niveau", "en": "Kind", "de": "Ebene"}, lambda row: words.value("kind", row.kind)),
        Column({"fr": "Population", "en": "Population", "de": "Einwohner"}, lambda row: row.population),
        Column({"fr": "Latitude", "en": "Latitude", "de": "Breite"}, lambda row: row.lat),
        Column({"fr": "Longitude", "en": "Longitude", "de": "Länge"}, lambda row: row.lon),
    )


def _rows(answer: Answer) -> Sequence[TerritoryRow]:
    return cast("Sequence[TerritoryRow]", answer.data)


def _csv(answer: Answer, words: Words, _following: str | None) -> bytes:
    return csv_bytes(_columns(words), _rows(answer), words.language)


def _geojson(answer: Answer, _words: Words, following: str | None) -> bytes:
    return geojson_bytes(
        _rows(answer),
        lambda row: None if row.lat is None or row.lon is None else (row.lat, row.lon),
        lambda row: row.model_dump(exclude={"lat", "lon"}, exclude_none=True),
        total=answer.total,
        following=following,
    )


_WRITERS: Mapping[Format, Writer] = {"csv": _csv, "geojson": _geojson}
