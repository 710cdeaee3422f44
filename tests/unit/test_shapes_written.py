"""What ontology/shapes.ttl may not say: each refusal names the shape, its line, and the way out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph_service.schema.reader import load_schema
from tests.unit.by_pyshacl import Shacl
from tests.unit.examples import Examples
from tests.unit.planting import SHAPES, Plant, copy_of_the_ontology, refuse

PEOPLE = (
    "sls:people-range a sh:PropertyShape ;\n    sh:targetSubjectsOf sl:people ; sh:path sl:people ; sh:minInclusive 0 ;"
)
FRENCH = '"un nombre de personnes n\'est pas négatif"@fr'
PLANTS = [
    Plant("a property nobody stores", SHAPES, PEOPLE, PEOPLE.replace("path sl:people", "path sl:peple"),
          ("sls:people-range", "sl:peple")),
    Plant("a target nobody stores", SHAPES, PEOPLE, PEOPLE.replace("Of sl:people", "Of sl:peple"),
          ("sls:people-range", "sl:peple")),
    Plant("a constraint nobody compiles", SHAPES, PEOPLE, PEOPLE.replace("minInclusive 0", "minLength 0"),
          ("line ", "sls:people-range", "sh:minLength", "minInclusive")),
    Plant("a limit that is no number", SHAPES, PEOPLE, PEOPLE.replace("minInclusive 0", 'minInclusive "none"'),
          ("line ", "sls:people-range", "none")),
    Plant("a limit that is a name", SHAPES, PEOPLE, PEOPLE.replace("minInclusive 0", "minInclusive sl:people"),
          ("line ", "sls:people-range", "literal")),
    Plant("no target", SHAPES, PEOPLE, PEOPLE.replace("sh:targetSubjectsOf sl:people ; ", ""),
          ("line ", "sls:people-range", "0 targets")),
    Plant("two paths", SHAPES, PEOPLE, PEOPLE.replace("sh:path sl:people", "sh:path sl:people, sl:rank"),
          ("line ", "sls:people-range", "several paths")),
    Plant("a value that is no text", SHAPES, 'sh:hasValue "private"', "sh:hasValue true",
          ("line ", "sls:private-owner", "sh:hasValue", "no text")),
    Plant("no path", SHAPES, PEOPLE, PEOPLE.replace("sh:path sl:people ; ", ""),
          ("line ", "sls:people-range", "minInclusive", "needs a sh:path")),
    Plant("a path beside an alternative", SHAPES, "sls:private-owner a sh:NodeShape ;",
          "sls:private-owner a sh:NodeShape ; sh:path sl:owner ;", ("line ", "sls:private-owner", "stands beside")),
    Plant("no type", SHAPES, PEOPLE, PEOPLE.replace("a sh:PropertyShape", "a sh:Shape"),
          ("line ", "sls:people-range", "sh:PropertyShape")),
    Plant("a name of somebody else", SHAPES, PEOPLE, PEOPLE.replace("sls:people-range", "sl:people-range"),
          ("line ", "sl:people-range", "shapes#")),
    Plant("no French", SHAPES, FRENCH, FRENCH.replace("@fr", "@de"), ("line ", "sls:people-range", "fr and en")),
    Plant("an alternative that is a text", SHAPES, "[ sh:path sl:owner ; sh:minCount 1 ] [", '"owner" [',
          ("line ", "sls:private-owner", "sh:or")),
    Plant("a path within an alternative that nobody stores", SHAPES, "sh:path sl:owner", "sh:path sl:owned",
          ("sls:private-owner", "sl:owned")),
    Plant("an order with what nobody stores", SHAPES, "OrEquals sl:validTo", "OrEquals sl:validUntil",
          ("sls:validity-order", "sl:validUntil")),
    Plant("no Turtle", SHAPES, PEOPLE, PEOPLE.replace(" ;", " ; ; a", 1) + "[", (SHAPES, "line ")),
]  # fmt: skip

MORE = """
sls:unit-ton a sh:PropertyShape ; sh:targetSubjectsOf sl:unit ; sh:path sl:unit ; sh:hasValue "t" ; MESSAGES .
sls:unit-grain a sh:NodeShape ; sh:targetSubjectsOf sl:unit ;
    sh:not [ sh:path sl:unit ; sh:hasValue "grain" ] ; MESSAGES .
sls:alias-few a sh:PropertyShape ; sh:targetSubjectsOf sl:alias ; sh:path sl:alias ; sh:maxCount 2 ; MESSAGES .
sls:quantity-value a sh:PropertyShape ; sh:targetSubjectsOf sl:quantity ;
    sh:path sl:quantity ; sh:lessThanOrEquals sl:valueEur ; MESSAGES .
sls:note-text a sh:PropertyShape ; sh:targetClass sl:Note ; sh:path sl:text ; sh:minCount 1 ; MESSAGES .
sls:note-mail a sh:PropertyShape ; sh:targetClass sl:Note ; sh:path sl:mail ; sh:minCount 1 ; MESSAGES .
""".replace("MESSAGES", 'sh:message "non"@fr, "no"@en')
"""Rules that nobody needs, of all kinds that the file may use and does not."""


def test_whatever_the_file_may_say_means_the_same_to_both(tmp_path: Path) -> None:
    ontology = copy_of_the_ontology(tmp_path)
    with (ontology / SHAPES).open("a", encoding="utf-8") as file:
        file.write(MORE)
    schema = load_schema(ontology)
    examples, shacl = Examples(schema), Shacl(schema)
    things = [examples.edge("PRODUCES") for _ in range(4)] + [examples.node(n) for n in ("Actor", "Actor", "Note")]
    changes: list[dict[str, Any]] = [
        {"unit": "t", "quantity": 1.0, "value_eur": 1.0},
        {"unit": "grain", "quantity": 1.0, "value_eur": 1.5},
        {"unit": "kg", "quantity": 2.0, "value_eur": 1.5},
        {"unit": ["t", "grain"]},
        {"aliases": ["a", "b"]},
        {"aliases": ["a", "b", "c"]},
        {},
    ]
    for thing, changed in zip(things, changes, strict=True):
        thing.properties |= changed
    things[-1].properties.pop("text")

    by_rows = {(shacl.focus(thing), *fault) for thing in things for fault in thing.faults(examples.checks)}
    assert by_rows == shacl.broken(things)
    assert {shape for _, shape, _ in by_rows} == {
        "unit-ton", "unit-grain", "alias-few", "quantity-value", "note-text", "note-mail", "sl-unit",
    }  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.what.replace(" ", "-"))
def test_a_shape_that_is_not_understood_stops_the_start(plant: Plant, tmp_path: Path) -> None:
    refuse(plant, tmp_path)
