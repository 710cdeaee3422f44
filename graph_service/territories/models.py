"""What the graph says about territories."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TerritoryRow(_Frozen):
    """A territory, in a list."""

    id: str = Field(examples=["insee:57463"])
    label: str = Field(examples=["Metz"])
    kind: str | None = Field(None, description="commune, epci, department, region, pole …", examples=["commune"])
    population: int | None = Field(None, description="inhabitants", examples=[120_874])
    lat: float | None = Field(None, description="degrees north", examples=[49.1193])
    lon: float | None = Field(None, description="degrees east", examples=[6.1757])


class Territory(TerritoryRow):
    """A territory with those it lies in (nearest first) and those that lie directly in it."""

    parents: tuple[TerritoryRow, ...] = Field((), description="nearest first", examples=[[]])
    children: tuple[TerritoryRow, ...] = Field((), description="by kind, then name", examples=[[]])


class TerritoriesFound(_Frozen):
    """A page of territories, and how many there are in all."""

    total: int = Field(examples=[1_255])
    rows: tuple[TerritoryRow, ...] = Field(examples=[[]])


class PlaceRef(_Frozen):
    """A place by id and name."""

    id: str = Field(examples=["insee:34157"])
    label: str = Field(examples=["Mèze"])


class Place(_Frozen):
    """A point with a name, to measure distances from."""

    lat: float = Field(ge=-90, le=90, examples=[49.1193])
    lon: float = Field(ge=-180, le=180, examples=[6.1757])
    label: str = Field(examples=["Metz"])
    id: str | None = Field(
        None, description="of the territory or actor; absent for bare coordinates", examples=["insee:57463"]
    )
    others: tuple[PlaceRef, ...] = Field(
        (), description="other places that the name may have meant, when it had a slip in it", examples=[[]]
    )
