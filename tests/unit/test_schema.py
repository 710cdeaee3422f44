"""The stored form of the ontology, as read from its files: relations, types, languages, values, prefixes."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_service.kernel.errors import UnknownIdentifier
from graph_service.schema.model import COMMON_PROPERTIES, GraphSchema
from graph_service.schema.reader import load_schema
from tests.unit.planting import copy_of_the_ontology


def test_a_relation_knows_the_more_precise_ones_below_it(schema: GraphSchema) -> None:
    assert schema.edges["KNOWS"].narrower == ("ADVISES", "COLLABORATES_WITH", "FINANCES", "PARTNER_OF")
    assert schema.edges["SUPPLIES"].narrower == ()


def test_a_chain_of_sub_properties_is_followed_to_its_end(tmp_path: Path) -> None:
    ontology = copy_of_the_ontology(tmp_path)
    turtle = ontology / "sillon.ttl"
    turtle.write_text(
        turtle.read_text(encoding="utf-8").replace(
            "sl:advises a owl:ObjectProperty ;\n    rdfs:subPropertyOf sl:knows ;",
            "sl:advises a owl:ObjectProperty ;\n    rdfs:subPropertyOf sl:partnerOf ;",
        ),
        encoding="utf-8",
    )

    edges = load_schema(ontology).edges

    assert "ADVISES" in edges["PARTNER_OF"].narrower
    assert "ADVISES" in edges["KNOWS"].narrower


def test_the_type_of_a_property_is_the_range_of_its_predicate(schema: GraphSchema) -> None:
    record, supplies = schema.nodes["Record"].properties, schema.edges["SUPPLIES"].properties
    assert (record["created_on"].type, record["lat"].type, record["headquarters"].type) == ("date", "float", "boolean")
    assert (supplies["year"].type, supplies["year"].datatype) == ("integer", "xsd:gYear")
    assert (record["postcode"].type, record["website"].datatype) == ("string", "xsd:anyURI")


def test_languages_and_lists_are_read_from_the_storage_file(schema: GraphSchema) -> None:
    alternatives = schema.nodes["Concept"].properties["alt_de"]

    assert (alternatives.predicate, alternatives.lang, alternatives.many) == ("skos:altLabel", "de", True)


def test_a_property_that_names_something_says_what_identifiers_it_takes(schema: GraphSchema) -> None:
    assert schema.common["owner"].refers_to == ("siret", "sl-actor")
    assert schema.common["premises"].refers_to == ("fact",)
    assert "stage" in schema.nodes["Match"].properties["reason"].refers_to, "a stage is a concept"
    assert schema.nodes["Actor"].properties["label"].refers_to == ()


def test_a_closed_list_of_values_comes_with_its_words(schema: GraphSchema) -> None:
    assert schema.common["basis"].values["inferred"] == {"fr": "déduit", "en": "inferred", "de": "abgeleitet"}
    assert set(schema.nodes["Actor"].properties["sphere"].values) == {
        "company", "public", "research", "education", "association", "support",
    }  # fmt: skip
    assert schema.common["audience"].values == {}, "groups have audiences of their own"


def test_every_relation_can_be_said_from_both_ends_in_three_languages(schema: GraphSchema) -> None:
    for edge in schema.edges.values():
        assert set(edge.labels) == set(edge.reverse) == {"fr", "en", "de"}, edge.type


def test_every_fact_and_every_guarded_thing_stands_behind_the_gate(schema: GraphSchema) -> None:
    guarded = {label for label in schema.nodes if schema.is_guarded_label(label)}
    assert guarded == {
        "Actor", "Record", "LegalUnit", "Equipment", "Offer", "Need", "Problem", "Project", "Group", "Milestone",
        "Training", "Match", "Note", "Contact",
    }  # fmt: skip
    for edge in schema.edges.values():
        touches = {label for pair in edge.ends for label in pair} & guarded
        assert schema.is_guarded_edge(edge.type) or not touches, edge.type


def test_sources_belong_to_the_digest_and_loads_do_not(schema: GraphSchema) -> None:
    assert "Source" in schema.data_labels()
    assert not {"Load", "Release", *schema.internal} & set(schema.data_labels())


def test_the_books_of_the_store_are_never_labels_of_the_graph(schema: GraphSchema) -> None:
    books = {"Counter", "Lease", "Door", "ChangeLog", "RuleSet", "Migration", "Key", "Person", "Invitation", "Session"}
    assert set(schema.internal) == books
    assert not set(schema.internal) & set(schema.nodes)


def test_common_properties_are_described_once(schema: GraphSchema) -> None:
    assert set(schema.common) == set(COMMON_PROPERTIES)


def test_every_prefix_leads_to_one_label(schema: GraphSchema) -> None:
    assert schema.label_of("siret:73282932000074") == "Actor"
    assert schema.label_of("naf:25") == schema.label_of("nace21:25") == "Concept"
    assert schema.label_of("fact:0") is None


def test_an_iri_and_its_curie_are_two_spellings_of_one_thing(schema: GraphSchema) -> None:
    for curie in ("siret:73282932000074", "insee:57463", "naf:25.11Z", "nace21:25.11", "pole:sillon-lorrain", "dep:2A"):
        assert schema.prefixes.from_iri(schema.prefixes.iri(curie)) == curie


def test_only_ascii_digits_are_digits(schema: GraphSchema) -> None:
    with pytest.raises(UnknownIdentifier):
        schema.prefixes.curie("insee:٥٧٤٦٣")
