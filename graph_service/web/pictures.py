"""Pictures on pages: rows of the domains as boxes, marks and lines, each leading to its page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

from graph_service.complementarity.models import Complement
from graph_service.drawing import (
    PAGE,
    PHONE,
    WIDE,
    Circle,
    EgoNode,
    EgoTie,
    MapPoint,
    StageBox,
    Town,
    chain_columns,
    ego_graph,
    flow_columns,
    points_on_map,
)
from graph_service.equipment.models import Machine
from graph_service.http.places import Place
from graph_service.kernel.errors import WrongInput
from graph_service.territories.service import HOME, territories
from graph_service.value_chain.models import MissingStage, Reached, StageHeld
from graph_service.web.grounds import Grounds
from graph_service.web.page import Visit

_COMMUNES, _TOWNS = 2_000, 4
_APART, _EAST = 0.1, 0.66
"""Degrees of latitude between two towns that are named, and how much shorter degrees of longitude are around here."""


def chain_picture(
    visit: Visit,
    title: str,
    stages: Sequence[StageHeld],
    missing: Sequence[MissingStage],
    addresses: Mapping[str, str],
) -> str:
    """The stages in columns; a missing one says how many actors could hold it. `addresses`: stage → its page."""
    could = {stage.stage: stage.candidates_in_all for stage in missing if stage.candidates_in_all}
    boxes = [
        StageBox(
            id=stage.stage,
            label=stage.label,
            rank=stage.rank,
            feeds=stage.feeds,
            held=stage.held,
            href=addresses[stage.stage],
            note=visit.t.count("chain.could", could[stage.stage]) if stage.stage in could else None,
        )
        for stage in stages
    ]
    return _both(lambda *, wide, use: chain_columns(boxes, title=title, lang=visit.lang, wide=wide, use=use))


def flow_picture(
    visit: Visit, title: str, actor: str, label: str, sphere: str | None, reached: Sequence[Reached], grounds: Grounds
) -> str:
    """The actor and those who supply it (or whom it supplies), in columns by deliveries."""
    nodes = [EgoNode(actor, label, sphere, 0)]
    nodes += [EgoNode(one.actor, one.label, one.sphere, one.distance, _file(visit, one.actor)) for one in reached]
    ties: dict[tuple[str, str, str], EgoTie] = {}
    for step in (one.path[-1] for one in reached):
        bases = {fact.basis for fact in map(grounds.fact, step.facts) if fact} or {"declared"}
        for basis in sorted(bases):
            key = (step.supplier, step.customer, basis)
            ties[key] = EgoTie(step.supplier, step.customer, basis, ", ".join(step.products))
    return _both(
        lambda *, wide, use: flow_columns(nodes, list(ties.values()), title=title, lang=visit.lang, wide=wide, use=use)
    )


def meeting_picture(
    visit: Visit, title: str, actor: str, label: str, sphere: str | None, found: Sequence[Complement]
) -> str:
    """The actor in the middle and those it should meet around it; each line leads from who has to who lacks."""
    nodes = [EgoNode(actor, label, sphere, 0)]
    nodes += [EgoNode(one.actor, one.label, one.sphere, 1, _file(visit, one.actor)) for one in found]
    ties = [
        EgoTie(one.actor, actor, reason.basis, reason.wanted_label)
        if reason.direction == "gets"
        else EgoTie(actor, one.actor, reason.basis, reason.wanted_label)
        for one in found
        for reason in one.reasons
    ]
    return ego_graph(nodes, ties, title=title, lang=visit.lang)


def machine_map(
    visit: Visit, title: str, rows: Sequence[Machine], place: Place | None, km: float | None, note: str | None
) -> str:
    """The machines of a page where they stand, and the circle that was searched."""
    points = [
        MapPoint(row.label, row.lat, row.lon, href=f"#{row.equipment}")
        for row in rows
        if row.lat is not None and row.lon is not None
    ]
    around = Circle(place.label, place.lat, place.lon, km) if place else None
    ground, towns = _land(visit)
    return _both(
        lambda *, wide, use: points_on_map(
            points,
            title=title,
            towns=towns,
            around=around,
            ground=ground,
            note=note,
            lang=visit.lang,
            wide=min(wide, WIDE),
            use=use,
        )
    )


def _land(visit: Visit) -> tuple[list[tuple[float, float]], list[Town]]:
    """Where the communes of the home territory are, and its largest towns, a good way from one another."""
    try:
        rows = territories(visit.store, visit.viewer, kind="commune", within=HOME, limit=_COMMUNES).rows
    except WrongInput:  # it was not loaded
        return [], []
    placed = [(row, row.lat, row.lon) for row in rows if row.lat is not None and row.lon is not None]
    towns: list[Town] = []
    for row, lat, lon in sorted(placed, key=lambda each: (-(each[0].population or 0), each[0].id)):
        if len(towns) == _TOWNS:
            break
        if all(math.dist((lat, lon * _EAST), (town.lat, town.lon * _EAST)) > _APART for town in towns):
            towns.append(Town(row.label, lat, lon))
    return [(lat, lon) for _, lat, lon in placed], towns


class _Drawing(Protocol):
    def __call__(self, *, wide: float, use: str) -> str:
        """The drawing at a width, for those who have it."""


def _both(drawing: _Drawing) -> str:
    """One drawing for pages and one for telephones; the style sheet shows the one that there is room for."""
    return drawing(wide=PAGE, use="page") + drawing(wide=PHONE, use="phone")


def _file(visit: Visit, actor: str) -> str:
    return str(visit.to(f"/acteurs/{actor}"))
