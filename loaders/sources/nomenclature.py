"""Sectors of activity: NAF rév. 2 (INSEE) and NACE Rev. 2.1 (Eurostat), two schemes side by side.

reads   code, level, parent, labels, or SKOS in any form of RDF; what ships with Sillon when no file is given
yields  ConceptScheme and Concept nodes; IN_SCHEME, BROADER edges

One code is never derived from the other scheme's: 867 codes are in both, 507 of them with another meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph_service.kernel.errors import WrongInput
from loaders import code_lists, shipped, texts
from loaders.code_lists import CodeList
from loaders.concept_records import Scheme
from loaders.records import Asked, Record, Source, Told

SOURCE = Source(
    id="nomenclature",
    title="Nomenclatures d'activités : NAF rév. 2 et NACE rév. 2.1",
    publisher="INSEE, Eurostat",
    licence="Licence Ouverte 2.0 ; réutilisation avec mention de la source (Eurostat)",
    homepage="https://www.insee.fr/fr/information/2406147",
    how_to_get="Livré avec Sillon : aucun fichier à donner. La NAF 2025 se charge depuis le fichier de l'INSEE : "
    "sillon load naf2025 FICHIER",
)
CODES: Mapping[str, CodeList] = {
    codes.scheme.prefix: codes
    for codes in (
        CodeList(
            Scheme(
                "naf",
                {
                    "fr": "Nomenclature d'activités française, révision 2",
                    "en": "French classification of activities, revision 2",
                    "de": "Französische Systematik der Wirtschaftszweige, Revision 2",
                },
                "2008",
            ),
            ("fr",),
        ),
        CodeList(
            Scheme(
                "nace21",
                {
                    "fr": "Nomenclature européenne des activités, NACE révision 2.1",
                    "en": "European classification of activities, NACE Revision 2.1",
                    "de": "Europäische Systematik der Wirtschaftszweige, NACE Revision 2.1",
                },
                "2.1",
            ),
            ("fr", "en", "de"),
        ),
    )
}
_SHIPPED = {"naf": "naf_rev2.csv", "nace21": "nace_rev2_1_multilingual.csv"}
PROFILES: Sequence[str] = tuple(CODES)
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ()


def tell(asked: Asked) -> Told:
    """The schemes that ship, or the one that the profile names from a file. Raises DataErrors, WrongInput."""
    if bool(asked.files) != bool(asked.profile) or len(asked.files) > 1:
        raise WrongInput(
            "Donnez un fichier et son profil (naf ou nace21), ou ni l'un ni l'autre.",
            "Give one file and its profile (naf or nace21), or neither.",
            field="profile",
        )
    wanted = [asked.profile] if asked.profile else list(CODES)
    files = asked.files or tuple(shipped.reference(_SHIPPED[name]) for name in wanted)
    tables = [code_lists.read(path, CODES[name]) for path, name in zip(files, wanted, strict=True)]

    def told() -> Iterator[Record]:
        for table, name in zip(tables, wanted, strict=True):
            yield from code_lists.records(table.rows, CODES[name], name)

    hints = texts.encoding_hints((table.file, table.note) for table in tables)
    return Told(sum(len(table.rows) for table in tables), told(), tuple(files), hints)
