"""A graph that Sillon exported: every node, fact and link with its own source, into a store of either engine.

reads   Turtle, N-Triples, N-Quads, TriG, RDF/XML, JSON-LD or N3, in the terms of `sillon export`
yields  what schema.triples wrote, each with the source that told it first

Nothing retires. Facts that rules inferred are left out: the rules derive them anew from what comes in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from graph_service.kernel.errors import DataErrors, WrongInput
from graph_service.schema.outside import described_outside
from graph_service.schema.outside_format import FORMATS
from graph_service.store.promises import promises
from loaders.rdf_records import Reading
from loaders.records import Asked, Record, Source, Told

SOURCE = Source(
    id="rdf",
    title="Un graphe exporté par Sillon, avec ses sources",
    publisher="qui l'a exporté",
    licence="de chaque source du fichier",
    homepage="https://w3id.org/sillon/ontology",
    how_to_get="« sillon export --format ttl -o graph.ttl » sur le graphe d'origine (ou jsonld, nq).",
    relays=True,
)
PROFILES: Sequence[str] = ()
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ()

_READ = ", ".join(form.title for form in FORMATS)
_EXPECTED = "sillon export --format ttl|jsonld|nq"


def tell(asked: Asked) -> Told:
    """What the files say. Raises WrongInput (a scope), DataErrors, also while one iterates (unreadable, no export)."""
    if not asked.files:
        raise DataErrors(
            f"Il faut le fichier d'un graphe exporté ({_EXPECTED}). Formats lus : {_READ}.",
            f"The file of an exported graph is needed ({_EXPECTED}). Formats that are read: {_READ}.",
        )
    if asked.communes is not None:
        raise WrongInput(
            "Un graphe exporté se charge entier : --epci ne s'y applique pas.",
            "An exported graph is loaded whole: --epci does not apply to it.",
            field="epci",
        )
    schema, _ = promises()
    reading = Reading(schema)
    return Told(0, _records(asked.files, reading), asked.files, counted=lambda: reading.read)


def _records(files: Sequence[Path], reading: Reading) -> Iterator[Record]:
    try:
        for path in files:
            yield from reading.records(described_outside(path), path.name if len(files) > 1 else "")
    except DataErrors as wrong:
        raise DataErrors(f"{wrong.fr} Rien n'a été écrit.", f"{wrong.en} Nothing was written.", **wrong.more) from None
    if reading.read == 0:
        raise _foreign(files, reading)
    yield from reading.left_over.problems(reading.curie)


def _foreign(files: Sequence[Path], reading: Reading) -> DataErrors:
    names = ", ".join(path.name for path in files)
    kinds = ", ".join(reading.left_over.kinds()[:5]) or "–"
    return DataErrors(
        f"{names} n'est pas un graphe exporté par Sillon : on attend des sl:Actor, sl:Fact… ({_EXPECTED}), on y trouve "
        f"{kinds}. Un vocabulaire se charge avec « sillon load schemes ». Rien n'a été écrit.",
        f"{names} is not a graph that Sillon exported: sl:Actor, sl:Fact … are expected ({_EXPECTED}), it has {kinds}. "
        "A vocabulary is loaded with `sillon load schemes`. Nothing was written.",
    )
