"""Lists of codes as statistical offices publish them: code, the code above it, a name in one or more languages.

It becomes one scheme: a concept for each code, below the concept of the code above. A code above that the file lacks is
told, and the concept is put below the nearest one that its own code begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph_service.analysis.text import search_text
from graph_service.kernel.errors import WrongInput
from graph_service.kernel.identifiers import NORMALISERS
from loaders import rdf_rows, readers, texts
from loaders.concept_records import Place, Scheme, link, placed, scheme_node
from loaders.readers import Layout, Table
from loaders.records import LINE, Asked, Edge, Record, Row, RowProblem, Told

_NEEDED = ("code", "parent")


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes: its scheme, and what its file calls the columns."""

    scheme: Scheme
    languages: tuple[str, ...]
    """Of its names; a file needs one of them."""
    normalise: str = "trim"
    """From a code as published to the local part of an id: a name of kernel.identifiers.NORMALISERS."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Another title that a file may give a column, beside our own name for it."""
    more: Callable[[str, Place], Iterable[Edge]] = lambda _identifier, _place: ()
    """Further links of a concept, from its id."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file has: its rows, and its encoding when it is not UTF-8."""

    file: str
    rows: Sequence[Row]
    note: str = ""


def read(path: Path, codes: CodeList) -> Read:
    """The rows of a file, CSV or SKOS in any form of RDF (told by its name). Raises DataErrors, WrongInput."""
    if rdf_rows.is_rdf(path):
        return Read(path.name, rdf_rows.concepts(path, codes.scheme.prefix, codes.languages))
    table = _scan(path, codes)
    return Read(path.name, list(table.rows()), table.note)


def _scan(path: Path, codes: CodeList) -> Table:
    present = set(readers.header(path))
    labels = [f"label_{language}" for language in codes.languages]
    names = [*_NEEDED, *labels, "level", "examples_en"]
    columns = {name: name if name in present else codes.titles.get(name, name) for name in names}
    there = [label for label in labels if columns[label] in present]
    optional = frozenset(names) - {*_NEEDED, *(there[:1] or labels[:1])}
    return readers.scan(path, Layout(columns, optional))


def tell(asked: Asked, codes: CodeList) -> Told:
    """The scheme of the one file that is given. Raises DataErrors, WrongInput."""
    path = one_file(asked, codes.scheme.prefix)
    table = read(path, codes)
    hints = texts.encoding_hints([(table.file, table.note)])
    return Told(len(table.rows), records(table.rows, codes, path.name), (path,), hints)


def one_file(asked: Asked, source: str) -> Path:
    """The file that is given. Raises WrongInput for none or several."""
    if len(asked.files) != 1:
        raise WrongInput(
            f"Donnez un fichier, celui de l'éditeur : sillon load {source} FICHIER.",
            f"Give one file, that of the publisher: sillon load {source} FILE.",
            field="files",
        )
    return asked.files[0]


def records(rows: Iterable[Row], codes: CodeList, file: str) -> Iterator[Record]:
    """Turn the rows of one list into records."""
    told = list(rows)
    known = {_local(row["code"], codes) for row in told if row["code"]}
    yield scheme_node(codes.scheme)
    for row in told:
        labels = {
            f"label_{language}": label
            for language in codes.languages
            if (label := _plain(row.get(f"label_{language}"), language))
        }
        if row["code"] is None or not labels:
            column = "code" if row["code"] is None else f"label_{codes.languages[0]}"
            yield RowProblem(row[LINE], column, "", "cellule vide", "empty cell", rejected=True, file=file)
            continue
        local = _local(row["code"], codes)
        identifier, place = f"{codes.scheme.prefix}:{local}", Place(row[LINE], file, "code")
        yield from placed(codes.scheme, identifier, {**labels, **_shown(row, labels)}, place)
        yield from _broader(row, local, known, codes, file)
        yield from codes.more(identifier, place)


def _shown(row: Row, labels: Mapping[str, str]) -> dict[str, Any]:
    level, code = row.get("level") or "", row["code"]
    joined = code.translate({ord(sign): None for sign in ". *"})
    return {
        "notation": code,
        "level": int(level) if level.isdecimal() else None,
        "search_text": search_text(*labels.values(), code, joined, row.get("examples_en")),
    }


def _broader(row: Row, local: str, known: Set[str], codes: CodeList, file: str) -> Iterator[Record]:
    """The link to the code above; one that the file lacks is told, and the nearest that it has takes its place."""
    if not row["parent"]:
        return
    above: str | None = _local(row["parent"], codes)
    if above not in known:
        above = next((local[:end] for end in range(len(local) - 1, 0, -1) if local[:end] in known), None)
        fr = f"placé sous {codes.scheme.prefix}:{above}" if above else "chargé sans ce lien"
        en = f"put below {codes.scheme.prefix}:{above}" if above else "loaded without this edge"
        yield RowProblem(
            row[LINE], "parent", row["parent"], f"n'est pas dans le fichier ; {fr}", f"is not in the file; {en}",
            file=file,
        )  # fmt: skip
    if above:
        start, end = (f"{codes.scheme.prefix}:{each}" for each in (local, above))
        yield link("BROADER", start, end, Place(row[LINE], file, "parent"))


def _local(code: str, codes: CodeList) -> str:
    return NORMALISERS[codes.normalise](code)


def _plain(told: str | None, language: str) -> str | None:
    """A name on one line. Sections come in capitals; German nouns keep theirs, so German is left as it is."""
    label = " ".join(told.replace("\xad", "").split()) if told else None
    if label and language != "de" and label.isupper():
        return label.capitalize()
    return label
