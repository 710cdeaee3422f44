"""What is said of equipment."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MachineRow(_Frozen):
    """A machine under one of its types, as the question answers."""

    equipment: str
    label: str
    description: str | None
    type: str
    type_label: str
    owner: str
    owner_label: str
    shareable: bool | None
    conditions: str | None
    price_eur_hour: float | None
    lat: float | None
    lon: float | None
    precision: str | None
    commune: str | None
    basis: str
    confidence: float
    facts: tuple[str, ...]


class RequirementRow(_Frozen):
    """A skill or certificate that a type of equipment requires, as the question answers."""

    type: str
    required: str
    required_label: str


class QualificationRow(_Frozen):
    """That an owner has what is required, as the question answers."""

    owner: str
    required: str
    fact: str


class TypeOf(_Frozen):
    """A type of equipment."""

    id: str = Field(examples=["equipment:five-axis-mill"])
    label: str = Field(examples=["Fraiseuse 5 axes"])


class Requirement(_Frozen):
    """A skill or a certificate that somebody must have to run a machine, and whether its owner says so."""

    id: str = Field(description="a skill or a certificate", examples=["skill:five-axis-programming"])
    label: str = Field(examples=["Programmation 5 axes"])
    declared: bool = Field(
        description="whether a fact says that the owner has it, or a narrower one; false: none is known",
        examples=[True],
    )
    facts: tuple[str, ...] = Field((), description="the facts that say so", examples=[["fact:" + "0a" * 16]])


class Machine(_Frozen):
    """A machine, room or bench, and its owner."""

    equipment: str = Field(examples=["machine:" + "0a" * 16])
    label: str = Field(examples=["Centre d'usinage 5 axes"])
    description: str | None = Field(None, examples=["Course 1 200 mm, palettisé."])
    types: tuple[TypeOf, ...] = Field(description="what kind of equipment it is")
    owner: str = Field(examples=["siret:39900012300018"])
    owner_label: str = Field(examples=["Mécanique de la Seille"])
    shareable: bool | None = Field(
        None, description="declared to be offered to others, or not; null: nobody said", examples=[True]
    )
    conditions: str | None = Field(None, examples=["Le vendredi, avec notre opérateur."])
    price_eur_hour: float | None = Field(None, description="euros per hour", examples=[85.0])
    lat: float | None = Field(None, description="degrees north", examples=[49.1193])
    lon: float | None = Field(None, description="degrees east", examples=[6.1757])
    precision: str | None = Field(
        None,
        description="whose point it is: equipment, commune, owner or owner_commune",
        examples=["commune"],
    )
    commune: str | None = Field(None, examples=["Metz"])
    operator: bool | None = Field(
        None,
        description="whether the owner is known to have all skills among `required`; null: no skill is required",
        examples=[True],
    )
    certified: bool | None = Field(
        None,
        description="whether he is known to hold all certificates among `required`; null: none is required",
        examples=[None],
    )
    required: tuple[Requirement, ...] = Field((), description="what its types require, skills first")
    distance_km: float | None = Field(None, description="from `near`, to 100 m", examples=[4.2])
    basis: str = Field(description="of the fact of ownership", examples=["declared"])
    confidence: float = Field(ge=0, le=1, examples=[1.0])
    facts: tuple[str, ...] = Field(
        description="behind the row: ownership, type, place, and who can run it", examples=[["fact:" + "0a" * 16]]
    )


class MachinesFound(_Frozen):
    """A page of machines."""

    rows: tuple[Machine, ...]
    total: int
    without_place: int
    """Machines of this kind that nobody knows the place of, when a distance was asked."""
    sharing_unknown: int
    """Machines that meet the rest, of which nobody said whether they are shared, when that was asked."""
    by_basis: dict[str, int]
    """Basis of the fact of ownership → how many machines, over all pages."""
