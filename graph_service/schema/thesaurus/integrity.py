"""The integrity conditions of SKOS: what breaks one contradicts the data model, whatever it was meant to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from graph_service.schema.rdf import Subject
from graph_service.schema.thesaurus.findings import Finding, found, listed, quoted
from graph_service.schema.thesaurus.graphs import Pieces
from graph_service.schema.thesaurus.model import Label, Place, Thesaurus


def s9_concept_and_scheme_disjoint(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Resources that are a concept and a concept scheme at once (SKOS S9).

    Both count by their class or by the domain or range of a relation: a scheme that something is broader than is also
    a concept. One finding per resource.
    """
    for resource in thesaurus.all_concepts:
        if resource in thesaurus.schemes:
            yield found(thesaurus.place(resource), resource)


def s13_labels_disjoint(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Literals that are labels of two kinds (preferred, alternative, hidden) of one resource (SKOS S13).

    Equal as RDF has it: same words letter by letter, same language without regard to case. One finding per resource
    and literal. `disjoint_labels_violation` has the looser comparison.
    """
    for resource, labels in thesaurus.labels.items():
        kinds: dict[tuple[str, str | None], dict[str, Label]] = {}
        for label in labels:
            kinds.setdefault((label.value, label.lang), {}).setdefault(label.kind, label)
        for same in kinds.values():
            if len(same) > 1:
                yield found(next(iter(same.values())).place, resource, says=listed(same.values()))


def s14_one_preferred_label_per_language(thesaurus: Thesaurus) -> Iterator[Finding]:
    """More than one preferred label of one resource in one language, or without language (SKOS S14).

    Any resource counts, not concepts alone; `fr` and `FR` are one language, `fr` and `fr-CA` two. One finding per
    resource and language.
    """
    for resource, labels in thesaurus.labels.items():
        for lang, same in preferred(labels).items():
            if len(same) > 1:
                yield found(same[0].place, resource, says=", ".join(quoted(each.value, lang) for each in same))


def preferred(labels: list[Label]) -> dict[str | None, list[Label]]:
    """The distinct preferred labels among `labels`, by language."""
    told: dict[str | None, dict[str, Label]] = {}
    for label in labels:
        if label.kind == "prefLabel":
            told.setdefault(label.lang, {}).setdefault(label.value, label)
    return {lang: list(same.values()) for lang, same in told.items()}


def s27_related_disjoint_with_broader_transitive(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Related concepts of which one lies above the other at any depth (SKOS S27).

    Under entailment: relatedMatch is related, broadMatch is broader, inverses and transitivity included. A concept
    related to itself is left to `reflexive_relations`. One finding per pair, whatever the number of statements.
    """
    yield from _related_and_above(thesaurus)


def relation_clashes(thesaurus: Thesaurus) -> Iterator[Finding]:
    """S27 under its name in qSKOS (“relation clashes”) and SM14: the same pairs."""
    yield from _related_and_above(thesaurus)


def _related_and_above(thesaurus: Thesaurus) -> Iterator[Finding]:
    related: dict[tuple[Subject, Subject], Place] = {}
    for _, one, other, place in thesaurus.links("related", "relatedMatch"):
        if one != other and (other, one) not in related:
            related.setdefault((one, other), place)
    both_ways = [*related, *((other, one) for one, other in related)]
    above = thesaurus.hierarchy.leading(both_ways)
    for (one, other), place in related.items():
        if (one, other) in above or (other, one) in above:
            yield found(place, one, other, says="related, broaderTransitive")


def s37_collection_disjoint(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Collections that are also a concept or a concept scheme (SKOS S37).

    By class, or by domain and range: a collection that is given a broader concept counts. One finding per resource.
    """
    for resource in thesaurus.collections:
        others = [
            name
            for name, members in (("Concept", thesaurus.all_concepts), ("ConceptScheme", thesaurus.schemes))
            if resource in members
        ]
        if others:
            yield found(thesaurus.place(resource), resource, says=", ".join(("Collection", *others)))


def s46_exact_match_disjoint(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Concepts that match exactly, and also broadly, narrowly or as related (SKOS S46).

    Under entailment: exactMatch is symmetric and transitive (S44, S45), so that a chain of exact matches is one; and
    narrowMatch is broadMatch from the other end. One finding per pair.
    """
    same: Pieces[Subject] = Pieces()
    for one, other in thesaurus.linked("exactMatch"):
        same.join(one, other)
    yield from _clashing(thesaurus, lambda one, other: same.of(one) == same.of(other))


def mapping_clashes(thesaurus: Thesaurus) -> Iterator[Finding]:
    """S46 as qSKOS (“mapping clashes”) and SM14 look for it: the exact match is stated between these two concepts.

    From either end, but not through a third one, which `s46_exact_match_disjoint` sees as well. One finding per pair.
    """
    exact = thesaurus.linked("exactMatch")
    yield from _clashing(thesaurus, lambda one, other: (one, other) in exact or (other, one) in exact)


def _clashing(thesaurus: Thesaurus, exactly: Callable[[Subject, Subject], bool]) -> Iterator[Finding]:
    told: set[frozenset[Subject]] = set()
    for name, one, other, place in thesaurus.links("broadMatch", "narrowMatch", "relatedMatch"):
        pair = frozenset({one, other})
        if one != other and pair not in told and exactly(one, other):
            told.add(pair)
            yield found(place, one, other, says=f"exactMatch, {name}")
