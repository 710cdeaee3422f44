"""Reads RDF of somebody else's, in a process of its own that may die of it. Started by outside_process alone.

reads    standard input: the file; arguments: parser, base IRI or nothing, `lines` or `plain`, bytes, seconds of CPU
writes   standard output: N-Quads as they are found; with `lines`, a paragraph for each subject: a row with it and
         the lines of the file where its statements end, then a row for what each of them says of it;
         then one row that begins with a point (all is read; then prefixes: name IRI name IRI …)
         or with `!` (refused; then line, kind, words)

Nothing of this project is imported, so that it starts in the time that the parser takes to load.
"""

from __future__ import annotations

import os
import re
import sys
from typing import BinaryIO

import pyoxigraph as ox

try:
    import resource
except ImportError:  # Windows has no such limits: there the parent watches alone
    resource = None  # type: ignore[assignment]  # a module or nothing

_BUFFER = 1 << 16
_PATIENCE = 256
"""Lines handed over one by one without an answer; then ever more at once: the parser begins a long text anew with
each piece, which would take the square of its lines."""
_LEAST = 1 << 13
"""Bytes that so many lines have at least, give or take."""
_NEWLINE = 10
_ADDRESSES = 256 << 20
"""Bytes of address space beside the memory: what the interpreter and the libraries map without using it."""
_WORDS = 300
_MOST = 1_000
"""Statements in a paragraph: what more is said of the same subject begins another."""
_DOCTYPE = re.compile(rb"<!doctype", re.IGNORECASE)


class _Doctype(Exception):
    """A file that would declare entities."""


class _Lines:
    """The file, line by line: the parser tells a triple as soon as it has read it, but never where."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._next = file.readline
        self._ended = True
        self._bytes = 0
        self.line = 0
        """The last line that was begun."""
        self.unanswered = 0
        """How often the parser came back since it told something; its reader sets it to 0."""

    def read(self, size: int) -> bytes:
        """The next line, or a part of it; more after many without an answer."""
        self.unanswered += 1
        if self.unanswered > _PATIENCE:
            return self._more(size)
        piece = self._next(size)
        if piece:
            self.line += self._ended
            self._ended = piece[-1] == _NEWLINE
        return piece

    def _more(self, size: int) -> bytes:
        """An eighth of what was read in vain, so that all of it is read anew a few times only."""
        if self.unanswered == _PATIENCE + 1:
            self._bytes = _LEAST
        piece = self._file.read(min(size, self._bytes >> 3))
        if piece:
            self._bytes += len(piece)
            self.line += self._ended + piece.count(b"\n", 0, -1)
            self._ended = piece[-1] == _NEWLINE
        return piece


class _Xml(_Lines):
    """The same, but for a document type: what declares entities, which grow without bound, and names files to fetch.

    It is refused wherever the sign stands, also in a comment: telling comments apart would take a second reader of
    XML, and what two readers understand differently is a way in.
    """

    _before = b""

    def read(self, size: int) -> bytes:
        """The next piece. Raises _Doctype before the parser sees the sign."""
        piece = super().read(size)
        if _DOCTYPE.search(self._before + piece):
            raise _Doctype
        self._before = (self._before + piece)[-len(b"<!doctype") :]
        return piece


def _confine(memory: int, seconds: int) -> None:
    """Of the system, where it has such limits: no file, no socket, no core, so much memory, so long."""
    if resource is None:
        return
    for kind, most, hard in (
        ("RLIMIT_AS", memory + _ADDRESSES, 0),
        ("RLIMIT_CPU", seconds, 1),  # first a signal that says why
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_NOFILE", 3, 0),  # the three that are open
    ):
        try:
            resource.setrlimit(getattr(resource, kind), (most, most + hard))
        except (AttributeError, ValueError, OSError):
            continue  # not on this system, or already narrower: the parent watches anyway


def _tell(form: str, base: str | None, *, lines: bool, file: BinaryIO, out: BinaryIO) -> None:
    """Everything that the file says, then how it ended."""
    parser = getattr(ox.RdfFormat, form)
    source = (_Xml if form == "RDF_XML" else _Lines)(file)
    try:
        read = source if lines or form == "RDF_XML" else file
        quads = ox.parse(read, parser, base_iri=base)  # type: ignore[arg-type]  # `read` is all that it calls
        if lines:
            _tell_with_lines(quads, source, out, told_at_once=form == "JSON_LD")
        else:
            for quad in quads:
                source.unanswered = 0
                out.write(f"{quad} .\n".encode())
        prefixes = " ".join(f"{name} {iri}" for name, iri in quads.prefixes.items()) if lines else ""
        out.write(f".{prefixes}\n\n".encode())
    except BrokenPipeError:
        raise
    except _Doctype:
        _refuse(out, source.line, "doctype")
    except SyntaxError as wrong:
        line = wrong.lineno or _line_of(wrong.msg, file, base) if form == "JSON_LD" else wrong.lineno or source.line
        remote = "LoadDocumentCallback" in wrong.msg
        _refuse(out, line, "context" if remote else "syntax", wrong.msg)
    except MemoryError as wrong:
        _refuse(out, source.line, "token" if "maximal size" in str(wrong) else "memory")
    except (ValueError, OSError) as wrong:
        _refuse(out, 0, "base" if isinstance(wrong, ValueError) else "file", str(wrong))


def _tell_with_lines(quads: ox.QuadParser, source: _Lines, out: BinaryIO, *, told_at_once: bool) -> None:
    """`told_at_once`: when all is read, so that no line is known."""
    subject, places = "\n", ""
    rows: list[str] = []
    try:
        for quad in quads:
            source.unanswered = 0
            row = str(quad)
            if len(rows) == _MOST or not row.startswith(subject):
                if rows:
                    out.write(_paragraph(subject, places, rows))
                subject, rows, places = row[: row.index(" ") + 1], [], ""
            rows.append(row[len(subject) :])
            places += " 0" if told_at_once else f" {source.line}"
    finally:
        if rows:
            out.write(_paragraph(subject, places, rows))


def _paragraph(subject: str, places: str, rows: list[str]) -> bytes:
    return "\n".join((subject[:-1] + places, *rows, "\n")).encode()


def _line_of(words: str, file: BinaryIO, base: str | None) -> int:
    """Where JSON-LD is wrong: it is read whole before its sense is looked at, unless one reads it as a stream."""
    file.seek(0)
    source = _Lines(file)
    try:
        parser = ox.RdfFormat.STREAMING_JSON_LD
        for _ in ox.parse(source, parser, base_iri=base):  # type: ignore[arg-type]  # `read` is all that it calls
            source.unanswered = 0
    except SyntaxError as wrong:
        return source.line if wrong.msg == words else 0
    return 0


def _refuse(out: BinaryIO, line: int, kind: str, words: str = "") -> None:
    shown = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in words[:_WORDS])
    out.write(f"!{line} {kind} {shown}\n\n".encode())


def main(arguments: list[str]) -> None:
    """Read standard input as the arguments say."""
    form, base, lines, memory, seconds = arguments
    _confine(int(memory), int(seconds))
    try:
        with open(0, "rb", _BUFFER, closefd=False) as file, open(1, "wb", _BUFFER, closefd=False) as out:
            _tell(form, base or None, lines=lines == "lines", file=file, out=out)
    except BrokenPipeError:
        os._exit(0)  # nobody listens any more


if __name__ == "__main__":
    main(sys.argv[1:])
