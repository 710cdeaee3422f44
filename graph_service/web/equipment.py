"""Equipment within reach: which kind, how far, on which conditions."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from graph_service.equipment.models import MachinesFound
from graph_service.equipment.service import machines
from graph_service.web.exports import EQUIPMENT, export_parts
from graph_service.web.grounds import Grounds
from graph_service.web.machine_asked import MachineAsked, kinds, machine_asked
from graph_service.web.page import Content, Visit, page
from graph_service.web.paging import ROWS, page_number, pages_of
from graph_service.web.pictures import machine_map

router = APIRouter(include_in_schema=False)


@router.get("/equipements")
def equipment(request: Request) -> Response:
    """Machines, rooms and benches by type and distance."""
    return page(request, _equipment)


def _equipment(visit: Visit) -> Content:
    asked = machine_asked(visit)
    number = page_number(visit, asked.wrong)
    values: dict[str, object] = {"asked": asked, "found": None, "kinds": ()}
    if asked.wrong or asked.suggestions:
        return Content("equipment.html", "equipment", values, status=422 if asked.wrong else 200)
    found = machines(visit.store, visit.viewer, asked.filter, offset=(number - 1) * ROWS, limit=ROWS, lang=visit.lang)
    pages = pages_of(found.total, number)
    return Content(
        "equipment.html",
        "equipment",
        {
            **values,
            "found": found,
            "pages": pages,
            "kinds": kinds(visit, asked),
            "picture": _picture(visit, asked, found),
            "grounds": Grounds(visit, (fact for row in found.rows for fact in row.facts)),
            "exports": export_parts(visit, asked.filters, found.total, EQUIPMENT),
        },
    )


def _picture(visit: Visit, asked: MachineAsked, found: MachinesFound) -> str | None:
    """The rows of this page on a map, when the place of one of them is known."""
    placed = sum(row.lat is not None for row in found.rows)
    if not placed:
        return None
    unknown = len(found.rows) - placed
    note = visit.t.count("machines.not_drawn", unknown) if unknown else None
    return machine_map(visit, visit.t("machines.map"), found.rows, asked.place, asked.km, note)
