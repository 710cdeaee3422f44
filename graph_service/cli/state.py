"""What is there: engine, counts, last loads, what is missing."""

from __future__ import annotations

from graph_service.cli import options, printing
from graph_service.cli.loading import COUNTS
from graph_service.cli.words import sentence


def status(as_json: options.AsJson = False, data: options.Data = None) -> None:
    """Engine, counts, last loads, and what is missing."""
    from graph_service.client import connect

    settings = options.settings(data)
    with connect(settings) as api:
        found = api.get("/v1/status")["data"]
        found["address"] = api.address if api.shared else None
    if as_json:
        printing.json_out(found)
        return
    where = settings.neo4j_uri or settings.data
    ready = "ready" if found["ready"] else f"not ready: {found['detail']}"
    printing.line(f"engine     {found['engine']} ({where}), {ready}")
    if found["address"] is not None:
        printing.line(f"served at  {found['address']}")
    if found.get("version"):
        printing.line(f"version    {found['version']}, {found['version_date'] or 'empty'}")
    printing.line(f"build      {found['build']}, ontology {found['ontology']}")
    counts = found.get("counts") or {}
    if counts:
        printing.line()
        printing.table(("what", "how many"), counts.items())
    loads = found.get("last_loads") or []
    if loads:
        printing.line()
        printing.table(
            ("source", "last load", "state", *COUNTS),
            (
                [each.get("source"), each.get("id"), each.get("state"), *(each.get(name) for name in COUNTS)]
                for each in loads
            ),
        )
    missing = found.get("missing") or []
    if missing:
        printing.line()
        printing.line(
            sentence(f"Jamais chargé : {', '.join(missing)}.", f"Never loaded: {', '.join(missing)}.")
            + sentence(" « sillon sources » dit où les prendre.", " `sillon sources` says where to get them.")
        )
