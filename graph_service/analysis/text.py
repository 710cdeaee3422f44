"""Words as people type them, folded so that accents, capitals and small slips do not matter.

Texts are folded twice in the same way: when they are stored (`search_text`) and when somebody asks.

>>> fold("Œuvre de l'Été")
"oeuvre de l'ete"
>>> tokens("L'ACIER de St-Avold")
['acier', 'de', 'saint', 'avold']
>>> fulltext_query("fondrie")
'(fondrie OR fondrie* OR fondrie~1 OR fodnrie OR fondire OR fondrei OR fonrdie OR fnodrie OR ofndrie)'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W_]+")
_SPELT_OUT = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_LONG_FORMS = {"st": "saint", "ste": "sainte"}
_FRENCH = ("au", "aux", "dans", "de", "des", "du", "en", "et", "la", "le", "les", "par", "pour", "sur", "un", "une")
_OTHERS = ("the", "of", "and", "der", "die", "das", "und", "von", "im")
_STOP_WORDS = frozenset(_FRENCH + _OTHERS)
_SWAPPED_WORDS = 6
"""Words of a question up to which letters are swapped in them: a question stays a short text."""
LONGEST_QUERY = 200
"""Characters of a query that are read; the rest is ignored, so that no text costs more than this."""


def fold(text: str) -> str:
    """`text` without accents, ligatures and capitals; lone surrogates and unassigned characters become spaces."""
    if text.isascii():
        return text.lower()
    plain = text.casefold().translate(_SPELT_OUT)
    decomposed = unicodedata.normalize("NFKD", plain)
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
    return "".join(" " if unicodedata.category(letter) in ("Cs", "Cn") else letter for letter in kept)


def tokens(text: str) -> list[str]:
    """The words of `text`, folded, in order; single letters are dropped unless there is nothing else."""
    words = [_LONG_FORMS.get(word, word) for word in _WORD.findall(fold(text))]
    return [word for word in words if len(word) > 1 or word.isdigit()] or words


def search_text(*texts: str | None) -> str:
    """What a full-text index holds of `texts`: their words, folded, each once, in order of appearance."""
    return " ".join(dict.fromkeys(word for text in texts if text for word in tokens(text)))


def query_words(text: str) -> list[str]:
    """The words of a question, each once, without articles and the like unless there is nothing else."""
    words = list(dict.fromkeys(tokens(text[:LONGEST_QUERY])))
    return [word for word in words if word not in _STOP_WORDS] or words


def fulltext_query(text: str | Sequence[str], *, forgiving: bool = True) -> str:
    """A Lucene query that every word of `text` must meet: as it is, as a beginning, or with the slips forgiven.

    Holds nothing but folded letters and digits of `text`, so that no text can be a syntax error or an operator.
    Empty when `text` has no word: then there is nothing to ask.
    """
    words = query_words(text) if isinstance(text, str) else list(dict.fromkeys(w for t in text for w in tokens(t)))
    swaps = forgiving and len(words) <= _SWAPPED_WORDS
    return " AND ".join(_clause(word, forgiving=forgiving, swaps=swaps) for word in words)


def _clause(word: str, *, forgiving: bool, swaps: bool) -> str:
    allowed = slips_allowed(word) if forgiving else 0
    slips = [f"{word}~{allowed}"] if allowed else []
    if allowed == 1 and swaps:  # the embedded engine counts two letters swapped as two slips
        slips += sorted({word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)} - {word})
    return f"({' OR '.join([word, f'{word}*', *slips])})"


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
    if len(asked) >= 5 and len(found) > len(beginning) and OSA.distance(asked, beginning, score_cutoff=1) <= 1:
        return 0.6
    return 0.0


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
