"""All concepts at one version: names, hierarchy, and the words that find them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_service.access.viewer import PUBLIC, Viewer
from graph_service.analysis.text.words import WordIndex
from graph_service.projection.cache import VersionedCache
from graph_service.projection.queries import HIERARCHY, NAMES, Below, Names
from graph_service.projection.subtrees import SubtreeIndex
from graph_service.store.port import GraphStore

LANGUAGES = ("fr", "en", "de")


@dataclass(frozen=True, slots=True)
class Named:
    """What a concept is called."""

    labels: dict[str, str]
    notation: str
    alternatives: tuple[str, ...]
    schemes: tuple[str, ...]
    replaced_by: str = ""
    """The concept that took its place; empty while it is in use."""

    def label(self, lang: str) -> str | None:
        """The name in `lang`, else in French, English or German, else the notation."""
        return next((self.labels[one] for one in (lang, *LANGUAGES) if one in self.labels), self.notation or None)


class Answering(NamedTuple):
    """A concept that answers words: its number, how well, and which of its names or codes does."""

    number: int
    score: float
    text: str


class ConceptTree:
    """Every concept by its number in preorder; immutable once made, safe for many threads."""

    def __init__(self, names: Iterable[Names], below: Iterable[Below]) -> None:
        named = _named(names)
        by_scheme = sorted(named, key=lambda concept: (named[concept].schemes, concept))
        gone = {one: name.replaced_by for one, name in named.items() if name.replaced_by in named}
        self.subtrees = SubtreeIndex(by_scheme, ((row.broader, one) for row in below for one in row.narrower), gone)
        self._current = tuple(self.number[_last(concept, gone)] for concept in self.ids)
        self.named = tuple(named[concept] for concept in self.subtrees.ids)
        texts = [(number, text) for number, name in enumerate(self.named) for text in _texts(name)]
        self._text_concepts = np.array([self._current[number] for number, _ in texts], dtype=np.intp)
        self._texts = [text for _, text in texts]
        self._words = WordIndex(self._texts, inflected=True)
        self._by_id = np.argsort(np.argsort(np.array(self.ids)))
        """Place of each concept among the sorted ids."""
        self._schemes: dict[str, NDArray[np.bool_]] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """CURIEs, by number."""
        return self.subtrees.ids

    @property
    def number(self) -> dict[str, int]:
        """Number of each CURIE."""
        return self.subtrees.number

    def label(self, number: int, lang: str) -> str:
        """The name of a concept in `lang`, or the nearest there is; its id when it has none."""
        return self.named[number].label(lang) or self.ids[number]

    def current(self, number: int) -> int:
        """The concept that is to be used instead of this one: itself while it is in use."""
        return self._current[number]

    def same(self, number: int) -> tuple[int, ...]:
        """The concept to be used instead, and all that it took the place of."""
        return tuple(one for one, current in enumerate(self._current) if current == self._current[number])

    def descendants(self, number: int) -> int:
        """How many concepts in use lie below."""
        return sum(one != number and self._current[one] == one for one in self.subtrees.below(number))

    def holds(self, scheme: str) -> NDArray[np.bool_]:
        """Whether each concept is in a scheme, by number."""
        if scheme not in self._schemes:
            found = (scheme in name.schemes for name in self.named)
            self._schemes[scheme] = np.fromiter(found, dtype=bool, count=len(self.named))
        return self._schemes[scheme]

    def answering(self, asked: str, scheme: str | None = None, *, limit: int | None = None) -> list[Answering]:
        """The concepts (of a scheme) whose names or codes answer the words `asked`, the best first, then by id.

        Slips and French inflections are forgiven; scores from 0 (excluded) to 1, to six digits. A name that was given
        up finds the concept that took its place.
        """
        scores = self._words.scores(asked).round(6)
        places = np.flatnonzero(scores)
        if scheme is not None:
            places = places[self.holds(scheme)[self._text_concepts[places]]]
        ids = self._by_id[self._text_concepts[places]]
        places = places[np.lexsort((places, ids, -scores[places]))]
        _, first = np.unique(self._text_concepts[places], return_index=True)
        return [
            Answering(int(self._text_concepts[place]), float(scores[place]), self._texts[place])
            for place in places[np.sort(first)[:limit]].tolist()
        ]

    def top(self, scheme: str) -> tuple[int, ...]:
        """The concepts of a scheme with no broader one in it."""
        return tuple(
            number
            for number, name in enumerate(self.named)
            if scheme in name.schemes
            and self._current[number] == number
            and not any(scheme in self.named[above].schemes for above in self.subtrees.broader[number])
        )


def _named(rows: Iterable[Names]) -> dict[str, Named]:
    named: dict[str, Named] = {}
    for row in rows:
        columns = (
            row.concepts,
            row.labels_fr,
            row.labels_en,
            row.labels_de,
            row.notations,
            row.alternatives,
            row.replacements,
        )
        for concept, fr, en, de, notation, others, instead in zip(*columns, strict=True):
            before = named[concept].schemes if concept in named else ()
            labels = {lang: label for lang, label in zip(LANGUAGES, (fr, en, de), strict=True) if label}
            schemes = (*before, row.scheme) if row.scheme else before
            named[concept] = Named(labels, notation, tuple(filter(None, others.split("\n"))), schemes, instead)
    return named


def _last(concept: str, gone: Mapping[str, str]) -> str:
    """Where a chain of replacements ends; of a circle, any that does not depend on where one enters it."""
    seen = [concept]
    while seen[-1] in gone:
        following = gone[seen[-1]]
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]


def _texts(name: Named) -> list[str]:
    codes = [name.notation, name.notation.replace(".", "")] if name.notation else []
    return list(dict.fromkeys((*name.labels.values(), *name.alternatives, *codes)))


def _build(store: GraphStore, viewer: Viewer) -> ConceptTree:
    return ConceptTree(NAMES.all(store, viewer), HIERARCHY.all(store, viewer))


_TREES = VersionedCache(_build, size=2)


def concept_tree(store: GraphStore) -> ConceptTree:
    """All concepts of the graph as it is now; concepts are open to all, so there is one tree for everybody."""
    return _TREES.get(store, PUBLIC)
