"""N-Quads as the reading child writes them, each behind its line, as plain values.

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
"""Predicates, languages and types met before, each kept once; a file that has more of them begins anew."""


def quads(blocks: Iterable[bytes], name: str) -> Iterator[Quad]:
    """The statements in blocks of whole lines. Raises DataErrors for a statement about a statement (RDF 1.2)."""
    known: dict[str, Iri] = {}
    kinds: dict[str, tuple[str | None, str]] = {}
    written = ""
    subject: Subject = Iri("")
    for block in blocks:
        for row in block[:-1].decode().split("\n"):
            line, first, second, rest = row.split(" ", 3)
            if first != written:
                written, subject = first, _name(first)
            predicate = known.get(second)
            if predicate is None:
                predicate = _kept(known, second, Iri(second[1:-1]))
            sign = rest[0]
            if sign == '"':
                end = rest.rfind('"')
                value, kind, graph = rest[1:end], rest[end + 1 : -2], ""
                if " " in kind:
                    kind, _, graph = kind.partition(" ")
                told = kinds.get(kind)
                if told is None:
                    told = _kept(kinds, kind, _kind(kind))
                if "\\" in value:
                    value = _ESCAPE.sub(_sign, value)
                item: Node = _made(Text, (value, *told))
            elif sign == "<" and rest[1] == "<":
                raise _about_a_statement(name, int(line))
            else:
                node, _, graph = rest[:-2].partition(" ")
                item = Iri(node[1:-1]) if sign == "<" else Blank(node)
            yield _made(Quad, (subject, predicate, item, _name(graph) if graph else None, int(line)))


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
