"""The supply chain of an actor: who supplies it, whom it supplies, step by step, each way in one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from fastapi import APIRouter, Request, Response

from graph_service.actors.service import profile
from graph_service.value_chain.flows import MOST, Direction, reached
from graph_service.value_chain.models import Reached, Step
from graph_service.web.address import Address, Params
from graph_service.web.facts_asked import BASES, bases_asked, confidence_asked, facts_params, kind_of_fact, shares
from graph_service.web.grounds import Ground, Grounds
from graph_service.web.page import Content, Visit, page
from graph_service.web.pictures import flow_picture

router = APIRouter(include_in_schema=False)

_DEPTH: Final = 3
_DEEPEST: Final = 12
_ROWS: Final = 400
"""Actors that the table tells, nearest first: as many as a picture holds."""


@dataclass(frozen=True, slots=True)
class Way:
    """An actor that was reached, by which way, and the facts of that way."""

    reached: Reached
    sentence: str
    value: str
    """Of the delivery at its end, in words; empty when nobody said."""
    grounds: list[Ground]


@dataclass(slots=True)
class FlowAsked:
    """How far to follow, and which facts count."""

    depth: int
    basis: tuple[str, ...]
    min_confidence: float = 0.0
    wrong: dict[str, str] = field(default_factory=dict)
    """Field → what is wrong with it, in the reader's language."""

    @property
    def facts(self) -> Params:
        """Which facts count, as it stands in addresses."""
        return facts_params(self.basis, self.min_confidence)


@router.get("/acteurs/{actor_id}/amont")
def upstream(request: Request, actor_id: str) -> Response:
    """Who supplies an actor."""
    return page(request, lambda visit: _flow(visit, actor_id, "upstream"))


@router.get("/acteurs/{actor_id}/aval")
def downstream(request: Request, actor_id: str) -> Response:
    """Whom an actor supplies."""
    return page(request, lambda visit: _flow(visit, actor_id, "downstream"))


def _flow(visit: Visit, actor_id: str, direction: Direction) -> Content:
    actor = visit.curie(actor_id)
    me = profile(visit.store, visit.viewer, actor, lang=visit.lang)
    asked = _asked(visit)
    found = reached(
        visit.store,
        visit.viewer,
        actor,
        direction,
        depth=asked.depth,
        basis=asked.basis,
        min_confidence=asked.min_confidence,
        lang=visit.lang,
    )
    shown = found.rows[:_ROWS]
    grounds = Grounds(visit, (fact for one in shown for fact in one.facts))
    names = {me.id: me.label, **{one.actor: one.label for one in found.rows}}
    title = visit.t("supply.title_upstream" if direction == "upstream" else "supply.title_downstream", actor=me.label)
    values = {
        "actor": me,
        "direction": direction,
        "title": title,
        "asked": asked,
        "bases": BASES,
        "shares": shares(asked.min_confidence),
        "kind": kind_of_fact(visit.t, asked.basis, asked.min_confidence),
        "deepest": _DEEPEST,
        "ways": [_way(visit, one, names, grounds, direction) for one in shown],
        "all_essential": bool(shown) and all(one.essential for one in found.rows),
        "total": len(found.rows),
        "cut": MOST if found.cut else None,
        "picture": flow_picture(visit, title, me.id, me.label, me.sphere, found.rows, grounds) if found.rows else None,
        "json": Address(
            f"/v1/actors/{me.id}/{direction}", (("depth", str(asked.depth)), *asked.facts, ("explain", "true"))
        ),
    }
    return Content("deliveries.html", "actors", values, status=422 if asked.wrong else 200)


def _asked(visit: Visit) -> FlowAsked:
    """Read the address; of a number that is none the usual one, and a sentence in `wrong`."""
    text = visit.asked("depth")
    right = text in {"", *map(str, range(1, _DEEPEST + 1))}
    asked = FlowAsked(int(text) if text and right else _DEPTH, bases_asked(visit))
    if not right:
        asked.wrong["depth"] = visit.t("supply.wrong_depth", most=_DEEPEST)
    asked.min_confidence = confidence_asked(visit, asked.wrong)
    return asked


def _way(visit: Visit, one: Reached, names: dict[str, str], grounds: Grounds, direction: Direction) -> Way:
    return Way(
        reached=one,
        sentence=_sentence(visit, one.path if direction == "downstream" else one.path[::-1], names),
        value=_value(visit, one),
        grounds=grounds.of(one.facts),
    )


def _value(visit: Visit, one: Reached) -> str:
    """« 850 000 € en 2024 », or as much of it as somebody said."""
    if one.value_eur is None:
        return visit.t("supply.in_year", year=one.year) if one.year else ""
    amount = visit.t.number(one.value_eur)
    if one.year is None:
        return visit.t("supply.euros", amount=amount)
    return visit.t("supply.euros_in", amount=amount, year=one.year)


def _sentence(visit: Visit, steps: tuple[Step, ...], names: dict[str, str]) -> str:
    """« A fournit « fonte » à B, qui fournit C. », from the first supplier to the last customer."""
    t = visit.t

    def says(step: Step, first: bool) -> str:
        products = ", ".join(step.products)
        customer = names.get(step.customer, step.customer)
        supplier = names.get(step.supplier, step.supplier)
        if first:
            if products:
                return t("supply.first_of", supplier=supplier, products=products, customer=customer)
            return t("supply.first", supplier=supplier, customer=customer)
        if products:
            return t("supply.then_of", products=products, customer=customer)
        return t("supply.then", customer=customer)

    assert all(before.customer == after.supplier for before, after in pairwise(steps))  # noqa: S101  (else no way)
    return ", ".join(says(step, place == 0) for place, step in enumerate(steps)) + "."
