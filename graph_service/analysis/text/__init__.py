"""Words as people write them: folded, compared, stemmed, and found among many.

What everybody needs is here; `words` finds names by what was typed, `sentences` finds concepts by what somebody wrote.
"""

from graph_service.analysis.text.folding import LONGEST_QUERY, fold, query_words, search_text, tokens
from graph_service.analysis.text.fulltext import fulltext_query
from graph_service.analysis.text.likeness import Naming, naming, rank, similarity, slips_allowed, word_similarity

__all__ = [
    "LONGEST_QUERY",
    "Naming",
    "fold",
    "fulltext_query",
    "naming",
    "query_words",
    "rank",
    "search_text",
    "similarity",
    "slips_allowed",
    "tokens",
    "word_similarity",
]
