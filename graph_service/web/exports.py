"""Where the rows of a list are read in another form: one address, or several when they are more than one file holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph_service.http import answers
from graph_service.http.cursors import Cursors, question_key
from graph_service.web.address import Address, Params, exported
from graph_service.web.page import Visit

ACTORS: Final = "/v1/actors"
EQUIPMENT: Final = "/v1/equipment"
_FORMS: Final = ("csv", "geojson")
_PARTS: Final = 20
"""Files that a page offers; the last one names the address of the next."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a list that one file holds; they count from 1."""

    first: int
    last: int
    addresses: Mapping[str, Address]
    """Form → address."""


def export_parts(visit: Visit, filters: Params, total: int, path: str = ACTORS) -> list[Part]:
    """The files that together hold the `total` rows of a list, as the graph is now."""
    starts = range(0, total, answers.EXPORT_ROWS)[:_PARTS]
    return [
        Part(start + 1, min(start + answers.EXPORT_ROWS, total), _addresses(visit, path, filters, start))
        for start in starts
    ]


def _addresses(visit: Visit, path: str, filters: Params, start: int) -> dict[str, Address]:
    after = _cursor(visit, path, filters, start) if start else None
    return {form: exported(path, filters, form, visit.lang, after) for form in _FORMS}


def _cursor(visit: Visit, path: str, filters: Params, start: int) -> str:
    cursors: Cursors = visit.request.app.state.cursors
    asked = exported(path, filters, _FORMS[0], visit.lang).params
    return cursors.made(visit.viewer, visit.version.hash, question_key(path, asked, visit.lang), start)
