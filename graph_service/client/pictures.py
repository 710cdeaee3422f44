"""Answers as drawings: rows of the API become boxes, marks and lines of `drawing`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from graph_service.client.answers import Row, Rows
from graph_service.drawing import (
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
from graph_service.kernel.errors import NotFound

_SUREST = ("declared", "observed", "inferred")
_TOWNS = 6
"""Communes of a map that are named: those with most points."""
_WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {"could": "pourraient : {n}", "unplaced": "Sans position connue : {n}."},
    "en": {"could": "could hold it: {n}", "unplaced": "Place unknown: {n}."},
    "de": {"could": "könnten: {n}", "unplaced": "Ort unbekannt: {n}."},
}


def chain_picture(stages: Iterable[Row], missing: Iterable[Row], *, title: str, lang: str) -> str:
    """The stages of a chain in columns; a missing one says how many actors could hold it."""
    could = {row["stage"]: row["candidates_in_all"] for row in missing}
    boxes = [
        StageBox(
            id=row["stage"],
            label=row["label"],
            rank=row.get("rank"),
            feeds=tuple(row.get("feeds") or ()),
            held=row["held"],
            note=_WORDS[lang]["could"].format(n=could[row["stage"]]) if could.get(row["stage"]) else None,
        )
        for row in stages
    ]
    return chain_columns(boxes, title=title, lang=lang)


def supply_picture(rows: Rows, centre: Row, *, lang: str) -> str:
    """An actor, and who supplies it or whom it supplies; the basis of a step is that of its surest fact."""
    facts = rows.facts
    nodes = [_centre(centre)]
    ties = []
    for row in rows:
        nodes.append(_node(rows, row["actor"], row, row["distance"]))
        step = row["path"][-1]
        products = ", ".join(step.get("products") or ())
        ties.append(EgoTie(step["supplier"], step["customer"], _basis(step["facts"], facts), products))
    return flow_columns(nodes, ties, title=centre["label"], lang=lang)


def complement_picture(rows: Rows, centre: Row, *, lang: str) -> str:
    """An actor, and who could help it or be helped: arrows lead from who has to who lacks."""
    nodes = [_centre(centre)]
    ties = []
    for row in rows:
        nodes.append(_node(rows, row["actor"], row, 1))
        for reason in row["reasons"]:
            ends = (row["actor"], centre["id"]) if reason["direction"] == "gets" else (centre["id"], row["actor"])
            ties.append(EgoTie(*ends, reason["basis"], reason["sentence"]))
    return ego_graph(nodes, ties, title=centre["label"], lang=lang)


def neighbour_picture(rows: Rows, centre: Row, *, lang: str) -> str:
    """An actor and those one step away, with every link between."""
    facts = rows.facts
    nodes = [_centre(centre)]
    ties = []
    for row in rows:
        nodes.append(_node(rows, row["id"], row, 1))
        for relation in row["relations"]:
            ends = (row["id"], centre["id"]) if relation["direction"] == "in" else (centre["id"], row["id"])
            ties.append(EgoTie(*ends, _basis(relation["facts"], facts), relation["type"]))
    return ego_graph(nodes, ties, title=centre["label"], lang=lang)


def map_picture(rows: Rows, *, title: str, lang: str) -> str:
    """Rows that know where they are, around the place that was asked for; those that do not are counted below."""
    placed = [row for row in rows if row.get("lat") is not None and row.get("lon") is not None]
    points = [
        MapPoint(
            row["label"], row["lat"], row["lon"], row.get("sphere"), _page(rows, row.get("owner") or row.get("id"))
        )
        for row in placed
    ]
    near = rows.meta.get("near")
    around = None
    if near:
        around = Circle(near["label"], near["lat"], near["lon"], float(rows.params.get("km") or 0) or None)
    note = _WORDS[lang]["unplaced"].format(n=len(rows) - len(placed)) if len(placed) < len(rows) else None
    return points_on_map(points, title=title, towns=_towns(rows, placed), around=around, note=note, lang=lang)


def _towns(rows: Rows, placed: Sequence[Row]) -> list[Town]:
    """The communes with most of the points, where the service knows them to be."""
    communes = Counter(row["commune"] for row in placed if str(row.get("commune", "")).startswith("insee:"))
    towns = []
    for commune, _ in sorted(communes.items(), key=lambda each: (-each[1], each[0]))[:_TOWNS]:
        try:
            known = rows.api.get(f"/v1/territories/{quote(commune, safe=':')}")["data"]
        except NotFound:
            continue
        if known.get("lat") is not None and known.get("lon") is not None:
            towns.append(Town(known["label"], known["lat"], known["lon"]))
    return towns


def _centre(row: Row) -> EgoNode:
    return EgoNode(row["id"], row["label"], row.get("sphere"), 0)


def _node(rows: Rows, identifier: str, row: Row, distance: int) -> EgoNode:
    sphere = row.get("sphere")
    return EgoNode(
        identifier, row["label"], sphere, distance, _page(rows, identifier), group=row.get("commune") or sphere
    )


def _page(rows: Rows, actor: str | None) -> str | None:
    """The page of an actor, where the service stays when we leave."""
    if actor is None or not rows.api.shared:
        return None
    return f"{rows.api.address}/acteurs/{quote(actor, safe=':')}"


def _basis(ids: Sequence[str], facts: Mapping[str, Mapping[str, Any]]) -> str:
    told = {facts[each]["basis"] for each in ids if each in facts}
    return next((basis for basis in _SUREST if basis in told), "inferred")
