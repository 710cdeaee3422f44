"""How a thesaurus is tied to what is outside it, and how it is written as data of the Web."""

from __future__ import annotations

from collections.abc import Iterator

from graph_service.schema.rdf import Blank, Iri, Subject, Text
from graph_service.schema.thesaurus import terms
from graph_service.schema.thesaurus.findings import Finding, found, quoted
from graph_service.schema.thesaurus.model import Place, Thesaurus

_INSIDE = frozenset({*terms.HIERARCHICAL, *terms.ASSOCIATIVE, *terms.OF_SCHEMES, *terms.OF_COLLECTIONS})
_ON_THE_WEB = ("http://", "https://")


def mapping_misuse(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Mappings between two concepts of one scheme (qSKOS, SM14).

    Mappings are meant to lead from one scheme to another (section 10.1 of SKOS); inside one there are broader,
    narrower and related. Both concepts are described here and share a scheme, or are both in none. A mapping to itself
    is left to `reflexive_relations`. One finding per statement.
    """
    for name, one, other, place in thesaurus.links(*terms.MAPPING):
        both = one != other and one in thesaurus.concepts and other in thesaurus.concepts
        if both and thesaurus.share_a_scheme(one, other):
            yield found(place, one, other, says=name)


def missing_in_links(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Concepts that nothing else in the files leads to (qSKOS, SM14, within the files).

    The originals ask the Web who refers to a concept; here nothing is fetched, and a link is a statement of the
    files, with any predicate, whose object is the concept and whose subject is another resource. One finding per
    concept.
    """
    reached = {item for subject, _, item, _ in thesaurus.triples if not isinstance(item, Text) and item != subject}
    for concept in thesaurus.concepts:
        if concept not in reached:
            yield found(thesaurus.place(concept), concept)


def missing_out_links(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Concepts without a link to anything outside the files (qSKOS, SM14, within the files).

    Outside is an http or https IRI that the files do not describe. Classes do not count, nor do schemes and the
    relations within a thesaurus (broader, narrower, related …), whose missing end is dangling rather than elsewhere.
    qSKOS compares the names of hosts instead, which takes two vocabularies of one publisher for one. One finding per
    concept.
    """
    leaving = {
        subject
        for subject, predicate, item, _ in thesaurus.triples
        if isinstance(item, Iri)
        and predicate != terms.TYPE
        and item not in thesaurus.subjects
        and item.startswith(_ON_THE_WEB)
        and not thesaurus.words(predicate) & _INSIDE
    }
    for concept in thesaurus.concepts:
        if concept not in leaving:
            yield found(thesaurus.place(concept), concept)


def undefined_skos_resources(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Words in SKOS's namespace that SKOS does not define (qSKOS, SM14).

    Anywhere in a statement. The words of drafts that the Recommendation dropped (skos:symbol, skos:subject …) are
    among them. One finding per word, where it first stands.
    """
    told: dict[str, Place] = {}
    for triple in thesaurus.triples:
        for node in triple[:3]:
            name = terms.local(node) if isinstance(node, Iri) else None
            if name and name not in terms.DEFINED:
                told.setdefault(str(node), triple.place)
    for iri, place in told.items():
        yield Finding((iri,), "", place)


def literals_for_resources(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Relations of SKOS that are said of a text (SKOS S3, S18, S30, S40).

    Relations between concepts, schemes and collections are object properties: a text there ties nothing, and no other
    check sees it. One finding per statement.
    """
    for subject, predicate, item, place in thesaurus.triples:
        if isinstance(item, Text):
            for name in sorted(thesaurus.words(predicate) & terms.LINKS):
                yield found(place, subject, says=f"{name} {quoted(item.value, item.lang)}")


def http_uri_violations(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Resources that are described under another address than one of the Web (qSKOS, SM14).

    Every IRI that is the subject of a statement, if it does not begin with http:// or https://; and concepts, schemes
    and collections that are blank nodes, which nobody can refer to. One finding per resource.
    """
    for subject, place in thesaurus.subjects.items():
        if isinstance(subject, Blank):
            wrong = _of_skos(thesaurus, subject)
        else:
            wrong = not subject.lower().startswith(_ON_THE_WEB)
        if wrong:
            yield found(place, subject)


def _of_skos(thesaurus: Thesaurus, subject: Subject) -> bool:
    return any(subject in kind for kind in (thesaurus.concepts, thesaurus.schemes, thesaurus.collections))
