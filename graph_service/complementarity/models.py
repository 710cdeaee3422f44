"""What is said of two actors that could help one another."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Direction = Literal["gets", "gives"]
Kind = Literal["offer", "skill", "equipment"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PairRow(_Frozen):
    """One thing wanted by one side and had by the other, as the questions answer."""

    direction: Direction
    other: str
    label: str | None
    wanted: str
    wanted_label: str | None
    met_by: str
    met_by_label: str | None
    basis: str
    confidence: float
    facts: tuple[str, ...]


class PlaceRow(_Frozen):
    """Where an actor is."""

    actor: str
    label: str
    sphere: str | None
    lat: float | None
    lon: float | None
    commune: str | None


class Reason(_Frozen):
    """One thing that one side lacks and the other has."""

    kind: Kind = Field(
        description="offer meets need, skill held meets skill lacked, machine meets need of equipment",
        examples=["skill"],
    )
    direction: Direction = Field(description="gets: the other has it; gives: the other lacks it", examples=["gets"])
    sentence: str = Field(
        description="the reason in words", examples=["Fonderie du Saulnois cherche « Métrologie » ; Labo X l'a."]
    )
    wanted: str = Field(description="need, skill or type of equipment", examples=["skill:metrology"])
    wanted_label: str = Field(examples=["Métrologie"])
    met_by: str = Field(description="offer, skill or machine", examples=["skill:three-d-metrology"])
    met_by_label: str = Field(examples=["Métrologie tridimensionnelle"])
    basis: str = Field(description="of the weaker of the facts", examples=["declared"])
    confidence: float = Field(ge=0, le=1, examples=[0.9])
    facts: tuple[str, ...] = Field(examples=[["fact:" + "0a" * 16]])


class Complement(_Frozen):
    """Another actor, and every reason to meet."""

    actor: str = Field(examples=["siret:39900012300018"])
    label: str = Field(examples=["Mécanique de la Seille"])
    sphere: str | None = Field(None, examples=["company"])
    commune: str | None = Field(None, examples=["Metz"])
    distance_km: float | None = Field(None, description="between the two, to 100 m", examples=[4.2])
    reasons: tuple[Reason, ...] = Field(description="what the other has first, then what it lacks; the surest first")
    both_ways: bool = Field(description="each has something that the other lacks", examples=[False])
    facts: tuple[str, ...] = Field(examples=[["fact:" + "0a" * 16]])
