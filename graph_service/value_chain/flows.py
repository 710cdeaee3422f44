"""Who supplies an actor, and whom it supplies, step by step: each actor once, by one shortest way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from graph_service.access.viewer import Viewer
from graph_service.kernel.errors import NotFound
from graph_service.kernel.identifiers import Curie
from graph_service.store.port import GraphStore
from graph_service.value_chain import queries
from graph_service.value_chain.counting import Found, bases_text, by_basis
from graph_service.value_chain.models import Reached, Step, SupplyRow

Direction = Literal["upstream", "downstream"]

MOST = 2_000
"""Actors after which no further step is taken; the answer says so."""


def reached(
    store: GraphStore,
    viewer: Viewer,
    actor: Curie,
    direction: Direction,
    *,
    depth: int,
    basis: Sequence[str] = (),
    min_confidence: float = 0.0,
    lang: str = "fr",
) -> Found[Reached]:
    """Actors up or down the supply chain of `actor`, at most `depth` deliveries away, nearest first; scope `own`.

    Each actor comes once, whatever circles there are, by the shortest way over facts that count (of several, the one
    whose actors come first by id). `cut` says whether the search ended early at `MOST` actors. Raises NotFound for an
    actor that is not there, or not for this viewer, WrongInput for a basis that is none.
    """
    if queries.actor(store, viewer, actor=actor) is None:
        raise NotFound(f"Aucun acteur {actor}.", f"No actor {actor}.", field="id")
    ask = queries.suppliers if direction == "upstream" else queries.customers
    bases = bases_text(basis)
    found: dict[str, Reached] = {}
    told: dict[str, SupplyRow] = {}
    edge = [str(actor)]
    for distance in range(1, depth + 1):
        rows = ask(store, viewer, actors=edge, basis=bases, min_confidence=min_confidence, lang=lang) if edge else []
        edge = []
        for (near, far), deliveries in groupby(rows, key=lambda row: (row.actor, row.other)):
            if far == actor or far in found:
                continue
            these = list(deliveries)
            told |= {row.fact: row for row in these}
            before = found[near].path if near in found else ()
            found[far] = _reached(distance, (*before, _step(these, direction)), these[0], told)
            edge.append(far)
        edge.sort()
        if len(found) >= MOST and edge and distance < depth:
            return _answer(found, told, cut=True)
    return _answer(found, told)


def _reached(distance: int, path: tuple[Step, ...], last: SupplyRow, told: dict[str, SupplyRow]) -> Reached:
    facts = tuple(fact for step in path for fact in step.facts)
    weakest = min((told[fact] for fact in facts), key=lambda row: (row.confidence, row.fact))
    return Reached(
        actor=last.other,
        label=last.label or last.other,
        sphere=last.sphere,
        distance=distance,
        essential=_all_of(step.essential for step in path),
        value_eur=path[-1].value_eur,
        year=path[-1].year,
        basis=weakest.basis,
        confidence=weakest.confidence,
        path=path,
        facts=facts,
    )


def _step(rows: list[SupplyRow], direction: Direction) -> Step:
    near, far = rows[0].actor, rows[0].other
    supplier, customer = (far, near) if direction == "upstream" else (near, far)
    products = dict.fromkeys(row.product_label for row in rows if row.product_label)
    value, year = _value(rows)
    return Step(
        supplier=supplier,
        customer=customer,
        products=tuple(products),
        essential=_any_of(row.essential for row in rows),
        value_eur=value,
        year=year,
        facts=tuple(sorted(row.fact for row in rows)),
    )


def _value(rows: list[SupplyRow]) -> tuple[float | None, int | None]:
    """What these deliveries are worth together in the newest year with a value, and that year."""
    valued = [row for row in rows if row.value_eur is not None]
    newest = max((row.year or 0 for row in valued or rows), default=0)
    surest: dict[str | None, SupplyRow] = {}
    for row in sorted(valued, key=lambda row: (row.confidence, row.fact)):
        if (row.year or 0) == newest:
            surest[row.product] = row
    return (sum(row.value_eur or 0.0 for row in surest.values()) if surest else None), newest or None


def _any_of(told: Iterable[bool | None]) -> bool | None:
    """True when one is, false when all that somebody spoke of are not, None when nobody spoke."""
    known = [one for one in told if one is not None]
    return any(known) if known else None


def _all_of(told: Iterable[bool | None]) -> bool | None:
    """False when one is not, true when all are, None when of one nobody spoke."""
    known = list(told)
    if False in known:
        return False
    return None if None in known else True


def _answer(found: dict[str, Reached], told: dict[str, SupplyRow], *, cut: bool = False) -> Found[Reached]:
    rows = sorted(found.values(), key=lambda one: (one.distance, one.label, one.actor))
    named = {fact: told[fact].basis for one in rows for fact in one.facts}
    return Found(tuple(rows), by_basis(named), cut)
