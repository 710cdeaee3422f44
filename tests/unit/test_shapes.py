"""Shapes: SHACL and the compiled checks find the same faults, and no constraint stands there for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path

import pytest

from graph_service.cli import main
from graph_service.schema.model import GraphSchema
from graph_service.schema.shapes.generated import all_shapes
from graph_service.schema.shapes.turtle import as_turtle
from graph_service.schema.shapes.written import read_shapes
from loaders.door import Door
from loaders.entries import edge_id
from loaders.records import Asked, Edge, Node
from loaders.sources import fictitious
from tests.territory import TODAY
from tests.unit.by_pyshacl import Shacl
from tests.unit.examples import Examples, Thing
from tests.unit.mutants import mutants


@pytest.fixture(scope="module")
def examples(schema: GraphSchema) -> Examples:
    return Examples(schema)


@pytest.fixture(scope="module")
def shacl(schema: GraphSchema) -> Shacl:
    return Shacl(schema)


@pytest.fixture(scope="module")
def spoilt(examples: Examples) -> list[tuple[str, str, Thing]]:
    return list(mutants(examples))


def test_a_complete_thing_of_each_kind_is_valid_for_both(examples: Examples, shacl: Shacl) -> None:
    whole = [make() for make, _ in examples.kinds()]

    assert [(thing, faults) for thing in whole if (faults := thing.faults(examples.checks))] == []
    assert shacl.broken(whole) == set()


def test_each_constraint_of_each_shape_is_broken_by_a_change_that_breaks_nothing_else(
    examples: Examples, shacl: Shacl, spoilt: list[tuple[str, str, Thing]]
) -> None:
    expected = {(shacl.focus(thing), shape, kind) for shape, kind, thing in spoilt}

    found = shacl.broken([thing for _, _, thing in spoilt])
    assert (found - expected, expected - found) == (set(), set())
    for shape, kind, thing in spoilt:
        assert thing.faults(examples.checks) == (set() if thing.only_in_graph else {(shape, kind)}), thing


def test_no_constraint_stands_there_for_nothing(examples: Examples, spoilt: list[tuple[str, str, Thing]]) -> None:
    asked = {(shape, kind) for shape, kind, _ in spoilt}
    every = {(shape.name, constraint.kind) for shape in examples.shapes.values() for constraint in shape.constraints}
    named = {
        (name, examples.shapes[name].constraints[0].kind)
        for shape in examples.shapes.values()
        for constraint in shape.constraints
        if constraint.kind == "node" and (shape.name, "node") in asked
        for name in constraint.value
    }

    assert every - asked - named == set(), "break each of these in tests/unit/mutants.py"
    assert not asked & named


def test_what_only_rdf_can_get_wrong_is_known(spoilt: list[tuple[str, str, Thing]]) -> None:
    """A row has one start and one end, and one kind of text for each property."""
    only = {(shape, kind) for shape, kind, thing in spoilt if thing.only_in_graph}

    statements = {
        (f"Link-{part}", kind) for part in ("subject", "predicate", "object") for kind in ("minCount", "maxCount")
    }
    assert only == statements | {(name, "datatype") for name in ("sl-audience", "sl-mail", "sl-website", "sl-homepage")}


def test_every_label_and_every_type_of_edge_has_a_shape_in_both_languages(examples: Examples) -> None:
    assert len(examples.shapes) == len(list(all_shapes(examples.schema))), "two shapes have one name"
    for name in (*examples.schema.nodes, *examples.schema.edges):
        assert examples.shapes[name].target is not None
    for shape in examples.shapes.values():
        assert set(shape.messages) == {"fr", "en"}, shape.name
        assert all(shape.messages.values()), shape.name


def test_the_demonstration_is_valid(examples: Examples, shacl: Shacl) -> None:
    told = list(demonstration(examples.schema))
    several = [thing for _, some in groupby(sorted(told, key=kind), key=kind) for thing in islice(some, 8)]

    assert [(thing, faults) for thing in told if (faults := thing.faults(examples.checks))] == []
    assert shacl.broken(several) == set()
    assert len(several) > 150


def test_the_written_shapes_are_read_from_what_is_printed_as_they_were(schema: GraphSchema, tmp_path: Path) -> None:
    printed = as_turtle(schema)
    names = {f"sls:{shape.name}" for shape in schema.shapes}
    prefixes = [line for line in printed.splitlines() if line.startswith("@prefix")]
    kept = ["\n".join(prefixes), *(block for block in printed.split("\n\n") if block.partition("\n")[0] in names)]
    (tmp_path / "shapes.ttl").write_text("\n\n".join(kept), encoding="utf-8")

    assert read_shapes(tmp_path / "shapes.ttl") == schema.shapes


def test_open_properties_are_floats_and_no_other_property_is_let_in(examples: Examples) -> None:
    machine = examples.node("Equipment")
    machine.properties |= {"cap_unheard_of": 3.5}
    assert machine.faults(examples.checks) == set()

    machine.properties |= {"cap_unheard_of": "3.5", "capable": 1.0}
    assert machine.faults(examples.checks) == {("Equipment-cap", "floats"), ("Equipment", "open")}


def test_a_structural_edge_has_no_property_that_nobody_declared(examples: Examples) -> None:
    within = examples.edge("WITHIN")
    within.properties["since"] = 2020

    assert {kind for _, kind in within.faults(examples.checks)} == {"node"}


def kind(thing: Thing) -> tuple[str, str]:
    return thing.kind, thing.type


def demonstration(schema: GraphSchema) -> Iterator[Thing]:
    """What the files of the demonstration tell, as it would be stored."""
    door = Door(schema, "", TODAY, "fictitious")
    for record in fictitious.tell(Asked()).records:
        entry = (
            door.node(record) if isinstance(record, Node) else door.edge(record) if isinstance(record, Edge) else None
        )
        assert entry is not None, record
        if entry.kind == "edge":
            entry.id = edge_id(entry, "fictitious", schema.edges[entry.type].key)
        entry.settle(None if entry.kind == "node" and schema.nodes[entry.type].shared else "fictitious")
        yield Thing(entry.kind, entry.type, entry.id, entry.content, entry.start, entry.end)


def test_the_command_line_writes_what_the_checks_are_compiled_from(
    schema: GraphSchema, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["ontology", "shapes"])

    assert left.value.code == 0
    assert capfdbinary.readouterr().out.decode() == as_turtle(schema)
