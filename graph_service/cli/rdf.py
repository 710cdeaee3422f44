"""RDF of anybody's, read with care: `sillon rdf read`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from graph_service.cli.words import DATA_HAS_ERRORS, language

app = typer.Typer(name="rdf", no_args_is_help=True, help="Read RDF of anybody's; nothing is fetched.")


@app.callback()
def rdf() -> None:
    """Keep `read` a verb of its own, though it is the only one yet."""


@app.command()
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its file, however large.")],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="turtle, ntriples, nquads, trig, rdfxml, jsonld or n3. Default: as its name or beginning tells.",
        ),
    ] = None,
    base: Annotated[
        str | None, typer.Option("--base", metavar="IRI", help="What relative IRIs are relative to.")
    ] = None,
) -> None:
    """Write what a file says as N-Quads on standard output, while it is read.

    Exit code 1, and `file:line: sentence` on standard error, when it cannot be read to its end.
    """
    from graph_service.kernel.errors import DataErrors
    from graph_service.schema.outside import nquads_outside

    try:
        for block in nquads_outside(file, format=form, base=base, name=str(file)):
            sys.stdout.buffer.write(block)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever listened has seen enough
    except DataErrors as error:
        sys.stdout.buffer.flush()
        sys.stderr.write(f"{error.detail(language())}\n")
        raise typer.Exit(DATA_HAS_ERRORS) from None
