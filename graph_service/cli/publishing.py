"""Words for everybody: the vocabulary as a static site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from graph_service.cli import options, printing
from graph_service.cli.words import number, sentence


def publish(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A new or empty folder, or an earlier publication to replace.")
    ],
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="URL", help="Address that the site will have: adds canonical links, a sitemap."),
    ] = None,
    scheme: Annotated[
        list[str] | None,
        typer.Option("--scheme", metavar="NAME", help="Only this scheme (skill, product …); may be repeated."),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since", metavar="OLD", help="An earlier release that changes are told from; default: our last one."
        ),
    ] = None,
    lang: Annotated[Literal["fr", "en", "de"], typer.Option("--lang", help="Language of the pages.")] = "fr",
    as_json: options.AsJson = False,
) -> None:
    """Write our vocabulary as a static site: a page, Turtle and JSON-LD for each word, scheme and the ontology.

    It is in place whole or not at all, and the same bytes each time; nothing in it asks another server.
    """
    from graph_service import resources
    from graph_service.cli import progress
    from graph_service.publication.folder import put
    from graph_service.publication.site import MARKER, Asked, Site

    site = Site(Asked(resources.folder("ontology"), lang, base, scheme or (), since))
    size = site.size
    with progress.shown() as told:
        files = put(folder, site.files(), MARKER, lambda done: told("write", done, size))
    if as_json:
        printing.json_out({"folder": str(folder), "version": site.version, "words": site.words, "files": files})
    else:
        printing.line(
            sentence(
                f"{folder} : {number(site.words)} mots, {number(files)} fichiers, version {site.version}.",
                f"{folder}: {number(site.words)} words, {number(files)} files, version {site.version}.",
            )
        )
