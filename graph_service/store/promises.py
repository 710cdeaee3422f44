"""What our own files promise, read and checked once in a process: the schema, and the questions that fit it."""

from __future__ import annotations

from functools import cache

from graph_service import resources
from graph_service.schema.model import GraphSchema
from graph_service.schema.reader import load_schema
from graph_service.store.catalogue import Catalogue
from graph_service.store.inference import Rules


@cache
def promises() -> tuple[GraphSchema, Catalogue]:
    """The schema and the catalogue that ship. Raises BrokenPromise when they contradict one another."""
    schema = load_schema(resources.folder("ontology"))
    return schema, Catalogue.load(resources.folder("cypher"), schema)


@cache
def rules() -> Rules:
    """The rules that ship. Raises BrokenPromise when one contradicts the schema."""
    schema, _ = promises()
    return Rules.load(resources.folder("cypher"), schema)
