"""Concepts by what somebody wrote about himself: which of them he means, and by which of his words.

A word counts the more the fewer concepts have it (inverse document frequency over the concepts given, and nothing
else). It meets a concept in one of its names, less in its definition or an example, least in the names above it; by its
stem, less by a word of the same family, or with a slip where nobody writes it so. What meets much of one name counts
more.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Prefix

from graph_service.analysis.text.folding import WORD, tokens
from graph_service.analysis.text.function_words import function_words
from graph_service.analysis.text.known import KnownWords
from graph_service.analysis.text.stems import stem

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]

_NAME, _MEANING, _ABOVE = 1.0, 0.8, 0.2
"""What a word is worth by where it stands."""
_FAMILY, _SLIP = 0.8, 0.7
"""What it is worth as a word of a family, by the share of letters that is the same, and with a slip."""
_WHOLE_NAME = 0.5
"""What is added, of the whole, when every word of a name is met."""
_LENGTH = 0.15
"""How much of the weight of a concept with many words is taken away for them."""
_FAMILY_LETTERS, _FAMILY_ASKED, _FAMILY_FOUND = 4, 0.55, 0.5
"""Letters that stems of a family have in common: at least so many, and these shares of the one and of the other."""
_SHORTEST_CODE = 4
"""Digits of a number that says something by itself: 9001."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What is told of a concept in one language."""

    id: str
    names: tuple[str, ...]
    meaning: tuple[str, ...] = ()
    """Its definition, and examples of how people say it."""
    above: tuple[str, ...] = ()
    """Names of the broader ones."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A concept that somebody may mean."""

    number: int
    score: float
    """From 0 to 1; one half is what a single word gives that no other concept has."""
    words: tuple[str, ...]
    """As they were written, in order."""
    name: str | None
    """The name that they met most of; None where they met its definition or an example alone."""


class SentenceIndex:
    """Concepts by the words of their texts in one language; immutable once made, safe for many threads."""

    def __init__(self, told: Sequence[Texts], lang: str = "fr") -> None:
        self._lang = lang
        self._function_words = function_words(lang)
        self._by_id = np.argsort(np.argsort([texts.id for texts in told]))
        """Place of each concept among the sorted ids."""
        worth = [self._worth(texts) for texts in told]
        counts = Counter(term for one in worth for term, value in one.items() if value > _ABOVE)
        terms = sorted({term for one in worth for term in one})
        self._terms = terms
        self._term = {term: place for place, term in enumerate(terms)}
        df = np.array([counts[term] for term in terms])
        self._idf: Floats = np.log1p((len(told) - df + 0.5) / (df + 0.5))
        self._rarest = math.log1p((len(told) - 0.5) / 1.5) if told else 1.0
        lengths = np.array([sum(one.values()) for one in worth])
        self._shrunk: Floats = 1 - _LENGTH + _LENGTH * lengths / max(float(lengths.mean()) if told else 1.0, 1.0)
        self._concepts = _Postings(
            ((self._term[term], number, value) for number, one in enumerate(worth) for term, value in one.items()),
            len(terms),
        )
        self._known = KnownWords(word for texts in told for text in _all(texts) for word, _ in self._words(text))
        named = [(number, name, self._name_terms(name)) for number, texts in enumerate(told) for name in texts.names]
        self._phrases = {" ".join(tokens(name)): number for number, name, places in reversed(named) if not places}
        """Names of function words alone: they are met as they stand."""
        self._names = [(number, name) for number, name, _ in named]
        self._name_concepts: Numbers = np.array([number for number, _, _ in named], dtype=np.intp)
        self._in_names = _Postings(
            ((place, at, float(self._idf[place])) for at, (_, _, places) in enumerate(named) for place in places),
            len(terms),
        )
        self._name_weights: Floats = np.array([self._idf[list(places)].sum() or 1.0 for _, _, places in named])

    def __len__(self) -> int:
        return len(self._shrunk)

    def meant(self, text: str, among: NDArray[np.bool_] | None = None, *, limit: int = 10) -> list[Meant]:
        """The concepts (of those marked in `among`) that `text` speaks of, the best first, then by id.

        At most `limit`; none for a text without a word that any of them has.
        """
        total = np.zeros(len(self))
        found: list[tuple[str, Numbers]] = []
        likest: dict[int, float] = {}
        for written, met in self._met(text):
            best = np.zeros(len(self))
            for place, likeness in met.items():
                numbers, values = self._concepts[place]
                best[numbers] = np.maximum(best[numbers], likeness * self._idf[place] * values)
                likest[place] = max(likest.get(place, 0.0), likeness)
            total += best
            found.append((written, np.flatnonzero(best)))
        share = self._shares(likest)
        for number in self._said(text):
            total[number] += self._rarest
        whole = np.zeros(len(self))
        np.maximum.at(whole, self._name_concepts, share)
        scores = total / self._shrunk * (1 + _WHOLE_NAME * whole)
        scores = (scores / (scores + self._rarest)).round(6)
        if among is not None:
            scores = np.where(among, scores, 0.0)
        order = np.lexsort((self._by_id, -scores))[:limit]
        return [
            Meant(number, float(scores[number]), _written(found, number), self._best_name(number, share))
            for number in order.tolist()
            if scores[number] > 0
        ]

    def _shares(self, likest: Mapping[int, float]) -> Floats:
        """How much of each name is met, from 0 to 1, by terms that are met as well as `likest` says."""
        covered = np.zeros(len(self._names))
        for place, likeness in likest.items():
            names, weights = self._in_names[place]
            covered[names] += likeness * weights
        return covered / self._name_weights

    def _met(self, text: str) -> Iterator[tuple[str, dict[int, float]]]:
        """The words of a text as they were written, each with the terms it meets and how well."""
        words = self._words(text)
        seen: set[str] = set()
        pairs = ((one[0] + two[0], f"{one[1]} {two[1]}") for one, two in pairwise(words))
        apart = [(joined, written) for joined, written in pairs if stem(joined, self._lang) in self._term]
        for word, written in (*words, *apart):
            if word not in seen:
                seen.add(word)
                met = self._terms_of(word)
                if met:
                    yield written, met

    def _terms_of(self, word: str) -> dict[int, float]:
        own = stem(word, self._lang)
        met = {self._term[other]: _FAMILY * share for other, share in self._family(own)}
        slips = _slips(word)
        if own in self._term:
            met[self._term[own]] = 1.0
        elif slips:
            met.update((place, _FAMILY * len(word) / len(self._terms[place])) for place in self._cut_short(word))
            places, _ = self._known.within(word, slips)
            met.update((self._term[stem(self._known.words[place], self._lang)], _SLIP) for place in places.tolist())
        return met

    def _family(self, own: str) -> Iterator[tuple[str, float]]:
        """Stems that begin as this one does, and the share of the longer one that is the same."""
        needed = max(_FAMILY_LETTERS, math.ceil(_FAMILY_ASKED * len(own)))
        if len(own) < _FAMILY_LETTERS or not own.isalpha():
            return
        beginning = own[:needed]
        for place in range(bisect_left(self._terms, beginning), len(self._terms)):
            other = self._terms[place]
            if not other.startswith(beginning):
                return
            common = Prefix.similarity(own, other)
            if common >= _FAMILY_FOUND * len(other):
                yield other, common / max(len(own), len(other))

    def _cut_short(self, word: str) -> range:
        """Places of the terms that begin as this unknown word: compta, labo."""
        return range(bisect_left(self._terms, word), bisect_left(self._terms, word + "\U0010ffff"))

    def _said(self, text: str) -> set[int]:
        """Concepts one of whose names is made of function words and stands in the text as it is."""
        whole = f" {' '.join(tokens(text))} "
        return {number for phrase, number in self._phrases.items() if f" {phrase} " in whole}

    def _best_name(self, number: int, share: Floats) -> str | None:
        own = np.flatnonzero(self._name_concepts == number)
        best = own[np.argmax(share[own])] if len(own) else None
        return self._names[best][1] if best is not None and share[best] > 0 else None

    def _words(self, text: str) -> list[tuple[str, str]]:
        """The words of a text that say something, folded and as they were written."""
        return [
            (word, written)
            for written in WORD.findall(normalize("NFC", text))
            for word in tokens(written)
            if word not in self._function_words and len(word) >= (_SHORTEST_CODE if word.isdigit() else 2)
        ]

    def _name_terms(self, name: str) -> set[int]:
        return {self._term[stem(word, self._lang)] for word, _ in self._words(name)}

    def _worth(self, texts: Texts) -> Mapping[str, float]:
        """Term → what it is worth in these texts."""
        worth: dict[str, float] = {}
        for value, told in ((_ABOVE, texts.above), (_MEANING, texts.meaning), (_NAME, texts.names)):
            for text in told:
                worth.update((stem(word, self._lang), value) for word, _ in self._words(text))
        return worth


class _Postings:
    """Lists of (number, value), one for each key from 0 on, in two arrays."""

    def __init__(self, told: Iterable[tuple[int, int, float]], keys: int) -> None:
        rows = sorted(told)
        self._numbers: Numbers = np.array([number for _, number, _ in rows], dtype=np.intp)
        self._values: Floats = np.array([value for _, _, value in rows])
        self._first = np.searchsorted([key for key, _, _ in rows], np.arange(keys + 1))

    def __getitem__(self, key: int) -> tuple[Numbers, Floats]:
        part = slice(self._first[key], self._first[key + 1])
        return self._numbers[part], self._values[part]


def _all(texts: Texts) -> tuple[str, ...]:
    return (*texts.names, *texts.meaning, *texts.above)


def _slips(word: str) -> int:
    """Slips that are forgiven in a word of a sentence: 1 from 5 letters, 2 from 9."""
    return 0 if len(word) < 5 or not word.isalpha() else 1 if len(word) < 9 else 2


def _written(found: Iterable[tuple[str, Numbers]], number: int) -> tuple[str, ...]:
    """The words that met a concept, as they were written."""
    return tuple(
        dict.fromkeys(
            written for written, numbers in found if numbers[np.searchsorted(numbers, number) % len(numbers)] == number
        )
    )
