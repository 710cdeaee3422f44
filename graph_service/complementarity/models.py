"""What is said of two actors that could help one another."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Direction = Literal["gets", "gives"]
Kind = Literal["offer", "skill", "equipment"]
LinkDirection = Literal["out", "in", "both"]


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


class SharedPairRow(PairRow):
    """The same of what may be shared or not."""

    shareable: bool | None


class LinkRow(_Frozen):
    """By what two actors are linked already, as the question answers."""

    other: str
    type: str
    direction: LinkDirection
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
        description="the reason in words",
        examples=["Il manque à Fonderie du Saulnois la compétence « Métrologie » ; Labo X l’a et la partage."],
    )
    shareable: bool | None = Field(
        None,
        description="of a skill or machine: declared to be shared; null: nobody said, or an offer, which says it by "
        "itself; what is declared not to be shared is no reason",
        examples=[True],
    )
    wanted: str = Field(description="need, skill or type of equipment", examples=["skill:metrology"])
    wanted_label: str = Field(examples=["Métrologie"])
    met_by: str = Field(description="offer, skill or machine", examples=["skill:three-d-metrology"])
    met_by_label: str = Field(examples=["Métrologie tridimensionnelle"])
    basis: str = Field(description="of the weaker of the facts", examples=["declared"])
    confidence: float = Field(ge=0, le=1, examples=[0.9])
    facts: tuple[str, ...] = Field(examples=[["fact:" + "0a" * 16]])


class Known(_Frozen):
    """By what the two are linked already."""

    type: str = Field(description="an edge type, or SAME_LEGAL_UNIT", examples=["SUPPLIES"])
    direction: LinkDirection = Field(description="`out`: from the actor that was asked about", examples=["out"])
    label: str = Field(description="the link in words, from that actor to the other", examples=["fournit"])
    facts: tuple[str, ...] = Field(examples=[["fact:" + "0a" * 16]])


class Complement(_Frozen):
    """Another actor, every reason to meet, and by what the two are linked already."""

    actor: str = Field(examples=["siret:39900012300018"])
    label: str = Field(examples=["Mécanique de la Seille"])
    sphere: str | None = Field(None, examples=["company"])
    commune: str | None = Field(None, examples=["Metz"])
    distance_km: float | None = Field(None, description="between the two, to 100 m", examples=[4.2])
    reasons: tuple[Reason, ...] = Field(description="what the other has first, then what it lacks; the surest first")
    both_ways: bool = Field(description="each has something that the other lacks", examples=[False])
    known: tuple[Known, ...] = Field(
        (), description="links that the viewer sees between the two; empty: none is known", examples=[[]]
    )
    facts: tuple[str, ...] = Field(description="behind reasons and links", examples=[["fact:" + "0a" * 16]])
