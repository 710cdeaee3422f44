"""What somebody means by what he wrote."""

from __future__ import annotations

from typing import Annotated

import typer

from graph_service.cli import options, printing
from graph_service.cli.words import sentence


def suggest(
    text: Annotated[
        str, typer.Argument(help="What somebody wrote, e.g. « on n'arrive plus à recruter des soudeurs ».")
    ],
    scheme: Annotated[
        list[str] | None, typer.Option("--scheme", help="Where to look: problem, skill … ; may be given several times.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="How many concepts at most, 1 to 50.")] = 10,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Find the concepts that a text speaks of, with the words that met them."""
    from graph_service.client import connect

    with connect(options.settings(data)) as api:
        answer = api.post("/v1/vocab/suggest-concepts", {"text": text, "schemes": scheme or [], "limit": limit})
    if as_json:
        printing.json_out(answer)
        return
    heads = ("score", "label", "words", "matched", "id")
    printing.table(heads, ([found[head] for head in heads] for found in answer["data"]))
    if not answer["data"]:
        printing.aside(
            sentence(
                "Aucun concept n'a un mot de ce texte. Les vocabulaires sont-ils chargés ? sillon load schemes",
                "No concept has a word of this text. Are the vocabularies loaded? sillon load schemes",
            )
        )
