"""Many texts, searched by words: which of them answer a question, and how well.

The index is made from the texts its reader may see and from nothing else, so that no answer depends on others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graph_service.analysis.text.folding import query_words, tokens
from graph_service.analysis.text.known import KnownWords, Places

Scores = NDArray[np.float64]


class WordIndex:
    """Texts by their folded words; immutable once made, safe for many threads.

    `inflected`: words with the same French stem stand for one another.
    """

    def __init__(self, texts: Sequence[str], *, inflected: bool = False) -> None:
        told = [tokens(text) for text in texts]
        self._lengths = np.array([sum(map(len, words)) for words in told], dtype=np.int32)
        self._known = KnownWords((word for words in told for word in words), inflected=inflected)
        place = {word: number for number, word in enumerate(self._known.words)}
        pairs = np.array(
            [(place[word], number) for number, words in enumerate(told) for word in set(words)], dtype=np.intp
        ).reshape(-1, 2)
        pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
        self._texts = pairs[:, 1].copy()
        """Numbers of texts, word after word."""
        self._first = np.searchsorted(pairs[:, 0], np.arange(len(place) + 1))

    def __len__(self) -> int:
        return len(self._lengths)

    def scores(self, asked: str) -> Scores:
        """One number per text, 0 (a word of `asked` is missing) to 1 (the same words): `likeness.similarity`.

        All zeros when `asked` has no word.
        """
        words = query_words(asked)
        total = np.zeros(len(self))
        if not words:
            return total
        meets = np.ones(len(self), dtype=bool)
        for word in sorted(words, key=len, reverse=True):  # the longest is the rarest: the rest may need no look
            best = self._met_by(word)
            meets &= best > 0
            if not meets.any():
                return np.zeros(len(self))
            best *= len(word)
            total += best
        weight = sum(map(len, words))
        found = np.flatnonzero(meets)
        covered = np.minimum(1.0, weight / self._lengths[found])
        scores = np.zeros(len(self))
        scores[found] = total[found] / weight * (0.9 + 0.1 * covered)
        return scores

    def _met_by(self, word: str) -> Scores:
        """How well the best word of each text answers `word`."""
        places, scores = self._known.answering(word)
        best = np.zeros(len(self))
        best[self._texts[self._postings(places)]] = np.repeat(scores, self._first[places + 1] - self._first[places])
        return best

    def _postings(self, places: Places) -> Places:
        """Where the texts of each of these words stand, one word after the other: of two scores the last is kept."""
        counts = self._first[places + 1] - self._first[places]
        ends = np.cumsum(counts)
        shifts = np.repeat(self._first[places] - ends + counts, counts)
        postings: Places = np.arange(len(shifts)) + shifts
        return postings
