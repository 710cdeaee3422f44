"""Which machines are within reach, and on which conditions: the rules that Cypher should not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from graph_service.access.viewer import Viewer
from graph_service.analysis.nearness import Point, metres_from, within
from graph_service.equipment import queries
from graph_service.equipment.models import Machine, MachineRow, MachinesFound, TypeOf
from graph_service.equipment.running import with_requirements
from graph_service.equipment.types import must_be_type, same_types
from graph_service.kernel.distance import rounded_km
from graph_service.kernel.errors import WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.store.port import GraphStore
from graph_service.store.territory import known_territory


@dataclass(frozen=True, slots=True)
class MachineFilter:
    """Which machines are asked for; what is None does not filter."""

    type: Curie | None = None
    expand: bool = True
    """Whether narrower types count."""
    territory: Curie | None = None
    """Where it stands, at any level; a machine without a place of its own stands where its owner is."""
    near: Point | None = None
    km: float | None = None
    shareable: bool | None = None
    """True: only what is declared to be shared; False: only what is declared not to be. What nobody said is neither,
    and counted apart."""
    basis: Sequence[str] = ()
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class _Selected:
    machines: list[Machine]
    without_place: int
    sharing_unknown: int


def machines(
    store: GraphStore, viewer: Viewer, asked: MachineFilter, *, offset: int = 0, limit: int = 100, lang: str = "fr"
) -> MachinesFound:
    """Machines that are asked for, nearest first with `near`, else by name; then by id; scope `own`.

    A machine whose place nobody knows is left out when a distance is asked, and counted. Its place is its own point,
    else the commune it stands in, else its owner's point, else his commune. Raises WrongInput for `km` without `near`,
    for what is no type of equipment, naming the nearest, and for a territory that was not loaded.
    """
    found = _selected(store, viewer, asked, lang)
    return MachinesFound(
        rows=with_requirements(store, viewer, found.machines[offset : offset + limit], lang=lang),
        total=len(found.machines),
        without_place=found.without_place,
        sharing_unknown=found.sharing_unknown,
        by_basis=dict(sorted(Counter(one.basis for one in found.machines).items())),
    )


def types_of_machines(
    store: GraphStore, viewer: Viewer, asked: MachineFilter, *, lang: str = "fr"
) -> list[tuple[TypeOf, ...]]:
    """The types of each machine that `machines` would find. Raises what it raises."""
    return [one.types for one in _selected(store, viewer, asked, lang).machines]


def _selected(store: GraphStore, viewer: Viewer, asked: MachineFilter, lang: str) -> _Selected:
    if asked.km is not None and asked.near is None:
        raise WrongInput(
            "km demande near : une distance, mais d'où ?", "km needs near: a distance from where?", field="near"
        )
    if asked.type is not None:
        must_be_type(store, asked.type)
    if asked.territory is not None:
        known_territory(store, viewer, asked.territory)
    rows = queries.machines(
        store,
        viewer,
        types=same_types(store, asked.type) if asked.type else [],
        expand=asked.expand,
        territories=[asked.territory] if asked.territory else [],
        lang=lang,
    )
    found = [_machine(list(group)) for _, group in groupby(rows, key=lambda row: (row.equipment, row.owner))]
    found = [
        one for one in found if (not asked.basis or one.basis in asked.basis) and one.confidence >= asked.min_confidence
    ]
    without = 0
    if asked.near is None:
        found.sort(key=lambda one: (one.label.casefold(), one.equipment, one.owner))
    else:
        found, without = _near(found, asked.near, asked.km)
    if asked.shareable is None:
        return _Selected(found, without, 0)
    unknown = sum(one.shareable is None for one in found)
    return _Selected([one for one in found if one.shareable is asked.shareable], without, unknown)


def _near(found: list[Machine], near: Point, km: float | None) -> tuple[list[Machine], int]:
    """Those within `km` (None: all whose place is known), the nearest first, and how many have no known place."""
    lats = np.array([np.nan if one.lat is None else one.lat for one in found], dtype=np.float64)
    lons = np.array([np.nan if one.lon is None else one.lon for one in found], dtype=np.float64)
    metres = metres_from(near, lats, lons)
    reached = within(near, km, lats, lons, metres)
    placed = sorted(
        (float(metres[place]), found[place].equipment, found[place].owner, place)
        for place in np.flatnonzero(reached).tolist()
    )
    ordered = [found[place].model_copy(update={"distance_km": rounded_km(far)}) for far, _, _, place in placed]
    return ordered, int(np.isnan(metres).sum())


def _machine(rows: list[MachineRow]) -> Machine:
    """One machine of one owner, from its rows: one per type and per fact that says it is his; the surest counts."""
    first = max(rows, key=lambda row: (row.confidence, row.facts))
    return Machine(
        equipment=first.equipment,
        label=first.label,
        description=first.description,
        types=tuple(TypeOf(id=key, label=label) for key, label in {row.type: row.type_label for row in rows}.items()),
        owner=first.owner,
        owner_label=first.owner_label,
        shareable=first.shareable,
        conditions=first.conditions,
        price_eur_hour=first.price_eur_hour,
        lat=first.lat,
        lon=first.lon,
        precision=first.precision,
        commune=first.commune,
        basis=first.basis,
        confidence=first.confidence,
        facts=tuple(dict.fromkeys(fact for row in rows for fact in row.facts)),
    )
