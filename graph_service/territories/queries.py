"""What we ask the graph about territories.

The Cypher is in cypher/territories/, one file per question; here are the types.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from graph_service.access.viewer import Viewer
from graph_service.kernel.identifiers import Curie
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Row(_Frozen):
    """A territory."""

    id: str
    label: str | None
    kind: str | None
    population: int | None
    lat: float | None
    lon: float | None


class ParentRow(Row):
    """A territory around another, and how many steps up."""

    steps: int


class NamedRow(Row):
    """A territory whose name may answer words."""

    at_home: bool


class KindRow(_Frozen):
    """How many territories there are of one kind."""

    kind: str
    number: int


class ActorPoint(_Frozen):
    """Where an actor is."""

    id: str
    label: str | None
    lat: float | None
    lon: float | None


class Points(_Frozen):
    """Points of communes, as lists side by side."""

    lats: tuple[float, ...]
    lons: tuple[float, ...]
    populations: tuple[int, ...]


TERRITORY = BoundQuery("territories/territory", Row)
PARENTS = BoundQuery("territories/parents", ParentRow)
CHILDREN = BoundQuery("territories/children", Row)
BY_KIND = BoundQuery("territories/by_kind", Row)
BY_KIND_WITHIN = BoundQuery("territories/by_kind_within", Row)
KINDS = BoundQuery("territories/kinds", KindRow)
KINDS_WITHIN = BoundQuery("territories/kinds_within", KindRow)
NAMED = BoundQuery("territories/named", NamedRow)
ACTOR_PLACE = BoundQuery("territories/actor_place", ActorPoint)
POINTS_WITHIN = BoundQuery("territories/points_within", Points)


def territory(store: GraphStore, viewer: Viewer, *, territory: Curie) -> Row | None:
    """The territory, or None."""
    return TERRITORY.first(store, viewer, territory=territory)


def parents(store: GraphStore, viewer: Viewer, *, territory: Curie) -> list[ParentRow]:
    """The territories around it, nearest first."""
    return PARENTS.all(store, viewer, territory=territory)


def children(store: GraphStore, viewer: Viewer, *, territory: Curie) -> list[Row]:
    """The territories directly in it, by kind and name."""
    return CHILDREN.all(store, viewer, territory=territory)


def by_kind(store: GraphStore, viewer: Viewer, *, kind: str, within: Curie | None, skip: int, limit: int) -> list[Row]:
    """Territories of `kind` (empty = every kind), in `within` if it is given, by name."""
    if within is None:
        return BY_KIND.all(store, viewer, kind=kind, skip=skip, limit=limit)
    return BY_KIND_WITHIN.all(store, viewer, kind=kind, territory=within, skip=skip, limit=limit)


def kinds(store: GraphStore, viewer: Viewer, *, within: Curie | None) -> list[KindRow]:
    """How many territories there are of each kind, in `within` if it is given."""
    return KINDS.all(store, viewer) if within is None else KINDS_WITHIN.all(store, viewer, territory=within)


def named(store: GraphStore, viewer: Viewer, *, words: str, home: Curie) -> list[NamedRow]:
    """Territories that the full-text index finds for `words`, and whether each lies in `home`."""
    return NAMED.all(store, viewer, words=words, home=home)


def actor_place(store: GraphStore, viewer: Viewer, *, actor: Curie) -> ActorPoint | None:
    """Where an actor is, or None when the viewer sees no such actor."""
    return ACTOR_PLACE.first(store, viewer, actor=actor)


def points_within(store: GraphStore, viewer: Viewer, *, territory: Curie) -> Points | None:
    """Points of the communes inside a territory."""
    return POINTS_WITHIN.first(store, viewer, territory=territory)
