"""Many texts, searched by words: which of them answer a question, and how well.

The index is made from the texts its reader may see and from nothing else, so that no answer depends on others.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph_service.analysis.text import query_words, slips_allowed, tokens, word_similarity

Scores = NDArray[np.float64]


class WordIndex:
    """Texts by their folded words; immutable once made, safe for many threads."""

    def __init__(self, texts: Sequence[str]) -> None:
        postings: dict[str, list[int]] = {}
        lengths = np.zeros(len(texts), dtype=np.int32)
        for number, text in enumerate(texts):
            words = tokens(text)
            lengths[number] = sum(map(len, words))
            for word in set(words):
                postings.setdefault(word, []).append(number)
        self._lengths = lengths
        self._words = sorted(postings)
        self._postings = [np.array(postings[word], dtype=np.int32) for word in self._words]

    def __len__(self) -> int:
        return len(self._lengths)

    def scores(self, asked: str) -> Scores:
        """One number per text, 0 (a word of `asked` is missing) to 1 (the same words): `analysis.text.similarity`.

        All zeros when `asked` has no word.
        """
        words = query_words(asked)
        total = np.zeros(len(self))
        if not words:
            return total
        meets = np.ones(len(self), dtype=bool)
        for word in words:
            best = np.zeros(len(self))
            for place in self._answering(word):
                texts = self._postings[place]
                best[texts] = np.maximum(best[texts], word_similarity(word, self._words[place]))
            meets &= best > 0
            total += best * len(word)
        weight = sum(map(len, words))
        covered = np.minimum(1.0, weight / np.maximum(self._lengths, 1))
        return np.where(meets, total / weight * (0.9 + 0.1 * covered), 0.0)

    def _answering(self, word: str) -> set[int]:
        """Places of the known words that `word` may stand for: itself, longer ones, and those a slip or two away."""
        first = bisect_left(self._words, word)
        last = first
        while last < len(self._words) and self._words[last].startswith(word):
            last += 1
        found = set(range(first, last))
        allowed = slips_allowed(word)
        if allowed:
            near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            found.update(place for _, _, place in near)
        if allowed and len(word) >= 5:
            beginnings = [known[: len(word) + 1] for known in self._words]
            near = process.extract(word, beginnings, scorer=OSA.distance, score_cutoff=1, limit=None)
            found.update(place for _, _, place in near)
        return found
