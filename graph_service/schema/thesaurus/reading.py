"""Where the files of a thesaurus are read: the only place that knows how."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph_service.kernel.errors import BrokenPromise, DataErrors, WrongInput
from graph_service.schema.rdf import Iri, Node, Subject, read_turtle
from graph_service.schema.thesaurus.model import Read


def read(path: Path, name: str) -> Read:
    """The triples of one Turtle file, each with the line that its subject begins on; `name` is what it is called.

    Raises WrongInput when there is no such file, DataErrors with file and line when it is not Turtle.
    """
    if not path.is_file():
        raise WrongInput(f"Il n’y a pas de fichier {name}.", f"There is no file {name}.", field="FILE")
    try:
        turtle = read_turtle(path)
    except BrokenPromise as wrong:
        raise DataErrors(
            f"{name} n'est pas un fichier Turtle lisible : {wrong.en}",
            f"{name} is not a Turtle file that can be read: {wrong.en}",
        ) from None

    def triples() -> Iterator[tuple[Subject, Iri, Node, int]]:
        for subject, predicate in turtle.predicates():
            for item in turtle.objects(subject, predicate):
                yield subject, predicate, item, turtle.line(subject)

    return name, triples()
