"""Answers on standard output: JSON, or columns that fit the terminal (and are never cut in a pipe)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph_service.cli.words import number, sentence

if TYPE_CHECKING:
    from rich.console import Console

_PIPE_WIDTH = 10_000


def console(*, stderr: bool = False) -> Console:
    """A console for text: as wide as the terminal, or as wide as it takes in a pipe."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=True)


def json_out(value: object) -> None:
    """One JSON document, readable as it is."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json.dumps(value, ensure_ascii=not unicode, indent=2) + "\n")


def line(text: str = "") -> None:
    """One line of text."""
    sys.stdout.write(text + "\n")


def aside(text: str) -> None:
    """One line beside the answer, on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows in columns; numbers to the right, lists with commas, nothing for None."""
    from rich import box
    from rich.table import Table

    out = console()
    body = [tuple(row) for row in rows]
    shown = Table(box=box.SIMPLE_HEAD if out.is_terminal else None, pad_edge=False, header_style="bold")
    for index, head in enumerate(heads):
        values = [row[index] for row in body if row[index] is not None]
        numbers = bool(values) and all(isinstance(each, int | float) and not isinstance(each, bool) for each in values)
        shown.add_column(head, justify="right" if numbers else "left", overflow="fold")
    for row in body:
        shown.add_row(*(cell(each) for each in row))
    out.print(shown)


def records(rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows that share their keys, as a table."""
    heads = list(rows[0]) if rows else []
    table(heads, ([row.get(head) for head in heads] for row in rows))


def cell(value: object) -> str:
    """A value for a person; integers with thousands separated."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return sentence("oui", "yes") if value else sentence("non", "no")
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, list | tuple):
        return ", ".join(cell(each) for each in value)
    if isinstance(value, dict):
        told = value.get("sentence") or value.get("label")
        return str(told) if told else json.dumps(value, ensure_ascii=False)
    return str(value)


def flush() -> None:
    """Let a reader at the other end of a pipe see what was printed so far."""
    sys.stdout.flush()
