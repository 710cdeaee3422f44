"""N-Quads as the reading child writes them, by subject and each behind its line, as plain values.

One writer made them, so no grammar is needed: no blank in a name, a quotation mark in a text only behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from graph_service.kernel.errors import DataErrors
from graph_service.schema.rdf import Blank, Iri, Node, Subject, Text


class Quad(NamedTuple):
    """A statement of a file, and where it ends there."""

    subject: Subject
    predicate: Iri
    object: Node
    graph: Subject | None
    """None for the default graph."""
    line: int
    """0 where the format does not tell lines (JSON-LD)."""


_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_DIRECTION = "http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString"
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SIGNS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_Value = TypeVar("_Value")
_KEPT = 10_000
"""Predicates, languages, types and statements met before, each kept once; a file that has more begins anew."""
_SHORT = 400
"""Signs of a statement that is worth keeping: as long as two names."""
Said = tuple[Iri, Node, Subject | None]
"""Predicate, object, graph (None for the default graph)."""


class Described(NamedTuple):
    """Statements about one subject that stand together."""

    subject: Subject
    said: list[Said]
    """As the file has them."""
    lines: list[str]
    """Of each, in digits."""


def quads(blocks: Iterable[bytes], name: str) -> Iterator[Quad]:
    """The statements in blocks of whole lines. Raises DataErrors for a statement about a statement (RDF 1.2)."""
    for subject, said, lines in described(blocks, name):
        for (predicate, item, graph), line in zip(said, lines, strict=True):
            yield _made(Quad, (subject, predicate, item, graph, int(line)))


def described(blocks: Iterable[bytes], name: str) -> Iterator[Described]:
    """The same statements by subject, for whoever reads millions of them. Raises as quads.

    What is said of many things alike (their class, their source) is one object for all of them.
    """
    read = _Statements()
    met, statement = read.known.get, read.statement
    for block in blocks:
        for paragraph in block.decode().split("\n\n")[:-1]:
            head, *rows = paragraph.split("\n")
            subject, *lines = head.split(" ")
            try:
                said = [met(row) or statement(row) for row in rows]
            except _AboutAStatementError as wrong:
                raise _about_a_statement(name, int(lines[rows.index(str(wrong))])) from None
            yield _made(Described, (_name(subject), said, lines))


class _AboutAStatementError(Exception):
    """A row whose object is a statement."""


class _Statements:
    """Reads statements without their subject, and knows those that it has met."""

    def __init__(self) -> None:
        self._predicates: dict[str, Iri] = {}
        self._kinds: dict[str, tuple[str | None, str]] = {}
        self._once: set[str] = set()
        self.known: dict[str, Said] = {}
        """Those met twice: most are met once, and what lives for a while costs the collector."""

    def statement(self, row: str) -> Said:
        """What it says of its subject. Raises _AboutAStatementError."""
        second, _, rest = row.partition(" ")
        predicate = self._predicates.get(second)
        if predicate is None:
            predicate = _kept(self._predicates, second, Iri(second[1:-1]))
        sign, graph = rest[0], ""
        if sign == '"':
            end = rest.rfind('"')
            value, kind = rest[1:end], rest[end + 1 :]
            if " " in kind:
                kind, _, graph = kind.partition(" ")
            told = self._kinds.get(kind)
            if told is None:
                told = _kept(self._kinds, kind, _kind(kind))
            if "\\" in value:
                value = _ESCAPE.sub(_sign, value)
            item: Node = _made(Text, (value, *told))
        elif sign == "<" and rest[1] == "<":
            raise _AboutAStatementError(row)
        else:
            node, _, graph = rest.partition(" ")
            item = Iri(node[1:-1]) if sign == "<" else Blank(node)
        found = (predicate, item, _name(graph) if graph else None)
        if row in self._once:
            return _kept(self.known, row, found)
        if len(row) <= _SHORT:
            if len(self._once) >= _KEPT:
                self._once.clear()
            self._once.add(row)
        return found


_made = tuple.__new__
"""Millions of them: the constructor of a named tuple takes twice the time."""


def _kept(known: dict[str, _Value], written: str, value: _Value) -> _Value:
    if len(known) >= _KEPT:
        known.clear()
    known[written] = value
    return value


def _name(written: str) -> Subject:
    return Iri(written[1:-1]) if written[0] == "<" else Blank(written)


def _kind(written: str) -> tuple[str | None, str]:
    """Language and datatype of a text, by what stands behind its quotation mark."""
    if not written:
        return None, _STRING
    if written[0] == "@":
        lang, _, direction = written[1:].partition("--")
        return lang, _DIRECTION if direction else _LANGUAGE
    return None, written[3:-1]


def _sign(escape: re.Match[str]) -> str:
    short, long, sign = escape.groups()
    return _SIGNS.get(sign, sign) if sign else chr(int(short or long, 16))


def _about_a_statement(name: str, line: int) -> DataErrors:
    place = f"{name}:{line}" if line else name
    return DataErrors(
        f"{place}: Un énoncé y porte sur un autre énoncé (RDF 1.2), ce que Sillon ne lit pas. "
        "Écrivez-le avec rdf:Statement.",
        f"{place}: A statement there is about another statement (RDF 1.2), which Sillon does not read. "
        "Write it with rdf:Statement.",
        file=name,
        line=line,
    )
