"""What we ask the graph about one actor.

The Cypher is in cypher/actors/, one file per question; here are the types. Lists come from `projection.actors`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from graph_service.access.viewer import Viewer
from graph_service.kernel.identifiers import Curie
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Display(_Frozen):
    """An actor as it is shown."""

    id: str
    label: str | None
    sphere: str | None
    workforce: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    aliases: tuple[str, ...]


class _Ground(_Frozen):
    fact: str
    basis: str
    confidence: float
    source: str
    observed_on: str | None
    valid_from: str | None
    valid_to: str | None


class RecordRow(_Ground):
    """What one source says of an actor."""

    id: str
    name: str | None
    trade_name: str | None
    unit_name: str | None
    legal_form: str | None
    sphere: str | None
    address: str | None
    postcode: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    workforce: str | None
    created_on: str | None
    headquarters: bool | None
    sole_trader: bool | None
    diffusion: str | None
    description: str | None
    mail: str | None
    phone: str | None
    website: str | None


RECORD_FIELDS = tuple(sorted(set(RecordRow.model_fields) - set(_Ground.model_fields) - {"id"}))
"""The fields of a record that are its source's own."""


class FactRow(_Ground):
    """A fact around an actor, seen from the actor."""

    type: str
    direction: Literal["out", "in"]
    other: str
    other_label: str


class Sibling(_Frozen):
    """A legal unit of an actor, with one of its other establishments if there is one."""

    unit: str
    legal_form: str | None
    other: str | None
    label: str | None
    sphere: str | None
    commune: str | None
    facts: tuple[str, ...]


class Above(_Frozen):
    """A territory an actor is in, and how many steps up."""

    id: str
    label: str | None
    kind: str | None
    steps: int


class NeighbourRow(_Frozen):
    """An actor one step away, by one relation."""

    id: str
    label: str | None
    sphere: str | None
    relation: str
    direction: Literal["out", "in", "both"]
    facts: tuple[str, ...]


PROFILE = BoundQuery("actors/profile", Display)
RECORDS = BoundQuery("actors/records", RecordRow)
FACTS = BoundQuery("actors/facts", FactRow)
SIBLINGS = BoundQuery("actors/siblings", Sibling)
TERRITORIES = BoundQuery("actors/territories", Above)
NEIGHBOURS = BoundQuery("actors/neighbours", NeighbourRow)


def display(store: GraphStore, viewer: Viewer, *, actor: Curie) -> Display | None:
    """The actor as it is shown, or None when the viewer sees none."""
    return PROFILE.first(store, viewer, actor=actor)


def records(store: GraphStore, viewer: Viewer, *, actor: Curie) -> list[RecordRow]:
    """What each source says of `actor`, by source."""
    return RECORDS.all(store, viewer, actor=actor)


def facts(store: GraphStore, viewer: Viewer, *, actor: Curie, lang: str) -> list[FactRow]:
    """Every fact around `actor` but its records, those that start there first."""
    return FACTS.all(store, viewer, actor=actor, lang=lang)


def siblings(store: GraphStore, viewer: Viewer, *, actor: Curie) -> list[Sibling]:
    """The legal units of `actor` with their other establishments, at most 501."""
    return SIBLINGS.all(store, viewer, actor=actor)


def territories(store: GraphStore, viewer: Viewer, *, actor: Curie) -> list[Above]:
    """The territories `actor` is in, nearest first."""
    return TERRITORIES.all(store, viewer, actor=actor)


def neighbours(store: GraphStore, viewer: Viewer, *, actor: Curie) -> list[NeighbourRow]:
    """Actors one step from `actor`, one row per relation and direction, at most 501 of each direction."""
    return NEIGHBOURS.all(store, viewer, actor=actor)
