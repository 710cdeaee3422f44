"""Sectors of activity: NAF rév. 2 (INSEE) and NACE Rev. 2.1 (Eurostat), two schemes side by side.

reads   code, level, parent, labels; what ships with Sillon when no file is given
yields  ConceptScheme and Concept nodes; IN_SCHEME, BROADER edges

One code is never derived from the other scheme's: 867 codes are in both, 507 of them with another meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_service.analysis.text import search_text
from graph_service.kernel.errors import WrongInput
from loaders import readers, shipped
from loaders.readers import Layout
from loaders.records import LINE, Asked, Edge, Node, Record, Row, RowProblem, Source, Told

SOURCE = Source(
    id="nomenclature",
    title="Nomenclatures d'activités : NAF rév. 2 et NACE rév. 2.1",
    publisher="INSEE, Eurostat",
    licence="Licence Ouverte 2.0 ; réutilisation avec mention de la source (Eurostat)",
    homepage="https://www.insee.fr/fr/information/2406147",
    how_to_get="Livré avec Sillon : aucun fichier à donner. La NAF 2025 se charge depuis le fichier de l'INSEE : "
    "sillon load nomenclature FICHIER --profile naf2025",
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A nomenclature: its prefix, its names, and the languages its file has."""

    prefix: str
    labels: Mapping[str, str]
    version: str
    languages: tuple[str, ...]
    shipped: str | None

    @property
    def id(self) -> str:
        """Id of the scheme."""
        return f"scheme:{self.prefix}"


SCHEMES: Mapping[str, Scheme] = {
    scheme.prefix: scheme
    for scheme in (
        Scheme(
            "naf",
            {
                "fr": "Nomenclature d'activités française, révision 2",
                "en": "French classification of activities, revision 2",
                "de": "Französische Systematik der Wirtschaftszweige, Revision 2",
            },
            "2008",
            ("fr",),
            "naf_rev2.csv",
        ),
        Scheme(
            "nace21",
            {
                "fr": "Nomenclature européenne des activités, NACE révision 2.1",
                "en": "European classification of activities, NACE Revision 2.1",
                "de": "Europäische Systematik der Wirtschaftszweige, NACE Revision 2.1",
            },
            "2.1",
            ("fr", "en", "de"),
            "nace_rev2_1_multilingual.csv",
        ),
        Scheme(
            "naf2025",
            {
                "fr": "Nomenclature d'activités française 2025",
                "en": "French classification of activities 2025",
                "de": "Französische Systematik der Wirtschaftszweige 2025",
            },
            "2025",
            ("fr",),
            None,
        ),
    )
}
PROFILES: Sequence[str] = tuple(SCHEMES)
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ()


def tell(asked: Asked) -> Told:
    """The schemes that ship, or the one that the profile names from a file. Raises DataErrors, WrongInput."""
    if bool(asked.files) != bool(asked.profile) or len(asked.files) > 1:
        raise WrongInput(
            "Donnez un fichier et son profil (naf, nace21 ou naf2025), ou ni l'un ni l'autre.",
            "Give one file and its profile (naf, nace21 or naf2025), or neither.",
            field="profile",
        )
    schemes = [SCHEMES[asked.profile]] if asked.profile else [scheme for scheme in SCHEMES.values() if scheme.shipped]
    files = asked.files or tuple(shipped.reference(str(scheme.shipped)) for scheme in schemes)
    tables = [readers.scan(path, _layout(scheme)) for path, scheme in zip(files, schemes, strict=True)]

    def told() -> Iterator[Record]:
        for table, scheme in zip(tables, schemes, strict=True):
            yield from records(table.rows(), scheme)

    return Told(sum(map(len, tables)), told(), tuple(files))


def records(rows: Iterable[Row], scheme: Scheme) -> Iterator[Record]:
    """Turn the rows of one nomenclature into records."""
    titles = {f"label_{language}": label for language, label in scheme.labels.items()}
    yield Node("ConceptScheme", scheme.id, {**titles, "version": scheme.version})
    file = scheme.prefix
    for row in rows:
        code, line = row["code"], row[LINE]
        if code is None or row["label_fr"] is None:
            column = "code" if code is None else "label_fr"
            yield RowProblem(line, column, "", "cellule vide", "empty cell", rejected=True, file=file)
            continue
        identifier = f"{scheme.prefix}:{code}"
        yield Node("Concept", identifier, _shown(row, scheme), line=line, column="code", file=file)
        yield Edge(
            "IN_SCHEME", ("Concept", identifier), ("ConceptScheme", scheme.id), line=line, column="code", file=file
        )
        if row["parent"]:
            parent = ("Concept", f"{scheme.prefix}:{row['parent']}")
            yield Edge("BROADER", ("Concept", identifier), parent, line=line, column="parent", file=file)


def _shown(row: Row, scheme: Scheme) -> dict[str, Any]:
    labels = {f"label_{language}": _plain(row.get(f"label_{language}"), language) for language in scheme.languages}
    level = row["level"] or ""
    return {
        **labels,
        "notation": row["code"],
        "level": int(level) if level.isdecimal() else None,
        "search_text": search_text(*labels.values(), row["code"], row["code"].replace(".", "")),
    }


def _plain(told: str | None, language: str) -> str | None:
    """A label on one line. Sections come in capitals; German nouns keep theirs, so German is left as it is."""
    label = " ".join(told.split()) if told else None
    if label and language != "de" and label.isupper():
        return label.capitalize()
    return label


def _layout(scheme: Scheme) -> Layout:
    names = ("code", "level", "parent", *(f"label_{language}" for language in scheme.languages))
    return Layout({name: name for name in names})
