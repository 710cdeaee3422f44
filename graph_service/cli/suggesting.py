"""What somebody means by what he wrote."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from graph_service.cli import options, printing
from graph_service.cli.words import sentence

Language = Literal["fr", "en", "de"]


def suggest(
    text: Annotated[
        str, typer.Argument(help="What somebody wrote, e.g. « on n'arrive plus à recruter des soudeurs ».")
    ],
    scheme: Annotated[
        list[str] | None, typer.Option("--scheme", help="Where to look: problem, skill … ; may be given several times.")
    ] = None,
    text_lang: Annotated[
        Language | None, typer.Option("--text-lang", help="Language of the text; default: that of SILLON_LANG.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="How many concepts at most, 1 to 50.")] = 10,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Find the concepts that a text speaks of, with the words that met them."""
    from graph_service.client import connect

    settings = options.settings(data)
    asked = {"text": text, "schemes": scheme or [], "text_lang": text_lang or settings.lang, "limit": limit}
    with connect(settings) as api:
        answer = api.post("/v1/vocab/suggest-concepts", asked)
        loaded = answer["data"] or api.get("/v1/vocab")["data"]
    if as_json:
        printing.json_out(answer)
        return
    heads = ("score", "label", "words", "matched", "id")
    printing.table(heads, ([found[head] for head in heads] for found in answer["data"]))
    if not loaded:
        printing.aside(
            sentence(
                "Aucun vocabulaire n'est chargé : sillon load schemes", "No vocabulary is loaded: sillon load schemes"
            )
        )
    elif not answer["data"]:
        read_in = asked["text_lang"]
        printing.aside(
            sentence(
                f"Aucun concept n'a un mot de ce texte, lu comme « {read_in} ». --text-lang fr, en ou de le dit autre.",
                f"No concept has a word of this text, read as “{read_in}”. --text-lang fr, en or de says otherwise.",
            )
        )
