"""How the concepts of a thesaurus hang together."""

from __future__ import annotations

from collections.abc import Iterator

from graph_service.schema.rdf import Subject
from graph_service.schema.thesaurus import terms
from graph_service.schema.thesaurus.findings import Finding, found
from graph_service.schema.thesaurus.graphs import Above, Pieces
from graph_service.schema.thesaurus.model import Thesaurus

_WITHIN = tuple(name for name in terms.SEMANTIC if name not in terms.MAPPING)


def orphan_concepts(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Concepts that no semantic relation ties to another resource, in either direction (qSKOS, SM14).

    SKOS counts mappings among the semantic relations (S39), so that a concept with an alignment is no orphan; being a
    top concept or in a scheme or collection is no relation between concepts. One finding per concept.
    """
    tied = _tied(thesaurus)
    for concept in thesaurus.concepts:
        if concept not in tied:
            yield found(thesaurus.place(concept), concept)


def disconnected_clusters(thesaurus: Thesaurus) -> Iterator[Finding]:
    """The pieces that concepts fall into when there is more than one (qSKOS, SM14: weakly connected components).

    Orphans are left out. Concepts are joined by semantic relations in any direction; by a mapping only when both are
    described here, since two concepts are not related because both resemble something elsewhere. A hierarchy with
    several top concepts has a piece for each, which need not be wrong. One finding per piece; none if there is one.
    """
    pieces: Pieces[Subject] = Pieces()
    for _, one, other, _ in thesaurus.links(*_WITHIN):
        pieces.join(one, other)
    for _, one, other, _ in thesaurus.links(*terms.MAPPING):
        if one in thesaurus.concepts and other in thesaurus.concepts:
            pieces.join(one, other)
    tied = _tied(thesaurus)
    clusters = pieces.among(concept for concept in thesaurus.concepts if concept in tied)
    for cluster in clusters if len(clusters) > 1 else ():
        head = next((one for one in cluster if one not in thesaurus.parents), cluster[0])
        yield found(thesaurus.place(head), head, says=f"{len(cluster)} concepts")


def _tied(thesaurus: Thesaurus) -> set[Subject]:
    pairs = [(one, other) for _, one, other, _ in thesaurus.links(*terms.SEMANTIC) if one != other]
    return {end for pair in pairs for end in pair}


def cyclic_hierarchical_relations(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Circles of concepts each of which lies above all the others (qSKOS, SM14).

    Strongly connected components of what broaderTransitive follows from: broader and narrower, their transitive
    kin, broad and narrow matches. A concept broader than itself is left to `reflexive_relations`. One finding per
    component, however many circles pass through it; its concepts in the order of a walk.
    """
    for circle in thesaurus.hierarchy.circles:
        yield found(thesaurus.place(circle[0]), *circle)


def valueless_associative_relations(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Related concepts that have a broader, or a narrower, concept in common (qSKOS, SM14).

    That they are siblings already says that they have to do with one another. Directly broader or narrower, within the
    thesaurus or by a mapping; related or relatedMatch. One finding per pair.
    """
    wide: dict[Subject, set[Subject]] = {}
    narrow: dict[Subject, set[Subject]] = {}
    for lower, higher in thesaurus.broader("broader", "broadMatch"):
        wide.setdefault(lower, set()).add(higher)
        narrow.setdefault(higher, set()).add(lower)
    told = set()
    for name, one, other, place in thesaurus.links("related", "relatedMatch"):
        pair = frozenset({one, other})
        if one == other or pair in told:
            continue
        if not all(side.get(one, set()).isdisjoint(side.get(other, set())) for side in (wide, narrow)):
            told.add(pair)
            yield found(place, one, other, says=name)


def solely_transitively_related(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Concepts that broaderTransitive or narrowerTransitive alone puts one above the other (qSKOS, SM14).

    SKOS means these two for what follows from broader and narrower, not for stating. So a pair is found unless a path
    of broader (narrower from the other end, broad and narrow matches) leads from one to the other: a file that also
    writes down what follows is right. qSKOS asks for one single step instead. One finding per pair.
    """
    steps: dict[Subject, list[Subject]] = {}
    for lower, higher in thesaurus.broader("broader", "broadMatch"):
        steps.setdefault(lower, []).append(higher)
    stated = {pair: place for pair, place in thesaurus.broader("broaderTransitive").items() if pair[0] != pair[1]}
    for lower, higher in stated.keys() - Above(steps).leading(stated):
        yield found(stated[lower, higher], lower, higher, says="broaderTransitive")


def unidirectionally_related(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Relations between two resources described here that only one end tells (qSKOS, SM14).

    What is asserted counts, not what follows: broader without narrower, a top concept that does not know its scheme
    or the reverse, related and the mappings stated once. A relation to something that is not described here has its
    other end elsewhere. One finding per statement.
    """
    for name, inverse in terms.INVERSE.items():
        back = thesaurus.linked(inverse)
        for (one, other), place in thesaurus.linked(name).items():
            if (other, one) not in back and one in thesaurus.subjects and other in thesaurus.subjects:
                yield found(place, one, other, says=name)


def omitted_top_concepts(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Schemes without a top concept (qSKOS, SM14).

    Said from either end, hasTopConcept or topConceptOf. A scheme that is only named by inScheme counts. One finding
    per scheme.
    """
    headed = {scheme for _, scheme in thesaurus.top_concepts}
    for scheme in thesaurus.schemes:
        if scheme not in headed:
            yield found(thesaurus.place(scheme), scheme)


def top_concepts_having_broader(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Top concepts with a broader concept (qSKOS, SM14).

    Broader or broaderTransitive, from either end, whatever the scheme of the broader one. A broad match is an
    alignment with another vocabulary and does not count. One finding per concept.
    """
    tops = {concept for concept, _ in thesaurus.top_concepts}
    told = set()
    for (lower, higher), place in thesaurus.broader("broader", "broaderTransitive").items():
        if lower in tops and lower != higher and lower not in told:
            told.add(lower)
            yield found(place, lower, higher, says="broader")


def hierarchical_redundancy(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Broader concepts that a longer way up reaches as well (qSKOS, SM14).

    Broader, or narrower from the other end; mappings left out. Within a circle everything is reached by everything:
    that is one fault, `cyclic_hierarchical_relations`, and here a circle counts as one concept. One finding per pair.
    """
    edges = {(lower, higher): place for lower, those in thesaurus.parents.items() for higher, place in those.items()}
    several = [(lower, higher) for lower, higher in edges if len(thesaurus.parents[lower]) > 1]
    for lower, higher in Above(thesaurus.parents).leading_far(several):
        yield found(edges[lower, higher], lower, higher, says="broader")


def reflexive_relations(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Concepts with a semantic relation, or a mapping, to themselves (qSKOS). One finding per statement."""
    for name, one, other, place in thesaurus.links(*terms.SEMANTIC):
        if one == other:
            yield found(place, one, says=name)
