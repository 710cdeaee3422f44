"""Who should meet an actor: what it could receive, what it could bring, each reason in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response

from graph_service.actors.models import ActorFilter, ActorRow
from graph_service.actors.service import profile, search
from graph_service.complementarity.models import Complement, Known, Reason
from graph_service.complementarity.service import complementary
from graph_service.kernel.errors import WrongInput
from graph_service.web.address import Address, exported
from graph_service.web.grounds import Ground, Grounds
from graph_service.web.page import Content, Visit, page
from graph_service.web.pictures import meeting_picture

router = APIRouter(include_in_schema=False)

_DIRECTIONS: Final = ("gets", "gives")
_CHOICES: Final = 20
_ROWS: Final = 400
"""Actors that page and picture tell, the best first: as many as a picture holds."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """An actor to meet, the reasons (of one direction, if nothing links the two yet), and what links the two."""

    other: Complement
    reasons: tuple[tuple[Reason, list[Ground]], ...]
    known: tuple[tuple[Known, list[Ground]], ...]


@router.get("/complementarites")
def complementarities(request: Request) -> Response:
    """For an actor: who has what it lacks, who lacks what it has."""
    return page(request, _page)


def _page(visit: Visit) -> Content:
    typed = visit.asked("actor")[:200]
    if ":" not in typed:
        rows = _answering(visit, typed) if typed else ()
        return Content("meet.html", "", {"typed": typed, "actor": None, "choices": rows})
    actor = visit.curie(typed, "actor")
    me = profile(visit.store, visit.viewer, actor, lang=visit.lang)
    found = complementary(visit.store, visit.viewer, actor, lang=visit.lang)
    shown = found[:_ROWS]
    grounds = Grounds(visit, (fact for one in shown for fact in one.facts))
    title = visit.t("meet.title_of", actor=me.label)
    groups = [(direction, _meetings(shown, direction, grounds)) for direction in _DIRECTIONS]
    groups.append(("known", _linked(shown, grounds)))
    known = sum(bool(one.known) for one in found)
    address = f"/v1/actors/{me.id}/complementary"
    values = {
        "typed": me.label,
        "actor": me,
        "choices": (),
        "title": title,
        "groups": [(key, meetings) for key, meetings in groups if meetings],
        "total": len(found) - known,
        "known_total": known,
        "most": _ROWS,
        "picture": meeting_picture(visit, title, me.id, me.label, me.sphere, shown) if shown else None,
        "json": Address(address, (("explain", "true"),)),
        "csv": exported(address, (), "csv", visit.lang),
    }
    return Content("meet.html", "actors", values)


def _answering(visit: Visit, words: str) -> tuple[ActorRow, ...]:
    """Actors whose names answer what was typed instead of an identifier."""
    asked = ActorFilter.model_validate({"q": words})
    try:
        return search(visit.store, visit.viewer, asked, offset=0, limit=_CHOICES, lang=visit.lang).rows
    except WrongInput:  # no word in it: nobody is called that
        return ()


def _meetings(found: list[Complement], direction: str, grounds: Grounds) -> list[Meeting]:
    """Those whom nothing links to the actor yet, with their reasons of one direction."""
    meetings = []
    for one in found:
        reasons = tuple((reason, grounds.of(reason.facts)) for reason in one.reasons if reason.direction == direction)
        if reasons and not one.known:
            meetings.append(Meeting(one, reasons, ()))
    return meetings


def _linked(found: list[Complement], grounds: Grounds) -> list[Meeting]:
    """Those whom the actor is linked to already, with what links them and with all reasons."""
    return [
        Meeting(
            one,
            tuple((reason, grounds.of(reason.facts)) for reason in one.reasons),
            tuple((link, grounds.of(link.facts)) for link in one.known),
        )
        for one in found
        if one.known
    ]
