"""What a notebook cell shows of an answer: one sentence on where it comes from, a table, a drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Protocol

MOST = 20
"""Rows of a table in a cell; the answer holds them all."""
_LONGEST = 120


class Told(Protocol):
    """What is said above the table."""

    @property
    def version(self) -> str:
        """The version of the graph."""

    @property
    def date(self) -> str | None:
        """When it last changed."""

    @property
    def method(self) -> str:
        """What found the rows."""

    @property
    def meta(self) -> Mapping[str, Any]:
        """What the service says of the answer."""


def page_of(
    told: Told, rows: Sequence[Mapping[str, Any]], shown: Sequence[str], drawing: str, *, title: str = ""
) -> str:
    """HTML for a cell. Everything from the graph is escaped; the drawing is SVG of ours."""
    total = told.meta.get("total") or len(rows)
    parts = [f"{len(rows)} / {total}", told.method, f"{told.date or '–'}", f"version {told.version}"]
    parts += [f"{name}: {number}" for name, number in (told.meta.get("left_out") or {}).items()]
    parts += [_sought(told.meta["sought"])] if told.meta.get("sought") else []
    head = f"<h4>{escape(title)}</h4>" if title else ""
    more = f"<p>… {len(rows) - MOST}</p>" if len(rows) > MOST else ""
    return f"<div>{head}<p>{escape(' · '.join(parts))}</p>{table_of(rows[:MOST], shown)}{more}{drawing}</div>"


def table_of(rows: Sequence[Mapping[str, Any]], shown: Sequence[str] = ()) -> str:
    """An HTML table of the columns `shown` (all, when none is named)."""
    if not rows:
        return ""
    columns = [name for name in shown if any(name in row for row in rows)] or list(rows[0])
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(spoken(row.get(name)))}</td>" for name in columns) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def spoken(value: Any) -> str:
    """A value in a cell: what has a label is its label, a list its parts, what is unknown nothing."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        name = value.get("label") or value.get("sentence") or value.get("type")
        text = str(name) if name else ", ".join(f"{key}: {spoken(each)}" for key, each in value.items())
    elif isinstance(value, list | tuple):
        text = " | ".join(spoken(each) for each in value)
    else:
        text = str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"


def _sought(world: Mapping[str, Any]) -> str:
    """The sources that an answer was sought in."""
    where = world.get("territory_label") or world.get("territory")
    sources = ", ".join(
        f"{each['label']} ({each['actors']}" + (f", {each['observed_on']})" if each.get("observed_on") else ")")
        for each in world.get("sources", ())
    )
    return f"{where}: {sources or '–'}" if where else sources or "–"
