"""Vocabularies of anybody's: SKOS in any form of RDF.

reads   skos:Concept, skos:ConceptScheme and what SKOS says of them, whatever their addresses
yields  ConceptScheme and Concept nodes; IN_SCHEME, BROADER, RELATED, MATCHES edges

A concept whose address no prefix of ours covers has that address as its id (`http:example.org/voc/1`); its scheme gets
a short name made of its address. One snapshot is one scheme: another file with another scheme retires nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from graph_service.kernel.errors import DataErrors, WrongInput
from graph_service.schema.outside import read_outside_turtle
from loaders.records import Asked, Edge, Node, Record, Source, Told
from loaders.skos_reading import SkosReading

SOURCE = Source(
    id="skos",
    title="Vocabulaires d'autres éditeurs, en SKOS",
    publisher="Leurs éditeurs",
    licence="Celle de chacun",
    homepage="https://www.w3.org/TR/skos-reference/",
    how_to_get="Tout fichier SKOS (Turtle, RDF/XML, N-Triples, N-Quads, TriG, JSON-LD) : sillon load skos FICHIER",
)
PROFILES: Sequence[str] = ()
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ("lang",)


def tell(asked: Asked) -> Told:
    """Every concept of the files. Raises DataErrors, WrongInput."""
    if not asked.files:
        raise WrongInput(
            "Donnez un fichier SKOS : sillon load skos FICHIER.", "Give a file of SKOS: sillon load skos FILE.",
            field="files",
        )  # fmt: skip
    readings = [_reading(path, asked.options.get("lang")) for path in asked.files]
    records = [record for reading in readings for record in reading.records()]
    parts = frozenset(record.partition for record in records if isinstance(record, Node | Edge))
    read = sum(reading.count for reading in readings)
    return Told(read, _once(records), asked.files, tuple(hint for each in readings for hint in each.hints()), parts)


def _reading(path: Path, lang: str | None) -> SkosReading:
    try:
        reading = SkosReading(read_outside_turtle(path), path.name, lang)
    except DataErrors as wrong:
        raise DataErrors(f"{wrong.fr} Rien n'a été écrit.", f"{wrong.en} Nothing was written.", **wrong.more) from None
    if not reading.count:
        raise DataErrors(
            f"{path.name} ne décrit aucun concept (skos:Concept). Rien n'a été écrit.",
            f"{path.name} describes no concept (skos:Concept). Nothing was written.",
            file=path.name,
        )
    return reading


def _once(records: Sequence[Record]) -> Iterator[Record]:
    """The records, without the links that are said from both their ends."""
    said: set[tuple[str, tuple[str, str], tuple[str, str], str]] = set()
    for record in records:
        if isinstance(record, Edge):
            key = (record.type, record.start, record.end, str(record.properties))
            if key in said:
                continue
            said.add(key)
        yield record
