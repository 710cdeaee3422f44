"""Which machines are within reach, and who may run them: the rules that Cypher should not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import numpy as np

from graph_service.access.viewer import Viewer
from graph_service.analysis.nearness import Point, metres_from, within
from graph_service.equipment import queries
from graph_service.equipment.models import Machine, MachineRow, MachinesFound, TypeOf
from graph_service.kernel.distance import rounded_km
from graph_service.kernel.errors import WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.store.port import GraphStore

_SKILL = "skill:"


def machines(
    store: GraphStore,
    viewer: Viewer,
    *,
    type: Curie | None,  # noqa: A002  (the word of the address)
    expand: bool = True,
    near: Point | None = None,
    km: float | None = None,
    shareable: bool | None = None,
    basis: Sequence[str] = (),
    min_confidence: float = 0.0,
    offset: int = 0,
    limit: int = 100,
    lang: str = "fr",
) -> MachinesFound:
    """Machines of `type` (None: all) within `km` of `near`, nearest first, else by name; then by id; scope `own`.

    A machine whose place nobody knows is left out when a distance is asked, and counted. Its place is its own point,
    else the commune it stands in, else its owner's point, else his commune. Raises WrongInput for `km` without `near`.
    """
    if km is not None and near is None:
        raise WrongInput(
            "km demande near : une distance, mais d'où ?", "km needs near: a distance from where?", field="near"
        )
    rows = queries.machines(store, viewer, types=[type] if type else [], expand=expand, lang=lang)
    found = [_machine(list(group)) for _, group in groupby(rows, key=lambda row: (row.equipment, row.owner))]
    found = [
        one
        for one in found
        if (shareable is None or one.shareable is shareable)
        and (not basis or one.basis in basis)
        and one.confidence >= min_confidence
    ]
    without = 0
    if near is None:
        found.sort(key=lambda one: (one.label.casefold(), one.equipment, one.owner))
    else:
        lats = np.array([np.nan if one.lat is None else one.lat for one in found], dtype=np.float64)
        lons = np.array([np.nan if one.lon is None else one.lon for one in found], dtype=np.float64)
        metres = metres_from(near, lats, lons)
        reached = within(near, km, lats, lons, metres)
        without = int(np.isnan(metres).sum())
        placed = sorted(
            (float(metres[place]), found[place].equipment, found[place].owner, place)
            for place in np.flatnonzero(reached).tolist()
        )
        found = [found[place].model_copy(update={"distance_km": rounded_km(far)}) for far, _, _, place in placed]
    return MachinesFound(
        rows=tuple(found[offset : offset + limit]),
        total=len(found),
        without_place=without,
        by_basis=dict(sorted(Counter(one.basis for one in found).items())),
    )


def _machine(rows: list[MachineRow]) -> Machine:
    """One machine of one owner, from its rows: one per type and per fact that says it is his; the surest counts."""
    first = max(rows, key=lambda row: (row.confidence, row.facts))
    required = {skill for row in rows for skill in row.required if skill.startswith(_SKILL)}
    held = {skill for row in rows for skill in row.operators}
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
        operator=required <= held if required else None,
        basis=first.basis,
        confidence=first.confidence,
        facts=tuple(dict.fromkeys(fact for row in rows for fact in row.facts)),
    )
