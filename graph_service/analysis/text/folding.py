"""Words as people type them, folded so that accents, capitals and small slips do not matter.

Texts are folded twice in the same way: when they are stored (`search_text`) and when somebody asks.

>>> fold("Œuvre de l'Été")
"oeuvre de l'ete"
>>> tokens("L'ACIER de St-Avold")
['acier', 'de', 'saint', 'avold']
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
_SPELT_OUT = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_LONG_FORMS = {"st": "saint", "ste": "sainte"}
_FRENCH = ("au", "aux", "dans", "de", "des", "du", "en", "et", "la", "le", "les", "par", "pour", "sur", "un", "une")
_OTHERS = ("the", "of", "and", "der", "die", "das", "und", "von", "im")
_STOP_WORDS = frozenset(_FRENCH + _OTHERS)
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
    words = [_LONG_FORMS.get(word, word) for word in WORD.findall(fold(text))]
    return [word for word in words if len(word) > 1 or word.isdigit()] or words


def search_text(*texts: str | None) -> str:
    """What a full-text index holds of `texts`: their words, folded, each once, in order of appearance."""
    return " ".join(dict.fromkeys(word for text in texts if text for word in tokens(text)))


def query_words(text: str) -> list[str]:
    """The words of a question, each once, without articles and the like unless there is nothing else."""
    words = list(dict.fromkeys(tokens(text[:LONGEST_QUERY])))
    return [word for word in words if word not in _STOP_WORDS] or words
