"""A graph of invented establishments as `sillon export` writes it: the same bytes each time, kept in benchmarks/out."""

from __future__ import annotations

import os
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from benchmarks.establishments import establishments, ground
from benchmarks.made import OUT
from graph_service.schema.rdf_writing import write_rdf
from graph_service.store.promises import promises

COUNT = int(os.environ.get("BENCH_ESTABLISHMENTS", "42600"))
"""So many establishments are 99 MB of Turtle."""


def turtle(count: int = COUNT, folder: Path = OUT) -> Path:
    """The file of a graph with so many establishments."""
    target = folder / f"exported-{count}.ttl"
    if target.exists():
        return target
    folder.mkdir(exist_ok=True)
    schema, _ = promises()
    placed = [replace(each, properties={**each.properties, "source": "ground"}) for each in ground()]
    entries = sorted([*placed, *establishments(count)], key=attrgetter("kind"), reverse=True)
    draft = target.with_suffix(".part")
    with draft.open("wb") as out:
        write_rdf(((each, each.properties) for each in entries), schema, out, "ttl")
    draft.replace(target)
    return target
