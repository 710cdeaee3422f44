"""Counts of the actors found, per value; each facet ignores its own condition."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graph_service.actors.models import ActorFilter, Facet, FacetValue
from graph_service.actors.selection import Selection
from graph_service.projection.actors import ActorTable
from graph_service.projection.columns import Mask
from graph_service.schema.words import Words

_OPEN_LEVELS = 2
"""Sections and divisions are shown at once; deeper levels when one of them is asked for."""


def facets(table: ActorTable, asked: ActorFilter, found: Selection, words: Words) -> tuple[Facet, ...]:
    """Spheres, sectors, territories and classes of workforce of the actors found, without those that nobody has."""
    return (
        Facet(name="sphere", values=_spheres(table, found.rows(without="sphere"), words)),
        Facet(name="sector", values=_sectors(table, asked, found, words.language)),
        Facet(name="territory", values=_territories(table, found)),
        Facet(name="workforce", values=_workforces(table, found.rows(without="workforce"), words)),
    )


def _spheres(table: ActorTable, rows: Mask, words: Words) -> tuple[FacetValue, ...]:
    counted = table.spheres.counts(rows)
    values = [FacetValue(id=one, label=words.value("sphere", one), count=count) for one, count in counted.items()]
    return tuple(sorted(values, key=lambda value: (-value.count, value.id)))


def _workforces(table: ActorTable, rows: Mask, words: Words) -> tuple[FacetValue, ...]:
    counted = table.workforces.counts(rows)
    values = [FacetValue(id=one, label=words.value("workforce", one), count=count) for one, count in counted.items()]
    return tuple(sorted(values, key=lambda value: value.id))


def _sectors(table: ActorTable, asked: ActorFilter, found: Selection, lang: str) -> tuple[FacetValue, ...]:
    counts = table.sector_sets.counts(found.rows(without="sector"), found.grounded.active)
    tree = table.concepts.subtrees
    chosen = tree.number.get(str(asked.sector)) if asked.sector else None
    opened = tree.above(table.concepts.current(chosen)) if chosen is not None else set()

    def values(numbers: Sequence[int], level: int, path: frozenset[int]) -> tuple[FacetValue, ...]:
        shown = []
        for number in numbers:
            if counts[number] and number not in path:
                unfold = level < _OPEN_LEVELS or number in opened
                children = values(tree.narrower[number], level + 1, path | {number}) if unfold else ()
                label, count = table.concepts.label(number, lang), int(counts[number])
                shown.append(FacetValue(id=tree.ids[number], label=label, count=count, children=children))
        return tuple(shown)

    return values(tree.roots, 1, frozenset())


def _territories(table: ActorTable, found: Selection) -> tuple[FacetValue, ...]:
    counts = table.area_sets.counts(found.rows(without="territory"), found.grounded.located)
    held = {commune for communes in table.area_children.values() for commune in communes}
    alone = [commune for commune in table.area_holders if commune not in held]
    epcis = [_area(table, epci, counts, communes) for epci, communes in table.area_children.items()]
    return _by_count([*epcis, *(_area(table, commune, counts) for commune in alone)])


def _area(table: ActorTable, number: int, counts: NDArray[np.int64], communes: Sequence[int] = ()) -> FacetValue:
    area = table.areas[number]
    children = _by_count([_area(table, commune, counts) for commune in communes])
    return FacetValue(id=area.id, label=area.label, count=int(counts[number]), children=children)


def _by_count(values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    return tuple(
        sorted((value for value in values if value.count), key=lambda value: (-value.count, value.label, value.id))
    )
