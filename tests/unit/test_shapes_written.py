"""What ontology/shapes.ttl may not say: each refusal names the shape, its line, and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.planting import SHAPES, Plant, refuse

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


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.what.replace(" ", "-"))
def test_a_shape_that_is_not_understood_stops_the_start(plant: Plant, tmp_path: Path) -> None:
    refuse(plant, tmp_path)
