"""All words of an ontology folder with what is said of them, each relation from both of its ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph_service.kernel.errors import not_among
from graph_service.schema.model import GraphSchema
from graph_service.schema.rdf import Iri, Node, Text, read_turtle
from graph_service.schema.thesaurus.check import SCHEMES
from graph_service.schema.thesaurus.terms import INVERSE, REPLACED_BY, STAGE_OF, TYPE, local, replacement, skos

Triple = tuple[Iri, Iri, Node]
Said = Mapping[Iri, Sequence[Node]]
"""Predicate → objects."""

CHAINS = "chain"
"""The group of value chains and their stages, which are in no scheme."""
_ABOVE = (skos("broader"), STAGE_OF)


@dataclass(frozen=True, slots=True)
class Group:
    """A scheme, or the value chains with their stages: one tree, one page, one file."""

    name: str
    scheme: Iri | None
    """None for value chains."""
    members: tuple[Iri, ...]
    """From the top down, siblings by notation; what was given up comes last."""


class Words:
    """Everything that the schemes say. Immutable once made."""

    def __init__(self, ontology: Path, schema: GraphSchema) -> None:
        """Read the schemes of an ontology folder. Raises BrokenPromise."""
        self.schema = schema
        self.said: dict[Iri, dict[Iri, list[Node]]] = {}
        for file in sorted((ontology / SCHEMES).glob("*.ttl")):
            turtle = read_turtle(file)
            for subject, predicate in turtle.predicates():
                if isinstance(subject, Iri):
                    self.said.setdefault(subject, {}).setdefault(predicate, []).extend(
                        turtle.objects(subject, predicate)
                    )
        self._say_both_ends()
        self.incoming: dict[Iri, dict[Iri, list[Iri]]] = {}
        """Object → predicate → subjects."""
        for subject, said in self.said.items():
            for predicate, items in said.items():
                for item in items:
                    if isinstance(item, Iri):
                        self.incoming.setdefault(item, {}).setdefault(predicate, []).append(subject)
        self.groups: tuple[Group, ...] = tuple(self._groups())

    def group(self, name: str) -> Group:
        """The group of this name. Raises WrongInput naming those there are."""
        found = next((group for group in self.groups if group.name == name), None)
        if found is None:
            raise not_among("scheme", [group.name for group in self.groups])
        return found

    def curie(self, iri: str) -> str:
        """`skill:welding`; the IRI itself where no prefix covers it."""
        return self.schema.prefixes.from_iri(iri) or iri

    def links(self, subject: Iri, predicate: Iri) -> list[Iri]:
        """The resources that a predicate leads to."""
        return [item for item in self.said.get(subject, {}).get(predicate, ()) if isinstance(item, Iri)]

    def texts(self, subject: Iri, predicate: Iri) -> list[Text]:
        """The literals that a predicate leads to."""
        return [item for item in self.said.get(subject, {}).get(predicate, ()) if isinstance(item, Text)]

    def above(self, word: Iri) -> list[Iri]:
        """The broader words, or the chain of a stage, as far as they are described."""
        return [item for predicate in _ABOVE for item in self.links(word, predicate) if item in self.said]

    def below(self, word: Iri) -> list[Iri]:
        """The narrower words, or the stages of a chain, by notation."""
        told = self.incoming.get(word, {})
        return self.ordered(list(dict.fromkeys(item for predicate in _ABOVE for item in told.get(predicate, ()))))

    def ways(self, word: Iri) -> list[tuple[Iri, ...]]:
        """Each way down from a top to the word directly above; none for a top."""
        found: list[tuple[Iri, ...]] = []
        waiting: list[tuple[Iri, ...]] = [(above,) for above in reversed(self.above(word))]
        while waiting:
            way = waiting.pop()
            above = [one for one in self.above(way[0]) if one not in way and one != word]
            if not above:
                found.append(way)
            waiting.extend((one, *way) for one in reversed(above))
        return found

    def instead(self, word: Iri) -> Iri | None:
        """What took its place; None while it is in use."""
        return next(iter(self.links(word, REPLACED_BY)), None)

    def ordered(self, words: Sequence[Iri]) -> list[Iri]:
        """By notation, then by IRI; what was given up last."""

        def key(word: Iri) -> tuple[bool, str, str]:
            notation = next((text.value for text in self.texts(word, skos("notation"))), "~")
            return self.instead(word) is not None, notation, word

        return sorted(words, key=key)

    def triples(self, subject: Iri) -> Iterator[Triple]:
        """All that is said of a word or scheme."""
        for predicate, items in self.said[subject].items():
            for item in items:
                yield subject, predicate, item

    def _say_both_ends(self) -> None:
        """Add the other end of each relation of SKOS between described things, and what all readers know of one
        that was given up."""
        for subject, said in list(self.said.items()):
            for predicate, items in list(said.items()):
                inverse = INVERSE.get(local(predicate) or "")
                for item in items if inverse else ():
                    if isinstance(item, Iri) and item in self.said:
                        self._add(item, skos(str(inverse)), subject)
            for other in self.links(subject, REPLACED_BY):
                for predicate, item in replacement(other):
                    self._add(subject, predicate, item)

    def _add(self, subject: Iri, predicate: Iri, item: Node) -> None:
        items = self.said[subject].setdefault(predicate, [])
        if item not in items:
            items.append(item)

    def _groups(self) -> Iterator[Group]:
        of: dict[Iri | None, list[Iri]] = {}
        schemes = [one for one in self.said if skos("ConceptScheme") in self.links(one, TYPE)]
        for word in self.said:
            if word not in schemes:
                scheme = next(iter(self.links(word, skos("inScheme"))), None)
                of.setdefault(scheme if scheme in self.said else None, []).append(word)
        named = {scheme: self.curie(scheme).partition(":")[2] if scheme else CHAINS for scheme in of}
        for scheme, name in sorted(named.items(), key=lambda item: item[1]):
            yield Group(name, scheme, tuple(self._tree(of[scheme])))

    def _tree(self, words: Sequence[Iri]) -> Iterator[Iri]:
        inside, seen = set(words), set()
        waiting = [word for word in self.ordered(words) if not inside & set(self.above(word))][::-1]
        while waiting:
            word = waiting.pop()
            if word not in seen:
                seen.add(word)
                yield word
                waiting.extend(one for one in reversed(self.below(word)) if one in inside)
        yield from (word for word in self.ordered(words) if word not in seen)
