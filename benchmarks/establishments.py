"""Invented establishments as the changes of one load: what the pipeline hands to the store, the same each time.

An establishment is seven entries, as in the register: actor, record, legal unit and the four facts that join them to
each other, to a commune and to a sector, each with its provenance and its digest.
"""

from __future__ import annotations

import random
from typing import Any

from benchmarks.made import checked
from graph_service.kernel.canonical import short_hash
from graph_service.schema.digests import entry_digest
from graph_service.store.changes import Change

SOURCE = "bench"
LOAD: dict[str, Any] = {
    "id": "load:" + short_hash(SOURCE),
    "source": SOURCE,
    "profile": "official",
    "scope": "",
    "sequence": 1,
}
GROUND: dict[str, Any] = {**LOAD, "id": "load:" + short_hash("ground"), "source": "ground"}
_COMMUNES = tuple(f"insee:57{number:03d}" for number in range(100, 200))
_SECTORS = tuple(f"naf:{division}.{group}Z" for division in range(10, 80) for group in range(10, 20))


def ground() -> list[Change]:
    """Communes and sectors, which are there before any establishment."""
    communes = [
        _node("Territory", id_, {"label": f"Commune {id_}", "kind": "commune", "search_text": f"commune {id_}"})
        for id_ in _COMMUNES
    ]
    sectors = [
        _node("Concept", id_, {"label_fr": f"Activité {id_}", "notation": id_, "search_text": f"activite {id_}"})
        for id_ in _SECTORS
    ]
    return [*communes, *sectors]


def establishments(count: int, seed: int = 1) -> list[Change]:
    """Seven changes for each of `count` establishments of the ground."""
    chance = random.Random(seed)
    return [change for number in range(count) for change in _establishment(number, chance)]


def _establishment(number: int, chance: random.Random) -> list[Change]:
    siren = checked(f"{10_000_000 + number}")
    actor = "siret:" + checked(f"{siren}{chance.randrange(1, 9):04d}")
    unit, record = f"siren:{siren}", "record:" + short_hash(SOURCE, actor, "")
    commune, sector = chance.choice(_COMMUNES), chance.choice(_SECTORS)
    name = f"ATELIER DE L INVENTION {number}"
    public = {"audience": "public"}
    came = {"source": SOURCE, "load": LOAD["id"], "line": number + 2, "profile": "official", "partition": commune}
    shown = {
        "sphere": "company",
        "precision": "address",
        "lat": round(48.5 + chance.random(), 5),
        "lon": round(5.5 + chance.random(), 5),
        "workforce": chance.choice(("00", "01", "02", "03", "11", "12", "21")),
    }
    given = {
        "name": name,
        "unit_name": name,
        "address": f"{number % 200} RUE DE L INVENTION",
        "postcode": "57000",
        "diffusion": "O",
    }
    told = {**public, **came, "basis": "observed", "confidence": 1.0, "observed_on": "2024-11-30"}
    return [
        _node("Actor", actor, {"label": name, "search_text": name.lower(), **shown, **public}),
        _node("Record", record, {**given, **shown, **public, **came}),
        _node("LegalUnit", unit, {"label": name, "legal_form": "5710", **public}),
        _fact("DESCRIBED_BY", actor, ("Record", record), told),
        _fact("ESTABLISHMENT_OF", actor, ("LegalUnit", unit), told),
        _fact("LOCATED_IN", actor, ("Territory", commune), told),
        _fact("IN_SECTOR", actor, ("Concept", sector), {**told, "rank": 1}),
    ]


def _node(label: str, id_: str, properties: dict[str, Any]) -> Change:
    return Change("create", "node", label, id_, _digested(label, {"id": id_, **properties}))


def _fact(edge_type: str, actor: str, end: tuple[str, str], properties: dict[str, Any]) -> Change:
    id_ = "fact:" + short_hash(edge_type, actor, end[1], SOURCE, "observed", None)
    return Change(
        "create", "edge", edge_type, id_, _digested(edge_type, {"id": id_, **properties}), ("Actor", actor), end
    )


def _digested(type_: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {**properties, "digest": entry_digest(type_, properties)}
