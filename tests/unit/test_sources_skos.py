"""SKOS of anybody's, in six forms, says the same six times; what it says oddly is told with its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_service.kernel.errors import DataErrors, WrongInput
from graph_service.schema.model import GraphSchema
from loaders.door import Door
from loaders.records import Asked, Edge, Node, Record, RowProblem, Told
from loaders.sources import skos
from tests.requirements import require
from tests.territory import TODAY

DATA = Path(__file__).parents[3] / "shared" / "data"
HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix x: <http://example.org/baskets#> .\n"
WORDS = HEAD + (
    "<http://example.org/baskets> a skos:ConceptScheme ; skos:hasTopConcept x:craft ;\n"
    '    <http://purl.org/dc/terms/title> "Paniers"@fr, "Baskets"@en .\n'
    'x:craft a skos:Concept ; skos:prefLabel "artisanat"@fr, "craft"@en-GB, "artigianato"@it ;\n'
    "    skos:narrower x:weaving .\n"
    'x:weaving a skos:Concept ; skos:inScheme <http://example.org/baskets> ; skos:prefLabel "vannerie"@fr ;\n'
    '    skos:altLabel "tressage"@fr-FR, "mandes"@fr ; skos:scopeNote "Osier seul."@fr ; skos:notation "V1" ;\n'
    "    skos:broader x:craft ; skos:related x:willow ; skos:closeMatch <http://data.europa.eu/esco/skill/S9> .\n"
    'x:willow a skos:Concept ; skos:prefLabel "osier"@fr ; skos:definition "Un bois."@fr ; skos:related x:weaving .\n'
)
WEAVING, CRAFT, WILLOW = (f"http:example.org/baskets#{name}" for name in ("weaving", "craft", "willow"))
SCHEME = "scheme:example-org-baskets"
Tells = Callable[..., Told]


@pytest.fixture
def told_by(tmp_path: Path) -> Tells:
    def tell(text: str, name: str = "words.ttl", **options: str) -> Told:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return skos.tell(Asked((file,), options=options))

    return tell


def nodes(records: list[Record]) -> dict[str, Node]:
    return {record.id: record for record in records if isinstance(record, Node)}


def edges(records: list[Record], kind: str) -> list[tuple[str, str]]:
    return [(r.start[1], r.end[1]) for r in records if isinstance(r, Edge) and r.type == kind]


def problems(told: Told) -> list[tuple[int, str, str, bool]]:
    return [(r.line, r.column, r.en, r.rejected) for r in told.records if isinstance(r, RowProblem)]


def test_a_vocabulary_of_anybodys_keeps_its_addresses(told_by: Tells, schema: GraphSchema) -> None:
    told = told_by(WORDS)
    records = list(told.records)

    assert nodes(records).keys() == {SCHEME, WEAVING, CRAFT, WILLOW}
    assert nodes(records)[SCHEME].properties == {"label_fr": "Paniers", "label_en": "Baskets", "version": ""}
    said = nodes(records)[WEAVING].properties
    assert (said["label_fr"], said["alt_fr"], said["definition_fr"], said["notation"]) == (
        "vannerie", ["mandes", "tressage"], "Osier seul.", "V1",
    )  # fmt: skip
    assert nodes(records)[CRAFT].properties["label_en"] == "craft"
    assert schema.prefixes.iri(WEAVING) == "http://example.org/baskets#weaving"
    assert told.read == 3
    door = Door(schema, "", TODAY, "tests")
    for record in records:
        assert isinstance(record, Node | Edge)
        assert door.node(record) if isinstance(record, Node) else door.edge(record)


def test_a_link_is_one_from_whichever_end_it_is_said(told_by: Tells) -> None:
    records = list(told_by(WORDS).records)

    assert edges(records, "BROADER") == [(WEAVING, CRAFT)]
    assert edges(records, "RELATED") == [(WEAVING, WILLOW)]
    assert edges(records, "MATCHES") == [(WEAVING, "esco:skill/S9")]
    assert sorted(edges(records, "IN_SCHEME")) == [(CRAFT, SCHEME), (WEAVING, SCHEME), (WILLOW, SCHEME)]


@pytest.mark.parametrize("end", ["rdf", "nt", "nq", "trig", "jsonld"])
def test_each_form_of_rdf_says_the_same(end: str, told_by: Tells, tmp_path: Path) -> None:
    form = ox.RdfFormat.from_extension(end)
    assert form is not None
    triples = [quad.triple for quad in ox.parse(WORDS.encode(), ox.RdfFormat.TURTLE)]
    text = ox.serialize(triples, format=form)
    assert text is not None

    first, other = told_by(WORDS), told_by(text.decode(), f"words.{end}")

    assert (other.read, other.hints, other.parts) == (first.read, first.hints, first.parts)
    assert without_place(other) == without_place(first)


def without_place(told: Told) -> list[str]:
    """What the records of a file say, but for where they stand in it."""
    return sorted(
        str(replace(record, line=0, file="", column="")) for record in told.records if isinstance(record, Node | Edge)
    )


def test_all_that_is_told_is_a_part_of_its_own(told_by: Tells) -> None:
    told = told_by(WORDS)

    assert told.parts == frozenset({SCHEME})
    assert {record.partition for record in told.records if isinstance(record, Node | Edge)} == {SCHEME}


def test_concepts_of_no_scheme_are_in_one_that_is_named_after_the_file(told_by: Tells) -> None:
    text = HEAD + 'x:weaving a skos:Concept ; skos:prefLabel "vannerie"@fr .\n'

    records = list(told_by(text, "Mes mots.ttl").records)

    assert edges(records, "IN_SCHEME") == [(WEAVING, "scheme:mes-mots")]
    assert nodes(records)["scheme:mes-mots"].properties["label_fr"] == "Mes mots.ttl"


def test_a_scheme_whose_concepts_have_a_prefix_of_ours_is_called_by_it(told_by: Tells) -> None:
    text = HEAD + (
        "<http://id.insee.fr/codes/nafr2/classe/25.11> a skos:Concept ;\n"
        '    skos:inScheme <http://id.insee.fr/codes/nafr2> ; skos:prefLabel "Portes"@fr .\n'
    )

    assert edges(list(told_by(text).records), "IN_SCHEME") == [("naf:25.11", "scheme:naf")]


def test_two_schemes_whose_addresses_differ_by_little_are_two(told_by: Tells) -> None:
    names = ("s", "t", "Voc", "voc", "voc?page=1", "é", "a" * 70, "a" * 71)
    text = HEAD + "".join(
        f"<http://example.org/{name}> a skos:ConceptScheme .\n"
        f'x:c{number} a skos:Concept ; skos:prefLabel "mot {number}"@fr ; skos:inScheme <http://example.org/{name}> .\n'
        for number, name in enumerate(names)
    )
    text += "x:c0 skos:inScheme <http://example.org/t> .\n"
    records = list(told_by(text).records)
    schemes = {end for _, end in edges(records, "IN_SCHEME")}

    assert len(schemes) == len(names)
    assert {"scheme:example-org-s", "scheme:example-org-t", "scheme:example-org-voc"} <= schemes
    assert all(len(scheme.partition(":")[2]) <= 60 for scheme in schemes)
    assert sorted(end for start, end in edges(records, "IN_SCHEME") if start.endswith("#c0")) == [
        "scheme:example-org-s",
        "scheme:example-org-t",
    ]


def test_what_is_odd_is_told_with_its_line(told_by: Tells) -> None:
    text = HEAD + (
        'x:a a skos:Concept ; skos:prefLabel "un"@fr, "deux"@fr .\n'
        'x:b a skos:Concept ; skos:prefLabel "trois"@fr ;\n    skos:broader x:b, "texte" .\n'
        '<urn:c> a skos:Concept ; skos:prefLabel "quatre"@fr .\n'
    )

    told = told_by(text)

    assert problems(told) == [
        (3, "prefLabel", "several preferred names in “fr”; the first is kept as such", False),
        (4, "broader", "a link to itself; loaded without this edge", False),
        (4, "broader", "is not the address of a concept", False),
        (6, "id", "is not the address of a concept", True),
    ]


GIVEN_UP = (
    "@prefix dcterms: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    "@prefix sl: <https://w3id.org/sillon/ontology#> .\n"
) + "".join(f'x:{name} a skos:Concept ; skos:prefLabel "{name}"@fr .\n' for name in "abcde")

GIVEN_UP_ODDLY = (
    f"{HEAD}{GIVEN_UP}x:a dcterms:isReplacedBy x:c, x:b .\nx:b dcterms:isReplacedBy x:b .\n"
    'x:c dcterms:isReplacedBy "d" .\nx:d owl:deprecated true .\nx:e owl:deprecated false .\n'
)


def test_what_replaces_a_concept_is_kept_and_the_old_one_lies_below_it(told_by: Tells) -> None:
    text = HEAD + GIVEN_UP + "x:a owl:deprecated true ; dcterms:isReplacedBy x:b .\nx:c sl:replacedBy x:d .\n"
    told = told_by(text)
    records = list(told.records)

    instead = {one.rpartition("#")[2]: node.properties.get("replaced_by") for one, node in nodes(records).items()}
    ends = {name: f"http:example.org/baskets#{name}" for name in "abcd"}
    assert {one: end for one, end in instead.items() if end} == {"a": ends["b"], "c": ends["d"]}
    assert edges(records, "BROADER") == [(ends["a"], ends["b"]), (ends["c"], ends["d"])]
    assert ([one for one in records if isinstance(one, RowProblem)], told.hints) == ([], ())


def test_a_concept_that_was_given_up_oddly_is_told(told_by: Tells) -> None:
    told = told_by(GIVEN_UP_ODDLY, "w.ttl")
    records = list(told.records)
    odd = [record for record in records if isinstance(record, RowProblem)]

    assert [problem.en for problem in odd] == [
        "replaced by several concepts; the first is kept",
        "replaced by itself; it keeps its place",
        "is not the address of a concept",
    ]
    assert {problem.column for problem in odd} == {"isReplacedBy"}
    kept = {node.properties["replaced_by"] for node in nodes(records).values() if node.properties.get("replaced_by")}
    assert kept == {"http:example.org/baskets#b"}
    assert [en for _, en in told.hints] == [
        "w.ttl: 1 concepts are deprecated and nothing replaces them; they stay in use."
    ]


def test_texts_without_a_language_are_told_or_read_in_the_one_that_is_given(told_by: Tells) -> None:
    text = HEAD + 'x:weaving a skos:Concept ; skos:prefLabel "vannerie" ; skos:editorialNote "à voir" .\n'

    silent, french = told_by(text), told_by(text, lang="fr")

    assert [en for _, en in silent.hints] == [
        "Sillon does not keep: skos:editorialNote (1).",
        "words.ttl: 1 texts do not tell their language and are not read; --lang fr gives it.",
    ]
    assert nodes(list(silent.records))[WEAVING].properties["label_fr"] is None
    assert nodes(list(french.records))[WEAVING].properties["label_fr"] == "vannerie"


def test_concepts_without_an_address_are_counted(told_by: Tells) -> None:
    told = told_by(WORDS + '[] a skos:Concept ; skos:prefLabel "sans"@fr .\n')

    assert [en for _, en in told.hints] == ["words.ttl: 1 concepts have no address and are not read."]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + "x:a a skos:Concept ] .\n", r"^words\.ttl:3: .* Nothing was written\.$"),
        (HEAD + "x:a a x:Thing .\n", r"^words\.ttl describes no concept .* Nothing was written\.$"),
    ],
)
def test_a_file_that_is_no_vocabulary_is_refused(told_by: Tells, text: str, why: str) -> None:
    with pytest.raises(DataErrors, match=why):
        told_by(text)


def test_without_a_file_one_is_told_how_to_give_it() -> None:
    with pytest.raises(WrongInput, match="sillon load skos FILE"):
        skos.tell(Asked())


@pytest.mark.data
@pytest.mark.parametrize(
    ("place", "scheme", "concepts", "broader"),
    [
        ("nomenclatures/naf_2025.ttl", "scheme:naf2025", 1_794, 1_772),
        ("nomenclatures/naf_rev2.ttl", "scheme:naf", 1_728, 1_707),
        ("themes/sdg_goals.ttl", "scheme:sdg", 17, 0),
    ],
)
def test_vocabularies_as_their_users_have_them_are_read_whole(
    place: str, scheme: str, concepts: int, broader: int
) -> None:
    require("data", (DATA / place).is_file(), f"{place} lies beside the checkout, in ../shared/data")

    told = skos.tell(Asked((DATA / place,)))
    records = list(told.records)

    assert told.read == concepts
    assert [record for record in records if isinstance(record, RowProblem)] == []
    assert frozenset(end for _, end in edges(records, "IN_SCHEME")) == told.parts == frozenset({scheme})
    assert (len(edges(records, "IN_SCHEME")), len(edges(records, "BROADER"))) == (concepts, broader)
