"""Stems: what the inflected forms of a word have in common.

>>> stem("travaux") == stem("travail"), stem("recrutement") == stem("recruter")
(True, True)
"""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

_LOST_ACCENT = re.compile(r"ee(?=s?$)")
INFLECTED = 0.9
"""What a word is worth that has the stem of the word asked."""
_SHORTEST = 4
"""Letters below which a word is its own stem."""
_IRREGULAR = {
    f"{beginning}aux": f"{beginning}{end}"
    for end, beginnings in (("ail", "b cor em soupir trav vant vitr"), ("au", "boy et gru materi noy pre tuy"))
    for beginning in beginnings.split()
}
"""Plurals in -aux whose singular does not end in -al, folded."""
_FRENCH = snowballstemmer.stemmer("french").stemWord


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The French stem (Snowball) of a folded word; a word with a digit or below 4 letters is its own.

    Folding takes accents away, which the algorithm knows participles by: a final -ee is -ée again.
    """
    if len(word) < _SHORTEST or not word.isalpha():
        return word
    found: str = _FRENCH(_LOST_ACCENT.sub("ée", _IRREGULAR.get(word, word)))
    return found.replace("é", "e") or word
