"""Value chains: how far each is held, what is missing and who could hold it, and the actors of each stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response

from graph_service.kernel.errors import NotFound, WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.territories.service import territory
from graph_service.value_chain import service
from graph_service.value_chain.counting import Counted
from graph_service.value_chain.models import Candidate, Chain, Holder, MissingStage, StageHeld
from graph_service.web.address import Address
from graph_service.web.chain_asked import ChainAsked, chain_asked, choices, home_of
from graph_service.web.facts_asked import BASES, facts_params, shares
from graph_service.web.grounds import Grounds
from graph_service.web.page import Content, Visit, page
from graph_service.web.paging import ROWS, page_number, pages_of
from graph_service.web.pictures import chain_picture

router = APIRouter(include_in_schema=False)

_COLUMNS: Final = 8
"""Intermunicipalities of the table: those with the most holders; the page says when there are others."""
_FIRST: Final = 5
"""Holders of a stage on the page of its chain; the others are on its own."""


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A chain in the list: how far it is held anywhere, and in the place that is looked at."""

    chain: Chain
    there: Chain
    address: Address
    address_there: Address


@dataclass(frozen=True, slots=True)
class Column:
    """An intermunicipality of the table."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the table, and the list that it opens."""

    count: int
    address: Address


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage as the page shows it: its row of the table, and what it feeds."""

    stage: StageHeld
    address: Address
    cells: tuple[Cell, ...]
    feeds: tuple[tuple[str, str], ...]


@router.get("/filieres")
def chains(request: Request) -> Response:
    """Every value chain."""
    return page(request, _chains)


@router.get("/filieres/{chain_id}")
def chain(request: Request, chain_id: str) -> Response:
    """A value chain: its stages, who holds them, what is missing."""
    return page(request, lambda visit: _chain(visit, visit.curie(chain_id)))


@router.get("/filieres/{chain_id}/{stage_id}")
def stage(request: Request, chain_id: str, stage_id: str) -> Response:
    """A stage: everybody who holds it, or who could."""
    return page(request, lambda visit: _stage(visit, visit.curie(chain_id), visit.curie(stage_id)))


def _chains(visit: Visit) -> Content:
    asked = chain_asked(visit)
    if asked.wrong:  # there is no form here to come back to: it is on the page of a chain
        raise WrongInput(next(iter(asked.wrong.values())), field=next(iter(asked.wrong)))
    place = (str(asked.territory), asked.territory_label) if asked.territory else home_of(visit)
    facts = facts_params(asked.basis, asked.min_confidence)
    where = (("territory", place[0]), *facts) if place else facts
    there = Counted(visit.curie(place[0]) if place else None, asked.basis, asked.min_confidence)
    anywhere = Counted(None, asked.basis, asked.min_confidence)
    listed = service.chains(visit.store, visit.viewer, anywhere, lang=visit.lang)
    by_id = {one.id: one for one in service.chains(visit.store, visit.viewer, there, lang=visit.lang)}
    lang = visit.to("/filieres").params
    values = {
        "asked": asked,
        "place": place,
        "lines": [
            ChainLine(
                one,
                by_id[one.id],
                Address(f"/filieres/{one.id}", (*facts, *lang)),
                Address(f"/filieres/{one.id}", (*where, *lang)),
            )
            for one in listed
        ],
        "json": Address("/v1/value-chains", facts),
        "json_there": Address("/v1/value-chains", where),
    }
    return Content("chains.html", "chains", values)


def _chain(visit: Visit, wanted: Curie) -> Content:
    asked = chain_asked(visit)
    name = service.chain_name(visit.store, visit.viewer, wanted, lang=visit.lang)
    others = service.chains(visit.store, visit.viewer, Counted(), lang=visit.lang)
    values: dict[str, object] = {
        "chain": name,
        "others": [(asked.address(visit, f"/filieres/{other.id}"), other) for other in others],
        "asked": asked,
        "bases": BASES,
        "shares": shares(asked.min_confidence),
        "choices": choices(visit, asked),
        "found": None,
    }
    if asked.wrong:
        return Content("chain.html", "chains", values, status=422)
    stages, missing = _looked_at(visit, wanted, asked)
    lines, columns, more = _table(visit, wanted, asked, stages)
    shown = [holder for one in stages for holder in one.holders[:_FIRST]]
    candidates = [candidate for one in missing for candidate in one.candidates]
    addresses = {line.stage.stage: str(line.address) for line in lines}
    found = {
        "lines": lines,
        "otherwise": {
            one.stage: asked.address_of_all_facts(visit, f"/filieres/{wanted}/{one.stage}") for one in missing
        },
        "addresses": addresses,
        "by_id": {line.stage.stage: line for line in lines},
        "columns": columns,
        "more_columns": more,
        "missing": missing,
        "actors": len({holder.actor for one in stages for holder in one.holders}),
        "world": service.world(visit.store, visit.viewer, wanted, asked.counted),
        "picture": chain_picture(visit, name.label, stages, missing, addresses),
        "grounds": _grounds(visit, shown, candidates),
        "first": _FIRST,
        "json": [_api(wanted, asked, "stages"), _api(wanted, asked, "missing")],
    }
    return Content("chain.html", "chains", {**values, "found": found})


def _stage(visit: Visit, chain_id: Curie, stage_id: Curie) -> Content:
    asked = chain_asked(visit)
    name = service.chain_name(visit.store, visit.viewer, chain_id, lang=visit.lang)
    number = page_number(visit, asked.wrong)
    if asked.wrong:  # there is no form here to come back to: it is on the page of the chain
        raise WrongInput(next(iter(asked.wrong.values())), field=next(iter(asked.wrong)))
    stages, missing = _looked_at(visit, chain_id, asked, candidates=None)
    found = _of(stages, stage_id)
    if found is None:
        raise NotFound(
            f"Aucun maillon {stage_id} dans cette filière.", f"No stage {stage_id} in this chain.", field="id"
        )
    epci = visit.asked("epci")
    holders = [holder for holder in found.holders if not epci or epci in holder.epcis]
    first = (number - 1) * ROWS
    absent = next((one for one in missing if one.stage == stage_id), None)
    candidates = absent.candidates[first : first + ROWS] if absent else ()
    rows = holders[first : first + ROWS]
    json = [_api(chain_id, asked, "stages")]
    if absent:
        json.append(_api(chain_id, asked, f"stages/{stage_id}/candidates"))
    values = {
        "chain": name,
        "stage": found,
        "labels": {one.stage: one.label for one in stages},
        "addresses": {one.stage: _page_of(visit, chain_id, one.stage, asked) for one in stages},
        "asked": asked,
        "epci": (epci, _names(visit, [epci]).get(epci, epci)) if epci else None,
        "back": asked.address(visit, f"/filieres/{chain_id}"),
        "whole": _page_of(visit, chain_id, stage_id, asked),
        "total": len(holders),
        "rows": rows,
        "pages": pages_of(len(absent.candidates) if absent else len(holders), number),
        "absent": absent,
        "candidates": candidates,
        "otherwise": 0 if holders else _held_otherwise(visit, chain_id, stage_id, asked, epci),
        "otherwise_at": asked.address_of_all_facts(visit, f"/filieres/{chain_id}/{stage_id}", epci=epci),
        "world": service.world(visit.store, visit.viewer, chain_id, asked.counted),
        "grounds": _grounds(visit, rows, candidates),
        "json": json,
    }
    return Content("stage.html", "chains", values)


def _looked_at(
    visit: Visit, wanted: Curie, asked: ChainAsked, candidates: int | None = service.CANDIDATES
) -> tuple[Sequence[StageHeld], Sequence[MissingStage]]:
    stages = service.stages(visit.store, visit.viewer, wanted, asked.counted, lang=visit.lang)
    missing = service.missing(visit.store, visit.viewer, wanted, asked.counted, candidates=candidates, lang=visit.lang)
    return stages.rows, missing.rows


def _of(stages: Sequence[StageHeld], stage_id: str) -> StageHeld | None:
    return next((one for one in stages if one.stage == stage_id), None)


def _held_otherwise(visit: Visit, chain_id: Curie, stage_id: Curie, asked: ChainAsked, epci: str) -> int:
    """How many actors hold a stage, here or in one intermunicipality, by facts that do not count."""
    if not asked.counted.narrowed:
        return 0
    stages = service.stages(visit.store, visit.viewer, chain_id, asked.counted.all_there, lang=visit.lang)
    found = _of(stages.rows, stage_id)
    return sum(not epci or epci in holder.epcis for holder in found.holders) if found else 0


def _grounds(visit: Visit, holders: Iterable[Holder], candidates: Iterable[Candidate]) -> Grounds:
    told = [one.facts for one in holders] + [one.facts for one in candidates]
    return Grounds(visit, (fact for facts in told for fact in facts))


def _table(
    visit: Visit, wanted: Curie, asked: ChainAsked, stages: Sequence[StageHeld]
) -> tuple[list[StageLine], list[Column], int]:
    """The rows and columns of stage × intermunicipality, and how many intermunicipalities have no column."""
    held: dict[str, int] = dict.fromkeys(_inside(visit, asked), 0)
    for one in stages:
        for epci, count in one.by_epci.items():
            held[epci] = held.get(epci, 0) + count
    ranked = sorted(held, key=lambda epci: (-held[epci], epci))
    names = _names(visit, ranked[:_COLUMNS])
    columns = [Column(epci, names[epci]) for epci in ranked[:_COLUMNS]]
    labels = {one.stage: one.label for one in stages}
    lines = [
        StageLine(
            one,
            _page_of(visit, wanted, one.stage, asked),
            tuple(
                Cell(one.by_epci.get(column.id, 0), _page_of(visit, wanted, one.stage, asked, epci=column.id))
                for column in columns
            ),
            tuple((fed, labels[fed]) for fed in one.feeds if fed in labels),
        )
        for one in stages
    ]
    return lines, columns, len(ranked) - len(columns)


def _inside(visit: Visit, asked: ChainAsked) -> list[str]:
    """The intermunicipalities directly in the territory: those where nobody holds anything have a column too."""
    if asked.territory is None:
        return []
    place = territory(visit.store, visit.viewer, asked.territory)
    return [row.id for row in (place, *place.children) if row.kind == "epci"]


def _names(visit: Visit, territories: Sequence[str]) -> dict[str, str]:
    names = {}
    for one in territories:
        try:
            names[one] = territory(visit.store, visit.viewer, visit.curie(one, "epci")).label
        except NotFound:
            names[one] = one
    return names


def _page_of(visit: Visit, chain_id: str, stage_id: str, asked: ChainAsked, epci: str | None = None) -> Address:
    return asked.address(visit, f"/filieres/{chain_id}/{stage_id}", epci=epci)


def _api(chain_id: str, asked: ChainAsked, what: str) -> Address:
    """Where programs read the same, with the facts behind it."""
    return Address(f"/v1/value-chains/{chain_id}/{what}", (*asked.params, ("explain", "true")))
