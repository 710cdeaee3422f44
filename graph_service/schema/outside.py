"""RDF of somebody else's: read in a child that may die of it, and nothing is ever fetched.

What the parser accepts is accepted, but for `<!DOCTYPE` in RDF/XML and what exceeds the limits of outside_process.
"""

from __future__ import annotations

import stat
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from graph_service.kernel.errors import DataErrors, WrongInput
from graph_service.schema.nquads import Described, Quad, described, quads
from graph_service.schema.outside_format import HEAD, format_of
from graph_service.schema.outside_process import Limits, Reading, limits_for
from graph_service.schema.rdf import Subject, Turtle

_MARKS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def read_outside(
    path: Path,
    *,
    format: str | None = None,  # noqa: A002 (the word of the command's option)
    base: str | None = None,
    name: str | None = None,
    limits: Limits | None = None,
) -> Generator[Quad, None, None]:
    """The statements of a file, in its order, while it is read.

    `format` is a name or an extension of outside_format, else it is guessed; relative IRIs need a `base`; errors call
    the file `name`, or as it is called. Raises WrongInput for a file that is not there, an unknown format or a base
    that is no IRI, and DataErrors with `file:line: sentence` for what cannot be read; both while one iterates.
    """
    reading, file = _opened(path, format, base, name, limits, lines=True)
    with file, closing(reading.blocks(file)) as blocks:
        yield from quads(blocks, name or path.name)


def described_outside(path: Path) -> Generator[Described, None, None]:
    """The same statements by subject, as they stand together. Raises as read_outside."""
    reading, file = _opened(path, None, None, None, None, lines=True)
    with file, closing(reading.blocks(file)) as blocks:
        yield from described(blocks, path.name)


def read_outside_turtle(
    path: Path,
    *,
    format: str | None = None,  # noqa: A002 (the word of the command's option)
    base: str | None = None,
    name: str | None = None,
    limits: Limits | None = None,
) -> Turtle:
    """All triples of a file by subject and predicate, whatever its format and their graphs. Raises as read_outside."""
    reading, file = _opened(path, format, base, name, limits, lines=True)
    lines: dict[Subject, int] = {}
    triples = []
    with file, closing(reading.blocks(file)) as blocks:
        for quad in quads(blocks, name or path.name):
            triples.append(quad[:3])
            lines.setdefault(quad.subject, quad.line)
    return Turtle(dict.fromkeys(triples), reading.prefixes, lines)


def nquads_outside(
    path: Path,
    *,
    format: str | None = None,  # noqa: A002 (the word of the command's option)
    base: str | None = None,
    name: str | None = None,
    limits: Limits | None = None,
) -> Generator[bytes, None, None]:
    """The same statements as N-Quads, in pieces of whole lines. Raises as read_outside."""
    reading, file = _opened(path, format, base, name, limits, lines=False)
    with file, closing(reading.blocks(file)) as blocks:
        yield from blocks


def _opened(
    path: Path, form: str | None, base: str | None, name: str | None, limits: Limits | None, *, lines: bool
) -> tuple[Reading, BinaryIO]:
    called = name or path.name
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise WrongInput(f"{called} n'est pas un fichier.", f"{called} is not a file.")
        file = path.open("rb")
    except FileNotFoundError:
        raise WrongInput(f"Il n’y a pas de fichier {called}.", f"There is no file {called}.") from None
    except OSError as failure:
        raise DataErrors(
            f"{called} ne peut pas être lu ({failure.strerror}).", f"{called} cannot be read ({failure.strerror})."
        ) from None
    try:
        head = file.read(HEAD)
        file.seek(0)
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                raise _encoded(called, encoding)
        chosen = format_of(path, head, form)
    except BaseException:
        file.close()
        raise
    return Reading(called, chosen, base, lines=lines, limits=limits or limits_for(found.st_size)), file


def _encoded(name: str, encoding: str) -> DataErrors:
    return DataErrors(
        f"{name}:1: Le fichier est écrit en {encoding} ; RDF s'écrit en UTF-8. Enregistrez-le ainsi.",
        f"{name}:1: The file is written in {encoding}; RDF is written in UTF-8. Save it so.",
        file=name,
        line=1,
    )
