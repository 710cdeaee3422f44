"""Wastes: the European list of wastes (2002), by chapter, sub-chapter and waste.

reads   code, parent, name in English, French or German, examples
yields  ConceptScheme and Concept nodes; IN_SCHEME, BROADER edges

`01 03 04*` (hazardous) is ewc:010304s; the code as published is its notation.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders import code_lists
from loaders.code_lists import CodeList
from loaders.concept_records import Scheme
from loaders.records import Asked, Source, Told

SOURCE = Source(
    id="ewc",
    title="Liste européenne des déchets (décision 2000/532/CE)",
    publisher="Commission européenne",
    licence="Réutilisation avec mention de la source (Union européenne)",
    homepage="https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:02000D0532-20150601",
    how_to_get="L'annexe de la décision, mise en CSV (code, parent, libellé) : sillon load ewc FICHIER",
)
CODES = CodeList(
    Scheme(
        "ewc",
        {"fr": "Liste européenne des déchets", "en": "European list of wastes", "de": "Europäisches Abfallverzeichnis"},
        "2002",
    ),
    ("en", "fr", "de"),
    "ewc",
)
PROFILES: Sequence[str] = ()
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ()


def tell(asked: Asked) -> Told:
    """The scheme of the given file. Raises DataErrors, WrongInput."""
    return code_lists.tell(asked, CODES)
