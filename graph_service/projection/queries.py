"""The questions that fill the projections: few rows, each with lists side by side."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from graph_service.store.bound import BoundQuery


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Everyone(_Frozen):
    """Actors of one sphere and class of workforce, as lists side by side."""

    sphere: str
    workforce: str
    actors: list[str]
    labels: list[str]
    lats: list[float]
    lons: list[float]
    precisions: list[str]


class Whereabouts(_Frozen):
    """Actors of one territory on one ground."""

    territory: str
    label: str | None
    kind: str | None
    lat: float | None
    lon: float | None
    basis: str
    confidence: float
    actors: list[str]
    facts: list[str]


class Activities(_Frozen):
    """Actors of one sector on one ground."""

    sector: str
    basis: str
    confidence: float
    actors: list[str]
    facts: list[str]


class Tagged(_Frozen):
    """Actors with one kind of fact about one concept on one ground."""

    link: str
    concept: str
    basis: str
    confidence: float
    actors: list[str]
    facts: list[str]


class Users(_Frozen):
    """Things of one kind, but actors, that name a concept by one type of edge."""

    kind: str
    link: str
    concept: str
    users: list[str]


class Descriptions(_Frozen):
    """Actors as one source names them, on one ground."""

    source: str
    basis: str
    confidence: float
    actors: list[str]
    names: list[str]
    trade_names: list[str]
    unit_names: list[str]
    observed_on: list[str]
    facts: list[str]


class Around(_Frozen):
    """A territory and those of the communes it holds."""

    territory: str
    label: str | None
    kind: str | None
    below: list[str]


class Names(_Frozen):
    """Names of the concepts of one scheme, as lists side by side."""

    scheme: str
    concepts: list[str]
    labels_fr: list[str]
    labels_en: list[str]
    labels_de: list[str]
    notations: list[str]
    alternatives: list[str]
    replacements: list[str]


class Meanings(_Frozen):
    """Other names, definitions and examples of the concepts of one scheme, as lists side by side."""

    scheme: str
    concepts: list[str]
    alternatives_fr: list[str]
    alternatives_en: list[str]
    alternatives_de: list[str]
    definitions_fr: list[str]
    definitions_en: list[str]
    definitions_de: list[str]
    examples_fr: list[str]
    examples_en: list[str]
    examples_de: list[str]


class Below(_Frozen):
    """A concept and those directly below it."""

    broader: str
    narrower: list[str]


EVERYONE = BoundQuery("actors/everyone", Everyone)
WHEREABOUTS = BoundQuery("actors/whereabouts", Whereabouts)
ACTIVITIES = BoundQuery("actors/activities", Activities)
TAGGED = BoundQuery("actors/tagged", Tagged)
DESCRIPTIONS = BoundQuery("actors/descriptions", Descriptions)
AROUND = BoundQuery("actors/around", Around)
NAMES = BoundQuery("vocabulary/names", Names)
MEANINGS = BoundQuery("vocabulary/meanings", Meanings)
HIERARCHY = BoundQuery("vocabulary/hierarchy", Below)
USERS = BoundQuery("vocabulary/usage", Users)
