"""How well what was typed answers what is known: words and names, with slips forgiven."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from graph_service.analysis.text.folding import LONGEST_QUERY, query_words, tokens

BEGINNING = 0.6
"""What a word is worth that begins as the word asked does, but for a slip."""


def slips_allowed(word: str) -> int:
    """How many slips (a letter more, less, other, or two swapped) are forgiven: 0 below 4 letters, 1, and 2 from 8."""
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2


@lru_cache(maxsize=65_536)
def word_similarity(asked: str, found: str) -> float:
    """How well one folded word answers another, 0 (not at all) to 1 (the same word).

    A beginning is worth 0.8 to 1 according to how much of the word it is, a word with forgiven slips 0.6 to 0.8.
    """
    if asked == found:
        return 1.0
    if found.startswith(asked):
        return 0.8 + 0.2 * len(asked) / len(found)
    allowed = slips_allowed(asked)
    if not allowed:
        return 0.0
    distance = OSA.distance(asked, found, score_cutoff=allowed)
    if distance <= allowed:
        return 0.8 - 0.2 * distance / len(asked)
    beginning = found[: len(asked) + 1]
    half_typed = may_be_half_typed(asked) and len(found) > len(beginning)
    return BEGINNING if half_typed and OSA.distance(asked, beginning, score_cutoff=1) <= 1 else 0.0


def may_be_half_typed(word: str) -> bool:
    """Whether `word` may be the beginning of a longer one with a slip in it."""
    return len(word) >= 5 and slips_allowed(word) > 0


def similarity(asked: str, found: str) -> float:
    """How well the text `found` answers the words `asked`, 0 (a word is missing) to 1 (the same words).

    Words weigh by their length; a text with many other words is worth up to a tenth less.
    """
    words, others = query_words(asked), tokens(found)
    if not words or not others:
        return 0.0
    bests = [max(word_similarity(word, other) for other in others) for word in words]
    if min(bests) == 0.0:
        return 0.0
    weight = sum(map(len, words))
    met = sum(best * len(word) for best, word in zip(bests, words, strict=True)) / weight
    return met * (0.9 + 0.1 * min(1.0, weight / sum(map(len, others))))


Naming = Literal["whole", "slips", "part", "no"]


def naming(asked: str, name: str) -> Naming:
    """How `asked` names something: by its whole name, with a slip in it, by a part of it, or not at all.

    Narrower than `similarity`, for names that are taken without asking back: no beginnings of words, and one slip in
    a word of 4 letters or more, two from 12. A part begins as the name does, or has two words of it.

    >>> naming("metz", "Metz"), naming("Mets", "Metz"), naming("Vandoeuvre", "Vandœuvre-lès-Nancy")
    ('whole', 'slips', 'part')
    >>> naming("Atlantic", "Lantic"), naming("Thionv", "Thionville")
    ('no', 'no')
    """
    words, known = tokens(asked[:LONGEST_QUERY]), tokens(name)
    needed = query_words(name)  # an article of the name may be left away, but none may be added
    if not words or not all(any(_slipped(word, other) for other in known) for word in words):
        return "no"
    met = [other for other in needed if any(_slipped(word, other) for word in words)]
    if len(met) == len(needed):
        return "whole" if set(needed) <= set(words) <= set(known) else "slips"
    return "part" if needed[0] in met or len(words) > 1 else "no"


def _slipped(asked: str, found: str) -> bool:
    allowed = 0 if len(asked) < 4 or asked.isdigit() else 1 if len(asked) < 12 else 2
    return OSA.distance(asked, found, score_cutoff=allowed) <= allowed


def rank(asked: str, texts: Iterable[tuple[str, str]]) -> list[tuple[str, float]]:
    """Keys of the (key, text) pairs that answer `asked` with their best similarity, best first, then by key."""
    best: dict[str, float] = {}
    for key, text in texts:
        score = similarity(asked, text)
        if score > best.get(key, 0.0):
            best[key] = score
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))
