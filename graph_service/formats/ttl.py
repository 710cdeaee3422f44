"""The graph as Turtle, each fact an `sl:Fact` with its provenance; the writing itself is in `schema.rdf`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from graph_service.schema.model import GraphSchema
from graph_service.schema.rdf import write_turtle
from graph_service.store.changes import Stored


def write(entries: Iterable[tuple[Stored, dict[str, Any]]], schema: GraphSchema, out: BinaryIO) -> None:
    """Write all entries to `out`, one at a time in memory."""
    write_turtle(entries, schema, out)
