"""What sillon.ttl says, as plain values: its terms, and the words that values are taken from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph_service.schema.contradictions import broken
from graph_service.schema.model import Words
from graph_service.schema.rdf import Iri, Node, Subject, Text, Turtle, read_turtle

CLASS = "owl:Class"
PROPERTY_KINDS = frozenset({"owl:ObjectProperty", "owl:DatatypeProperty", "rdf:Property"})
ALIGNMENTS = (
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:broadMatch",
    "rdfs:seeAlso",
)
_ABOUT_TERMS = frozenset({
    *ALIGNMENTS, "rdf:type", "rdfs:label", "skos:definition", "skos:scopeNote", "rdfs:domain", "rdfs:range",
    "sl:reverseLabel", "sl:valuesFrom", "sl:domainHere", "sl:rangeHere", "sl:ucumUnit", "skos:prefLabel",
    "skos:notation", "skos:inScheme", "owl:unionOf", "rdf:first", "rdf:rest", "dcterms:description", "dcterms:license",
    "owl:versionInfo", "vann:preferredNamespacePrefix", "vann:preferredNamespaceUri",
})  # fmt: skip
"""Predicates that the reader understands; another one is a typing error until the reader learns it."""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or a property, its IRIs abbreviated by the prefixes of the Turtle."""

    curie: str
    kinds: frozenset[str]
    labels: Words
    definitions: Words
    """Of a term of ours; for a term from elsewhere, the note that says how it is used here."""
    reverse: Words
    domain: tuple[str, ...]
    """Classes it may stand on; empty = any."""
    range: tuple[str, ...]
    above: tuple[str, ...]
    """Direct super-properties or super-classes."""
    aligned: tuple[tuple[str, str], ...]
    """(relation, term or IRI) for what it is aligned with outside this ontology."""
    values_from: str | None
    unit: str | None
    """UCUM code of the values of a capability."""


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole of sillon.ttl."""

    file: str
    version: str
    licence: str
    title: Words
    namespaces: Mapping[str, str]
    terms: Mapping[str, Term]
    values: Mapping[str, Mapping[str, Words]]
    """Scheme of values, then notation, then its words."""

    def above(self, curie: str) -> frozenset[str]:
        """Everything above a term at any depth, the term itself left out; refuses a circle."""
        found: set[str] = set()
        layer = list(self.terms[curie].above)
        while layer:
            term = layer.pop()
            if term == curie:
                raise broken(self.file, curie, "it lies above itself", "Take one step out of the circle")
            if term not in found:
                found.add(term)
                layer.extend(self.terms[term].above if term in self.terms else ())
        return frozenset(found)

    def fits(self, cls: str, allowed: Iterable[str]) -> bool:
        """Whether the class or one above it is among those allowed; no restriction fits all."""
        allowed = tuple(allowed)
        known = self.above(cls) if cls in self.terms else frozenset()
        return not allowed or cls in allowed or bool(known & set(allowed))


def read_ontology(path: Path) -> Ontology:
    """Read sillon.ttl; raises BrokenPromise for what it says badly or leaves unsaid."""
    turtle = read_turtle(path)
    file = path.name
    for subject, predicate in turtle.predicates():
        if turtle.short(predicate) not in _ABOUT_TERMS:
            raise broken(
                file, _show(turtle, subject), f"{turtle.short(predicate)} is not a predicate that the schema reads",
                "Correct its name, or teach it to graph_service/schema/terms.py",
            )  # fmt: skip
    itself = turtle.subjects("rdf:type", "owl:Ontology")
    if len(itself) != 1:
        raise broken(file, "owl:Ontology", f"declared {len(itself)} times", "Declare it exactly once")
    schemes = {turtle.short(scheme): scheme for scheme in turtle.subjects("rdf:type", "skos:ConceptScheme")}
    values = {name: _values(turtle, file, scheme) for name, scheme in schemes.items()}
    worded = {concept for scheme in schemes.values() for concept in turtle.subjects("skos:inScheme", scheme)}
    subjects = [
        subject
        for subject in turtle.named_subjects()
        if subject not in worded and subject != itself[0] and turtle.short(subject) not in schemes
    ]
    return Ontology(
        file=file,
        version=_one(turtle, file, itself[0], "owl:versionInfo"),
        licence=_one(turtle, file, itself[0], "dcterms:license"),
        title=_words(turtle, file, itself[0], "rdfs:label"),
        namespaces=turtle.namespaces,
        terms={turtle.short(subject): _term(turtle, file, subject) for subject in subjects},
        values=values,
    )


def _term(turtle: Turtle, file: str, subject: Iri) -> Term:
    own = turtle.short(subject).startswith("sl:")
    short = turtle.short
    domain, reach = ("rdfs:domain", "rdfs:range") if own else ("sl:domainHere", "sl:rangeHere")
    below = [short(o) for p in ("rdfs:subClassOf", "rdfs:subPropertyOf") for o in _iris(turtle, subject, p)]
    values_from = [short(o) for o in _iris(turtle, subject, "sl:valuesFrom")]
    return Term(
        curie=short(subject),
        kinds=frozenset(short(kind) for kind in _iris(turtle, subject, "rdf:type")),
        labels=_words(turtle, file, subject, "rdfs:label"),
        definitions=_words(turtle, file, subject, "skos:definition" if own else "skos:scopeNote"),
        reverse=_words(turtle, file, subject, "sl:reverseLabel"),
        domain=_classes(turtle, file, subject, domain),
        range=_classes(turtle, file, subject, reach),
        above=tuple(below),
        aligned=tuple(
            (relation, short(target))
            for relation in ALIGNMENTS
            for target in _iris(turtle, subject, relation)
            if not short(target).startswith("sl:")
        ),
        values_from=values_from[0] if values_from else None,
        unit=_one(turtle, file, subject, "sl:ucumUnit") if turtle.objects(subject, "sl:ucumUnit") else None,
    )


def _classes(turtle: Turtle, file: str, subject: Iri, predicate: str) -> tuple[str, ...]:
    """The classes that a domain or range allows: one, or the members of one owl:unionOf."""
    stated = turtle.objects(subject, predicate)
    if len(stated) > 1:
        raise broken(
            file, turtle.short(subject), f"{len(stated)} {predicate} statements, which mean their intersection",
            "Write one owl:unionOf",
        )  # fmt: skip
    if not stated:
        return ()
    if isinstance(stated[0], Iri):
        return (turtle.short(stated[0]),)
    members: list[str] = []
    for union in turtle.objects(_subject(stated[0]), "owl:unionOf"):
        rest: Node = union
        while turtle.objects(_subject(rest), "rdf:first"):
            members += [turtle.short(item) for item in _iris(turtle, _subject(rest), "rdf:first")]
            rest = turtle.objects(_subject(rest), "rdf:rest")[0]
    if not members:
        raise broken(file, turtle.short(subject), f"{predicate} is neither a class nor an owl:unionOf", "Name classes")
    return tuple(members)


def _values(turtle: Turtle, file: str, scheme: Iri) -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    for concept in turtle.subjects("skos:inScheme", scheme):
        notation = _one(turtle, file, concept, "skos:notation")
        if notation in found:
            raise broken(file, turtle.short(scheme), f"two values have the notation “{notation}”", "Rename one of them")
        found[notation] = _words(turtle, file, concept, "skos:prefLabel")
        for lang in ("fr", "en", "de"):
            if lang not in found[notation]:
                raise broken(file, turtle.short(concept), f"no skos:prefLabel@{lang}", "Add it")
    return found


def _words(turtle: Turtle, file: str, subject: Iri, predicate: str) -> Words:
    words: dict[str, str] = {}
    for text in turtle.objects(subject, predicate):
        if not isinstance(text, Text) or not text.lang:
            raise broken(file, turtle.short(subject), f"a {predicate} without language", "Write it as “…”@fr")
        if text.lang in words:
            raise broken(file, turtle.short(subject), f"two {predicate} in {text.lang}", "Keep one of them")
        words[text.lang] = text.value
    return words


def _one(turtle: Turtle, file: str, subject: Iri, predicate: str) -> str:
    stated = turtle.objects(subject, predicate)
    if len(stated) != 1:
        raise broken(file, turtle.short(subject), f"{len(stated)} values of {predicate}", "Give exactly one")
    return stated[0].value if isinstance(stated[0], Text) else str(stated[0])


def _iris(turtle: Turtle, subject: Subject, predicate: str) -> list[Iri]:
    return [item for item in turtle.objects(subject, predicate) if isinstance(item, Iri)]


def _subject(node: Node) -> Subject:
    return Iri("") if isinstance(node, Text) else node


def _show(turtle: Turtle, subject: Subject) -> str:
    return turtle.short(subject) if isinstance(subject, Iri) else "a blank node"
