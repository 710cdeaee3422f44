"""The graph as one table: a line per node and per edge, with provenance; what differs by type is one JSON cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from graph_service.formats.csv import Cell, Column, csv_pieces
from graph_service.kernel.canonical import canonical_json
from graph_service.store.changes import Stored

Entry = tuple[Stored, dict[str, Any]]

_PROVENANCE = ("basis", "confidence", "source", "observed_on", "valid_from", "valid_to", "audience", "owner")
_HOW_IT_CAME = ("load", "line", "profile", "partition", "digest")


def write(entries: Iterable[Entry], out: BinaryIO, lang: str) -> None:
    """Write all entries to `out` in their order. Headings are the names of the schema, whatever the language."""
    for piece in csv_pieces(_columns(), entries, lang):
        out.write(piece)


def _columns() -> list[Column[Entry]]:
    return [
        _column("kind", lambda entry: entry[0].kind),
        _column("type", lambda entry: entry[0].type),
        _column("id", lambda entry: entry[0].id),
        _column("start", lambda entry: entry[0].start[1] if entry[0].start else None),
        _column("end", lambda entry: entry[0].end[1] if entry[0].end else None),
        *(_provenance(name) for name in _PROVENANCE),
        _column("properties", _rest),
    ]


def _column(name: str, cell: Any) -> Column[Entry]:
    return Column({"en": name}, cell)


def _provenance(name: str) -> Column[Entry]:
    return _column(name, lambda entry: entry[1].get(name))


def _rest(entry: Entry) -> Cell:
    hidden = {"id", *_PROVENANCE, *_HOW_IT_CAME}
    own = {name: value for name, value in entry[1].items() if name not in hidden}
    return canonical_json(own).decode("utf-8") if own else None
