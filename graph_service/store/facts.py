"""What a row stands on: facts by their ids, as far as the viewer may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from graph_service.access.viewer import PUBLIC, Viewer
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore
from graph_service.store.sources import SourceLoaded, sources

M = TypeVar("M", bound=BaseModel)

_AT_ONCE = 500
"""Ids asked in one question: an answer stays small, whatever is asked."""


class Fact(BaseModel):
    """An edge with its provenance: who is linked to what, on which ground, how surely, and who says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(examples=["fact:" + "0a" * 16])
    type: str = Field(description="the edge type", examples=["IN_SECTOR"])
    start: str = Field(examples=["siret:39900012300018"])
    start_label: str = Field(examples=["Fonderie du Saulnois"])
    end: str = Field(examples=["naf:24.51Z"])
    end_label: str = Field(examples=["Fonderie de fonte"])
    basis: str = Field(description="declared, observed or inferred", examples=["observed"])
    confidence: float = Field(ge=0, le=1, examples=[1.0])
    source: str = Field(examples=["sirene"])
    source_label: str = Field(examples=["Base Sirene des entreprises et de leurs établissements"])
    observed_on: str | None = Field(None, description="ISO 8601 date", examples=["2025-01-01"])
    valid_from: str | None = Field(None, description="ISO 8601 date", examples=["2025-01-01"])
    valid_to: str | None = Field(None, description="ISO 8601 date", examples=["2026-12-31"])
    rule: str | None = Field(None, description="of a derived fact: the rule it comes from", examples=[None])
    premises: tuple[str, ...] = Field((), description="of a derived fact: the facts it follows from", examples=[[]])


class PremisesRow(BaseModel):
    """What a derived fact follows from."""

    model_config = ConfigDict(frozen=True)

    id: str
    rule: str | None
    premises: tuple[str, ...]


class FactRow(BaseModel):
    """A fact as the question gives it: its source not yet named."""

    model_config = ConfigDict(frozen=True)

    id: str
    type: str
    start: str
    start_label: str
    end: str
    end_label: str
    basis: str
    confidence: float
    source: str
    observed_on: str | None
    valid_from: str | None
    valid_to: str | None


OF_IDENTITY = BoundQuery("facts/of_identity", FactRow)
OF_RELATIONS = BoundQuery("facts/of_relations", FactRow)
OF_CHAINS = BoundQuery("facts/of_chains", FactRow)
OF_SKILLS = BoundQuery("facts/of_skills", FactRow)
OF_EQUIPMENT = BoundQuery("facts/of_equipment", FactRow)
OF_NEEDS = BoundQuery("facts/of_needs", FactRow)
OF_PROJECTS = BoundQuery("facts/of_projects", FactRow)
PREMISES = BoundQuery("facts/premises", PremisesRow)
FAMILIES = (OF_IDENTITY, OF_RELATIONS, OF_CHAINS, OF_SKILLS, OF_EQUIPMENT, OF_NEEDS, OF_PROJECTS)
"""Asked in this order, each for what the ones before did not find: one question with a branch for every type of fact
takes Neo4j more than ten seconds to plan; these about one second each, the first time and for new sizes of list."""
_MANY_LANGUAGES = (OF_IDENTITY, OF_CHAINS, OF_SKILLS, OF_EQUIPMENT, OF_NEEDS, OF_PROJECTS)


def sources_by_name(store: GraphStore) -> dict[str, SourceLoaded]:
    """The sources that were loaded, by the name that facts give them; open to all."""
    return {row.id.removeprefix("source:"): row for row in sources(store, PUBLIC)}


def source_label(known: Mapping[str, SourceLoaded], source: str) -> str:
    """The title of a source, or its name when it was never introduced."""
    row = known.get(source.removeprefix("source:"))
    return row.label if row else source


def premises(store: GraphStore, viewer: Viewer, fact_ids: Iterable[str]) -> dict[str, PremisesRow]:
    """By which rule and from what the derived facts among `fact_ids` follow, as far as `viewer` may see them."""
    return {row.id: row for row in _asked(store, viewer, PREMISES, sorted(fact_ids))}


def explain(store: GraphStore, viewer: Viewer, fact_ids: Iterable[str], *, lang: str = "fr") -> dict[str, Fact]:
    """The facts among `fact_ids` that `viewer` may see, by id, labels in `lang` (fr, en, de) where there are several.

    A derived fact brings the facts it follows from. Absent and invisible are not told apart. Raises WrongInput for what
    is not an identifier.
    """
    answers = explain_with_questions(store, viewer, fact_ids, lang=lang)
    return {identifier: fact for identifier, (fact, _) in answers.items()}


def explain_with_questions(
    store: GraphStore, viewer: Viewer, fact_ids: Iterable[str], *, lang: str = "fr"
) -> dict[str, tuple[Fact, str]]:
    """As `explain`, each fact with the name of the question that found it."""
    found = _found(store, viewer, set(fact_ids), lang)
    derived = [identifier for identifier, (fact, _) in found.items() if fact.basis == "inferred"]
    grounds = premises(store, viewer, derived)
    for identifier, row in grounds.items():
        fact, family = found[identifier]
        found[identifier] = fact.model_copy(update={"rule": row.rule, "premises": row.premises}), family
    below = {premise for row in grounds.values() for premise in row.premises} - set(found)
    found |= _found(store, viewer, below, lang)
    return {identifier: found[identifier] for identifier in sorted(found)}


def _found(store: GraphStore, viewer: Viewer, ids: set[str], lang: str) -> dict[str, tuple[Fact, str]]:
    known = sources_by_name(store) if ids else {}
    found: dict[str, tuple[Fact, str]] = {}
    for family in FAMILIES:
        named = {"lang": lang} if family in _MANY_LANGUAGES else {}
        for row in _asked(store, viewer, family, sorted(ids - set(found)), **named):
            fact = Fact(**row.model_dump(), source_label=source_label(known, row.source))
            found[row.id] = fact, family.name
    return found


def _asked(store: GraphStore, viewer: Viewer, query: BoundQuery[M], ids: list[str], **named: str) -> Iterator[M]:
    """The rows about these ids, some hundred at a time."""
    for first in range(0, len(ids), _AT_ONCE):
        yield from query.all(store, viewer, ids=ids[first : first + _AT_ONCE], **named)
