"""Products: the European classification of products by activity (CPA 2.1).

reads   code, parent, name (`label_en`, or `Description` in the files of Eurostat)
yields  ConceptScheme and Concept nodes; IN_SCHEME, BROADER edges
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders import code_lists
from loaders.code_lists import CodeList
from loaders.concept_records import Scheme
from loaders.records import Asked, Source, Told

SOURCE = Source(
    id="cpa",
    title="Classification des produits associée aux activités (CPA), version 2.1",
    publisher="Eurostat",
    licence="Réutilisation avec mention de la source (Eurostat)",
    homepage="https://ec.europa.eu/eurostat/web/cpa",
    how_to_get="La structure de la CPA 2.1 en CSV (code, parent, libellé), sur le site d'Eurostat : "
    "sillon load cpa FICHIER",
)
CODES = CodeList(
    Scheme(
        "cpa",
        {
            "fr": "Classification des produits associée aux activités, version 2.1",
            "en": "Classification of products by activity, version 2.1",
            "de": "Güterklassifikation in Verbindung mit den Wirtschaftszweigen, Version 2.1",
        },
        "2.1",
    ),
    ("en", "fr", "de"),
    "upper",
    {"code": "Code", "parent": "Parent", "label_en": "Description", "level": "Level"},
)
PROFILES: Sequence[str] = ()
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ()


def tell(asked: Asked) -> Told:
    """The scheme of the given file. Raises DataErrors, WrongInput."""
    return code_lists.tell(asked, CODES)
