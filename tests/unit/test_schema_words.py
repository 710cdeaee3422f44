"""What the Turtle and the prefixes must not say: each contradiction stops the start, and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.reader import load_schema
from tests.unit.planting import GRAPH, PREFIXES, TURTLE, Plant, copy_of_the_ontology, refuse

POWER = 'rdfs:subPropertyOf sl:capability ; sl:ucumUnit "kW" ;'

PLANTS = [
    Plant("a capability without a unit", TURTLE, POWER, "rdfs:subPropertyOf sl:capability ;", (TURTLE, "without sl:")),
    Plant("a unit on no capability", TURTLE, POWER, 'sl:ucumUnit "kW" ;', (TURTLE, "sl:cap_power_kw", "no capability")),
    Plant(
        "a capability by another name",
        TURTLE,
        "sl:cap_power_kw a owl:",
        "sl:power_kw a owl:",
        (TURTLE, "sl:power_kw", "cap_…"),
    ),
    Plant(
        "a range that is no type",
        TURTLE,
        "sl:severity a owl:DatatypeProperty ;\n    rdfs:domain sl:Problem ; rdfs:range xsd:integer",
        "sl:severity a owl:DatatypeProperty ;\n    rdfs:domain sl:Problem ; rdfs:range xsd:hexBinary",
        (TURTLE, "sl:severity", "xsd:hexBinary"),
    ),
    Plant(
        "no range",
        TURTLE,
        "rdfs:domain sl:Problem ; rdfs:range xsd:integer ;",
        "rdfs:domain sl:Problem ;",
        (TURTLE, "sl:severity", "missing"),
    ),
    Plant(
        "a property outside its domain",
        TURTLE,
        "rdfs:domain sl:Problem ; rdfs:range xsd:integer ;",
        "rdfs:domain sl:Aid ; rdfs:range xsd:integer ;",
        (GRAPH, "[node.Problem]", "sl:severity", "domain"),
    ),
    Plant(
        "no domain",
        TURTLE,
        "rdfs:domain sl:Problem ; rdfs:range xsd:integer ;",
        "rdfs:range xsd:integer ;",
        (TURTLE, "sl:severity", "no domain"),
    ),
    Plant(
        "a domain that is never stored",
        TURTLE,
        "rdfs:domain sl:Problem ; rdfs:range xsd:integer ;",
        "rdfs:domain [ a owl:Class ; owl:unionOf ( sl:Problem sl:Aid ) ] ; rdfs:range xsd:integer ;",
        (TURTLE, "sl:severity", "sl:Aid"),
    ),
    Plant(
        "two domains",
        TURTLE,
        "rdfs:domain sl:Problem ; rdfs:range xsd:integer ;",
        "rdfs:domain sl:Problem, sl:Aid ; rdfs:range xsd:integer ;",
        (TURTLE, "sl:severity", "unionOf"),
    ),
    Plant("no Turtle", TURTLE, "sl:holds a owl:ObjectProperty ;", "sl:holds a owl:ObjectProperty ", (TURTLE, "line")),
    Plant("no German label", TURTLE, ', "besetzt die Stufe"@de', "", (TURTLE, "sl:holds", "rdfs:label@de")),
    Plant(
        "no French label",
        TURTLE,
        'rdfs:label "tient le maillon"@fr, ',
        "rdfs:label ",
        (TURTLE, "sl:holds", "rdfs:label@fr"),
    ),
    Plant(
        "no English definition",
        TURTLE,
        ', "The actor does the work of a stage."@en',
        "",
        (TURTLE, "sl:holds", "skos:definition@en"),
    ),
    Plant(
        "no reverse label",
        TURTLE,
        '    sl:reverseLabel "est tenu par"@fr, "is held by"@en, "wird besetzt von"@de ;\n',
        "",
        (TURTLE, "sl:holds", "reverseLabel"),
    ),
    Plant(
        "two labels in one language",
        TURTLE,
        '"tient le maillon"@fr',
        '"tient le maillon"@fr, "occupe"@fr',
        (TURTLE, "sl:holds", "two"),
    ),
    Plant(
        "a label without language",
        TURTLE,
        '"tient le maillon"@fr',
        '"tient le maillon"',
        (TURTLE, "sl:holds", "language"),
    ),
    Plant(
        "a circle of sub-properties",
        TURTLE,
        "sl:knows a owl:ObjectProperty ;",
        "sl:knows a owl:ObjectProperty ;\n    rdfs:subPropertyOf sl:advises ;",
        (TURTLE, "above itself"),
    ),
    Plant(
        "a sub-property of nothing",
        TURTLE,
        "sl:advises a owl:ObjectProperty ;\n    rdfs:subPropertyOf sl:knows",
        "sl:advises a owl:ObjectProperty ;\n    rdfs:subPropertyOf sl:know",
        (TURTLE, "sl:advises", "sl:know "),
    ),
    Plant(
        "a fact below a structural edge",
        TURTLE,
        "sl:advises a owl:ObjectProperty ;\n    rdfs:subPropertyOf sl:knows",
        "sl:advises a owl:ObjectProperty ;\n    rdfs:subPropertyOf sl:feeds",
        (GRAPH, "[edge.ADVISES]", "FEEDS"),
    ),
    Plant(
        "a term of two kinds",
        TURTLE,
        "sl:Aid a owl:Class ;",
        "sl:Aid a owl:Class, owl:DatatypeProperty ;",
        (TURTLE, "sl:Aid", "two kinds"),
    ),
    Plant(
        "a misspelt predicate of the Turtle",
        TURTLE,
        "rdfs:domain sl:Problem ; rdfs:range xsd:integer",
        "rdfs:domaine sl:Problem ; rdfs:range xsd:integer",
        (TURTLE, "sl:severity", "rdfs:domaine"),
    ),
    Plant(
        "an unknown scheme of values",
        TURTLE,
        "sl:valuesFrom sl:Spheres",
        "sl:valuesFrom sl:Sphere",
        (TURTLE, "sl:sphere", "sl:Sphere "),
    ),
    Plant(
        "two values of one notation",
        TURTLE,
        'skos:notation "observed"',
        'skos:notation "declared"',
        (TURTLE, "sl:Bases", "declared"),
    ),
    Plant("a value without a German word", TURTLE, ', "abgeleitet"@de', "", (TURTLE, "sl:basis-inferred", "@de")),
    Plant("a pattern that is none", PREFIXES, r"pattern = '\d{14}'", r"pattern = '(\d{14}'", (PREFIXES, "[siret]")),
    Plant(
        "an unknown normaliser",
        PREFIXES,
        'normalise = "siret"',
        'normalise = "sirette"',
        (PREFIXES, "[siret]", "sirette"),
    ),
    Plant(
        "two prefixes of one IRI",
        PREFIXES,
        'iri = "https://w3id.org/sillon/id/siren/"',
        'iri = "https://w3id.org/sillon/id/siret/"',
        (PREFIXES, "[siren]", "[siret]"),
    ),
    Plant("an IRI without its end", PREFIXES, "id/siren/", "id/siren", (PREFIXES, "[siren]")),
    Plant("a prefix that the Turtle has otherwise", PREFIXES, "[theme]", "[vf]", (PREFIXES, "[vf]", TURTLE)),
    Plant(
        "a prefix without an English label",
        PREFIXES,
        'label = { fr = "note", en = "note" }',
        'label = { fr = "note" }',
        (PREFIXES, "[note]", "en"),
    ),
]


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.what.replace(" ", "-"))
def test_a_contradiction_planted_in_the_turtle_or_the_prefixes_is_refused(plant: Plant, tmp_path: Path) -> None:
    refuse(plant, tmp_path)


def test_the_untouched_copy_is_accepted(tmp_path: Path) -> None:
    assert load_schema(copy_of_the_ontology(tmp_path)).version == 1


@pytest.mark.parametrize("name", [GRAPH, TURTLE, PREFIXES])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    ontology = copy_of_the_ontology(tmp_path)
    (ontology / name).unlink()

    with pytest.raises(BrokenPromise, match=name):
        load_schema(ontology)
