"""Where the files of a thesaurus are read: ours as they are, those of others in a process that may die of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph_service.schema.outside import read_outside
from graph_service.schema.rdf import Iri, Node, Subject, read_turtle
from graph_service.schema.thesaurus.model import Read


def read_ours(path: Path, name: str) -> Read:
    """The triples of a Turtle file of the project, each with the line that its subject begins on.

    Raises BrokenPromise with file and line.
    """
    turtle = read_turtle(path)

    def triples() -> Iterator[tuple[Subject, Iri, Node, int]]:
        for subject, predicate in turtle.predicates():
            for item in turtle.objects(subject, predicate):
                yield subject, predicate, item, turtle.line(subject)

    return name, triples()


def read_theirs(path: Path, name: str) -> Read:
    """The triples of a file in any form of RDF, whatever their graph, each with the line that it ends on.

    `name` is what the file is called. Raises WrongInput when there is no such file and, while one iterates, DataErrors
    with file and line.
    """
    return name, ((*quad[:3], quad.line) for quad in read_outside(path, name=name))
