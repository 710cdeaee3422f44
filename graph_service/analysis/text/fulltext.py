"""What a full-text index is asked.

>>> fulltext_query("fondrie")
'(fondrie OR fondrie* OR fondrie~1 OR fodnrie OR fondire OR fondrei OR fonrdie OR fnodrie OR ofndrie)'
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_service.analysis.text.folding import query_words, tokens
from graph_service.analysis.text.likeness import slips_allowed

_SWAPPED_WORDS = 6
"""Words of a question up to which letters are swapped in them: a question stays a short text."""


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
