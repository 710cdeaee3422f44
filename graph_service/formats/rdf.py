"""The graph as RDF, each fact an `sl:Fact` with its provenance, or in the vocabulary of others alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, Literal

from graph_service import resources
from graph_service.schema.model import GraphSchema
from graph_service.schema.profiles import LeftOut, Projection, read_profiles
from graph_service.schema.rdf_writing import Form, write_rdf, write_triples
from graph_service.store.changes import Stored

ProfileName = Literal["pair", "valueflows"]


def write(entries: Iterable[tuple[Stored, dict[str, Any]]], schema: GraphSchema, out: BinaryIO, form: Form) -> None:
    """Write all entries to `out` in this form, one at a time in memory."""
    write_rdf(entries, schema, out, form)


def write_as(
    entries: Iterable[tuple[Stored, dict[str, Any]]], schema: GraphSchema, out: BinaryIO, form: Form, name: ProfileName
) -> LeftOut:
    """Write what a vocabulary of others has terms for; how much it has none for."""
    projection = Projection(read_profiles(resources.folder("ontology"), schema)[name], schema)
    write_triples(projection.triples(entries), projection.prefixes(), out, form)
    return projection.left_out
