"""What is shown of an actor or a legal unit, made from the records that describe it.

An actor keeps no fact of its own: label, sphere, point and workforce class come from those of its records that are at
least as wide as the actor itself, sources in the order of graph.toml, then records in the order of their ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from graph_service.analysis.text import search_text, tokens
from loaders.audiences import Seen, at_least_as_wide, widest

Properties = Mapping[str, Any]
Point = tuple[float, float]
"""(lat, lon) in degrees."""

SOLE_TRADER = "Entrepreneur individuel"
NOT_DISCLOSED = "Établissement en diffusion partielle"


def seen(properties: Properties) -> Seen:
    """Audience and owner among stored properties."""
    return properties.get("audience"), properties.get("owner")


def in_order(records: Sequence[Properties], order: Sequence[str]) -> list[Properties]:
    """Records by the rank of their source, then by id."""
    ranks = {source: rank for rank, source in enumerate(order)}
    return sorted(records, key=lambda r: (ranks.get(r["source"], len(ranks)), r["source"], r["id"]))


def actor_properties(
    actor: str, records: Sequence[Properties], place: Point | None, order: Sequence[str]
) -> tuple[dict[str, Any], Seen]:
    """Display values of an actor, and who may see it. `place` is the point of its commune, if that is known.

    `records` holds at least one.
    """
    audience = widest(seen(record) for record in records)
    shown = in_order([record for record in records if at_least_as_wide(*seen(record), audience)], order)
    content: dict[str, Any] = {"label": label_of(actor, shown)}
    for name in ("sphere", "workforce"):
        value = next((record[name] for record in shown if record.get(name)), None)
        if value is not None:
            content[name] = value
    content.update(_point(shown, place))
    content["search_text"] = search_text(
        *(record.get(name) for record in shown for name in ("name", "trade_name", "unit_name"))
    ) or search_text(content["label"])
    return content, audience


def label_of(actor: str, records: Sequence[Properties]) -> str:
    """The name of an actor: the first record that has one, with its trade name when that says more."""
    for record in records:
        name = record.get("name") or record.get("unit_name")
        trade = record.get("trade_name")
        if name and trade and not set(tokens(trade)) <= set(tokens(name)):
            return f"{name} ({trade})"
        if name or trade:
            return str(name or trade)
    if any(record.get("sole_trader") for record in records):
        return SOLE_TRADER
    if any(record.get("diffusion") in ("P", "N") for record in records):
        return NOT_DISCLOSED
    return actor.partition(":")[2]


def unit_properties(unit: str, audience: Seen, records: Sequence[Properties], order: Sequence[str]) -> dict[str, Any]:
    """Label and legal form of a legal unit, from the records of its establishments: the best source's most common."""
    shown = in_order([record for record in records if at_least_as_wide(*seen(record), audience)], order)
    content: dict[str, Any] = {"label": _most_common(shown, "unit_name")}
    if content["label"] is None:
        sole = any(record.get("sole_trader") for record in shown)
        content["label"] = SOLE_TRADER if sole else unit.partition(":")[2]
    form = _most_common(shown, "legal_form")
    return content if form is None else {**content, "legal_form": form}


def _most_common(records: Sequence[Properties], name: str) -> str | None:
    first = next((record["source"] for record in records if record.get(name)), None)
    counted = Counter(record[name] for record in records if record["source"] == first and record.get(name))
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _point(records: Sequence[Properties], place: Point | None) -> dict[str, Any]:
    for record in records:
        if record.get("lat") is not None and record.get("lon") is not None:
            return {"lat": record["lat"], "lon": record["lon"], "precision": record.get("precision", "address")}
    if place is not None:
        return {"lat": place[0], "lon": place[1], "precision": "commune"}
    return {}
