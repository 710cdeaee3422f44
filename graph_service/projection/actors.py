"""All actors that a level sees, as columns: what lists, searches and counts are made from.

Built from six questions that answer in lists, once per level and version; nothing in it comes from what the level
cannot see, so no rank, count or suggestion can depend on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_service.access.viewer import Viewer
from graph_service.analysis.text import fold
from graph_service.analysis.text.words import WordIndex
from graph_service.projection.cache import VersionedCache
from graph_service.projection.columns import Codes, FactColumns, Ints, Sets, Told
from graph_service.projection.concepts import ConceptTree, concept_tree
from graph_service.projection.queries import (
    ACTIVITIES,
    AROUND,
    DESCRIPTIONS,
    EVERYONE,
    TAGGED,
    WHEREABOUTS,
    Descriptions,
    Everyone,
    Whereabouts,
)
from graph_service.store.port import GraphStore

UNKNOWN_DEGREES = 900.0
"""Latitudes and longitudes from here on stand for unknown ones: lists that come from Cypher hold no nulls."""
_AT_ONCE = 5_000
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Area:
    """A territory as the table knows it."""

    id: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class ActorTable:
    """One row per actor, by id; columns and facts refer to rows by number."""

    ids: list[str]
    places: dict[str, int]
    """Row of each id."""
    labels: list[str]
    spheres: Codes
    workforces: Codes
    lats: NDArray[np.float64]
    """Degrees; the commune's where the actor has none; NaN where nobody knows."""
    lons: NDArray[np.float64]
    precisions: list[str]
    alphabetical: Ints
    """Rank of each row by the folded words of its name, then id."""
    located: FactColumns
    """Ends are numbers of `areas`."""
    active: FactColumns
    """Ends are numbers of `concepts`."""
    tagged: dict[str, FactColumns]
    """Type → facts about concepts but sectors; ends are numbers of `concepts`."""
    described: FactColumns
    """Ends are numbers of `sources`."""
    areas: list[Area]
    area_number: dict[str, int]
    area_sets: Sets
    area_children: dict[int, tuple[int, ...]]
    """Number of an EPCI → numbers of the communes it holds."""
    area_holders: dict[int, frozenset[int]]
    """Number of a commune → itself and all that hold it."""
    concepts: ConceptTree
    sector_sets: Sets
    sources: list[str]
    texts: WordIndex
    text_rows: Ints
    text_fields: list[str]

    def __len__(self) -> int:
        return len(self.ids)


def actor_table(store: GraphStore, viewer: Viewer) -> ActorTable:
    """The table of what the levels of `viewer` see now; of his own facts nothing. Raises what reading raises."""
    return _TABLES.get(store, viewer)


def _build(store: GraphStore, viewer: Viewer) -> ActorTable:
    everyone = [row for group in EVERYONE.all(store, viewer) for row in _people(group)]
    everyone.sort(key=lambda row: row.id)
    places = {row.id: place for place, row in enumerate(everyone)}
    where = WHEREABOUTS.all(store, viewer)
    areas, holders = _areas(store, viewer, where)
    area_number = {area.id: number for number, area in enumerate(areas)}
    told_where = [Told(area_number[g.territory], g.basis, g.confidence, g.actors, g.facts) for g in where]
    located = FactColumns(told_where, places)
    concepts = concept_tree(store)
    active = FactColumns(
        (
            Told(concepts.number[group.sector], group.basis, group.confidence, group.actors, group.facts)
            for group in ACTIVITIES.all(store, viewer)
            if group.sector in concepts.number
        ),
        places,
    )
    described_by = DESCRIPTIONS.all(store, viewer)
    sources = sorted({group.source for group in described_by})
    texts = _texts(everyone, described_by, places)
    lats, lons, precisions = _points(everyone, located, {area_number[g.territory]: (g.lat, g.lon) for g in where})
    sector_sets = {end: concepts.subtrees.above(end) for end in set(active.ends.tolist())}
    return ActorTable(
        ids=[row.id for row in everyone],
        places=places,
        labels=[row.label for row in everyone],
        spheres=Codes(row.sphere for row in everyone),
        workforces=Codes(row.workforce for row in everyone),
        lats=lats,
        lons=lons,
        precisions=precisions,
        alphabetical=_alphabetical(everyone),
        located=located,
        active=active,
        tagged=_tagged(store, viewer, concepts, places),
        described=FactColumns(
            (
                Told(sources.index(g.source), g.basis, g.confidence, g.actors, g.facts, g.observed_on)
                for g in described_by
            ),
            places,
        ),
        areas=areas,
        area_number=area_number,
        area_sets=Sets(located, holders, len(areas)),
        area_children=_communes_of_epci(areas, holders),
        area_holders={commune: frozenset(above) for commune, above in holders.items()},
        concepts=concepts,
        sector_sets=Sets(active, sector_sets, len(concepts.ids)),
        sources=sources,
        texts=WordIndex([text for _, _, text in texts]),
        text_rows=np.array([row for row, _, _ in texts], dtype=np.int32),
        text_fields=[field for _, field, _ in texts],
    )


_TABLES = VersionedCache(_build, size=6)
"""Three levels, at this version and the one before."""


def _tagged(store: GraphStore, viewer: Viewer, concepts: ConceptTree, places: dict[str, int]) -> dict[str, FactColumns]:
    told: dict[str, list[Told]] = {}
    for g in TAGGED.all(store, viewer):
        if g.concept in concepts.number:
            one = Told(concepts.number[g.concept], g.basis, g.confidence, g.actors, g.facts)
            told.setdefault(g.link, []).append(one)
    return {link: FactColumns(facts, places) for link, facts in told.items()}


@dataclass(frozen=True, slots=True)
class _Person:
    id: str
    label: str
    sphere: str
    workforce: str
    lat: float
    lon: float
    precision: str


def _people(group: Everyone) -> list[_Person]:
    columns = zip(group.actors, group.labels, group.lats, group.lons, group.precisions, strict=True)
    return [_Person(one, label, group.sphere, group.workforce, lat, lon, how) for one, label, lat, lon, how in columns]


def _alphabetical(everyone: list[_Person]) -> Ints:
    keys = [(" ".join(_WORD.findall(fold(row.label))), row.id) for row in everyone]
    ranks = np.empty(len(keys), dtype=np.int32)
    ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32)
    return ranks


def _areas(store: GraphStore, viewer: Viewer, where: list[Whereabouts]) -> tuple[list[Area], dict[int, set[int]]]:
    """All territories that hold actors, and for each that is told of an actor, the numbers of those that hold it."""
    names = {
        group.territory: Area(group.territory, group.label or group.territory, group.kind or "") for group in where
    }
    communes = sorted(names)
    above: list[tuple[str, list[str]]] = []
    for first in range(0, len(communes), _AT_ONCE):
        for row in AROUND.all(store, viewer, communes=communes[first : first + _AT_ONCE]):
            names.setdefault(row.territory, Area(row.territory, row.label or row.territory, row.kind or ""))
            above.append((row.territory, row.below))
    areas = [names[identifier] for identifier in sorted(names)]
    number = {area.id: place for place, area in enumerate(areas)}
    holders = {number[commune]: {number[commune]} for commune in communes}
    for holder, below in above:
        for commune in below:
            holders[number[commune]].add(number[holder])
    return areas, holders


def _communes_of_epci(areas: list[Area], holders: dict[int, set[int]]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for commune, above in holders.items():
        for holder in above - {commune}:
            if areas[holder].id.startswith("epci:"):
                found.setdefault(holder, []).append(commune)
    return {epci: tuple(sorted(communes)) for epci, communes in found.items()}


def _points(
    everyone: list[_Person], located: FactColumns, centres: dict[int, tuple[float | None, float | None]]
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[str]]:
    lats = np.array([row.lat for row in everyone], dtype=np.float64)
    lons = np.array([row.lon for row in everyone], dtype=np.float64)
    precisions = [row.precision for row in everyone]
    unknown = (np.abs(lats) >= UNKNOWN_DEGREES) | (np.abs(lons) >= UNKNOWN_DEGREES)
    lats[unknown] = lons[unknown] = np.nan
    for row in np.flatnonzero(unknown).tolist():
        precisions[row] = ""
        for area, _ in located.of_row(row, None):
            lat, lon = centres.get(area, (None, None))
            if lat is not None and lon is not None:
                lats[row], lons[row], precisions[row] = lat, lon, "commune"
                break
    return lats, lons, precisions


def _texts(
    everyone: list[_Person], described_by: list[Descriptions], places: dict[str, int]
) -> list[tuple[int, str, str]]:
    """(row, field, text) of all names, each text of a row once, under the first field that has it."""
    known: dict[tuple[int, str], str] = {(row, person.label): "label" for row, person in enumerate(everyone)}
    for field in ("name", "trade_name", "unit_name"):
        for group in described_by:
            for actor, text in zip(group.actors, getattr(group, f"{field}s"), strict=True):
                if text and actor in places:
                    known.setdefault((places[actor], text), field)
    return [(row, field, text) for (row, text), field in known.items()]
