"""A list of codes that comes as SKOS in any form of RDF: the rows that its table would have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graph_service.kernel.identifiers import PrefixTable
from graph_service.schema.outside import read_outside_turtle
from graph_service.schema.outside_format import FORMATS
from graph_service.schema.rdf import Iri, Text
from graph_service.store.promises import promises
from loaders.records import LINE, Row

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_CONCEPT, _LABEL, _BROADER = (Iri(_SKOS + name) for name in ("Concept", "prefLabel", "broader"))
_ENDS = frozenset(end for form in FORMATS for end in form.extensions) - {"json"}
"""JSON is a table here."""


def is_rdf(path: Path) -> bool:
    """Whether the name of a file ends as those of RDF do."""
    return path.suffix.lower().removeprefix(".") in _ENDS


def concepts(path: Path, prefix: str, languages: Sequence[str]) -> list[Row]:
    """A row for each concept: code, parent, labels, line. Raises DataErrors for a file that is no RDF.

    The code is what follows the prefix in an identifier; an IRI that is not of this list stays as it is.
    """
    turtle, prefixes = read_outside_turtle(path), promises()[0].prefixes
    rows: list[Row] = []
    for subject in turtle.subjects(_TYPE, _CONCEPT):
        said = {text.lang: text.value for text in turtle.objects(subject, _LABEL) if isinstance(text, Text)}
        above = next((item for item in turtle.objects(subject, _BROADER) if isinstance(item, Iri)), None)
        labels = {f"label_{language}": said.get(language) for language in languages}
        parent = _code(above, prefixes, prefix) if above else None
        rows.append({"code": _code(subject, prefixes, prefix), "parent": parent, **labels, LINE: turtle.line(subject)})
    return rows


def _code(iri: Iri, prefixes: PrefixTable, prefix: str) -> str:
    found = prefixes.from_iri(iri)
    return found.partition(":")[2] if found and found.startswith(f"{prefix}:") else str(iri)
