"""The graph as a file of RDF, in any of the forms that it is exported in; bytes depend on what is stored alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO, Literal

import pyoxigraph as ox

from graph_service.schema.jsonld import jsonld
from graph_service.schema.model import GraphSchema
from graph_service.schema.rdf import Iri, Text
from graph_service.schema.triples import STRING, Entry, Triple, Triples, hierarchy, prefixes

Form = Literal["ttl", "jsonld", "nq"]

_FORMS = {"ttl": ox.RdfFormat.TURTLE, "nq": ox.RdfFormat.N_QUADS}


def write_rdf(dump: Iterable[tuple[Entry, Mapping[str, Any]]], schema: GraphSchema, out: BinaryIO, form: Form) -> None:
    """Write the hierarchy of relations, then the entries in their order, one at a time in memory.

    All in the default graph: a fact says its source itself, and one graph for each source would part what one reads
    together.
    """
    writer = Triples(schema)
    entries = (triple for entry, properties in dump for triple in writer.of(entry, properties))
    write_triples(chain(hierarchy(schema), entries), prefixes(schema), out, form)


def write_triples(triples: Iterable[Triple], names: Mapping[str, str], out: BinaryIO, form: Form) -> None:
    """Write triples in their order, with these prefixes where the form has any."""
    if form == "jsonld":
        for piece in jsonld(triples, names):
            out.write(piece)
    else:
        ox.serialize(_of_the_library(triples), out, _FORMS[form], prefixes=dict(names) if form == "ttl" else None)


def _of_the_library(triples: Iterable[Triple]) -> Iterator[ox.Triple]:
    terms: dict[str, ox.NamedNode] = {}

    def named(iri: str) -> ox.NamedNode:
        found = terms.get(iri)
        if found is None:
            found = terms[iri] = ox.NamedNode(iri)
        return found

    written = Iri("")
    resource = ox.NamedNode("urn:x")
    for subject, predicate, item in triples:
        if subject != written:
            written, resource = subject, ox.NamedNode(subject)
        if not isinstance(item, Text):
            yield ox.Triple(resource, named(predicate), ox.NamedNode(item))
        elif item.lang:
            yield ox.Triple(resource, named(predicate), ox.Literal(item.value, language=item.lang))
        elif item.datatype == STRING:
            yield ox.Triple(resource, named(predicate), ox.Literal(item.value))
        else:
            yield ox.Triple(resource, named(predicate), ox.Literal(item.value, datatype=named(item.datatype)))
