"""The file of an actor as one reads it: every line a sentence with its ground and its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph_service.actors.models import ActorProfile, LegalUnitOf, Neighbour, RecordOfSource, SectorOf, TerritoryOf
from graph_service.actors.service import neighbours, profile
from graph_service.kernel.identifiers import Curie
from graph_service.store.facts import Fact, explain
from graph_service.web.grounds import Ground, Grounds
from graph_service.web.page import Visit

_SHOWN_ABOVE: Final = frozenset({"lat", "lon", "precision", "sphere"})
"""Fields of a record that a reader gets nothing from: they are shown once, at the top."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fact in words: « fournit », to whom, and the fact itself; of a derived one, what it follows from."""

    words: str
    id: str
    label: str
    sphere: str | None
    fact: Fact
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another establishment of a legal unit, and the fact that says so."""

    id: str
    label: str
    commune: str | None
    fact: Fact


@dataclass(frozen=True, slots=True)
class RecordShown:
    """What one source says, field by field in the reader's words."""

    source_label: str
    fact: Fact
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ActorFile:
    """Everything the page of an actor shows."""

    id: str
    label: str
    sphere: str | None
    workforce: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    address: str | None
    aliases: tuple[str, ...]
    territories: tuple[TerritoryOf, ...]
    sectors: tuple[SectorOf, ...]
    legal_units: tuple[LegalUnitOf, ...]
    siblings: tuple[Sibling, ...]
    neighbours: tuple[Line, ...]
    facts: tuple[Line, ...]
    records: tuple[RecordShown, ...]


def file_of(visit: Visit, actor: Curie) -> ActorFile:
    """The file of `actor`. Raises NotFound."""
    found = profile(visit.store, visit.viewer, actor, lang=visit.lang)
    around = neighbours(visit.store, visit.viewer, actor).rows
    return ActorFile(
        id=found.id,
        label=found.label,
        sphere=found.sphere,
        workforce=found.workforce,
        lat=found.lat,
        lon=found.lon,
        precision=found.precision,
        address=_address(found),
        aliases=found.aliases,
        territories=found.territories,
        sectors=found.sectors,
        legal_units=found.legal_units,
        siblings=tuple(_siblings(visit, found)),
        neighbours=tuple(_neighbour_lines(visit, around)),
        facts=tuple(_fact_lines(visit, found, {other.id for other in around})),
        records=tuple(_record(visit, record) for record in found.records),
    )


def _address(found: ActorProfile) -> str | None:
    """Street, postcode: of the first record that knows the street."""
    for record in found.records:
        street = record.fields.get("address")
        if street:
            return " ".join(str(part) for part in (street, record.fields.get("postcode")) if part)
    return None


def _siblings(visit: Visit, found: ActorProfile) -> Iterator[Sibling]:
    others = [other for unit in found.legal_units for other in unit.others]
    facts = explain(visit.store, visit.viewer, (fact for other in others for fact in other.facts), lang=visit.lang)
    for other in others:
        for fact in (facts[identifier] for identifier in other.facts if identifier in facts):
            if fact.start == other.id:
                yield Sibling(other.id, other.label, other.commune_label, fact)


def _neighbour_lines(visit: Visit, around: Sequence[Neighbour]) -> Iterator[Line]:
    """Facts between actors; those who merely share the legal unit have a table of their own."""
    named = [
        (other, relation) for other in around for relation in other.relations if relation.type != "SAME_LEGAL_UNIT"
    ]
    facts = explain(
        visit.store, visit.viewer, (fact for _, relation in named for fact in relation.facts), lang=visit.lang
    )
    for other, relation in named:
        words = visit.words.link(relation.type, relation.direction)
        for fact in (facts[identifier] for identifier in relation.facts if identifier in facts):
            yield Line(words, other.id, other.label, other.sphere, fact)


def _fact_lines(visit: Visit, found: ActorProfile, around: set[str]) -> Iterator[Line]:
    """Every fact that joins the actor to something else than an actor shown above."""
    parts = (
        *(("IN_SECTOR", part.id, part.label, part.facts) for part in found.sectors),
        *(("LOCATED_IN", part.id, part.label, part.facts) for part in found.territories),
        *(("ESTABLISHMENT_OF", part.id, part.label or part.id, part.facts) for part in found.legal_units),
    )
    for edge_type, identifier, label, facts in parts:
        for fact in facts:
            yield Line(visit.words.link(edge_type, "out"), identifier, label, None, fact)
    links = [(group, link) for group in found.links for link in group.links if link.id not in around]
    derived = [fact.id for _, link in links for fact in link.facts if fact.basis == "inferred"]
    grounds = Grounds(visit, derived)
    for group, link in links:
        words = visit.words.link(group.type, group.direction)
        for fact in link.facts:
            (ground,) = grounds.of([fact.id]) or (None,)
            yield Line(words, link.id, link.label, None, fact, ground)


def _record(visit: Visit, record: RecordOfSource) -> RecordShown:
    order = [name for name in visit.schema.nodes["Record"].properties if name not in _SHOWN_ABOVE]
    given = record.fields
    fields = tuple((visit.words.field(name), _value(visit, name, given[name])) for name in order if name in given)
    return RecordShown(record.source_label, record.fact, fields)


def _value(visit: Visit, name: str, value: str | float | bool) -> str:
    t = visit.t
    if isinstance(value, bool):
        return t("word.yes" if value else "word.no")
    if isinstance(value, int | float):
        return t.number(value)
    return t.date(value) if name.endswith("_on") else visit.words.value(name, value)
