"""What is there: engine, counts, last loads, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_service.cli import options, printing
from graph_service.cli.loading import COUNTS
from graph_service.cli.words import sentence, word

if TYPE_CHECKING:
    from graph_service.client import Json


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
    ready = (
        sentence("prêt", "ready")
        if found["ready"]
        else sentence(f"pas prêt : {found['detail']}", f"not ready: {found['detail']}")
    )
    _told(sentence("moteur", "engine"), f"{found['engine']} ({where}), {ready}")
    if found["address"] is not None:
        _told(sentence("servi à", "served at"), found["address"])
    if found.get("version"):
        _told("version", f"{found['version']}, {found['version_date'] or sentence('vide', 'empty')}")
    _told(sentence("logiciel", "build"), f"{found['build']}, {sentence('ontologie', 'ontology')} {found['ontology']}")
    counts = found.get("counts") or {}
    if counts:
        printing.line()
        printing.table([word("what"), word("how many")], counts.items())
    loads = found.get("last_loads") or []
    if loads:
        printing.line()
        printing.table(
            [word(head) for head in ("source", "last load", "state", *COUNTS)],
            ([each.get("source"), each.get("id"), word(each.get("state") or ""), *_counts(each)] for each in loads),
        )
    missing = found.get("missing") or []
    if missing:
        printing.line()
        printing.line(
            sentence(f"Jamais chargé : {', '.join(missing)}.", f"Never loaded: {', '.join(missing)}.")
            + sentence(" « sillon sources » dit où les prendre.", " `sillon sources` says where to get them.")
        )


def _counts(load: Json) -> list[object]:
    return [load.get(name) for name in COUNTS]


def _told(what: str, text: str) -> None:
    printing.line(f"{what:<11}{text}")
