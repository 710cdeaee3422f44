"""The graph as RDF: facts as statements beside the plain triple, the same in every form and for every reader."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

import orjson
import pyoxigraph as ox
import pytest
import rdflib

from graph_service.schema.model import GraphSchema
from graph_service.schema.rdf_writing import Form, write_rdf

SL = rdflib.Namespace("https://w3id.org/sillon/ontology#")
SIRET = "siret:00032017500016"
FACT = "fact:" + "a" * 32


@dataclass(frozen=True)
class Entry:
    kind: str
    type: str
    id: str
    start: tuple[str, str] | None = None
    end: tuple[str, str] | None = None


ACTOR = (
    Entry("node", "Actor", SIRET),
    {"id": SIRET, "label": 'Fonderie "du" Saulnois\\', "lat": 49, "lon": 6.18, "workforce": "03", "audience": "public",
     "aliases": ["ror:0", "00032017500016"], "digest": "d", "load": "load:" + "b" * 32},
)  # fmt: skip
SECTOR = (
    Entry("node", "Concept", "naf:24.51Z"),
    {"id": "naf:24.51Z", "label_fr": "Fonderie de fonte", "alt_de": ["Gießerei", "Eisenguss"], "notation": "24.51Z",
     "level": 5, "source": "nomenclature"},
)  # fmt: skip
IN_SECTOR = (
    Entry("edge", "IN_SECTOR", FACT, ("Actor", SIRET), ("Concept", "naf:24.51Z")),
    {"id": FACT, "rank": 1, "basis": "observed", "confidence": 0.9, "source": "sirene", "observed_on": "2024-01-31",
     "audience": "members", "owner": SIRET, "load": "load:" + "b" * 32, "line": 7, "digest": "d", "partition": ""},
)  # fmt: skip
BROADER = (
    Entry("edge", "BROADER", "fact:" + "c" * 32, ("Concept", "naf:24.51Z"), ("Concept", "naf:24.51")),
    {"id": "fact:" + "c" * 32, "source": "nomenclature", "digest": "d"},
)


NTRIPLES = ox.RdfFormat.N_TRIPLES
HIERARCHY = 5
"""Relations of ours that lie below another: four below knowing, and one below a relation of ORG."""
FORMS: dict[Form, tuple[str, ox.RdfFormat]] = {
    "ttl": ("turtle", ox.RdfFormat.TURTLE),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
    "nq": ("nquads", ox.RdfFormat.N_QUADS),
}


def graph_of(schema: GraphSchema, *entries: tuple[Entry, dict[str, Any]]) -> rdflib.Graph:
    """What the entries say, without the hierarchy that every file begins with."""
    graph = rdflib.Graph().parse(data=written(schema, "ttl", *entries), format="turtle")
    graph.remove((None, rdflib.RDFS.subPropertyOf, None))
    return graph


def written(schema: GraphSchema, form: Form, *entries: tuple[Entry, dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    write_rdf(entries, schema, out, form)
    return out.getvalue()


def iri(schema: GraphSchema, curie: str) -> rdflib.URIRef:
    return rdflib.URIRef(schema.prefixes.iri(curie))


def test_a_fact_is_a_statement_with_its_provenance_and_the_plain_triple(schema: GraphSchema) -> None:
    graph = graph_of(schema, ACTOR, SECTOR, IN_SECTOR)
    fact, actor, sector = (iri(schema, curie) for curie in (FACT, SIRET, "naf:24.51Z"))

    assert (actor, SL.inSector, sector) in graph
    assert set(graph.predicate_objects(fact)) == {
        (rdflib.RDF.type, SL.Fact),
        (rdflib.RDF.subject, actor),
        (rdflib.RDF.predicate, SL.inSector),
        (rdflib.RDF.object, sector),
        (SL.rank, rdflib.Literal(1)),
        (SL.basis, rdflib.Literal("observed")),
        (SL.confidence, rdflib.Literal("0.9", datatype=rdflib.XSD.double)),
        (SL.fromSource, iri(schema, "source:sirene")),
        (SL.observedOn, rdflib.Literal("2024-01-31", datatype=rdflib.XSD.date)),
        (SL.audience, rdflib.Literal("members")),
        (SL.owner, actor),
    }


def test_identifiers_keep_their_zeros_as_iris_and_as_strings(schema: GraphSchema) -> None:
    graph = graph_of(schema, ACTOR)
    actor = rdflib.URIRef("https://w3id.org/sillon/id/siret/00032017500016")

    assert (actor, rdflib.RDF.type, SL.Actor) in graph
    assert set(graph.objects(actor, SL.alias)) == {rdflib.Literal("ror:0"), rdflib.Literal("00032017500016")}
    assert graph.value(actor, SL.workforceClass) == rdflib.Literal("03")


def test_words_have_their_language_and_names_have_none(schema: GraphSchema) -> None:
    graph = graph_of(schema, ACTOR, SECTOR)
    sector = iri(schema, "naf:24.51Z")

    assert graph.value(sector, rdflib.SKOS.prefLabel) == rdflib.Literal("Fonderie de fonte", lang="fr")
    assert set(graph.objects(sector, rdflib.SKOS.altLabel)) == {
        rdflib.Literal("Gießerei", lang="de"), rdflib.Literal("Eisenguss", lang="de"),
    }  # fmt: skip
    assert graph.value(iri(schema, SIRET), rdflib.RDFS.label) == rdflib.Literal('Fonderie "du" Saulnois\\')


def test_a_whole_number_in_a_float_property_is_still_a_double(schema: GraphSchema) -> None:
    latitude = graph_of(schema, ACTOR).value(iri(schema, SIRET), rdflib.URIRef(schema.term_iri("geo:lat")))

    assert latitude == rdflib.Literal("49.0", datatype=rdflib.XSD.double)


def test_a_structural_edge_is_a_link_that_says_its_source_and_the_plain_triple(schema: GraphSchema) -> None:
    graph = graph_of(schema, BROADER)
    link, below, above = (iri(schema, curie) for curie in (BROADER[0].id, "naf:24.51Z", "naf:24.51"))

    assert set(graph) == {
        (below, rdflib.SKOS.broader, above),
        (link, rdflib.RDF.type, SL.Link),
        (link, rdflib.RDF.subject, below),
        (link, rdflib.RDF.predicate, rdflib.SKOS.broader),
        (link, rdflib.RDF.object, above),
        (link, SL.fromSource, iri(schema, "source:nomenclature")),
    }


def test_a_structural_edge_with_properties_is_a_link_too(schema: GraphSchema) -> None:
    edge = Entry("edge", "BUYS_FROM", FACT, ("Concept", "a38:CA"), ("Concept", "a38:AZ"))
    graph = graph_of(schema, (edge, {"id": FACT, "year": 2018, "amount_meur": 1.5e6}))
    link = iri(schema, FACT)

    assert (link, rdflib.RDF.type, SL.Link) in graph
    assert (link, SL.year, rdflib.Literal("2018", datatype=rdflib.XSD.gYear)) in graph
    assert (link, SL.amountMeur, rdflib.Literal("1500000.0", datatype=rdflib.XSD.double)) in graph
    assert (iri(schema, "a38:CA"), SL.buysFrom, iri(schema, "a38:AZ")) in graph


def test_a_mapping_is_written_as_the_relation_of_skos_that_it_is(schema: GraphSchema) -> None:
    edge = Entry("edge", "MATCHES", FACT, ("Concept", "product:steel"), ("Concept", "cpa:24.10"))
    graph = graph_of(schema, (edge, {"id": FACT, "relation": "closeMatch"}))

    assert (iri(schema, "product:steel"), rdflib.SKOS.closeMatch, iri(schema, "cpa:24.10")) in graph


def test_what_is_supplied_is_a_concept_or_else_words(schema: GraphSchema) -> None:
    edge = Entry("edge", "SUPPLIES", FACT, ("Actor", SIRET), ("Actor", "siret:73282932000074"))
    for product, written in (
        ("product:steel", iri(schema, "product:steel")),
        ("fonte", rdflib.Literal("fonte")),
        ("acier: brut", rdflib.Literal("acier: brut")),
    ):
        assert graph_of(schema, (edge, {"id": FACT, "product": product})).value(None, SL.product) is None
        assert (
            graph_of(schema, (edge, {"id": FACT, "product": product})).value(iri(schema, FACT), SL.product) == written
        )


def test_a_capability_is_a_number_under_its_own_predicate(schema: GraphSchema) -> None:
    machine = "machine:6f1f1c0e-5a0e-5d0b-9a57-1d6c6b0b5e11"
    graph = graph_of(schema, (Entry("node", "Equipment", machine), {"id": machine, "cap_travel_x_mm": 800.0}))

    assert graph.value(iri(schema, machine), SL.cap_travel_x_mm) == rdflib.Literal("800.0", datatype=rdflib.XSD.double)


def test_how_an_entry_came_in_is_not_exported(schema: GraphSchema) -> None:
    fact, told = IN_SECTOR

    assert written(schema, "ttl", ACTOR, IN_SECTOR) == written(
        schema,
        "ttl",
        ACTOR,
        (fact, {**told, "load": "load:" + "f" * 32, "line": 99, "digest": "e", "partition": "insee:57463"}),
    )


def test_the_order_of_properties_does_not_show(schema: GraphSchema) -> None:
    entry, told = SECTOR

    assert written(schema, "ttl", SECTOR) == written(schema, "ttl", (entry, dict(reversed(told.items()))))


@pytest.mark.parametrize("form", get_args(Form))
def test_two_readers_find_the_same_triples_in_every_form(schema: GraphSchema, form: Form) -> None:
    text = written(schema, form, ACTOR, SECTOR, IN_SECTOR, BROADER)
    for_rdflib, for_oxigraph = FORMS[form]
    with_oxigraph = {str(quad.triple) for quad in ox.parse(text, for_oxigraph)}
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=for_rdflib)
    with_rdflib = {quad[:3] for quad in dataset.quads()}
    in_turtle = rdflib.Graph().parse(data=written(schema, "ttl", ACTOR, SECTOR, IN_SECTOR, BROADER), format="turtle")

    assert len(with_oxigraph) == HIERARCHY + 8 + 7 + 11 + 1 + 6
    assert with_rdflib == set(in_turtle)
    assert with_oxigraph == {str(quad.triple) for quad in ox.parse(in_turtle.serialize(format="nt"), NTRIPLES)}


@pytest.mark.parametrize("form", get_args(Form))
def test_signs_that_a_form_needs_for_itself_come_back(schema: GraphSchema, form: Form) -> None:
    hard = 'a"b\\c\n\r\t\x00\x01\x7f\x85\u2028\ufffe🜚 @fr ^^ <x> {y} \\u0041'
    text = written(schema, form, (ACTOR[0], {"id": SIRET, "label": hard}))

    found = [quad.object.value for quad in ox.parse(text, FORMS[form][1]) if isinstance(quad.object, ox.Literal)]

    assert found == [hard]


def test_a_context_lies_in_the_file_and_each_line_is_a_resource(schema: GraphSchema) -> None:
    document = orjson.loads(written(schema, "jsonld", ACTOR, SECTOR, IN_SECTOR))
    first, last = document["@graph"][HIERARCHY], document["@graph"][-1]

    assert document["@context"]["siret"] == "https://w3id.org/sillon/id/siret/"
    assert not [value for value in document["@context"].values() if not isinstance(value, str) or ".json" in value]
    assert (first["@id"], first["@type"], first["geo:lat"]) == (
        SIRET,
        "sl:Actor",
        {"@type": "xsd:double", "@value": "49.0"},
    )
    assert last == {"@id": SIRET, "sl:inSector": {"@id": "naf:24.51Z"}}


def test_a_file_alone_tells_that_a_partner_is_somebody_one_knows(schema: GraphSchema) -> None:
    partner = Entry("edge", "PARTNER_OF", FACT, ("Actor", SIRET), ("Actor", "siret:73282932000074"))
    store = ox.Store()
    store.load(written(schema, "nq", (partner, {"id": FACT})), ox.RdfFormat.N_QUADS)
    asked = (
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX sl: <https://w3id.org/sillon/ontology#> "
        "SELECT ?known { ?relation rdfs:subPropertyOf* sl:knows . ?actor ?relation ?known }"
    )

    found = [row["known"].value for row in store.query(asked)]  # type: ignore[union-attr]  # SELECT gives rows

    assert found == ["https://w3id.org/sillon/id/siret/73282932000074"]


@pytest.mark.parametrize("form", get_args(Form))
def test_the_export_is_written_as_it_is_read(schema: GraphSchema, form: Form) -> None:
    class Sink(io.BytesIO):
        largest_pending = 0

    sink = Sink()

    def entries() -> Iterator[tuple[Entry, dict[str, Any]]]:
        for number in range(20_000):
            if number == 10_000:
                sink.largest_pending = sink.tell()
            yield BROADER if number % 2 else SECTOR

    write_rdf(entries(), schema, sink, form)

    assert sink.largest_pending > sink.tell() * 0.45, "half of the entries read means half of the bytes written"
