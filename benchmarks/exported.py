"""A graph of invented establishments as `sillon export` writes it: the same bytes each time, kept in benchmarks/out."""

from __future__ import annotations

import os
import subprocess
import sys
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
    """The file of a graph with so many establishments.

    Another process writes it: what is measured afterwards would inherit the most memory that this one ever took.
    """
    target = folder / f"exported-{count}.ttl"
    if not target.exists():
        folder.mkdir(exist_ok=True)
        subprocess.run([sys.executable, "-m", __name__, str(count), str(target)], check=True)
    return target


def _write(count: int, target: Path) -> None:
    schema, _ = promises()
    placed = [replace(each, properties={**each.properties, "source": "ground"}) for each in ground()]
    entries = sorted([*placed, *establishments(count)], key=attrgetter("kind"), reverse=True)
    draft = target.with_suffix(".part")
    with draft.open("wb") as out:
        write_rdf(((each, each.properties) for each in entries), schema, out, "ttl")
    draft.replace(target)


if __name__ == "__main__":
    _write(int(sys.argv[1]), Path(sys.argv[2]))
