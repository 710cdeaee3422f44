"""Stems: what the inflected forms of a word have in common.

>>> stem("travaux") == stem("travail"), stem("recrutement") == stem("recruter")
(True, True)
"""

from __future__ import annotations

import re
import threading
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

INFLECTED = 0.9
"""What a word is worth that has the stem of the word asked."""
_STEMMED = range(4, 41)
"""Letters of the words that are stemmed; others are their own stem."""
_IRREGULAR = {
    f"{beginning}aux": f"{beginning}{end}"
    for end, beginnings in (("ail", "b cor em soupir trav vant vitr"), ("au", "boy et gru materi noy pre tuy"))
    for beginning in beginnings.split()
}
"""French plurals in -aux whose singular does not end in -al, folded."""
_LOST_ACCENT = re.compile(r"ee(?=s?$)")
_LANGUAGES = {"fr": "french", "en": "english", "de": "german"}
_ONE_AT_A_TIME = threading.Lock()
"""A stemmer keeps the word it works on."""


@lru_cache(maxsize=65_536)
def stem(word: str, lang: str = "fr") -> str:
    """The stem (Snowball) of a folded word in `lang` (fr, en, de); a code or a very short word is its own.

    Folding takes accents away, which the French algorithm knows participles by: a final -ee is -ée again.
    """
    if len(word) not in _STEMMED or not word.isalpha():
        return word
    if lang == "fr":
        word = _LOST_ACCENT.sub("ée", _IRREGULAR.get(word, word))
    with _ONE_AT_A_TIME:
        found: str = _stemmer(lang).stemWord(word)
    return found.replace("é", "e") or word


@cache
def _stemmer(lang: str) -> Any:
    return snowballstemmer.stemmer(_LANGUAGES[lang])
