"""Who supplies an actor, and whom it supplies, step by step: each actor once, by one shortest way."""

from __future__ import annotations

from itertools import groupby
from typing import Literal

from graph_service.access.viewer import Viewer
from graph_service.kernel.errors import NotFound
from graph_service.kernel.identifiers import Curie
from graph_service.store.port import GraphStore
from graph_service.value_chain import queries
from graph_service.value_chain.models import Reached, Step, SupplyRow

Direction = Literal["upstream", "downstream"]

MOST = 2_000
"""Actors after which no further step is taken; the answer says so."""


def reached(
    store: GraphStore, viewer: Viewer, actor: Curie, direction: Direction, *, depth: int, lang: str = "fr"
) -> tuple[list[Reached], bool]:
    """Actors up or down the supply chain of `actor`, at most `depth` deliveries away, nearest first; scope `own`.

    Each actor comes once, whatever circles there are, by the shortest way (of several, the one whose actors come first
    by id). The second value says whether the search ended early at `MOST` actors. Raises NotFound for an actor that is
    not there, or not for this viewer.
    """
    if queries.actor(store, viewer, actor=actor) is None:
        raise NotFound(f"Aucun acteur {actor}.", f"No actor {actor}.", field="id")
    ask = queries.suppliers if direction == "upstream" else queries.customers
    found: dict[str, Reached] = {}
    edge = [str(actor)]
    for distance in range(1, depth + 1):
        rows = ask(store, viewer, actors=edge, lang=lang) if edge else []
        edge = []
        for (near, far), told in groupby(rows, key=lambda row: (row.actor, row.other)):
            if far == actor or far in found:
                continue
            step = _step(list(told), direction)
            before = found[near].path if near in found else ()
            path = (*before, step)
            first = rows_of(rows, far)
            found[far] = Reached(
                actor=far,
                label=first.label or far,
                sphere=first.sphere,
                distance=distance,
                path=path,
                facts=tuple(fact for one in path for fact in one.facts),
            )
            edge.append(far)
        edge.sort()
        if len(found) >= MOST and edge and distance < depth:
            return _ordered(found), True
    return _ordered(found), False


def rows_of(rows: list[SupplyRow], other: str) -> SupplyRow:
    """The first delivery that has `other` at its end."""
    return next(row for row in rows if row.other == other)


def _step(rows: list[SupplyRow], direction: Direction) -> Step:
    near, far = rows[0].actor, rows[0].other
    supplier, customer = (far, near) if direction == "upstream" else (near, far)
    products = dict.fromkeys(row.product_label for row in rows if row.product_label)
    return Step(
        supplier=supplier,
        customer=customer,
        products=tuple(products),
        facts=tuple(sorted(row.fact for row in rows)),
    )


def _ordered(found: dict[str, Reached]) -> list[Reached]:
    return sorted(found.values(), key=lambda one: (one.distance, one.label, one.actor))
