"""The graph as RDF, each fact an `sl:Fact` with its provenance; the writing itself is in `schema.rdf_writing`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from graph_service.schema.model import GraphSchema
from graph_service.schema.rdf_writing import Form, write_rdf
from graph_service.store.changes import Stored


def write(entries: Iterable[tuple[Stored, dict[str, Any]]], schema: GraphSchema, out: BinaryIO, form: Form) -> None:
    """Write all entries to `out` in this form, one at a time in memory."""
    write_rdf(entries, schema, out, form)
