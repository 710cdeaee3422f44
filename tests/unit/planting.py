"""Planting a contradiction in a copy of our own files, and seeing it refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from graph_service import resources
from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.reader import load_schema

GRAPH, TURTLE, PREFIXES, SHAPES = "graph.toml", "sillon.ttl", "prefixes.toml", "shapes.ttl"


@dataclass(frozen=True)
class Plant:
    """One text of one file, replaced by another; and what the refusal must name."""

    what: str
    file: str
    old: str
    new: str
    names: tuple[str, ...]


def copy_of_the_ontology(folder: Path) -> Path:
    """The four files the schema is read from, in a place where they may be spoilt."""
    copy = folder / "ontology"
    copy.mkdir()
    for name in (GRAPH, TURTLE, PREFIXES, SHAPES):
        (copy / name).write_bytes((resources.folder("ontology") / name).read_bytes())
    return copy


def refuse(plant: Plant, folder: Path) -> None:
    """Assert that the schema is refused, with file, entry and way out."""
    ontology = copy_of_the_ontology(folder)
    target = ontology / plant.file
    content = target.read_text(encoding="utf-8")
    assert content.count(plant.old) == 1, f"{plant.old!r} must stand exactly once in {plant.file}"
    target.write_text(content.replace(plant.old, plant.new), encoding="utf-8")

    with pytest.raises(BrokenPromise) as refusal:
        load_schema(ontology)

    message = str(refusal.value)
    for name in plant.names:
        assert name in message
    assert message.endswith(".")
    assert message.count(". ") >= 1, "after what is wrong comes what to do"
