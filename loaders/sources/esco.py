"""Skills and occupations of Europe: ESCO, from the CSV files of its publisher, in one language or several.

reads   skills, skillGroups, occupations, ISCOGroups: conceptUri, preferredLabel, altLabels, definition, code …;
        broaderRelationsSkillPillar, broaderRelationsOccPillar: conceptUri, broaderUri;
        skillsHierarchy: the URI and the name of each of four levels
yields  ConceptScheme and Concept nodes; IN_SCHEME, BROADER edges

All files of one command are one snapshot; which is which is told by their columns. A concept may have several broader
ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph_service.analysis.text import search_text
from graph_service.kernel.errors import WrongInput
from graph_service.store.promises import promises
from loaders import bad_files, readers, texts
from loaders.concept_records import Place, Scheme, link, placed, scheme_node
from loaders.readers import Layout, Table
from loaders.records import LINE, Asked, Record, Row, RowProblem, Source, Told

SOURCE = Source(
    id="esco",
    title="ESCO : aptitudes, compétences et professions européennes",
    publisher="Commission européenne",
    licence="CC BY 4.0",
    homepage="https://esco.ec.europa.eu/fr/use-esco/download",
    how_to_get="Sur le portail ESCO, le contenu « classification » en CSV, en français (et en anglais, en allemand) : "
    "sillon load esco skills_fr.csv skillGroups_fr.csv broaderRelationsSkillPillar_fr.csv occupations_fr.csv "
    "ISCOGroups_fr.csv broaderRelationsOccPillar_fr.csv",
)
SCHEME = Scheme(
    "esco",
    {
        "fr": "ESCO : aptitudes, compétences et professions européennes",
        "en": "ESCO: European skills, competences and occupations",
        "de": "ESCO: europäische Fähigkeiten, Kompetenzen und Berufe",
    },
)
PROFILES: Sequence[str] = ()
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ("lang",)

_LANGUAGES = ("fr", "en", "de")
_CONCEPTS = Layout(
    {
        "uri": "conceptUri", "label": "preferredLabel", "others": "altLabels", "definition": "definition",
        "description": "description", "code": "code", "isco": "iscoGroup",
    },
    frozenset({"others", "definition", "description", "code", "isco"}),
)  # fmt: skip
_RELATIONS = Layout({"uri": "conceptUri", "above": "broaderUri"})
_LEVELS = range(4)
_HIERARCHY = Layout(
    {f"uri{level}": f"Level {level} URI" for level in _LEVELS}
    | {f"label{level}": f"Level {level} preferred term" for level in _LEVELS}
    | {f"code{level}": f"Level {level} code" for level in _LEVELS},
    frozenset(f"code{level}" for level in _LEVELS),
)
_ISCO = "http://data.europa.eu/esco/isco/C"
_ENTRY = re.compile(r"[\n|]")
_NAMED = re.compile(r"_([a-z]{2})\.[^_]*$", re.IGNORECASE)


@dataclass(slots=True)
class _Told:
    """What the files say of a concept, language after language, and where it was first said."""

    place: Place
    properties: dict[str, Any] = field(default_factory=dict)


class _Reading:
    """All files of one command, put together by concept."""

    def __init__(self) -> None:
        self.concepts: dict[str, _Told] = {}
        self.above: dict[tuple[str, str], Place] = {}
        self.problems: list[RowProblem] = []
        self._grouped: list[tuple[str, str, Place]] = []
        self._prefixes = promises()[0].prefixes

    def table(self, table: Table, layout: Layout, asked: Asked) -> None:
        """Every row of one file. Raises WrongInput when nobody says which language its names are in."""
        file = table.name
        lang = "" if layout is _RELATIONS else _language(file, asked)
        for row in table.rows():
            if layout is _RELATIONS:
                self.relation(row, file)
            elif layout is _HIERARCHY:
                self.hierarchy(row, lang, file)
            else:
                self.concept(row, lang, file)

    def concept(self, row: Row, lang: str, file: str) -> None:
        """A row of skills, groups or occupations."""
        place = Place(row[LINE], file, "conceptUri")
        identifier = self._id(row["uri"], place)
        if identifier is None:
            return
        if row["label"] is None:
            self._reject(place, "preferredLabel", "", "cellule vide", "empty cell")
            return
        label = " ".join(row["label"].split())
        others = [other for text in _ENTRY.split(row.get("others") or "") if (other := " ".join(text.split()))]
        said = {
            f"label_{lang}": label,
            f"alt_{lang}": sorted({*others} - {label}),
            f"definition_{lang}": row.get("definition") or row.get("description"),
        }
        told = self.concepts.setdefault(identifier, _Told(place))
        if told.properties.get(f"label_{lang}", label) != label:
            fr = f"déjà dit à la ligne {told.place.line}, avec un autre contenu"
            en = f"told before on line {told.place.line}, with another content"
            self._reject(place, "conceptUri", identifier, fr, en)
            return
        told.properties.update(said)
        if row.get("code"):
            told.properties["notation"] = row["code"]
        if row.get("isco"):
            self._grouped.append((identifier, f"{_ISCO}{row['isco'].removeprefix('C')}", place))

    def relation(self, row: Row, file: str) -> None:
        """A row of the broader relations."""
        place = Place(row[LINE], file, "broaderUri")
        ends = self._id(row["uri"], place), self._id(row["above"], place)
        if ends[0] and ends[1]:
            self.above.setdefault((ends[0], ends[1]), place)

    def hierarchy(self, row: Row, lang: str, file: str) -> None:
        """A row of the hierarchy of skill groups: a way from the top down."""
        higher = None
        for level in _LEVELS:
            place = Place(row[LINE], file, f"Level {level} URI")
            identifier = self._id(row[f"uri{level}"], place) if row[f"uri{level}"] else None
            if identifier is None:
                return
            said = self.concepts.setdefault(identifier, _Told(place)).properties
            said.setdefault(f"label_{lang}", row[f"label{level}"])
            if row.get(f"code{level}"):
                said.setdefault("notation", row[f"code{level}"])
            if higher:
                self.above.setdefault((identifier, higher), place)
            higher = identifier

    def records(self) -> Iterator[Record]:
        """Everything, by file and line."""
        yield scheme_node(SCHEME)
        yield from self.problems
        for identifier, told in self.concepts.items():
            said = told.properties
            names = [*(said.get(f"label_{lang}") for lang in _LANGUAGES), *_others(said), said.get("notation")]
            yield from placed(SCHEME, identifier, {**said, "search_text": search_text(*names)}, told.place)
        for (start, end), place in self._broader().items():
            yield link("BROADER", start, end, place)

    def missing(self) -> int:
        """How many links lead to a concept that no file tells."""
        return sum(end not in self.concepts for _, end in self.above)

    def _broader(self) -> Mapping[tuple[str, str], Place]:
        """Links of the relations; an occupation is in its ISCO group too, where the groups are told."""
        groups = [(start, self._prefixes.from_iri(iri), place) for start, iri, place in self._grouped]
        return {(start, end): place for start, end, place in groups if end and end in self.concepts} | self.above

    def _id(self, uri: str | None, place: Place) -> str | None:
        """The id of a concept of ESCO; None, told with its line, for anything else."""
        identifier = self._prefixes.from_iri(uri or "")
        if identifier is not None and identifier.startswith(f"{SCHEME.prefix}:"):
            return identifier
        self._reject(place, place.column, uri or "", "n'est pas l'adresse d'un concept d'ESCO",
                     "is not the address of a concept of ESCO")  # fmt: skip
        return None

    def _reject(self, place: Place, column: str, value: str, fr: str, en: str) -> None:
        self.problems.append(RowProblem(place.line, column, value[:200], fr, en, rejected=True, file=place.file))


def tell(asked: Asked) -> Told:
    """All that the files say together. Raises DataErrors, WrongInput."""
    if not asked.files:
        raise WrongInput(
            "Donnez les fichiers CSV d'ESCO : sillon load esco skills_fr.csv …",
            "Give the CSV files of ESCO: sillon load esco skills_fr.csv …",
            field="files",
        )
    layouts = {path: _layout(path, readers.header(path)) for path in asked.files}
    reading, read, notes = _Reading(), 0, []
    # The hierarchy last: its names are short for what files of their own say better.
    for path in sorted(layouts, key=lambda each: layouts[each] is _HIERARCHY):
        table = readers.scan(path, layouts[path])
        reading.table(table, layouts[path], asked)
        read += len(table)
        notes.append((path.name, table.note))
    hints = list(texts.encoding_hints(notes))
    if reading.missing():
        hints.append((
            f"{reading.missing()} liens mènent à des concepts qu'aucun fichier ne décrit : "
            "donnez aussi skillGroups_fr.csv, ou ISCOGroups_fr.csv.",
            f"{reading.missing()} links lead to concepts that no file describes: "
            "give skillGroups_fr.csv, or ISCOGroups_fr.csv, as well.",
        ))  # fmt: skip
    return Told(read, reading.records(), asked.files, tuple(hints))


def _layout(path: Path, titles: Sequence[str]) -> Layout:
    """Which of ESCO's files this is, by its titles. Raises DataErrors when it is none."""
    for layout in (_HIERARCHY, _RELATIONS, _CONCEPTS):
        needed = [theirs for ours, theirs in layout.columns.items() if ours not in layout.optional]
        if set(needed) <= set(titles):
            return layout
    raise bad_files.missing_columns(path.name, ["conceptUri", "preferredLabel"], titles)


def _language(file: str, asked: Asked) -> str:
    """The language of the names in a file: as its name ends, else as asked. Raises WrongInput."""
    named = _NAMED.search(file)
    own = named.group(1).lower() if named else ""
    lang = own if own in _LANGUAGES else asked.options.get("lang", "")
    if lang not in _LANGUAGES:
        known = ", ".join(_LANGUAGES)
        raise WrongInput(
            f"{file} : de quelle langue sont les libellés ? Son nom devrait finir par _fr.csv ; sinon --lang fr "
            f"(langues tenues : {known}).",
            f"{file}: which language are its names in? Its name should end in _fr.csv; otherwise --lang fr "
            f"(languages kept: {known}).",
            field="lang",
        )
    return lang


def _others(said: Mapping[str, Any]) -> Iterator[str]:
    for lang in _LANGUAGES:
        yield from said.get(f"alt_{lang}", ())
