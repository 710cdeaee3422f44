"""What the graph says about actors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from graph_service.kernel.identifiers import Curie
from graph_service.projection.columns import Basis
from graph_service.store.facts import Fact

Value = str | int | float | bool


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ActorFilter(_Frozen):
    """Which actors are asked for; what is absent does not filter."""

    q: str | None = Field(None, description="words of a name, slips forgiven", examples=["fondrie saulnoi"])
    sector: Curie | None = Field(
        None, description="a sector and, unless `expand` is false, all below it", examples=["naf:25"]
    )
    concept: Curie | None = Field(
        None,
        description="a concept that a fact of the actor names and, unless `expand` is false, all below it",
        examples=["skill:welding"],
    )
    link: str | None = Field(None, description="by which kind of fact it is named; absent: any", examples=["HAS_SKILL"])
    expand: bool = Field(True, description="whether narrower sectors and concepts are found too", examples=[True])
    territory: Curie | None = Field(None, description="a territory of any level", examples=["epci:200039865"])
    near: tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]] | None = Field(
        None, description="latitude and longitude, degrees", examples=[(49.12, 6.18)]
    )
    km: float | None = Field(None, gt=0, le=20_100, description="distance from `near`, kilometres", examples=[5.0])
    sphere: str | None = Field(None, examples=["company"])
    workforce: str | None = Field(None, description="INSEE class of workforce", examples=["21"])
    basis: tuple[Basis, ...] = Field(
        (), description="bases of the facts that count; empty = all", examples=[("observed",)]
    )
    min_confidence: float = Field(0.0, ge=0, le=1, description="confidence that facts must reach", examples=[0.5])


class SectorRef(_Frozen):
    """A sector, by id and name."""

    id: str = Field(examples=["naf:25.11Z"])
    label: str = Field(examples=["Fabrication de structures métalliques et de parties de structures"])


class ActorRow(_Frozen):
    """One actor of a list."""

    id: str = Field(examples=["siret:39900012300018"])
    label: str = Field(examples=["Fonderie du Saulnois"])
    sphere: str | None = Field(None, examples=["company"])
    workforce: str | None = Field(None, description="INSEE class of workforce", examples=["21"])
    commune: str | None = Field(None, description="where it is: a commune or a region abroad", examples=["insee:57463"])
    commune_label: str | None = Field(None, examples=["Metz"])
    lat: float | None = Field(None, description="degrees north", examples=[49.1193])
    lon: float | None = Field(None, description="degrees east", examples=[6.1757])
    precision: str | None = Field(None, description="`commune` when the point is its commune's", examples=["address"])
    sectors: tuple[SectorRef, ...] = Field((), examples=[[{"id": "naf:24.51Z", "label": "Fonderie de fonte"}]])
    sources: tuple[str, ...] = Field((), description="who tells it", examples=[["sirene"]])
    observed_on: tuple[str | None, ...] = Field(
        (), description="when each of `sources` last saw it, ISO 8601 dates", examples=[["2025-01-01"]]
    )
    basis: tuple[Basis, ...] = Field((), description="bases of `facts`, each once", examples=[["observed"]])
    distance_km: float | None = Field(None, description="from `near`, rounded to 100 m", examples=[1.4])
    matched: str | None = Field(None, description="the field that answered `q`", examples=["trade_name"])
    facts: tuple[str, ...] = Field((), description="the facts this row stands on", examples=[["fact:" + "0a" * 16]])


class FacetValue(_Frozen):
    """One value of a facet, how many actors have it, and the values below it."""

    id: str = Field(examples=["naf:C"])
    label: str = Field(examples=["Industrie manufacturière"])
    count: int = Field(examples=[12])
    children: tuple[FacetValue, ...] = Field((), examples=[[]])


class Facet(_Frozen):
    """The values of one property among the actors that meet all *other* filters."""

    name: Literal["sphere", "sector", "territory", "workforce"] = Field(examples=["sector"])
    values: tuple[FacetValue, ...] = Field(
        examples=[[{"id": "naf:C", "label": "Industrie manufacturière", "count": 12}]]
    )


class ActorsFound(_Frozen):
    """A page of actors, how many there are in all, and what was left out and why."""

    total: int = Field(examples=[42])
    rows: tuple[ActorRow, ...] = Field(examples=[[]])
    facets: tuple[Facet, ...] = Field(examples=[[]])
    left_out: dict[str, int] = Field(description="reason → how many", examples=[{"no_coordinates": 3}])
    by_basis: dict[str, int] = Field(
        default_factory=dict,
        description="basis → how many of the facts that the found rows stand on",
        examples=[{"observed": 126}],
    )


class RecordOfSource(_Frozen):
    """What one source says of an actor."""

    id: str = Field(examples=["record:" + "0a" * 16])
    source: str = Field(examples=["sirene"])
    source_label: str = Field(examples=["Base Sirene des entreprises et de leurs établissements"])
    fields: dict[str, Value] = Field(examples=[{"name": "FONDERIE DU SAULNOIS", "postcode": "57170"}])
    fact: Fact


class _Grounded(_Frozen):
    facts: tuple[Fact, ...]


class Establishment(_Frozen):
    """Another establishment of the same legal unit."""

    id: str = Field(examples=["siret:39900012300026"])
    label: str = Field(examples=["Fonderie du Saulnois, atelier"])
    commune_label: str | None = Field(None, examples=["Dieuze"])
    facts: tuple[str, ...] = Field((), examples=[["fact:" + "0a" * 16]])


class LegalUnitOf(_Grounded):
    """The legal unit an actor is an establishment of, with the others that are visible."""

    id: str = Field(examples=["siren:399000123"])
    label: str | None = Field(None, examples=["Fonderie du Saulnois SAS"])
    legal_form: str | None = Field(None, examples=["5710"])
    others: tuple[Establishment, ...] = Field((), examples=[[]])


class TerritoryOf(_Grounded):
    """A territory an actor is in: its commune first, then up the tree."""

    id: str = Field(examples=["insee:57463"])
    label: str = Field(examples=["Metz"])
    kind: str | None = Field(None, examples=["commune"])
    facts: tuple[Fact, ...] = Field((), description="of the commune only: the rest follows from it")


class SectorOf(_Grounded):
    """A sector an actor is in, and who says so."""

    id: str = Field(examples=["naf:24.51Z"])
    label: str = Field(examples=["Fonderie de fonte"])


class Link(_Grounded):
    """What an actor is linked to by facts of one type."""

    id: str = Field(examples=["equipment:five-axis-mill"])
    label: str = Field(examples=["Fraiseuse cinq axes"])
    kind: str = Field(description="label of the node", examples=["Concept"])


class LinkGroup(_Frozen):
    """All links of one type and direction."""

    type: str = Field(examples=["NEEDS_EQUIPMENT"])
    direction: Literal["out", "in"] = Field(description="`out`: the actor is the start of the fact", examples=["out"])
    links: tuple[Link, ...]


class ActorProfile(_Frozen):
    """The file of an actor: what each source says, and every fact around it that the viewer may see."""

    id: str = Field(examples=["siret:39900012300018"])
    label: str = Field(examples=["Fonderie du Saulnois"])
    sphere: str | None = Field(None, examples=["company"])
    workforce: str | None = Field(None, examples=["21"])
    lat: float | None = Field(None, examples=[48.81])
    lon: float | None = Field(None, examples=[6.72])
    precision: str | None = Field(None, examples=["address"])
    aliases: tuple[str, ...] = Field((), examples=[["sl-actor:6f1f1c0e-5a0e-5d0b-9a57-1d6c6b0b5e11"]])
    records: tuple[RecordOfSource, ...]
    legal_units: tuple[LegalUnitOf, ...]
    territories: tuple[TerritoryOf, ...]
    sectors: tuple[SectorOf, ...]
    links: tuple[LinkGroup, ...]
    truncated: dict[str, int] = Field(
        default_factory=dict,
        description="what is longer than what is given → how many of it are given",
        examples=[{"same_legal_unit": 500}],
    )

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact of the profile, by id."""
        found = {record.fact.id: record.fact for record in self.records}
        linked = (link for group in self.links for link in group.links)
        parts: tuple[_Grounded, ...] = (*self.legal_units, *self.territories, *self.sectors, *linked)
        for part in parts:
            found.update((fact.id, fact) for fact in part.facts)
        return tuple(found[key] for key in sorted(found))


class Relation(_Frozen):
    """One fact between two actors, or the legal unit they share."""

    type: str = Field(description="an edge type, or SAME_LEGAL_UNIT", examples=["SUPPLIES"])
    direction: Literal["out", "in", "both"] = Field(examples=["out"])
    facts: tuple[str, ...] = Field(examples=[["fact:" + "0a" * 16]])


class Neighbour(_Frozen):
    """An actor one step away, and by what."""

    id: str = Field(examples=["siret:39900012300026"])
    label: str = Field(examples=["Fonderie du Saulnois, atelier"])
    sphere: str | None = Field(None, examples=["company"])
    relations: tuple[Relation, ...]


class NeighboursFound(_Frozen):
    """Neighbours, and which kinds of relation have more of them than are given."""

    rows: tuple[Neighbour, ...]
    truncated: dict[str, int] = Field(description="kind → how many are given", examples=[{"same_legal_unit": 500}])
