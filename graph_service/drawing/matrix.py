"""A table as a drawing: rows, columns, counts; what is zero is marked by a ground and a stroke, not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.drawing.captions import caption
from graph_service.drawing.measure import wrapped
from graph_service.drawing.svg import Markup, document, label, linked, path, tag

_FIRST, _CELL, _ROW, _HEAD, _PAD = 200.0, 104.0, 34.0, 44.0, 10.0


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or a column."""

    label: str
    href: str | None = None


def matrix(
    rows: Sequence[Head],
    columns: Sequence[Head],
    counts: Sequence[Sequence[int]],
    *,
    title: str,
    totals: Sequence[int] | None = None,
    hrefs: Sequence[Sequence[str | None]] | None = None,
    lang: str = "fr",
) -> str:
    """The drawing. `counts[row][column]`; `totals` stand in a last column: one actor may count in several columns.

    Raises ValueError when the sizes do not fit.
    """
    _must_fit(rows, columns, counts, totals, hrefs)
    wide = 2 * _PAD + _FIRST + _CELL * (len(columns) + (totals is not None))
    high = 2 * _PAD + _HEAD + _ROW * len(rows)
    heads = [*columns, *([Head(caption(lang, "total"))] if totals is not None else [])]
    body = [_head(head, number) for number, head in enumerate(heads)]
    for number, row in enumerate(rows):
        body.append(_row(row, number, wide))
        values = [*counts[number], *([] if totals is None else [totals[number]])]
        addresses = [*(hrefs[number] if hrefs else [None] * len(columns)), None]
        for place, value in enumerate(values):
            spoken = f"{row.label}, {heads[place].label}: {value or caption(lang, 'none_here')}"
            body.append(_cell(value, place, number, spoken, addresses[place]))
    zeros = sum(value == 0 for line in counts for value in line)
    desc = caption(lang, "matrix_desc", rows=len(rows), columns=len(columns), zeros=zeros)
    return document(wide, high, body, title=title, desc=desc)


def _must_fit(
    rows: Sequence[Head],
    columns: Sequence[Head],
    counts: Sequence[Sequence[int]],
    totals: Sequence[int] | None,
    hrefs: Sequence[Sequence[str | None]] | None,
) -> None:
    shapes = [[len(line) for line in table] for table in (counts, hrefs) if table is not None]
    if any(each != [len(columns)] * len(rows) for each in shapes):
        raise ValueError("counts and hrefs need a value for each row and column")
    if totals is not None and len(totals) != len(rows):
        raise ValueError("totals need a value for each row")


def _head(head: Head, number: int) -> Markup:
    lines = wrapped(head.label, _CELL - 12, 2, 12)
    right = _PAD + _FIRST + _CELL * (number + 1) - 6
    top = _PAD + _HEAD - 10 - 15 * (len(lines) - 1)
    role = "link" if head.href else "ink"
    return linked(
        head.href,
        tag("title", head.label),
        label(lines, right, top, size=12, step=15, role=role, text_anchor="end", font_weight=600),
    )


def _row(head: Head, number: int, wide: float) -> Markup:
    top = _PAD + _HEAD + _ROW * number
    lines = wrapped(head.label, _FIRST - 12, 2, 12)
    first = top + _ROW / 2 + 4 - 7 * (len(lines) - 1)
    return linked(
        head.href,
        tag("title", head.label),
        tag("path", role="guide", d=path("M", _PAD, top, "H", wide - _PAD)),
        label(lines, _PAD, first, size=12, step=14, role="link" if head.href else "ink", font_weight=600),
    )


def _cell(value: int, place: int, row: int, spoken: str, href: str | None) -> Markup:
    left, top = _PAD + _FIRST + _CELL * place, _PAD + _HEAD + _ROW * row
    parts = [tag("title", spoken)]
    if value == 0:
        parts.append(tag("rect", role="zero", x=left + 3, y=top + 3, width=_CELL - 6, height=_ROW - 6))
        parts.append(tag("path", role="stroke", d=path("M", left + 8, top + _ROW - 8, "L", left + 26, top + 8)))
    role = "warn" if value == 0 else "link" if href else "ink"
    at = (left + _CELL - 12, top + _ROW / 2 + 4)
    parts.append(label([str(value)], *at, role=role, text_anchor="end", font_weight=600 if value == 0 else None))
    return linked(href, *parts)
