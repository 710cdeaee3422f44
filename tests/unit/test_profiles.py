"""The graph in the terms of PAIR and of ValueFlows: theirs alone, where they may stand; what they lack is counted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, XSD
from rdflib.collection import Collection
from rdflib.term import Node

from graph_service import resources
from graph_service.formats.rdf import ProfileName, write_as
from graph_service.kernel.canonical import short_hash
from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.model import GraphSchema
from graph_service.schema.profiles import PROFILES, Profile, Projection, read_profiles
from graph_service.schema.rdf import Iri
from graph_service.schema.rdf_writing import Form
from graph_service.store.changes import Change
from tests.engine.worlds import identifier, world_of
from tests.requirements import require

VOCABULARIES = Path(__file__).parents[3] / "shared" / "data" / "vocabularies"
FILES: dict[str, str] = {"pair": "pair.ttl", "valueflows": "valueflows_all_vf.ttl"}
NUMBERS = rdflib.URIRef("http://www.linkedmodel.org/schema/dtype#numericUnion")
NAMES = get_args(ProfileName)


@pytest.fixture(scope="module")
def worlds(schema: GraphSchema) -> list[Change]:
    """Random territories, a node of each prefix, and an edge of each type between each two prefixes."""
    drawn = [change for seed in range(6) for change in world_of(seed, schema).changes]
    return [*drawn, *one_of_each(schema)]


def one_of_each(schema: GraphSchema) -> Iterator[Change]:
    ids = {prefix: identifier(schema.prefixes, prefix, 7) for prefix in schema.labels_by_prefix}
    for prefix, label in schema.labels_by_prefix.items():
        known = schema.nodes[label].properties.values()
        told = {one.name: 48.5 if one.type == "float" else "Vaux" for one in known if one.type in ("float", "string")}
        yield Change("create", "node", label, ids[prefix], {"id": ids[prefix], **told})
    for edge in schema.edges.values():
        pairs = [(a, b) for start, end in edge.ends for a in schema.nodes[start].prefixes
                 for b in schema.nodes[end].prefixes]  # fmt: skip
        for number, (a, b) in enumerate(pairs):
            fact = f"fact:{short_hash(edge.type, str(number))}"
            told = {"id": fact, "product": ids["product"]} if "product" in edge.properties else {"id": fact}
            ends = (schema.labels_by_prefix[a], ids[a]), (schema.labels_by_prefix[b], ids[b])
            yield Change("create", "edge", edge.type, fact, told, *ends)


@pytest.fixture(scope="module")
def profiles(schema: GraphSchema) -> dict[str, Profile]:
    return read_profiles(resources.folder("ontology"), schema)


def graph_of(worlds: list[Change], schema: GraphSchema, name: ProfileName, form: Form = "ttl") -> rdflib.Graph:
    out = io.BytesIO()
    write_as(((each, each.properties) for each in worlds), schema, out, form, name)  # type: ignore[misc]  # a change has all that the writer asks of an entry
    return rdflib.Graph().parse(data=out.getvalue(), format={"ttl": "turtle", "nq": "nt", "jsonld": "json-ld"}[form])


def terms(profile: Profile) -> set[Iri]:
    """Every class and predicate that the profile has."""
    found = {said.cls for said in profile.nodes.values()}
    found.update(each for said in profile.nodes.values() for each in said.properties.values())
    for way in profile.ways:
        found.update((*way.start, *way.end, *way.given, *way.given.values(), *way.properties.values()))
        found.update([way.cls] if way.cls else [])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_each_term_of_a_profile_is_said_and_none_of_ours(
    name: ProfileName, worlds: list[Change], schema: GraphSchema, profiles: dict[str, Profile]
) -> None:
    graph = graph_of(worlds, schema, name)
    said = {Iri(each) for each in (*graph.predicates(), *graph.objects(None, RDF.type), *graph.objects())}
    used = {Iri(each) for each in (*graph.predicates(), *graph.objects(None, RDF.type))}

    assert terms(profiles[name]) <= said, "a way that no territory takes: its ends or its type are wrong"
    assert used - terms(profiles[name]) == {Iri(RDF.type)}
    assert not [each for each in used if "w3id.org/sillon" in each]


@pytest.mark.parametrize("name", NAMES)
def test_the_three_forms_say_the_same(name: ProfileName, worlds: list[Change], schema: GraphSchema) -> None:
    graphs = [set(graph_of(worlds, schema, name, form)) for form in get_args(Form)]

    assert graphs[0] == graphs[1] == graphs[2]


@pytest.mark.parametrize("name", NAMES)
def test_what_cannot_be_said_is_counted(
    name: ProfileName, schema: GraphSchema, profiles: dict[str, Profile], worlds: list[Change]
) -> None:
    projection = Projection(profiles[name], schema)
    triples = list(projection.triples((each, each.properties) for each in worlds))
    nodes = {each.id for each in worlds if each.kind == "node" and each.id.partition(":")[0] in profiles[name].nodes}

    assert len(triples) == len(set(triples))
    assert projection.left_out.nodes == sum(each.kind == "node" and each.id not in nodes for each in worlds)
    assert 0 < projection.left_out.edges < sum(each.kind == "edge" for each in worlds)
    assert projection.left_out.values > len(nodes)


# ── against the vocabularies themselves ────────────────────────────────────────────────────────────


@pytest.fixture(scope="module", params=NAMES)
def checked(request: pytest.FixtureRequest) -> tuple[ProfileName, rdflib.Graph]:
    """The name of a profile, and its vocabulary."""
    file = VOCABULARIES / FILES[request.param]
    require("data", file.is_file(), "the vocabularies lie beside the checkout, in ../shared/data")
    return request.param, rdflib.Graph().parse(file)


@pytest.mark.data
def test_every_term_is_declared_by_its_vocabulary(
    checked: tuple[ProfileName, rdflib.Graph], profiles: dict[str, Profile]
) -> None:
    name, vocabulary = checked
    declared = {Iri(each) for each in vocabulary.subjects(RDF.type)}

    assert terms(profiles[name]) - declared == set()


@pytest.mark.data
def test_domains_and_ranges_are_respected(
    checked: tuple[ProfileName, rdflib.Graph], worlds: list[Change], schema: GraphSchema
) -> None:
    name, vocabulary = checked
    graph = graph_of(worlds, schema, name)

    assert len(graph) > 500
    assert sorted(set(breaches(graph, vocabulary))) == []


@pytest.mark.data
def test_the_check_of_domains_and_ranges_finds_what_is_wrong() -> None:
    file = VOCABULARIES / FILES["pair"]
    require("data", file.is_file(), "the vocabularies lie beside the checkout, in ../shared/data")
    wrong = (
        "@prefix p: <http://virtual-assembly.org/ontologies/pair#> . @prefix e: <http://e.org/> .\n"
        "e:a a p:Organization ; p:hasSkill e:b ; p:preferedLabel 'a'@fr . e:b a p:Project ."
    )

    found = set(breaches(rdflib.Graph().parse(data=wrong, format="turtle"), rdflib.Graph().parse(file)))

    assert found == {"hasSkill of Organization", "hasSkill to Project", "preferedLabel to langString"}


def breaches(graph: rdflib.Graph, vocabulary: rdflib.Graph) -> Iterator[str]:
    """Each predicate that stands on, or leads to, what its vocabulary does not allow."""
    for subject, predicate, item in graph:
        if predicate == RDF.type:
            continue
        for domain in vocabulary.objects(predicate, RDFS.domain):
            if not kinds(graph, vocabulary, subject) & members(vocabulary, domain):
                yield f"{bare(predicate)} of {shown(graph, vocabulary, subject)}"
        for reach in vocabulary.objects(predicate, RDFS.range):
            allowed = {XSD.double, XSD.integer} if reach == NUMBERS else members(vocabulary, reach)
            if not kinds(graph, vocabulary, item) & allowed:
                yield f"{bare(predicate)} to {shown(graph, vocabulary, item)}"


def kinds(graph: rdflib.Graph, vocabulary: rdflib.Graph, node: Node) -> set[Node]:
    """The classes of a resource with all above them; the datatype of a literal."""
    if isinstance(node, rdflib.Literal):
        return {node.datatype or (RDF.langString if node.language else XSD.string)}
    own = {*graph.objects(node, RDF.type), *vocabulary.objects(node, RDF.type)}
    return {above for each in own for above in vocabulary.transitive_objects(each, RDFS.subClassOf) if above}


def members(vocabulary: rdflib.Graph, cls: Node) -> set[Node]:
    """A class, or those of the union that it is."""
    union = vocabulary.value(cls, OWL.unionOf) or vocabulary.value(
        vocabulary.value(cls, OWL.equivalentClass), OWL.unionOf
    )
    return {cls, *(Collection(vocabulary, union) if union else ())}


def bare(term: Node) -> str:
    return str(term).rpartition("#")[2].rpartition("/")[2]


def shown(graph: rdflib.Graph, vocabulary: rdflib.Graph, node: Node) -> str:
    own = {*graph.objects(node, RDF.type)} or kinds(graph, vocabulary, node)
    return ", ".join(sorted(map(bare, own)))


# ── the file itself ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('ids = ["siret", "sl-actor", "siren"]', 'ids = ["siret", "planet"]', "planet is no prefix of a label"),
        ('ids = ["group"]', 'ids = ["siret"]', "siret is no prefix of a label, or said twice"),
        ('class = "pair:Group"', 'class = "par:Group"', "par:Group has no namespace here"),
        ('lat = "pair:latitude"', 'search = "pair:latitude"', "search is no text or number of it"),
        ('types = ["FACES"]', 'types = ["FACE"]', "FACE is no edge type"),
        ('to = ["topic"]', 'to = ["function"]', "function is no prefix of a node that is said"),
        ('predicate = "pair:partnerOf"', 'says = "pair:partnerOf"', "“says” means nothing here"),
        ('predicate = "pair:partnerOf"', "", "predicate is missing"),
    ],
)
def test_a_profile_that_the_schema_does_not_know_is_refused(
    before: str, after: str, said: str, schema: GraphSchema, tmp_path: Path
) -> None:
    text = (resources.folder("ontology") / PROFILES).read_text(encoding="utf-8")
    assert before in text
    (tmp_path / PROFILES).write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(BrokenPromise, match=r"profiles\.toml") as refused:
        read_profiles(tmp_path, schema)

    assert said in str(refused.value)
