"""What the pages show of a word, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from graph_service.locale import LANGUAGES, Language
from graph_service.publication.words import Group, Words
from graph_service.schema.rdf import Iri
from graph_service.schema.terms import Ontology, Term
from graph_service.schema.thesaurus.terms import MAPPING, NAMESPACE, REPLACED_BY, skos
from graph_service.schema.words import Words as Said

_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Link:
    """Something that a page names, and where it is."""

    label: str
    code: str
    """Its CURIE, or its IRI."""
    place: str | None
    """A file of the site, or an address elsewhere; None when it is in neither."""


@dataclass(frozen=True, slots=True)
class InLanguage:
    """Texts of one language."""

    lang: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of the ontology and what it leads to."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WordView:
    """The page of a word."""

    iri: str
    code: str
    label: str
    notation: str
    file: str
    """Where its files are, without their ending."""
    group: Group
    names: tuple[InLanguage, ...]
    others: tuple[InLanguage, ...]
    definitions: tuple[InLanguage, ...]
    ways: tuple[tuple[Link, ...], ...]
    below: tuple[Link, ...]
    related: tuple[Link, ...]
    relations: tuple[Relation, ...]
    matches: tuple[Relation, ...]
    instead: Link | None
    replaces: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word in the tree of its group, with its depth from 0."""

    link: Link
    notation: str
    depth: int
    instead: Link | None


class Views:
    """Makes them."""

    def __init__(self, words: Words, ontology: Ontology, language: Language, groups: Sequence[Group]) -> None:
        """`groups`: those that are published; links to others lead nowhere."""
        self._words = words
        self._ontology = ontology
        self._language = language
        self._said = Said(words.schema, language)
        self._published = {member for group in groups for member in group.members}

    def file(self, iri: Iri) -> str:
        """Where the files of a word are, without ending: `id/skill/welding`; safe on any file system."""
        prefix, _, name = self._words.curie(iri).partition(":")
        return f"id/{prefix}/{quote(name, safe='').replace('%', '_').replace('*', '_2A')}"

    def label(self, iri: Iri) -> str:
        """Its name in the language of the site, else in another; else its CURIE."""
        names = {text.lang: text.value for text in self._words.texts(iri, skos("prefLabel"))}
        return next((names[lang] for lang in (self._language, *LANGUAGES) if lang in names), self._words.curie(iri))

    def link(self, iri: Iri) -> Link:
        """A word, a term of the ontology, or something of others."""
        code = self._words.curie(iri)
        if iri in self._published:
            return Link(self.label(iri), code, self.file(iri) + ".html")
        if iri.startswith(NAMESPACE):
            name = iri.removeprefix(NAMESPACE)
            term = self._ontology.terms.get(f"sl:{name}")
            return Link(term.labels[self._language] if term else name, f"sl:{name}", f"ontology.html#{name}")
        own = iri.startswith(tuple(prefix.iri for prefix in self._words.schema.prefixes if "/sillon/id/" in prefix.iri))
        return Link(self.label(iri), code, None if own or not iri.startswith(_WEB) else str(iri))

    def word(self, iri: Iri, group: Group) -> WordView:
        """Everything that is said of a word."""
        words = self._words
        instead = words.instead(iri)
        replaced = words.incoming.get(iri, {}).get(REPLACED_BY, ())
        return WordView(
            iri=str(iri),
            code=words.curie(iri),
            label=self.label(iri),
            notation=self._notation(iri),
            file=self.file(iri),
            group=group,
            names=self._texts(iri, "prefLabel"),
            others=self._texts(iri, "altLabel"),
            definitions=self._texts(iri, "definition"),
            ways=tuple(tuple(self.link(one) for one in way) for way in words.ways(iri)),
            below=self._links(words.below(iri)),
            related=self._links(words.links(iri, skos("related"))),
            relations=tuple(self._relations(iri)),
            matches=tuple(self._matches(iri)),
            instead=None if instead is None else self.link(instead),
            replaces=self._links(words.ordered(replaced)),
        )

    def tree(self, group: Group) -> Iterator[Leaf]:
        """The words of a group from the top down."""
        depths: dict[Iri, int] = {}
        for word in group.members:
            above = [depths[one] for one in self._words.above(word) if one in depths]
            depths[word] = min(above) + 1 if above else 0
            instead = self._words.instead(word)
            yield Leaf(
                self.link(word), self._notation(word), depths[word], None if instead is None else self.link(instead)
            )

    def _notation(self, iri: Iri) -> str:
        return next((text.value for text in self._words.texts(iri, skos("notation"))), "")

    def _texts(self, iri: Iri, name: str) -> tuple[InLanguage, ...]:
        found: dict[str, list[str]] = {}
        for text in self._words.texts(iri, skos(name)):
            found.setdefault(text.lang or "", []).append(text.value)
        order = (self._language, *(lang for lang in LANGUAGES if lang != self._language))
        return tuple(InLanguage(lang, tuple(found[lang])) for lang in order if lang in found)

    def _links(self, iris: Iterable[Iri]) -> tuple[Link, ...]:
        return tuple(self.link(iri) for iri in iris)

    def _relations(self, iri: Iri) -> Iterator[Relation]:
        """Relations of our own, told from this end."""
        for predicate, items in self._words.said[iri].items():
            term = self._term(predicate)
            links = [item for item in items if isinstance(item, Iri)]
            if term and links and predicate != REPLACED_BY:
                yield Relation(term.labels[self._language], self._links(links))
        for predicate, subjects in self._words.incoming.get(iri, {}).items():
            term = self._term(predicate)
            if term and term.reverse and predicate != REPLACED_BY:
                yield Relation(term.reverse[self._language], self._links(self._words.ordered(subjects)))

    def _term(self, predicate: Iri) -> Term | None:
        name = predicate.removeprefix(NAMESPACE)
        return self._ontology.terms.get(f"sl:{name}") if name != predicate else None

    def _matches(self, iri: Iri) -> Iterator[Relation]:
        for name in MAPPING:
            links = self._words.links(iri, skos(name))
            if links:
                yield Relation(self._said.value("relation", name), self._links(links))
