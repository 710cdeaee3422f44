"""The counts of `sillon ontology check` by other code: rdflib, SPARQL and plain loops, closures written out in full.

It shares nothing with the checks but the definitions that their docstrings give. It is slow on large files.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from rdflib import DC, DCTERMS, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef, Variable
from rdflib.term import Node

X, Y = Variable("x"), Variable("y")
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "mappingRelation")
INSIDE = ("broader", "narrower", "broaderTransitive", "narrowerTransitive", "related", "semanticRelation")
OF_OTHERS = ("inScheme", "topConceptOf", "hasTopConcept", "member")
KNOWN_LANGUAGES = {"fr", "en", "de"}  # of the files that this is run on; everything else counts as invalid
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
PREFIX = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
ASK = f"{PREFIX} SELECT DISTINCT ?x"
SEMANTIC = "|".join(f"skos:{name}" for name in (*INSIDE, *MATCHES))
NOTES = "skos:note|skos:changeNote|skos:definition|skos:editorialNote|skos:example|skos:historyNote|skos:scopeNote"


class Recount:
    """One file, and every count of it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.subjects = set(graph.subjects())
        self.any_concept = self._ask(
            f"{{ ?x a skos:Concept }} UNION {{ ?x {SEMANTIC} ?o }} UNION {{ ?s {SEMANTIC} ?x }}"
            " UNION { ?x skos:topConceptOf ?o } UNION { ?s skos:hasTopConcept ?x }"
        )
        self.concepts = self.any_concept & self.subjects
        self.schemes = self._ask(
            "{ ?x a skos:ConceptScheme } UNION { ?s skos:inScheme|skos:topConceptOf ?x }"
            " UNION { ?x skos:hasTopConcept ?o }"
        )
        self.collections = self._ask(
            "{ ?x a skos:Collection } UNION { ?x a skos:OrderedCollection } UNION { ?x skos:member|skos:memberList ?o }"
        )
        self.up = self._pairs("skos:broader|^skos:narrower")
        self.up_or_match = self._pairs("skos:broader|^skos:narrower|skos:broadMatch|^skos:narrowMatch")
        self.stated_up = self._pairs("skos:broaderTransitive|^skos:narrowerTransitive")
        self.above = closure(self.up_or_match | self.stated_up)
        self.related = {frozenset(pair) for pair in self._pairs("skos:related|skos:relatedMatch") if pair[0] != pair[1]}
        self.homes: dict[Node, set[Node]] = defaultdict(set)
        for concept, scheme in self._pairs("skos:inScheme|skos:topConceptOf|^skos:hasTopConcept"):
            self.homes[concept].add(scheme)

    def _ask(self, where: str) -> set[Node]:
        return {row[X] for row in self.graph.query(f"{ASK} {{ {where} FILTER(!isLiteral(?x)) }}").bindings}

    def _pairs(self, path: str) -> set[tuple[Node, Node]]:
        return {(row[X], row[Y]) for row in self.graph.query(f"{PREFIX} SELECT ?x ?y {{ ?x {path} ?y }}").bindings}

    def counts(self) -> dict[str, int]:
        """Name of the check to its count, zeros included."""
        return {name.removeprefix("count_"): getattr(self, name)() for name in dir(self) if name.startswith("count_")}

    def count_s9_concept_and_scheme_disjoint(self) -> int:
        return len(self.any_concept & self.schemes)

    def count_s13_labels_disjoint(self) -> int:
        return self._clashing_labels(str)

    def count_disjoint_labels_violation(self) -> int:
        return self._clashing_labels(simple)

    def _clashing_labels(self, shape: Callable[[str], str]) -> int:
        kinds = defaultdict(set)
        for kind in LABELS:
            for resource, label in self.graph.subject_objects(kind):
                if shape is str or shape(str(label)):
                    kinds[resource, shape(str(label)), tongue(label)].add(kind)
        return sum(len(each) > 1 for each in kinds.values())

    def _preferred_twice(self) -> list[tuple[Node, str | None]]:
        told = defaultdict(set)
        for resource, label in self.graph.subject_objects(SKOS.prefLabel):
            told[resource, tongue(label)].add(str(label))
        return [key for key, labels in told.items() if len(labels) > 1]

    def count_s14_one_preferred_label_per_language(self) -> int:
        return len(self._preferred_twice())

    def count_inconsistent_preferred_labels(self) -> int:
        return len({resource for resource, _ in self._preferred_twice()})

    def count_s27_related_disjoint_with_broader_transitive(self) -> int:
        return len(self.related & {frozenset(pair) for pair in self.above})

    def count_relation_clashes(self) -> int:
        return sum((a, b) in self.above or (b, a) in self.above for a, b in map(tuple, self.related))

    def count_s37_collection_disjoint(self) -> int:
        return len(self.collections & (self.any_concept | self.schemes))

    def _graded(self) -> set[frozenset[Node]]:
        pairs = self._pairs("skos:broadMatch|skos:narrowMatch|skos:relatedMatch")
        return {frozenset(pair) for pair in pairs if pair[0] != pair[1]}

    def count_s46_exact_match_disjoint(self) -> int:
        same = closure(self._pairs("skos:exactMatch|^skos:exactMatch"))
        return len(self._graded() & {frozenset(pair) for pair in same})

    def count_mapping_clashes(self) -> int:
        return len(self._graded() & {frozenset(pair) for pair in self._pairs("skos:exactMatch")})

    def count_omitted_or_invalid_language_tags(self) -> int:
        texts = [*LABELS, *(URIRef(SKOS + name[5:]) for name in NOTES.split("|")), RDFS.label, DC.title, DCTERMS.title]
        said = [item for text in texts for item in self.graph.objects(None, text)]
        return sum(tongue(item) not in KNOWN_LANGUAGES for item in said if getattr(item, "datatype", item) is None)

    def _spoken(self) -> dict[Node, set[str]]:
        spoken = {
            concept: {said for kind in LABELS for label in self.graph.objects(concept, kind) if (said := tongue(label))}
            for concept in self.concepts
        }
        return {concept: languages for concept, languages in spoken.items() if languages}

    def count_incomplete_language_coverage(self) -> int:
        spoken = self._spoken().values()
        return sum(languages != set().union(*spoken) for languages in spoken)

    def count_no_common_languages(self) -> int:
        spoken = list(self._spoken().values())
        return int(bool(spoken) and not set.intersection(*spoken))

    def count_undocumented_concepts(self) -> int:
        return len(self.concepts - self._ask(f"?x {NOTES} ?note"))

    def count_missing_labels(self) -> int:
        worded = set(self.graph.subjects(SKOS.prefLabel))
        inside = "|".join(f"skos:{name}" for name in (*INSIDE[:5], "hasTopConcept"))
        others = (self.schemes | self.collections) - self.concepts
        titled = {subject for word in (RDFS.label, DC.title, DCTERMS.title) for subject in self.graph.subjects(word)}
        return len((self.concepts | self._ask(f"?s {inside} ?x")) - worded) + len(others - worded - titled)

    def _labels(self) -> list[str]:
        return [str(label) for kind in LABELS for label in self.graph.objects(None, kind)]

    def count_unprintable_characters(self) -> int:
        return sum(any(unicodedata.category(sign) in INVISIBLE for sign in label) for label in self._labels())

    def count_empty_labels(self) -> int:
        return self._labels().count("") + sum(map(str.isspace, self._labels()))

    def _shared(self, values: Iterable[tuple[Node, Hashable]]) -> int:
        users = defaultdict(set)
        for concept, value in values:
            for scheme in self.homes.get(concept) or (None,):
                users[scheme, value].add(concept)
        return len({(value, frozenset(those)) for (_, value), those in users.items() if len(those) > 1})

    def count_overlapping_labels(self) -> int:
        said = [
            (concept, (simple(str(label)), tongue(label)))
            for kind in LABELS
            for concept, label in self.graph.subject_objects(kind)
            if concept in self.concepts and simple(str(label))
        ]
        return self._shared(said)

    def count_ambiguous_notations(self) -> int:
        said = [pair for pair in self.graph.subject_objects(SKOS.notation) if pair[0] in self.concepts]
        systems = defaultdict(set)
        for concept, notation in said:
            systems[concept, getattr(notation, "datatype", None)].add(notation)
        return self._shared(said) + sum(len(notations) > 1 for notations in systems.values())

    def _tied(self) -> set[Node]:
        return {end for pair in self._pairs(SEMANTIC) if pair[0] != pair[1] for end in pair}

    def count_orphan_concepts(self) -> int:
        return len(self.concepts - self._tied())

    def count_disconnected_clusters(self) -> int:
        neighbours = defaultdict(set)
        inner = self._pairs("|".join(f"skos:{name}" for name in INSIDE))
        outer = self._pairs("|".join(f"skos:{name}" for name in MATCHES))
        for one, other in inner | {pair for pair in outer if set(pair) <= self.concepts}:
            neighbours[one].add(other)
            neighbours[other].add(one)
        left, pieces = self.concepts & self._tied(), 0
        while left:
            piece = {next(iter(left))}
            while (wider := piece.union(*(neighbours[node] for node in piece))) != piece:
                piece = wider
            left, pieces = left - piece, pieces + 1
        return pieces if pieces > 1 else 0

    def count_cyclic_hierarchical_relations(self) -> int:
        mutual = {(a, b) for a, b in self.above if a != b and (b, a) in self.above}
        return len({frozenset({a} | {b for one, b in mutual if one == a}) for a, _ in mutual})

    def count_valueless_associative_relations(self) -> int:
        wide, narrow = defaultdict(set), defaultdict(set)
        for lower, higher in self.up_or_match:
            wide[lower].add(higher)
            narrow[higher].add(lower)
        return sum(bool(wide[a] & wide[b] or narrow[a] & narrow[b]) for a, b in map(tuple, self.related))

    def count_solely_transitively_related(self) -> int:
        return len({pair for pair in self.stated_up if pair[0] != pair[1]} - closure(self.up_or_match))

    def count_unidirectionally_related(self) -> int:
        ends = (
            ("broader", "narrower"), ("broaderTransitive", "narrowerTransitive"), ("topConceptOf", "hasTopConcept"),
            ("broadMatch", "narrowMatch"), ("related",) * 2, ("relatedMatch",) * 2, ("closeMatch",) * 2,
            ("exactMatch",) * 2,
        )  # fmt: skip
        ways = {way for one, other in ends for way in ((one, other), (other, one))}
        alone = (self._pairs(f"skos:{there}") - self._pairs(f"^skos:{back}") for there, back in ways)
        return sum(set(pair) <= self.subjects for pairs in alone for pair in pairs)

    def count_omitted_top_concepts(self) -> int:
        return len(self.schemes - self._ask("?x skos:hasTopConcept|^skos:topConceptOf ?concept"))

    def count_top_concepts_having_broader(self) -> int:
        tops = self._ask("?x skos:topConceptOf|^skos:hasTopConcept ?scheme")
        return len({lower for lower, higher in self.up | self.stated_up if lower != higher} & tops)

    def count_hierarchical_redundancy(self) -> int:
        up = {pair for pair in self.up if pair[0] != pair[1]}
        above, parents = closure(up), defaultdict(set)
        for lower, higher in up:
            parents[lower].add(higher)
        return sum(
            (higher, lower) not in above
            and any(
                (other, higher) in above and not {(other, lower), (higher, other)} & above
                for other in parents[lower] - {higher}
            )
            for lower, higher in up
        )

    def count_reflexive_relations(self) -> int:
        return sum(one == other for name in (*INSIDE, *MATCHES) for one, other in self._pairs(f"skos:{name}"))

    def count_mapping_misuse(self) -> int:
        return sum(
            one != other
            and {one, other} <= self.concepts
            and (bool(self.homes[one] & self.homes[other]) or not (self.homes[one] or self.homes[other]))
            for name in MATCHES
            for one, other in self._pairs(f"skos:{name}")
        )

    def count_missing_in_links(self) -> int:
        return sum(not any(one != concept for one in self.graph.subjects(None, concept)) for concept in self.concepts)

    def count_missing_out_links(self) -> int:
        inside = {SKOS[name] for name in (*INSIDE, *OF_OTHERS)}
        return sum(
            not any(
                isinstance(item, URIRef) and str(item).startswith("http") and item not in self.subjects
                for predicate, item in self.graph.predicate_objects(concept)
                if predicate != RDF.type and predicate not in inside
            )
            for concept in self.concepts
        )

    def count_undefined_skos_resources(self) -> int:
        words = {node for triple in self.graph for node in triple if str(node).startswith(str(SKOS))}
        return len({word for word in words if str(word) not in SKOS})

    def count_literals_for_resources(self) -> int:
        links = {SKOS[name] for name in (*INSIDE, *MATCHES, *OF_OTHERS, "memberList")}
        return sum(link in links and isinstance(item, Literal) for _, link, item in self.graph)

    def count_http_uri_violations(self) -> int:
        blank = {one for one in self.concepts | self.schemes | self.collections if isinstance(one, BNode)}
        odd = [one for one in self.subjects if isinstance(one, URIRef) and not str(one).startswith(("http:", "https:"))]
        return len(odd) + len(blank & self.subjects)


def closure(pairs: Iterable[tuple[Node, Node]]) -> set[tuple[Node, Node]]:
    """The transitive closure, step by step until nothing comes in."""
    steps = defaultdict(set)
    for one, other in pairs:
        steps[one].add(other)
    fresh = found = {(one, other) for one, others in steps.items() for other in others}
    while fresh:
        fresh = {(one, further) for one, other in fresh for further in steps.get(other, ())} - found
        found = found | fresh
    return found


def simple(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()).casefold())


def tongue(label: Node) -> str | None:
    return label.language.lower() if isinstance(label, Literal) and label.language else None
