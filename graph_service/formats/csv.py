"""Rows as CSV that a French spreadsheet opens by itself: `;`, BOM, decimal comma, and no cell that is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Cell = str | int | float | bool | None
R = TypeVar("R")

BOM = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_AT_ONCE = 1_000
_YES_NO = {"fr": ("oui", "non"), "de": ("ja", "nein")}


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its heading per language and the cell of a row."""

    headings: Mapping[str, str]
    cell: Callable[[R], Cell]

    def heading(self, lang: str) -> str:
        """The heading in `lang`, else in English."""
        return self.headings.get(lang, self.headings["en"])


def csv_bytes(columns: Sequence[Column[R]], rows: Iterable[R], lang: str) -> bytes:
    """All rows with their headings."""
    return b"".join(csv_pieces(columns, rows, lang))


def csv_pieces(columns: Sequence[Column[R]], rows: Iterable[R], lang: str) -> Iterator[bytes]:
    """The same, a thousand rows at a time."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_inert(column.heading(lang)) for column in columns])
    yield BOM
    for number, row in enumerate(rows, start=1):
        writer.writerow([_written(column.cell(row), lang) for column in columns])
        if number % _AT_ONCE == 0:
            yield text.getvalue().encode("utf-8")
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode("utf-8")


def _written(cell: Cell, lang: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        yes, no = _YES_NO.get(lang, ("yes", "no"))
        return yes if cell else no
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        text = repr(cell)
        return text.replace(".", ",") if lang in {"fr", "de"} else text
    return _inert(cell)


def _inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before what would be one."""
    return f"'{text}" if text.startswith(_FORMULA) else text
