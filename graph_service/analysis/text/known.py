"""The words of a vocabulary, and which of them a typed word may stand for: itself, longer ones, inflections, slips.

A slip changes at most two letters of the set a word is made of. The sets are kept as bits, so that one pass over an
array leaves the few words whose distance is worth computing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph_service.analysis.text.likeness import BEGINNING, may_be_half_typed, slips_allowed
from graph_service.analysis.text.stems import INFLECTED, stem

Places = NDArray[np.intp]
Scores = NDArray[np.float64]

_READ = 24
"""Letters of a word whose beginnings are kept as sets; the rest of longer words counts with the whole."""


class KnownWords:
    """Distinct folded words, sorted; immutable once made, safe for many threads.

    `inflected`: words with the same stem stand for one another.
    """

    def __init__(self, words: Iterable[str], *, inflected: bool = False) -> None:
        self.words = sorted(set(words))
        self._lengths = np.array([len(word) for word in self.words], dtype=np.int32)
        self._sets = _letters_of_beginnings(self.words)
        self._stems: dict[str, list[int]] = {}
        if inflected:
            for place, word in enumerate(self.words):
                self._stems.setdefault(stem(word), []).append(place)

    def __len__(self) -> int:
        return len(self.words)

    def answering(self, word: str) -> tuple[Places, Scores]:
        """Places of the words that `word` may stand for and how well, the best last; a place may come twice.

        The last score of a place is `likeness.word_similarity`, or INFLECTED where that is less and stems are the same.
        """
        kinds = (self._half_typed(word), self._slipped(word), self._inflected(word), self._begun(word))
        places = np.concatenate([places for places, _ in kinds])
        scores = np.concatenate([scores for _, scores in kinds])
        order = np.argsort(scores, kind="stable")
        return places[order], scores[order]

    def _begun(self, word: str) -> tuple[Places, Scores]:
        first = bisect_left(self.words, word)
        last = bisect_left(self.words, word + "\U0010ffff", lo=first)
        places = np.arange(first, last, dtype=np.intp)
        return places, 0.8 + 0.2 * len(word) / self._lengths[places]

    def _inflected(self, word: str) -> tuple[Places, Scores]:
        places = self._stems.get(stem(word), ()) if self._stems else ()
        return np.array(places, dtype=np.intp), np.full(len(places), INFLECTED)

    def within(self, word: str, slips: int) -> tuple[Places, Scores]:
        """Places of the words that are at most `slips` (at least 1) slips from `word`, and how many they are."""
        near = np.abs(self._lengths - len(word)) <= slips
        near &= np.bitwise_count(self._sets[-1] ^ _letters(word)) <= 2 * slips
        return self._measured(word, near, self.words, slips)

    def _slipped(self, word: str) -> tuple[Places, Scores]:
        allowed = slips_allowed(word)
        if not allowed:
            return _nothing()
        places, distances = self.within(word, allowed)
        return places, 0.8 - 0.2 * distances / len(word)

    def _half_typed(self, word: str) -> tuple[Places, Scores]:
        if not may_be_half_typed(word):
            return _nothing()
        length = len(word) + 1
        longer = self._lengths > length
        if length <= _READ:
            longer &= np.bitwise_count(self._sets[length - 1] ^ _letters(word)) <= 2
        places, _ = self._measured(word, longer, [], 1)
        return places, np.full(len(places), BEGINNING)

    def _measured(
        self, word: str, worth: NDArray[np.bool_], known: Sequence[str], allowed: int
    ) -> tuple[Places, Scores]:
        """Those of the words `worth` a look that are no farther than `allowed`; without `known`, their beginnings."""
        looked = np.flatnonzero(worth)
        texts = (
            [known[place] for place in looked.tolist()]
            if known
            else [self.words[place][: len(word) + 1] for place in looked.tolist()]
        )
        distances = process.cdist([word], texts, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[0]
        kept = distances <= allowed
        return looked[kept], distances[kept].astype(np.float64)


def _nothing() -> tuple[Places, Scores]:
    return np.zeros(0, dtype=np.intp), np.zeros(0)


def _letters(word: str) -> np.uint64:
    """The letters of a word as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return np.uint64(bits)


def _letters_of_beginnings(words: Sequence[str]) -> NDArray[np.uint64]:
    """Row n: the letters of the first n + 1 letters of each word; the last row: those of whole words."""
    cut = np.array([word[:_READ] for word in words], dtype=f"U{_READ}").view(np.uint32).reshape(len(words), _READ)
    bits = np.where(cut == 0, np.uint64(0), np.uint64(1) << (cut.astype(np.uint64) & np.uint64(63)))
    sets = np.ascontiguousarray(np.bitwise_or.accumulate(bits, axis=1).T)
    whole = sets[-1].copy()
    for place, word in enumerate(words):
        if len(word) > _READ:
            whole[place] = _letters(word)
    return np.vstack((sets, whole))
