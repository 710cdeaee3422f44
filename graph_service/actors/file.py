"""The file of an actor, put together from the rows that the graph gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from graph_service.actors.models import (
    ActorProfile,
    Establishment,
    LegalUnitOf,
    Link,
    LinkGroup,
    RecordOfSource,
    SectorOf,
    TerritoryOf,
)
from graph_service.actors.queries import RECORD_FIELDS, Above, Display, FactRow, RecordRow, Sibling
from graph_service.schema.model import GraphSchema
from graph_service.store.facts import Fact, PremisesRow, source_label
from graph_service.store.sources import SourceLoaded

_APART = {"ESTABLISHMENT_OF", "LOCATED_IN", "IN_SECTOR"}
"""Facts with a place of their own in the file."""


def actor_file(
    shown: Display,
    records: Iterable[RecordRow],
    facts: Iterable[FactRow],
    derived: Mapping[str, PremisesRow],
    siblings: Iterable[Sibling],
    truncated: Mapping[str, int],
    territories: Iterable[Above],
    sources: Mapping[str, SourceLoaded],
    schema: GraphSchema,
) -> ActorProfile:
    """Everything the viewer may see of one actor, each thing with the facts that say so."""
    label = shown.label or shown.id
    groups = _grouped([(row, _fact(row, shown.id, label, derived.get(row.fact), sources)) for row in facts], schema)
    apart = {group.type: group.links for group in groups if group.type in _APART and group.direction == "out"}
    return ActorProfile(
        id=shown.id,
        label=label,
        sphere=shown.sphere,
        workforce=shown.workforce,
        lat=shown.lat,
        lon=shown.lon,
        precision=shown.precision,
        aliases=shown.aliases,
        records=tuple(_record(row, shown.id, label, sources) for row in records),
        legal_units=_legal_units(apart.get("ESTABLISHMENT_OF", ()), list(siblings)),
        territories=_territories(apart.get("LOCATED_IN", ()), territories),
        sectors=tuple(SectorOf(id=x.id, label=x.label, facts=x.facts) for x in apart.get("IN_SECTOR", ())),
        links=tuple(group for group in groups if group.type not in _APART),
        truncated=dict(truncated),
    )


def _record(row: RecordRow, actor: str, label: str, sources: Mapping[str, SourceLoaded]) -> RecordOfSource:
    told = {name: getattr(row, name) for name in RECORD_FIELDS}
    return RecordOfSource(
        id=row.id,
        source=row.source,
        source_label=source_label(sources, row.source),
        fields={name: value for name, value in told.items() if value is not None},
        fact=Fact(
            id=row.fact,
            type="DESCRIBED_BY",
            start=actor,
            start_label=label,
            end=row.id,
            end_label=row.name or row.id,
            basis=row.basis,
            confidence=row.confidence,
            source=row.source,
            source_label=source_label(sources, row.source),
            observed_on=row.observed_on,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        ),
    )


def _fact(
    row: FactRow, actor: str, label: str, derived: PremisesRow | None, sources: Mapping[str, SourceLoaded]
) -> Fact:
    ends = [(actor, label), (row.other, row.other_label)]
    (start, start_label), (end, end_label) = ends if row.direction == "out" else reversed(ends)
    return Fact(
        id=row.fact,
        type=row.type,
        start=start,
        start_label=start_label,
        end=end,
        end_label=end_label,
        basis=row.basis,
        confidence=row.confidence,
        source=row.source,
        source_label=source_label(sources, row.source),
        observed_on=row.observed_on,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        rule=derived.rule if derived else None,
        premises=derived.premises if derived else (),
    )


def _grouped(facts: Iterable[tuple[FactRow, Fact]], schema: GraphSchema) -> tuple[LinkGroup, ...]:
    """Facts by type and direction (those that start here first), then by what they lead to, by name."""

    def group_of(told: tuple[FactRow, Fact]) -> tuple[bool, str]:
        return told[0].direction == "in", told[0].type

    def link_of(told: tuple[FactRow, Fact]) -> tuple[str, str]:
        return told[0].other_label, told[0].other

    groups = []
    for (inwards, kind_of_fact), told in groupby(sorted(facts, key=group_of), key=group_of):
        links = [
            Link(
                id=other,
                label=other_label,
                kind=schema.label_of(other) or "",
                facts=tuple(sorted((fact for _, fact in same), key=lambda fact: fact.id)),
            )
            for (other_label, other), same in groupby(sorted(told, key=link_of), key=link_of)
        ]
        groups.append(LinkGroup(type=kind_of_fact, direction="in" if inwards else "out", links=tuple(links)))
    return tuple(groups)


def _legal_units(links: Iterable[Link], siblings: list[Sibling]) -> tuple[LegalUnitOf, ...]:
    found = []
    for link in links:
        rows = [row for row in siblings if row.unit == link.id]
        others = tuple(
            Establishment(
                id=row.other,
                label=row.label or row.other,
                commune_label=row.commune,
                facts=tuple(sorted(set(row.facts))),
            )
            for row in rows
            if row.other is not None
        )
        legal_form = rows[0].legal_form if rows else None
        label = link.label if link.label != link.id else None
        found.append(LegalUnitOf(id=link.id, label=label, legal_form=legal_form, facts=link.facts, others=others))
    return tuple(found)


def _territories(links: Iterable[Link], above: Iterable[Above]) -> tuple[TerritoryOf, ...]:
    told = {link.id: link.facts for link in links}
    return tuple(
        TerritoryOf(id=row.id, label=row.label or row.id, kind=row.kind, facts=told.get(row.id, ())) for row in above
    )
