"""What graph.toml must not say: each contradiction stops the start, and says where and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.planting import GRAPH, PREFIXES, TURTLE, Plant, refuse

HOLDS = 'predicate = "sl:holds"'
SEVERITY = 'severity = "sl:severity"'

PLANTS = [
    Plant("an unknown class", GRAPH, 'class = "sl:Offer"', 'class = "sl:Offre"', (GRAPH, "[node.Offer]", "sl:Offre")),
    Plant(
        "a property as a class", GRAPH, 'class = "sl:Offer"', 'class = "sl:offers"', (GRAPH, "[node.Offer]", "Class")
    ),
    Plant("no class", GRAPH, 'class = "sl:Offer"\n', "", (GRAPH, "[node.Offer]", "no class")),
    Plant("an unknown predicate", GRAPH, HOLDS, 'predicate = "sl:hold"', (GRAPH, "[edge.HOLDS]", "sl:hold ")),
    Plant("a class as a predicate", GRAPH, HOLDS, 'predicate = "sl:Stage"', (GRAPH, "[edge.HOLDS]", "not a property")),
    Plant(
        "an unknown predicate of a property", GRAPH, SEVERITY, 'severity = "sl:sévère"', ("[node.Problem]", "sl:sév")
    ),
    Plant(
        "an end outside the range",
        GRAPH,
        'ends = [["Actor", "Stage"]]',
        'ends = [["Actor", "ValueChain"]]',
        (GRAPH, "[edge.HOLDS]", "ValueChain", "range"),
    ),
    Plant(
        "an end outside the domain",
        GRAPH,
        'ends = [["Actor", "Stage"]]',
        'ends = [["Actor", "Stage"], ["Group", "Stage"]]',
        (GRAPH, "[edge.HOLDS]", "Group", "domain"),
    ),
    Plant(
        "an end that the domain promises and nobody stores",
        GRAPH,
        ', ["Aid", "Concept"]]',
        "]",
        (TURTLE, "sl:about", "sl:Aid"),
    ),
    Plant(
        "an end that is no label",
        GRAPH,
        'ends = [["Actor", "Stage"]]',
        'ends = [["Actor", "Maillon"]]',
        ("[edge.HOLDS]", "Maillon"),
    ),
    Plant("no ends", GRAPH, 'ends = [["Actor", "Stage"]]', "ends = []", ("[edge.HOLDS]", "ends")),
    Plant(
        "one name with two types",
        GRAPH,
        SEVERITY,
        'year = "sl:severity", rank = "sl:since", unit = "sl:severity"',
        (GRAPH, "unit is", "[node.Problem]"),
    ),
    Plant(
        "one name, now a list",
        GRAPH,
        SEVERITY,
        'severity = "sl:severity", people = "sl:severity*"',
        (GRAPH, "people is", "list"),
    ),
    Plant("a common property made one's own", GRAPH, SEVERITY, 'line = "sl:severity"', ("[node.Problem]", "line")),
    Plant(
        "a key column that is not a property",
        GRAPH,
        'key = ["product", "year"]',
        'key = ["product", "month"]',
        ("[edge.SUPPLIES]", "month"),
    ),
    Plant(
        "a prefix of two labels",
        GRAPH,
        'prefixes = ["offer"]',
        'prefixes = ["offer", "need"]',
        (GRAPH, "need", "Offer"),
    ),
    Plant(
        "a prefix nobody claims",
        GRAPH,
        'prefixes = ["siret", "sl-actor"]',
        'prefixes = ["siret"]',
        (PREFIXES, "[sl-actor]"),
    ),
    Plant("an unknown prefix", GRAPH, 'prefixes = ["offer"]', 'prefixes = ["offre"]', (GRAPH, "[node.Offer]", "offre")),
    Plant("no prefix", GRAPH, 'prefixes = ["offer"]', "prefixes = []", (GRAPH, "[node.Offer]", "no prefixes")),
    Plant(
        "a label and an edge of one name",
        GRAPH,
        "[edge.HOLDS]",
        "[edge.STAGE]",
        (GRAPH, "[edge.STAGE]", "[node.Stage]"),
    ),
    Plant(
        "an internal label of a public name",
        GRAPH,
        "[internal.Door]",
        "[internal.actor]",
        (GRAPH, "[internal.actor]", "[node.Actor]"),
    ),
    Plant("a label beyond ASCII", GRAPH, "[node.Offer]", '[node."Ôffer"]', (GRAPH, "Ôffer")),
    Plant("an edge type with a space", GRAPH, "[edge.HOLDS]", '[edge."HOLDS IT"]', (GRAPH, "HOLDS IT")),
    Plant("a property that closes the quote", GRAPH, SEVERITY, '"x` = 1" = "sl:severity"', (GRAPH, "x` = 1")),
    Plant(
        "a predicate that cannot be read",
        GRAPH,
        SEVERITY,
        'severity = "sl:severity fr"',
        ("[node.Problem]", "predicate"),
    ),
    Plant("a language on a figure", GRAPH, SEVERITY, 'severity = "sl:severity@fr"', ("[node.Problem]", "language")),
    Plant(
        "a text of no language that needs one",
        GRAPH,
        'label_de = "skos:prefLabel@de", alt_fr',
        'label_de = "skos:prefLabel", alt_fr',
        ("[node.Concept]", "language"),
    ),
    Plant(
        "a misspelt guard",
        GRAPH,
        'class = "sl:Need"\nguarded = true',
        'class = "sl:Need"\nguraded = true',
        ("[node.Need]", "guraded"),
    ),
    Plant(
        "a guard in quotes",
        GRAPH,
        'class = "sl:Need"\nguarded = true',
        'class = "sl:Need"\nguarded = "false"',
        ("[node.Need]", "guarded"),
    ),
    Plant(
        "ends that are not all joined",
        GRAPH,
        'ends = [["Actor", "Project"], ["Actor", "Group"]]',
        'ends = [["Actor", "Project"], ["Project", "Group"]]',
        ("[edge.PARTICIPATES_IN]", "each of its starts", "two types"),
    ),
    Plant("a misspelt key of an edge", GRAPH, HOLDS, HOLDS + "\nfacts = true", ("[edge.HOLDS]", "facts")),
    Plant(
        "a structural edge on a guarded thing",
        GRAPH,
        HOLDS + "\nfact = true",
        HOLDS,
        ("[edge.HOLDS]", "Actor", "fact = true"),
    ),
    Plant(
        "a search index on a figure",
        GRAPH,
        'search = ["search_text"]\nproperties = { label = "rdfs:label", kind',
        'search = ["population"]\nproperties = { label = "rdfs:label", kind',
        ("[node.Territory]", "population"),
    ),
    Plant(
        "an unknown type of an internal property",
        GRAPH,
        'state = "string", load',
        'state = "text", load',
        ("[internal.Door]", "text"),
    ),
    Plant("a common property left out", GRAPH, ', owner = "sl:owner" }', " }", ("[common]", "owner")),
    Plant("a part nobody reads", GRAPH, "version = 1\n", "version = 1\nsecret = 1\n", (GRAPH, "secret")),
    Plant("no TOML", GRAPH, "version = 1\n", "version = = 1\n", (GRAPH, "TOML")),
]


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.what.replace(" ", "-"))
def test_a_contradiction_planted_in_the_storage_file_is_refused(plant: Plant, tmp_path: Path) -> None:
    refuse(plant, tmp_path)
