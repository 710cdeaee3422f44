"""In which of the forms of RDF a file is written: as asked, else as its name ends, else as it begins."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import NamedTuple

from graph_service.kernel.errors import WrongInput


class Format(NamedTuple):
    """A form of RDF that is read."""

    name: str
    title: str
    """As its standard calls it."""
    extensions: tuple[str, ...]
    parser: str
    """As the reading child calls it."""


FORMATS = (
    Format("turtle", "Turtle", ("ttl", "turtle"), "TURTLE"),
    Format("ntriples", "N-Triples", ("nt",), "N_TRIPLES"),
    Format("nquads", "N-Quads", ("nq",), "N_QUADS"),
    Format("trig", "TriG", ("trig",), "TRIG"),
    Format("rdfxml", "RDF/XML", ("rdf", "owl", "xml"), "RDF_XML"),
    Format("jsonld", "JSON-LD", ("jsonld", "json"), "JSON_LD"),
    Format("n3", "N3", ("n3",), "N3"),
)
HEAD = 1 << 14
"""Bytes of the beginning that a guess needs."""

_TERM = r"(?:<[^<>\s]*>|_:[\w.-]+)"
_ROW = re.compile(
    rf'\s*(?:{_TERM}\s*<\S+>\s*(?:{_TERM}|"(?:[^"\\]|\\.)*"(?:@\S+|\^\^<\S+>)?)\s*{_TERM}?\s*\.\s*)?(?:#.*)?'
)
"""A line of N-Triples or N-Quads, or an empty one."""
_BEGINNINGS = (
    (re.compile(r"<(?:\?xml\b|!--|!doctype\b|[\w.-]+:RDF\b|RDF\b)", re.IGNORECASE), "rdfxml"),
    (re.compile(r'\{\s*(?:"|\})|\[\s*(?:\{|\]\s*$)'), "jsonld"),
    (re.compile(r"(?:@prefix|@base|prefix|base)\b|<[^<>\s]*>\s|_:|[\[({]|[\w.-]*:\S*\s", re.IGNORECASE), "trig"),
)
"""First signs after blanks and comments → format. TriG holds Turtle too."""


def format_of(path: PurePath, head: bytes, asked: str | None = None) -> Format:
    """The format `asked` by name or extension, else the one that the file's name or its first bytes tell.

    Raises WrongInput listing what is known, for a name that is not and for a file that tells nothing.
    """
    if asked is not None:
        found = _named(asked.strip().lower().removeprefix("."))
        if found is None:
            raise _unknown(f"« {asked} » n'est pas un format connu", f"“{asked}” is not a known format")
        return found
    found = _named(path.suffix.lower().removeprefix(".")) or _begun(head)
    if found is None:
        raise _unknown(
            f"Ni le nom ni le début de {path.name} ne disent son format ; renommez-le (.ttl, .rdf…) ou dites le format",
            f"Neither the name nor the beginning of {path.name} tells its format; rename it (.ttl, .rdf…) or tell it",
        )
    return found


def _named(name: str) -> Format | None:
    return next((each for each in FORMATS if name == each.name or name in each.extensions), None)


def _begun(head: bytes) -> Format | None:
    text = head.decode("utf-8", errors="replace").removeprefix("\ufeff")
    text = re.sub(r"\A(?:\s+|#[^\n]*(?:\n|\Z))+", "", text)
    name = next((name for pattern, name in _BEGINNINGS if pattern.match(text)), "")
    rows = text.split("\n")
    whole = rows if len(head) < HEAD or len(rows) == 1 else rows[:-1]
    return _named("nquads" if name == "trig" and all(_ROW.fullmatch(row) for row in whole) else name)


def _unknown(fr: str, en: str) -> WrongInput:
    names = ", ".join(each.name for each in FORMATS)
    return WrongInput(f"{fr}. Formats lus : {names}.", f"{en}. Formats that are read: {names}.", field="format")
