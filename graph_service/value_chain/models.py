"""What is said of value chains: chains, stages, holders, candidates, flows.

With every list of these `meta.total` counts its rows on all pages, and `meta.basis` counts the facts that these rows
name, each once, by basis: with `explain=true` they are told one by one, beside those that derived ones follow from.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

_FACT = "fact:" + "0a" * 16
_ACTOR = "siret:39900012300018"

Ground = Literal["sector", "product", "skill", "equipment"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Frozen):
    """Something with a name."""

    id: str = Field(examples=["stage:hydrogen-compression"])
    label: str = Field(examples=["Compression et stockage"])


class ChainRow(_Frozen):
    """A value chain, and its stages that nobody holds."""

    id: str
    label: str
    definition: str | None
    stages: int
    missing: tuple[Named, ...]


class Chain(_Frozen):
    """A value chain, and how far it is held. Here `meta.basis` is empty: no row names a fact."""

    id: str = Field(examples=["chain:hydrogen"])
    label: str = Field(examples=["Hydrogène et énergie"])
    definition: str | None = Field(None, examples=["De la production de l'hydrogène à ses usages."])
    stages: int = Field(description="how many stages it has", examples=[8])
    held: int = Field(description="how many of them somebody holds there", examples=[7])
    missing: tuple[Named, ...] = Field((), description="the others, in the order of the chain")


class ChainName(_Frozen):
    """A value chain, by name."""

    id: str = Field(examples=["chain:hydrogen"])
    label: str = Field(examples=["Hydrogène et énergie"])
    definition: str | None = Field(None, examples=["De la production de l'hydrogène à ses usages."])


class StageRow(_Frozen):
    """A stage as the vocabulary describes it."""

    id: str = Field(examples=["stage:hydrogen-electrolysis"])
    label: str = Field(examples=["Électrolyse"])
    definition: str | None = Field(None, examples=["Sépare l'eau en hydrogène et oxygène."])
    rank: int | None = Field(None, description="place in the chain", examples=[2])
    feeds: tuple[str, ...] = Field((), examples=[["stage:hydrogen-storage"]])
    yields: tuple[str, ...] = Field((), examples=[["product:hydrogen"]])
    inputs: tuple[str, ...] = Field((), examples=[["product:electricity"]])
    sectors: tuple[str, ...] = Field((), examples=[["naf:20.11Z"]])
    skills: tuple[str, ...] = Field((), examples=[["skill:hydrogen-safety"]])
    equipment: tuple[str, ...] = Field((), examples=[["equipment:electrolyser"]])


class HolderRow(_Frozen):
    """One fact that says that an actor holds a stage."""

    stage: str
    actor: str
    label: str | None
    sphere: str | None
    basis: str
    confidence: float
    fact: str
    epcis: tuple[str, ...]


class Holder(_Frozen):
    """An actor that holds a stage, on its surest ground."""

    actor: str = Field(examples=[_ACTOR])
    label: str = Field(examples=["Fonderie du Saulnois"])
    sphere: str | None = Field(None, examples=["company"])
    basis: str = Field(description="of the surest fact that says so", examples=["inferred"])
    confidence: float = Field(ge=0, le=1, examples=[0.72])
    epcis: tuple[str, ...] = Field((), description="intermunicipalities it is in", examples=[["epci:200039865"]])
    facts: tuple[str, ...] = Field(description="the facts that say so", examples=[[_FACT]])


class StageHeld(_Frozen):
    """A stage and who holds it."""

    stage: str = Field(examples=["stage:hydrogen-electrolysis"])
    label: str = Field(examples=["Électrolyse"])
    definition: str | None = Field(None, examples=["Sépare l'eau en hydrogène et oxygène."])
    rank: int | None = Field(None, examples=[2])
    feeds: tuple[str, ...] = Field((), examples=[["stage:hydrogen-storage"]])
    held: int = Field(description="how many actors hold it", examples=[3])
    by_epci: dict[str, int] = Field(
        description="intermunicipality → how many of them are there", examples=[{"epci:200039865": 2}]
    )
    holders: tuple[Holder, ...] = Field((), description="who they are, the surest first")


class MissingRow(_Frozen):
    """A stage that nobody holds."""

    stage: str
    label: str
    rank: int | None
    upstream: int
    downstream: int


class CandidateRow(_Frozen):
    """One reason why an actor could hold a stage."""

    stage: str
    actor: str
    label: str | None
    ground: Ground
    concept: str
    concept_label: str
    facts: tuple[str, ...]
    bases: tuple[str, ...]


class AroundRow(_Frozen):
    """A stage beside another that somebody holds."""

    stage: str
    side: Literal["upstream", "downstream"]
    other: str
    label: str
    held: int
    facts: tuple[str, ...]
    bases: tuple[str, ...]


class StageAround(_Frozen):
    """A stage that somebody holds, beside one that nobody does."""

    stage: str = Field(examples=["stage:hydrogen-electrolysis"])
    label: str = Field(examples=["Électrolyse"])
    held: int = Field(description="how many actors hold it there", examples=[2])
    facts: tuple[str, ...] = Field(description="the facts that say so", examples=[[_FACT]])


class Asset(_Frozen):
    """What an actor has that a stage asks for."""

    ground: Ground = Field(description="sector, product, skill or equipment", examples=["skill"])
    concept: str = Field(examples=["skill:hydrogen-safety"])
    label: str = Field(examples=["Sécurité de l'hydrogène"])


class Candidate(_Frozen):
    """An actor that could hold a stage: it has some of what the stage asks for."""

    actor: str = Field(examples=[_ACTOR])
    label: str = Field(examples=["Chaudronnerie de la Seille"])
    reasons: tuple[Asset, ...] = Field(description="what it has that the stage asks for")
    facts: tuple[str, ...] = Field(description="the facts that say so", examples=[[_FACT]])


class MissingStage(_Frozen):
    """A stage that nobody holds there, which stages wait for it, and who could hold it, all by the facts that count."""

    stage: str = Field(examples=["stage:hydrogen-compression"])
    label: str = Field(examples=["Compression et stockage"])
    rank: int | None = Field(None, examples=[3])
    upstream: int = Field(description="stages that feed it and that somebody holds there", examples=[1])
    downstream: int = Field(description="stages that it feeds and that somebody holds there", examples=[1])
    fed_by: tuple[StageAround, ...] = Field((), description="those of `upstream`")
    awaited_by: tuple[StageAround, ...] = Field((), description="those of `downstream`")
    held_otherwise: int = Field(
        0, description="actors that hold it there by facts left aside (`basis`, `min_confidence`)", examples=[4]
    )
    candidates: tuple[Candidate, ...] = Field(description="who could hold it, most reasons first")
    candidates_in_all: int = Field(description="how many there are, listed or not", examples=[7])


class SupplyRow(_Frozen):
    """One delivery from an actor to another."""

    actor: str
    other: str
    label: str | None
    sphere: str | None
    product: str | None
    product_label: str | None
    year: int | None
    value_eur: float | None
    essential: bool | None
    basis: str
    confidence: float
    fact: str


class Step(_Frozen):
    """What one actor delivers to the next on the way."""

    supplier: str = Field(examples=[_ACTOR])
    customer: str = Field(examples=["siret:39900012300026"])
    products: tuple[str, ...] = Field(description="names of what is delivered", examples=[["Pièces de fonte"]])
    essential: bool | None = Field(
        None, description="whether the customer would stop without any of it; null: nobody said", examples=[True]
    )
    value_eur: float | None = Field(
        None, description="what it is worth in `year`, euros; several tell of one product: the surest", examples=[8.5e5]
    )
    year: int | None = Field(None, description="the newest with a value, else the newest told", examples=[2024])
    facts: tuple[str, ...] = Field(description="the facts that say so", examples=[[_FACT]])


class Reached(_Frozen):
    """An actor up or down the supply chain of another."""

    actor: str = Field(examples=[_ACTOR])
    label: str = Field(examples=["Fonderie du Saulnois"])
    sphere: str | None = Field(None, examples=["company"])
    distance: int = Field(ge=1, description="deliveries between the two, at the least", examples=[2])
    essential: bool | None = Field(
        None,
        description="whether every delivery of the way is essential; false: one is not; null: nobody said of one",
        examples=[True],
    )
    value_eur: float | None = Field(None, description="of the delivery at its end of the way, euros", examples=[8.5e5])
    year: int | None = Field(None, description="of that delivery", examples=[2024])
    basis: str = Field(description="of the least sure fact of the way", examples=["declared"])
    confidence: float = Field(ge=0, le=1, description="of the least sure fact of the way", examples=[0.9])
    path: tuple[Step, ...] = Field(description="one shortest way, from the actor asked about")
    facts: tuple[str, ...] = Field(description="the facts of that way", examples=[[_FACT]])


class WorldRow(_Frozen):
    """A source that describes actors of the territory."""

    source: str
    actors: int
    observed_on: str | None


class SourceSought(_Frozen):
    """A source an answer was sought in."""

    id: str = Field(examples=["sirene"])
    label: str = Field(examples=["Base Sirene des entreprises et de leurs établissements"])
    actors: int = Field(description="actors of the territory that it describes", examples=[17_091])
    observed_on: str | None = Field(None, description="newest date of what it says", examples=["2025-01-10"])


class World(_Frozen):
    """What an answer was sought in: nobody knows more than these sources told."""

    territory: str | None = Field(None, examples=["pole:sillon-lorrain"])
    territory_label: str | None = Field(None, examples=["Sillon lorrain"])
    sources: tuple[SourceSought, ...] = Field(description="those that describe actors there")
    links: int = Field(description="facts that say who holds a stage of the chain there", examples=[42])
    by_basis: dict[str, int] = Field(description="the same, by basis", examples=[{"declared": 12, "inferred": 30}])
