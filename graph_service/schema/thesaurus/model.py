"""The triples of one or several files, as a SKOS thesaurus.

What is asserted is kept with its place. Of what follows from it by the entailment of RDFS and SKOS, only what the
checks ask for is drawn: subproperties and subclasses that the files declare, the classes that domains and ranges give,
inverses, schemes of top concepts, labels of SKOS-XL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

from graph_service.schema.rdf import Blank, Iri, Node, Subject, Text
from graph_service.schema.thesaurus import terms
from graph_service.schema.thesaurus.graphs import Above


class Place(NamedTuple):
    """Where something is said; line 0 when only the file is known."""

    file: str
    line: int


class Triple(NamedTuple):
    """One statement of a file."""

    subject: Subject
    predicate: Iri
    object: Node
    place: Place


class Label(NamedTuple):
    """A lexical label: its kind, its words, its language in lower case (None when it has none)."""

    kind: str
    value: str
    lang: str | None
    place: Place


Read = tuple[str, Iterable[tuple[Subject, Iri, Node, int]]]
"""The name of a file and its triples, each with its line."""
Links = Mapping[tuple[Subject, Subject], Place]
"""Pairs that a relation holds between, in the order of the files."""
_N = TypeVar("_N", Iri | Blank, Iri | Blank | Text)


class Thesaurus:
    """What the files say, together."""

    def __init__(self, files: Iterable[Read], axioms: Iterable[tuple[Iri, Iri]] = ()) -> None:
        """`axioms` are (class, superclass) and (property, superproperty) pairs known from elsewhere."""
        self.triples = _distinct(files)
        self._above: dict[Subject, list[Node]] = {}
        for below, above in axioms:
            self._above.setdefault(below, []).append(above)
        for triple in self.triples:
            if triple.predicate in (terms.SUB_CLASS, terms.SUB_PROPERTY):
                self._above.setdefault(triple.subject, []).append(triple.object)
        self._names: dict[Iri, frozenset[str]] = {}
        self._links: dict[str, dict[tuple[Subject, Subject], Place]] = {name: {} for name in terms.LINKS}
        self._members: dict[str, dict[Subject, Place]] = {name: {} for name in terms.CLASSES}
        self.labels: dict[Subject, list[Label]] = {}
        """Lexical labels, the plain ones and those that a label with an IRI of its own implies (S55 to S57)."""
        self.notations: dict[Subject, list[tuple[Text, Place]]] = {}
        self.documented: set[Subject] = set()
        """What has a note of any kind."""
        self.titled: set[Subject] = set()
        """What has an rdfs:label or a Dublin Core title."""
        self.subjects: dict[Subject, Place] = {}
        """What the files say something about, and where they begin to."""
        self._read()

    def words(self, predicate: Iri) -> frozenset[str]:
        """The words of SKOS that a property or class is, or lies below; `rdfs:label` counts none."""
        if predicate not in self._names:
            found: set[Node] = {predicate}
            waiting: list[Node] = [predicate]
            while waiting:
                node = waiting.pop()
                for above in self._above.get(node, ()) if isinstance(node, Iri | Blank) else ():
                    if above not in found:
                        found.add(above)
                        waiting.append(above)
            names = {terms.local(each) for each in found if isinstance(each, Iri)}
            self._names[predicate] = frozenset(name for name in names if name in terms.DEFINED)
        return self._names[predicate]

    def _read(self) -> None:
        forms = {each.subject: each for each in self.triples if each.predicate == terms.LITERAL_FORM}
        for subject, predicate, item, place in self.triples:
            self.subjects.setdefault(subject, place)
            if predicate == terms.TYPE and isinstance(item, Iri):
                for name in self.words(item) & self._members.keys():
                    self._members[name].setdefault(subject, place)
            elif predicate == terms.LABEL or predicate in terms.TITLES:
                self.titled.add(subject)
            elif predicate in terms.XL_LABELS and not isinstance(item, Text) and item in forms:
                self._say(subject, terms.XL_LABELS[predicate], forms[item].object, place)
            for name in self.words(predicate):
                self._say(subject, name, item, place)

    def _say(self, subject: Subject, name: str, item: Node, place: Place) -> None:
        if name in terms.NOTES:
            self.documented.add(subject)
        elif isinstance(item, Text):
            if name in terms.LEXICAL:
                lang = item.lang.lower() if item.lang else None
                self.labels.setdefault(subject, []).append(Label(name, item.value, lang, place))
            elif name == "notation":
                self.notations.setdefault(subject, []).append((item, place))
        elif name in terms.LINKS:
            self._links[name].setdefault((subject, item), place)

    def links(self, *names: str) -> Iterator[tuple[str, Subject, Subject, Place]]:
        """The asserted (relation, subject, object, place) of these relations of SKOS."""
        for name in names:
            for (subject, item), place in self._links[name].items():
                yield name, subject, item, place

    def linked(self, name: str) -> Links:
        """The pairs that this relation of SKOS is asserted of."""
        return self._links[name]

    def members(self, *names: str) -> set[Subject]:
        """What is asserted to be of one of these classes of SKOS."""
        return {member for name in names for member in self._members[name]}

    def place(self, resource: Subject) -> Place:
        """Where the files begin to describe a resource, otherwise where they first name it."""
        return self.subjects.get(resource) or self._named.get(resource) or Place("", 0)

    @cached_property
    def _named(self) -> Mapping[Subject, Place]:
        found: dict[Subject, Place] = {}
        for triple in self.triples:
            if not isinstance(triple.object, Text):
                found.setdefault(triple.object, triple.place)
        return found

    @cached_property
    def all_concepts(self) -> Mapping[Subject, None]:
        """What is a concept by its class, or by the domain or range of a relation (S6, S8, S19, S20)."""
        found = dict.fromkeys(self._members["Concept"])
        for _, subject, item, _ in self.links(*terms.SEMANTIC):
            found |= {subject: None, item: None}
        found |= dict.fromkeys(concept for concept, _ in self.linked("topConceptOf"))
        return found | dict.fromkeys(concept for _, concept in self.linked("hasTopConcept"))

    @cached_property
    def concepts(self) -> Mapping[Subject, None]:
        """The concepts that the files describe, in the order of the files."""
        return {subject: None for subject in self.subjects if subject in self.all_concepts}

    @cached_property
    def dangling(self) -> Mapping[Subject, None]:
        """Concepts that others are broader, narrower or related to, or schemes begin with, and no file describes."""
        named = [item for _, _, item, _ in self.links(*terms.HIERARCHICAL, *terms.ASSOCIATIVE, "hasTopConcept")]
        return {item: None for item in named if item not in self.subjects}

    @cached_property
    def schemes(self) -> Mapping[Subject, None]:
        """What is a scheme by its class, or by the domain or range of a relation (S4, S5, S7, S8)."""
        found = dict.fromkeys(self._members["ConceptScheme"])
        found |= dict.fromkeys(scheme for scheme, _ in self.linked("hasTopConcept"))
        return found | {item: None for _, _, item, _ in self.links("inScheme", "topConceptOf")}

    @cached_property
    def collections(self) -> Mapping[Subject, None]:
        """What is a collection by its class, or by the domain of a relation (S29, S31, S33)."""
        found = dict.fromkeys(self.members("Collection", "OrderedCollection"))
        return found | {subject: None for _, subject, _, _ in self.links(*terms.OF_COLLECTIONS)}

    @cached_property
    def top_concepts(self) -> Links:
        """(concept, scheme) for each top concept, from whichever end it is said (S8)."""
        found = dict(self.linked("topConceptOf"))
        for (scheme, concept), place in self.linked("hasTopConcept").items():
            found.setdefault((concept, scheme), place)
        return found

    @cached_property
    def schemes_of(self) -> Mapping[Subject, frozenset[Subject]]:
        """The schemes of each concept; a top concept is in its scheme (S7). Absent: in none."""
        found: dict[Subject, set[Subject]] = {}
        for concept, scheme in (*self.linked("inScheme"), *self.top_concepts):
            found.setdefault(concept, set()).add(scheme)
        return {concept: frozenset(schemes) for concept, schemes in found.items()}

    def share_a_scheme(self, one: Subject, other: Subject) -> bool:
        """Whether two concepts have a scheme in common, or are both in none."""
        first, second = self.schemes_of.get(one), self.schemes_of.get(other)
        return bool(first & second) if first and second else first == second

    def broader(self, *names: str) -> dict[tuple[Subject, Subject], Place]:
        """(narrower, broader) pairs that these relations, `broader` and its kin, say from either end."""
        found: dict[tuple[Subject, Subject], Place] = {}
        for name in names:
            for pair, place in self.linked(name).items():
                found.setdefault(pair, place)
            for (wide, narrow), place in self.linked(terms.INVERSE[name]).items():
                found.setdefault((narrow, wide), place)
        return found

    @cached_property
    def parents(self) -> Mapping[Subject, Mapping[Subject, Place]]:
        """The concepts right above each one within the thesaurus, itself left out."""
        found: dict[Subject, dict[Subject, Place]] = {}
        for (narrow, wide), place in self.broader("broader").items():
            if narrow != wide:
                found.setdefault(narrow, {})[wide] = place
        return found

    @cached_property
    def hierarchy(self) -> Above[Subject]:
        """Everything that broaderTransitive follows from (S22, S24, S41): broader, what is broader by a mapping, and
        broaderTransitive itself."""
        found: dict[Subject, list[Subject]] = {}
        for narrow, wide in self.broader("broader", "broaderTransitive", "broadMatch"):
            found.setdefault(narrow, []).append(wide)
        return Above(found)


def _distinct(files: Iterable[Read]) -> list[Triple]:
    """A graph is a set: what is said twice counts where it is said first. A blank node belongs to its file."""
    found: dict[tuple[Subject, Iri, Node], Place] = {}
    for number, (file, triples) in enumerate(files):
        places: dict[int, Place] = {}
        for subject, predicate, item, line in triples:
            place = places.setdefault(line, Place(file, line))
            found.setdefault((_apart(subject, number), predicate, _apart(item, number)), place)
    return [Triple(*parts, place) for parts, place in found.items()]


def _apart(node: _N, number: int) -> _N:
    return type(node)(f"{node}.{number}") if number and isinstance(node, Blank) else node
