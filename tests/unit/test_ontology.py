"""The ontology as a text for people: whole, in three languages, aligned with terms that exist, in words of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph_service import resources
from graph_service.schema.dictionary import dictionary
from graph_service.schema.model import EdgeType, GraphSchema, NodeType
from graph_service.schema.rdf import read_turtle
from graph_service.schema.terms import CLASS, PROPERTY_KINDS, Ontology, read_ontology
from tests.requirements import require

ROOT = Path(__file__).parents[2]
VOCABULARIES = ROOT.parent / "shared" / "data" / "vocabularies"
FILES = {
    "http://www.w3.org/ns/org#": "org.ttl",
    "http://www.w3.org/ns/prov#": "prov.ttl",
    "http://www.w3.org/ns/dcat#": "dcat.ttl",
    "http://www.w3.org/2006/vcard/ns#": "vcard.ttl",
    "http://schema.org/": "schema.ttl",
    "http://purl.org/dc/terms/": "dcterms.ttl",
    "http://xmlns.com/foaf/0.1/": "foaf.ttl",
    "http://www.w3.org/2004/02/skos/core#": "skos.ttl",
    "https://w3id.org/valueflows/ont/vf#": "valueflows_all_vf.ttl",
    "http://virtual-assembly.org/ontologies/pair": "pair.ttl",
}
ABOVE_ALL = {"sl:capability"}
"""What is stored are its sub-properties."""
UCUM = {
    "1", "%", "/h", "/min", "A", "Cel", "GBy", "Gbit/s", "Hz", "N.m", "T", "TBy", "bar", "kN", "kV", "kW", "kW.h",
    "kg", "kg/h", "km", "km/h", "m/min", "m2", "m3", "m3/h", "mbar", "mm", "nm", "um", "{HRC}",
}  # fmt: skip


@pytest.fixture(scope="module")
def meaning() -> Ontology:
    return read_ontology(resources.folder("ontology") / "sillon.ttl")


def test_everything_the_ontology_declares_is_stored(meaning: Ontology, schema: GraphSchema) -> None:
    owners: list[NodeType | EdgeType] = [*schema.nodes.values(), *schema.edges.values()]
    stored = {known.predicate for owner in owners for known in owner.properties.values()}
    stored |= {edge.predicate for edge in schema.edges.values()} | {known.predicate for known in schema.common.values()}
    stored |= {node.class_iri for node in schema.nodes.values()} | {"sl:Link", "sl:Fact"} | ABOVE_ALL
    stored |= {f"sl:{name}" for name in schema.capabilities}

    declared = {curie for curie, term in meaning.terms.items() if term.kinds & {CLASS, *PROPERTY_KINDS}}

    assert declared - stored == set()


def test_a_class_is_defined_in_german_too(meaning: Ontology) -> None:
    for curie, term in meaning.terms.items():
        if CLASS in term.kinds:
            assert "de" in term.definitions, curie


def test_the_ontology_says_its_version_and_its_licence(meaning: Ontology) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", meaning.version)
    assert meaning.licence == "https://creativecommons.org/licenses/by/4.0/"


def test_a_definition_is_a_sentence_of_its_own(meaning: Ontology) -> None:
    for lang in ("fr", "en", "de"):
        said: dict[str, str] = {}
        for curie, term in meaning.terms.items():
            text = term.definitions.get(lang, curie + ".")
            assert text.endswith((".", "…", " …")), (curie, text)
            assert said.setdefault(text, curie) == curie, f"{curie} and {said[text]} have one definition in {lang}"


def test_every_capability_has_one_unit_of_ucum(schema: GraphSchema) -> None:
    assert len(schema.capabilities) >= 25
    assert {known.unit for known in schema.capabilities.values()} == UCUM


@pytest.mark.data
def test_every_alignment_leads_to_a_term_that_exists(meaning: Ontology) -> None:
    require("data", VOCABULARIES.is_dir(), f"{VOCABULARIES} is not there")
    known = {base: set(read_turtle(VOCABULARIES / name).named_subjects()) for base, name in FILES.items()}
    checked = 0
    for curie, term in meaning.terms.items():
        for _, target in term.aligned:
            prefix, _, local = target.partition(":")
            iri = target if target.startswith("http") else meaning.namespaces[prefix] + local
            for base, terms in known.items():
                if iri.startswith(base):
                    checked += 1
                    assert iri in terms, f"{curie} is aligned with {iri}, which does not exist"
    assert checked > 40


@pytest.mark.data
def test_no_sentence_is_copied_from_another_vocabulary(meaning: Ontology) -> None:
    require("data", VOCABULARIES.is_dir(), f"{VOCABULARIES} is not there")
    others = "\n".join(path.read_text(encoding="utf-8") for path in VOCABULARIES.glob("*.ttl"))
    for curie, term in meaning.terms.items():
        for text in term.definitions.values():
            assert text.rstrip(".") not in others, curie


def test_the_data_dictionary_is_up_to_date() -> None:
    written = (ROOT / "docs" / "reference" / "dictionary.md").read_text(encoding="utf-8")

    assert written == dictionary(resources.folder("ontology")), (
        "render it anew: python -m graph_service.schema.dictionary > docs/reference/dictionary.md"
    )


def test_the_dictionary_tells_the_ranges_of_values_and_the_rules_behind_them() -> None:
    text = dictionary(resources.folder("ontology"))

    assert "| `confidence` | double, 0 … 1 |" in text
    assert "| `severity` | integer, 1 … 4 |" in text
    assert "| `population` | integer, ≥ 0 |" in text
    assert "| `sls:validity-order` | `sl:validFrom` | la validité finit avant de commencer · it ceases" in text


def test_the_dictionary_names_every_label_edge_and_property(schema: GraphSchema) -> None:
    text = dictionary(resources.folder("ontology"))
    for name in (*schema.nodes, *schema.edges):
        assert f"\n### {name}\n" in text
    owners: list[NodeType | EdgeType] = [*schema.nodes.values(), *schema.edges.values()]
    for owner in owners:
        for known in owner.properties.values():
            assert f"| `{known.name}` |" in text
    for label in schema.internal:
        assert f"### {label}\n" not in text


def test_decisions_are_numbered_without_a_gap() -> None:
    text = (resources.folder("ontology") / "DECISIONS.md").read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r"^(\d+)\. \*\*", text, flags=re.MULTILINE)]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 15
