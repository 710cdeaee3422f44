"""The words of SKOS, and those of other vocabularies that say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph_service.schema.rdf import Iri, Node, Text

SKOS = "http://www.w3.org/2004/02/skos/core#"
_SKOS_XL = "http://www.w3.org/2008/05/skos-xl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"

TYPE = Iri(_RDF + "type")
SUB_CLASS = Iri(_RDFS + "subClassOf")
SUB_PROPERTY = Iri(_RDFS + "subPropertyOf")
LABEL = Iri(_RDFS + "label")
TITLES = (Iri("http://purl.org/dc/terms/title"), Iri("http://purl.org/dc/elements/1.1/title"))
LITERAL_FORM = Iri(_SKOS_XL + "literalForm")

CLASSES = ("Concept", "ConceptScheme", "Collection", "OrderedCollection")
LEXICAL = ("prefLabel", "altLabel", "hiddenLabel")
NOTES = ("note", "changeNote", "definition", "editorialNote", "example", "historyNote", "scopeNote")
HIERARCHICAL = ("broader", "narrower", "broaderTransitive", "narrowerTransitive")
ASSOCIATIVE = ("related",)
MAPPING = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "mappingRelation")
SEMANTIC = (*HIERARCHICAL, *ASSOCIATIVE, "semanticRelation", *MAPPING)
"""Relations between concepts; SKOS counts the mappings among them (S39)."""
OF_SCHEMES = ("inScheme", "topConceptOf", "hasTopConcept")
OF_COLLECTIONS = ("member", "memberList")
DEFINED = frozenset({*CLASSES, *LEXICAL, *NOTES, *SEMANTIC, *OF_SCHEMES, *OF_COLLECTIONS, "notation"})
"""Everything that SKOS defines, by local name."""
LINKS = frozenset({*SEMANTIC, *OF_SCHEMES, *OF_COLLECTIONS})

INVERSE: Mapping[str, str] = {
    "broader": "narrower",
    "narrower": "broader",
    "broaderTransitive": "narrowerTransitive",
    "narrowerTransitive": "broaderTransitive",
    "related": "related",
    "topConceptOf": "hasTopConcept",
    "hasTopConcept": "topConceptOf",
    "broadMatch": "narrowMatch",
    "narrowMatch": "broadMatch",
    "relatedMatch": "relatedMatch",
    "closeMatch": "closeMatch",
    "exactMatch": "exactMatch",
}
"""Each relation and how it is read from its other end."""

XL_LABELS: Mapping[Iri, str] = {Iri(_SKOS_XL + name): name for name in LEXICAL}
"""SKOS-XL's relations to a label with an IRI, and the plain label that they imply."""


def skos(name: str) -> Iri:
    """The IRI of a word of SKOS."""
    return Iri(SKOS + name)


def local(iri: str) -> str | None:
    """The name after SKOS's namespace; None for an IRI of another one."""
    return iri.removeprefix(SKOS) if iri.startswith(SKOS) else None


NAMESPACE = "https://w3id.org/sillon/ontology#"
"""Of the terms of our own."""
STAGE_OF = Iri(NAMESPACE + "stageOf")
REPLACED_BY = Iri(NAMESPACE + "replacedBy")
IS_REPLACED_BY = Iri("http://purl.org/dc/terms/isReplacedBy")
DEPRECATED = Iri("http://www.w3.org/2002/07/owl#deprecated")


def replacement(other: Iri) -> Iterator[tuple[Iri, Node]]:
    """What is said of a concept that was given up for another, in our words and in those that every reader knows."""
    yield REPLACED_BY, other
    yield IS_REPLACED_BY, other
    yield DEPRECATED, Text("true", None, "http://www.w3.org/2001/XMLSchema#boolean")
