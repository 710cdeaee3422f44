"""Pages of a list: which one is asked for, and where in the list it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from graph_service.web.page import Visit

ROWS: Final = 50
_LAST_PAGE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in the list a page is; pages and rows count from 1."""

    number: int
    count: int
    first: int
    last: int


def page_number(visit: Visit, wrong: dict[str, str]) -> int:
    """The page that is asked for; of one that is none, 1 and a sentence in `wrong`."""
    text = visit.asked("page")
    if text and not (text.isascii() and text.isdigit() and len(text) < 7 and 0 < int(text) <= _LAST_PAGE):
        wrong["page"] = visit.t("list.wrong_page")
        return 1
    return int(text or 1)


def pages_of(total: int, number: int) -> Pages:
    """Page `number` of a list of `total` rows."""
    first = (number - 1) * ROWS + 1
    return Pages(number, ceil(total / ROWS), first, max(min(first + ROWS - 1, total), 0))
