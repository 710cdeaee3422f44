"""The supply chain of an actor: who supplies it, whom it supplies, step by step, each way in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from fastapi import APIRouter, Request, Response

from graph_service.actors.service import profile
from graph_service.value_chain.flows import MOST, Direction, reached
from graph_service.value_chain.models import Reached, Step
from graph_service.web.address import Address
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
    basis: str
    """Of the weakest fact of the way."""
    confidence: float
    grounds: list[Ground]


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
    text = visit.asked("depth")
    right = text in {"", *map(str, range(1, _DEEPEST + 1))}
    depth = int(text) if text and right else _DEPTH
    found, cut = reached(visit.store, visit.viewer, actor, direction, depth=depth, lang=visit.lang)
    shown = found[:_ROWS]
    grounds = Grounds(visit, (fact for one in shown for fact in one.facts))
    names = {me.id: me.label, **{one.actor: one.label for one in found}}
    title = visit.t("supply.title_upstream" if direction == "upstream" else "supply.title_downstream", actor=me.label)
    values = {
        "actor": me,
        "direction": direction,
        "title": title,
        "depth": depth,
        "deepest": _DEEPEST,
        "wrong": "" if right else visit.t("supply.wrong_depth", most=_DEEPEST),
        "ways": [_way(visit, one, names, grounds, direction) for one in shown],
        "total": len(found),
        "cut": MOST if cut else None,
        "picture": flow_picture(visit, title, me.id, me.label, me.sphere, found, grounds) if found else None,
        "json": Address(f"/v1/actors/{me.id}/{direction}", (("depth", str(depth)), ("explain", "true"))),
    }
    return Content("deliveries.html", "actors", values, status=200 if right else 422)


def _way(visit: Visit, one: Reached, names: dict[str, str], grounds: Grounds, direction: Direction) -> Way:
    told = grounds.of(one.facts)
    weakest = told[-1].fact if told else None
    return Way(
        reached=one,
        sentence=_sentence(visit, one.path if direction == "downstream" else one.path[::-1], names),
        basis=weakest.basis if weakest else "",
        confidence=weakest.confidence if weakest else 0.0,
        grounds=told,
    )


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
