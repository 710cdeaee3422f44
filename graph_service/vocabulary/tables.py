"""Answers about concepts in other forms than JSON: matches as a table, a concept as Turtle and JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from graph_service.formats.csv import Column
from graph_service.formats.skos import jsonld_bytes, turtle_bytes
from graph_service.http.answers import Answer, Writer
from graph_service.http.negotiation import Format
from graph_service.http.tabular import csv_writer
from graph_service.schema.model import GraphSchema
from graph_service.schema.triples import prefixes
from graph_service.schema.words import Words
from graph_service.vocabulary.models import Concept, Match
from graph_service.vocabulary.statements import statements

_CODE = {"fr": "Code", "en": "Code", "de": "Code"}
_OTHER_CODE = {"fr": "Code de l'autre", "en": "Code of the other", "de": "Code des anderen"}


def _match_columns(words: Words) -> Sequence[Column[Match]]:
    return (
        Column({"fr": "Identifiant", "en": "Id", "de": "Kennung"}, lambda row: row.concept.id),
        Column(_CODE, lambda row: row.concept.notation),
        Column({"fr": "Intitulé", "en": "Name", "de": "Name"}, lambda row: row.concept.label),
        Column({"fr": "Relation (code)", "en": "Relation (code)", "de": "Beziehung (Code)"}, lambda row: row.relation),
        Column(
            {"fr": "Relation", "en": "Relation", "de": "Beziehung"}, lambda row: words.value("relation", row.relation)
        ),
        Column({"fr": "Autre (id)", "en": "Other (id)", "de": "Anderes (Kennung)"}, lambda row: row.other.id),
        Column(_OTHER_CODE, lambda row: row.other.notation),
        Column({"fr": "Autre", "en": "Other", "de": "Anderes"}, lambda row: row.other.label),
    )


MATCHES: Mapping[Format, Writer] = {"csv": csv_writer(_match_columns)}


def concept_writers(schema: GraphSchema) -> Mapping[Format, Writer]:
    """The RDF forms of one concept."""

    def turtle(answer: Answer, _words: Words, _following: str | None) -> bytes:
        return turtle_bytes(statements(cast("Concept", answer.data), schema), prefixes(schema))

    def jsonld(answer: Answer, _words: Words, _following: str | None) -> bytes:
        return jsonld_bytes(statements(cast("Concept", answer.data), schema), prefixes(schema))

    return {"ttl": turtle, "jsonld": jsonld}
