"""What a concept says, as triples of SKOS."""

from __future__ import annotations

from collections.abc import Iterator

from graph_service.schema.model import GraphSchema
from graph_service.schema.rdf import Iri, Node, Text
from graph_service.schema.thesaurus.terms import TYPE, replacement, skos
from graph_service.vocabulary.models import Concept

_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_OWN = "https://w3id.org/sillon/id/"
"""Where our own concepts have their addresses: of others' we do not know which are tops, for that is not kept."""
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def statements(concept: Concept, schema: GraphSchema) -> Iterator[tuple[Iri, Iri, Node]]:
    """Names, meaning, place and matches of a concept, from its own end."""
    subject = _iri(concept.id, schema)
    for predicate, item in (*_words(concept), *_place(concept, schema)):
        yield subject, predicate, item


def _words(concept: Concept) -> Iterator[tuple[Iri, Node]]:
    yield TYPE, skos("Concept")
    for lang, text in concept.labels.items():
        yield skos("prefLabel"), Text(text, lang, _LANG_STRING)
    for lang, texts in concept.alternatives.items():
        yield from ((skos("altLabel"), Text(text, lang, _LANG_STRING)) for text in texts)
    for lang, text in concept.definitions.items():
        yield skos("definition"), Text(text, lang, _LANG_STRING)
    if concept.notation:
        yield skos("notation"), Text(concept.notation, None, _STRING)


def _place(concept: Concept, schema: GraphSchema) -> Iterator[tuple[Iri, Node]]:
    schemes = [_iri(scheme.id, schema) for scheme in concept.schemes]
    yield from ((skos("inScheme"), scheme) for scheme in schemes)
    if concept.replaced_by:
        yield from replacement(_iri(concept.replaced_by, schema))
    elif not concept.broader and _iri(concept.id, schema).startswith(_OWN):
        yield from ((skos("topConceptOf"), scheme) for scheme in schemes)
    for name, others in (("broader", concept.broader), ("narrower", concept.narrower), ("related", concept.related)):
        yield from ((skos(name), _iri(other.id, schema)) for other in others)
    for mapping in concept.mappings:
        yield skos(mapping.relation), _iri(mapping.concept.id, schema)


def _iri(curie: str, schema: GraphSchema) -> Iri:
    return Iri(schema.prefixes.iri(curie))
