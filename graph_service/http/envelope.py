"""The shape of every answer: `data`, `meta`, and with `explain=true` what it stands on."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from graph_service.store.facts import Fact

T = TypeVar("T")

_VERSION = "9f2c4e7a1b3d5f60"
_FACT = {name: field.examples[0] for name, field in Fact.model_fields.items() if field.examples}


class PlaceNotTaken(BaseModel):
    """Another place that a name with a slip in it may have meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(description="of the territory", examples=["insee:34157"])
    label: str = Field(description="its name", examples=["Mèze"])


class PlaceSeen(BaseModel):
    """The place that `near` was understood as."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str | None = Field(description="of a territory or actor; null for bare coordinates", examples=["insee:57463"])
    label: str = Field(description="its name", examples=["Metz"])
    lat: float = Field(description="degrees north", examples=[49.1193])
    lon: float = Field(description="degrees east", examples=[6.1757])
    others: list[PlaceNotTaken] = Field(
        default_factory=list,
        description="other places that a name with a slip in it may have meant",
        examples=[[{"id": "insee:34157", "label": "Mèze"}]],
    )


class Meta(BaseModel):
    """What the answer was made from, and what it leaves out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str = Field(description="version of the graph that this reader sees", examples=[_VERSION])
    version_date: str | None = Field(None, description="when it last changed, UTC", examples=["2025-03-01T08:00:00Z"])
    level: str = Field(description="widest level of the reader: public, members or analysts", examples=["public"])
    scope: str = Field(
        description="level: asked of the level alone; own: the reader's own and group facts too", examples=["level"]
    )
    territory: str | None = Field(None, description="territory asked; absent: everything", examples=["epci:200039865"])
    near: PlaceSeen | None = Field(None, description="the place behind `near`; absent: no place was asked")
    basis: dict[str, int] = Field(
        default_factory=dict,
        description="how many facts of each basis the answer stands on",
        examples=[{"observed": 126}],
    )
    left_out: dict[str, int] = Field(
        default_factory=dict, description="reason → how many were left out", examples=[{"no_coordinates": 3}]
    )
    truncated: dict[str, int] = Field(
        default_factory=dict,
        description="what is longer than what is given → how many of it are given",
        examples=[{"same_legal_unit": 500}],
    )
    sought: dict[str, Any] | None = Field(
        None,
        description="of an answer that says what is not there: the territory, sources and facts it was sought in",
        examples=[{"territory": "epci:200039865", "sources": [{"id": "sirene", "actors": 17_091}], "links": 42}],
    )
    total: int | None = Field(None, description="rows on all pages", examples=[42])
    limit: int | None = Field(None, description="rows of a page", examples=[100])
    next: str | None = Field(None, description="address of the next page", examples=["/v1/actors?after=WyI5ZjJjIl0"])
    facets: list[dict[str, Any]] | None = Field(
        None,
        description="with facets=true: values and counts, each facet ignoring its own filter",
        examples=[[{"name": "sphere", "values": [{"id": "company", "label": "company", "count": 42, "children": []}]}]],
    )


class Explanation(BaseModel):
    """Where an answer comes from: the same address at the same version gives the same rows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: str = Field(description="question of the catalogue, or method of computation", examples=["actors/search"])
    version: str = Field(description="version of the graph", examples=[_VERSION])
    parameters: dict[str, Any] = Field(description="as understood", examples=[{"sector": "naf:25", "expand": True}])
    facts: dict[str, Fact] = Field(
        description="the facts that the rows name, by id: edge, basis, confidence, source, date",
        examples=[{_FACT["id"]: _FACT}],
    )


class Envelope(BaseModel, Generic[T]):
    """An answer."""

    data: T
    meta: Meta
    explain: Explanation | None = None


class MetaOfService(BaseModel):
    """Who is answered, and what the graph is at that moment."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: str = Field(description="widest level of the reader: public, members or analysts", examples=["public"])
    version: str | None = Field(
        None,
        description="version of the graph that this reader sees; null: it cannot be read, or does not matter",
        examples=[_VERSION],
    )
    version_date: str | None = Field(None, description="when it last changed, UTC", examples=["2025-03-01T08:00:00Z"])


class Simple(BaseModel, Generic[T]):
    """An answer about the service itself."""

    data: T
    meta: MetaOfService
