"""What was loaded, and undoing a load that was cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from graph_service.cli import options, printing
from graph_service.cli.loading import COUNTS
from graph_service.cli.words import sentence, word

if TYPE_CHECKING:
    from graph_service.client import Json


def loads(as_json: options.AsJson = False, data: options.Data = None) -> None:
    """The loads of this graph, the newest first."""
    from graph_service.client import connect

    with connect(options.settings(data)) as api:
        found = api.get("/v1/loads")["data"]
    if as_json:
        printing.json_out(found)
        return
    heads = ("load", "source", "state", "started_at", *COUNTS)
    printing.table(
        [word(head) for head in heads],
        ([_cell(each, "id" if head == "load" else head) for head in heads] for each in found),
    )


def _cell(load: Json, name: str) -> object:
    value: object = load.get(name)
    return word(value) if name == "state" and isinstance(value, str) else value


def rollback(
    load: Annotated[str, typer.Argument(metavar="LOAD", help="The id that `sillon loads` gives.")],
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Undo a bulk load that was cut short, and open the graph again."""
    from graph_service.cli.jobs import finished
    from graph_service.client import connect

    with connect(options.settings(data)) as api:
        report = finished(api, api.post("/v1/rollback", {"load": load}))
    if as_json:
        printing.json_out(report)
        return
    printing.line(
        sentence(f"{load} est défait, le graphe est de nouveau ouvert.", f"{load} is undone; the graph is open again.")
    )
