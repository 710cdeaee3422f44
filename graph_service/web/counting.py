"""How many actors each thing has: the numbers beside sectors and territories, each the head of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from graph_service.actors.models import ActorFilter, ActorsFound, FacetValue
from graph_service.actors.service import search
from graph_service.web.page import Visit

Facets = dict[str, tuple[FacetValue, ...]]


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A facet as the list shows it: the first values, the others behind a fold, the chosen branch open."""

    name: str
    first: tuple[ShownValue, ...]
    others: tuple[ShownValue, ...]


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value of a facet in the reader's words."""

    id: str
    label: str
    count: int
    children: tuple[ShownValue, ...] = ()
    open: bool = False


def overview(visit: Visit, asked: ActorFilter | None = None) -> ActorsFound:
    """Total and facets of a question, without its rows to speak of."""
    return search(visit.store, visit.viewer, asked or ActorFilter(), offset=0, limit=1, lang=visit.lang)


def facets_of(found: ActorsFound) -> Facets:
    """Facet name → values."""
    return {facet.name: facet.values for facet in found.facets}


def flat(values: Iterable[FacetValue]) -> Iterator[FacetValue]:
    """The values and all below them."""
    for value in values:
        yield value
        yield from flat(value.children)


def counts_by(visit: Visit, kind: Literal["sector", "territory"], ids: Iterable[str]) -> dict[str, int]:
    """Actors of each sector or territory: from the facet where it has the value, else by asking for it."""
    known = {value.id: value.count for value in flat(facets_of(overview(visit)).get(kind, ()))}
    counts: dict[str, int] = {}
    for identifier in ids:
        if identifier not in known:
            asked = ActorFilter.model_validate({kind: visit.curie(identifier)})
            known[identifier] = overview(visit, asked).total
        counts[identifier] = known[identifier]
    return counts


def shown_facets(visit: Visit, found: ActorsFound, chosen: dict[str, str], first: int = 8) -> list[ShownFacet]:
    """The facets that have anything to choose from."""
    shown: list[ShownFacet] = []
    for facet in found.facets:
        values = tuple(_shown(visit, facet.name, value, chosen.get(facet.name, "")) for value in facet.values)
        if not values:
            continue
        ahead = [
            value for place, value in enumerate(values) if place < first or value.open or value.id == chosen[facet.name]
        ]
        behind = tuple(value for value in values if value not in ahead)
        shown.append(ShownFacet(facet.name, tuple(ahead), behind))
    return shown


def _shown(visit: Visit, facet: str, value: FacetValue, chosen: str) -> ShownValue:
    label = visit.words.value(facet, value.id) if facet in {"sphere", "workforce"} else value.label
    children = tuple(_shown(visit, facet, below, chosen) for below in value.children)
    is_open = value.id == chosen or any(below.id == chosen or below.open for below in children)
    return ShownValue(value.id, label, value.count, children, bool(children) and is_open)
