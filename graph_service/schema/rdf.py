"""RDF as plain values, and our own Turtle read: no other module than this, the writer and the child needs a library.

Reading is for the files of this project; RDF from outside needs a process that can be killed: `outside`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from graph_service.schema.contradictions import broken

LIBRARY = Path(ox.__file__).parents[1]
"""The folder that the RDF library lies in: all that the process that reads the files of others sees of this one."""


class Iri(str):
    """A named node."""

    __slots__ = ()


class Blank(str):
    """A blank node."""

    __slots__ = ()


class Text(NamedTuple):
    """A literal."""

    value: str
    lang: str | None
    datatype: str


Subject = Iri | Blank
Node = Iri | Blank | Text


class Turtle:
    """The triples of one file, by subject and predicate, in the order of the file."""

    def __init__(
        self,
        triples: Iterable[tuple[Subject, Iri, Node]],
        namespaces: Mapping[str, str],
        lines: Mapping[Subject, int] | None = None,
    ) -> None:
        self.namespaces = dict(namespaces)
        self._lines = lines or {}
        self._longest_first = sorted(self.namespaces.items(), key=lambda item: -len(item[1]))
        self._objects: dict[tuple[Subject, Iri], list[Node]] = {}
        self._subjects: dict[tuple[Iri, Node], list[Iri]] = {}
        for subject, predicate, item in triples:
            self._objects.setdefault((subject, predicate), []).append(item)
            if isinstance(subject, Iri):
                self._subjects.setdefault((predicate, item), []).append(subject)

    def short(self, iri: Iri) -> str:
        """`sl:holds` for an IRI that a prefix of the file covers, otherwise the IRI itself."""
        for prefix, base in self._longest_first:
            if iri.startswith(base):
                return f"{prefix}:{iri[len(base) :]}"
        return str(iri)

    def long(self, curie: str) -> Iri:
        """The IRI of `sl:holds`; an IRI is itself, even where the file has a prefix `http`."""
        if isinstance(curie, Iri):
            return curie
        prefix, _, local = curie.partition(":")
        return Iri(self.namespaces[prefix] + local) if prefix in self.namespaces else Iri(curie)

    def objects(self, subject: Subject, predicate: str) -> Sequence[Node]:
        """Objects of the triples of this subject and this (abbreviated) predicate."""
        return self._objects.get((subject, self.long(predicate)), ())

    def subjects(self, predicate: str, item: str) -> list[Iri]:
        """Named subjects of the triples with this predicate and this object (abbreviated, or an IRI)."""
        target = item if isinstance(item, Iri) else self.long(item)
        return self._subjects.get((self.long(predicate), target), [])

    def line(self, subject: Subject) -> int:
        """The line of the file on which the first triple of this subject ends; 0 when it is not known."""
        return self._lines.get(subject, 0)

    def named_subjects(self) -> list[Iri]:
        """All IRIs that something is said of, in the order of the file."""
        return list(dict.fromkeys(subject for subject, _ in self._objects if isinstance(subject, Iri)))

    def predicates(self) -> Iterator[tuple[Subject, Iri]]:
        """Every (subject, predicate) that occurs."""
        yield from self._objects


def read_turtle(path: Path) -> Turtle:
    """Read one Turtle file of the project. Raises BrokenPromise with file and line when it cannot be read."""
    try:
        content = _ByLine(path.read_bytes())
    except OSError as failure:
        raise broken(path.name, "the file", f"cannot be read ({failure.strerror})", "Put it back") from failure
    triples: list[tuple[Subject, Iri, Node]] = []
    lines: dict[Subject, int] = {}
    try:
        quads = ox.parse(content, ox.RdfFormat.TURTLE)
        for quad in quads:
            subject = _subject(quad.subject)
            triples.append((subject, Iri(quad.predicate.value), _node(quad.object)))
            lines.setdefault(subject, content.given)
    except SyntaxError as wrong:
        raise broken(path.name, f"line {wrong.lineno}", f"is not Turtle ({wrong.msg})", "Correct it") from None
    return Turtle(triples, quads.prefixes, lines)


class _ByLine(BytesIO):
    """Bytes that the parser gets line by line: it tells a triple as soon as it has read it, but never where."""

    given = 0
    """How many lines were begun."""
    _within = False

    def read(self, size: int | None = -1, /) -> bytes:
        """The next line, or as much of it as is wanted."""
        line = self.readline(size)
        self.given += bool(line) and not self._within
        self._within = not line.endswith(b"\n")
        return line


def _subject(term: Any) -> Subject:
    return Iri(term.value) if isinstance(term, ox.NamedNode) else Blank(str(term))


def _node(term: Any) -> Node:
    if isinstance(term, ox.Literal):
        return Text(term.value, term.language, term.datatype.value)
    return _subject(term)
