"""Sectors of activity of INSEE from 2027 on: NAF 2025, which is NACE Rev. 2.1 with one more level.

reads   code, level, parent, label; or SKOS in any form of RDF
yields  ConceptScheme and Concept nodes; IN_SCHEME, BROADER edges; MATCHES edges to NACE Rev. 2.1

The first four levels are those of NACE Rev. 2.1 and a code of the fifth is one of its classes and a letter, Y where the
class is not divided: the matches follow from the code. Nothing follows from a code of NAF rév. 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders import code_lists
from loaders.code_lists import CodeList
from loaders.concept_records import Place, Scheme, link
from loaders.records import Asked, Edge, Source, Told

SOURCE = Source(
    id="naf2025",
    title="Nomenclature d'activités française 2025 (NAF 2025)",
    publisher="INSEE",
    licence="Licence Ouverte 2.0",
    homepage="https://www.insee.fr/fr/information/8181066",
    how_to_get="La structure de la NAF 2025, en CSV (code, parent, libellé) ou en Turtle, depuis le site de l'INSEE : "
    "sillon load naf2025 FICHIER",
)
_UNDIVIDED = "Y"


def matches(identifier: str, place: Place) -> Iterator[Edge]:
    """The heading of NACE Rev. 2.1 that a code is, or is a part of."""
    code = identifier.partition(":")[2]
    part = len(code) > 1 and code[-1].isalpha()
    relation = "broadMatch" if part and not code.endswith(_UNDIVIDED) else "exactMatch"
    yield link("MATCHES", identifier, f"nace21:{code[:-1] if part else code}", place, relation=relation)


CODES = CodeList(
    Scheme(
        "naf2025",
        {
            "fr": "Nomenclature d'activités française 2025",
            "en": "French classification of activities 2025",
            "de": "Französische Systematik der Wirtschaftszweige 2025",
        },
        "2025",
    ),
    ("fr",),
    "naf",
    more=matches,
)
PROFILES: Sequence[str] = ()
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ()


def tell(asked: Asked) -> Told:
    """The scheme of the given file. Raises DataErrors, WrongInput."""
    return code_lists.tell(asked, CODES)
