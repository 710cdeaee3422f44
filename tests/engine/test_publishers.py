"""Vocabularies of others come in from files in their publishers' columns, come in again, and are matched with ours."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from graph_service.app import create_app
from graph_service.schema.rdf_writing import write_rdf
from graph_service.settings import Settings
from graph_service.store.graph import BoltStore
from loaders import pipeline
from loaders.report import LoadReport
from tests.laws.graph import breaches
from tests.serving import serving

HEADS = "".join(
    f"@prefix {name}: <{iri}> .\n"
    for name, iri in {
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "scheme": "https://w3id.org/sillon/id/scheme/",
        "skill": "https://w3id.org/sillon/id/skill/",
        "ewc": "https://w3id.org/sillon/id/ewc/",
        "cpa": "http://data.europa.eu/ux2/cpa21/",
    }.items()
)
FILES = {
    "cpa": "code,parent,label_en\nU,,MADE THINGS\n98,U,Toys\n98.1,98,Wooden toys\n",
    "ewc": "code,parent,label_en\n09,,SOAP\n09 07,09,bubbles\n09 07 01*,09 07,suds\n09 08 01,09_08,foam\n",
    "rome": "<ogr><item><code_rome>Z1201</code_rome>\n<libelle>Laverie</libelle></item>\n"
    "<item><code_ogr>100901</code_ogr><libelle>Essorage</libelle><libelle_competence>Eau</libelle_competence></item>\n"
    "</ogr>",
    "naf2025": "code,level,parent,label_fr\nC,1,,INDUSTRIE\n25,2,C,Forge\n25.11,4,25,Portes\n25.11G,5,25.11,Volets\n",
}
OURS = HEADS + (
    'scheme:skill a skos:ConceptScheme ; skos:prefLabel "Compétences"@fr .\n'
    'skill:washing a skos:Concept ; skos:prefLabel "Lavage"@fr ; skos:inScheme scheme:skill ;\n'
    "    skos:closeMatch ewc:090701s ; skos:broadMatch cpa:98 .\n"
)


def load(store: BoltStore, source: str, folder: Path, *, text: str | None = None) -> LoadReport:
    file = folder / f"{source}.{'ttl' if source in ('schemes', 'skos') else 'data'}"
    file.write_text(FILES[source] if text is None else text, encoding="utf-8")
    return pipeline.run(store, source, [file])


def told(report: LoadReport) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.en) for problem in report.problems]


def broader(store: BoltStore) -> set[tuple[str, str]]:
    return {(e.start[1], e.end[1]) for e, _ in store.dump() if e.type == "BROADER" and e.start and e.end}


@pytest.mark.parametrize("source", sorted(FILES))
def test_a_vocabulary_comes_in_and_again_writes_nothing(store: BoltStore, tmp_path: Path, source: str) -> None:
    first, again = (load(store, source, tmp_path) for _ in range(2))

    rows = FILES[source].count("\n") - 1
    assert (first.read, first.rejected, first.changed, first.retired) == (rows, 0, 0, 0)
    assert first.new > 2 * rows
    assert (again.load, again.new, again.changed, again.retired) == (None, 0, 0, 0)
    assert breaches(store.schema, list(store.dump())) == []


def test_a_code_above_that_is_not_there_is_told_with_its_line(store: BoltStore, tmp_path: Path) -> None:
    report = load(store, "ewc", tmp_path)

    assert told(report) == [(5, "parent", "is not in the file; put below ewc:09")]
    assert ("ewc:090801", "ewc:09") in broader(store)


@pytest.mark.parametrize(
    "order",
    [
        ("schemes", "cpa", "ewc", "schemes"),
        ("cpa", "schemes", "ewc", "schemes"),
        ("ewc", "cpa", "schemes"),
    ],
    ids=" ".join,
)
def test_mappings_of_ours_come_with_their_schemes_whichever_came_first(
    embedded_store: BoltStore, tmp_path: Path, order: Sequence[str]
) -> None:
    reports = [load(embedded_store, source, tmp_path, text=OURS if source == "schemes" else None) for source in order]

    edges = {
        (entry.start[1], properties["relation"], entry.end[1])
        for entry, properties in embedded_store.dump()
        if entry.type == "MATCHES" and entry.start and entry.end
    }
    assert edges == {("skill:washing", "closeMatch", "ewc:090701s"), ("skill:washing", "broadMatch", "cpa:98")}
    assert reports[-1].left_out == {}
    assert sum(report.left_out.get("scheme_not_loaded", 0) for report in reports) == 2 * (order[0] == "schemes") + (
        order[1] == "schemes"
    )


def test_the_links_of_a_circle_are_told_with_their_line_and_left_away(
    embedded_store: BoltStore, tmp_path: Path
) -> None:
    rows = "code,parent,label_en\nU,,Things\n98,U,Toys\n98.1,98.11,Wooden toys\n98.11,98.1,Tops\n"

    report = load(embedded_store, "cpa", tmp_path, text=rows)

    assert [(line, column) for line, column, _ in told(report)] == [(4, "parent"), (5, "parent")]
    assert all("runs in a circle (cpa:98.1" in why for _, _, why in told(report))
    assert broader(embedded_store) == {("cpa:98", "cpa:U")}
    assert load(embedded_store, "cpa", tmp_path, text=rows).load is None


def test_a_concept_of_two_schemes_is_told_and_in_both(embedded_store: BoltStore, tmp_path: Path) -> None:
    text = OURS + (
        'scheme:laundry a skos:ConceptScheme ; skos:prefLabel "Laverie"@fr .\n'
        "skill:washing skos:inScheme scheme:laundry .\n"
    )

    report = load(embedded_store, "schemes", tmp_path, text=text)

    assert [why for _, _, why in told(report)] == ["in two schemes, scheme:skill and scheme:laundry; loaded into both"]
    placed = {entry.end[1] for entry, _ in embedded_store.dump() if entry.type == "IN_SCHEME" and entry.end}
    assert placed == {"scheme:skill", "scheme:laundry"}


def words(name: str, *told: str) -> str:
    """A small vocabulary of somebody's in Turtle, one concept a line, its scheme first."""
    heads = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f"@prefix x: <http://example.org/{name}/> .\n"
        f'<http://example.org/{name}> a skos:ConceptScheme ; skos:prefLabel "{name}"@fr .\n'
    )
    said = "a skos:Concept ; skos:inScheme"
    return heads + "".join(
        f'x:{concept} {said} <http://example.org/{name}> ; skos:prefLabel "{concept}"@fr {more} .\n'
        for concept, _, more in (each.partition(" ") for each in told)
    )


def test_vocabularies_of_two_publishers_lie_side_by_side(store: BoltStore, tmp_path: Path) -> None:
    baskets = words("baskets", "craft", "weaving ; skos:broader x:craft")

    first = load(store, "skos", tmp_path, text=baskets)
    second = load(store, "skos", tmp_path, text=words("hats", "felt"))
    again = load(store, "skos", tmp_path, text=baskets)
    less = load(store, "skos", tmp_path, text=words("baskets", "craft"))

    assert [(each.rejected, each.retired) for each in (first, second, again, less)] == [(0, 0), (0, 0), (0, 0), (0, 3)]
    assert again.load is None
    ids = {entry.id for entry, properties in store.dump() if properties["source"] == "skos" and entry.type == "Concept"}
    assert ids == {"http:example.org/baskets/craft", "http:example.org/hats/felt"}
    assert breaches(store.schema, list(store.dump())) == []


def test_what_is_odd_in_a_vocabulary_is_told_with_its_line(embedded_store: BoltStore, tmp_path: Path) -> None:
    text = words(
        "baskets", "a ; skos:broader x:b", "b ; skos:broader x:a", "c ; skos:broader x:missing", "d ; skos:broader x:a"
    )

    report = load(embedded_store, "skos", tmp_path, text=text)

    assert report.rejected == 0
    assert [(line, column) for line, column, _ in told(report)] == [(4, "broader"), (5, "broader"), (6, "broader")]
    assert [why.rpartition("; ")[2] for _, _, why in told(report)] == ["loaded without this edge"] * 3
    assert broader(embedded_store) == {("http:example.org/baskets/d", "http:example.org/baskets/a")}


def test_a_circle_of_thousands_is_found_and_told_in_few_words(embedded_store: BoltStore, tmp_path: Path) -> None:
    count = 3_000
    text = words("ring", *(f"n{number} ; skos:broader x:n{(number + 1) % count}" for number in range(count)))

    report = load(embedded_store, "skos", tmp_path, text=text)

    assert len(report.problems) == count
    assert max(len(problem.en) for problem in report.problems) < 300
    assert broader(embedded_store) == set()


def test_a_concept_of_anybodys_is_asked_for_and_exported_under_its_own_address(
    embedded_store: BoltStore, tmp_path: Path
) -> None:
    load(embedded_store, "skos", tmp_path, text=words("baskets", "craft", "weaving ; skos:broader x:craft"))
    exported = io.BytesIO()

    write_rdf(embedded_store.dump(), embedded_store.schema, exported, "ttl")

    with serving(create_app(Settings(data=tmp_path / "service"), embedded_store)) as address:
        found = httpx.get(f"{address}/v1/concepts/http:example.org/baskets/weaving", trust_env=False).json()["data"]
    assert [one["id"] for one in found["schemes"]] == [found["scheme"]] == ["scheme:example-org-baskets"]
    assert [one["id"] for one in found["broader"]] == ["http:example.org/baskets/craft"]
    lines = {str(quad.triple) for quad in ox.parse(exported.getvalue(), ox.RdfFormat.TURTLE)}
    start, end = (f"<http://example.org/baskets/{name}>" for name in ("weaving", "craft"))
    assert f"{start} <http://www.w3.org/2004/02/skos/core#broader> {end}" in lines


def test_a_concept_that_its_publisher_gave_up_leads_to_the_one_that_took_its_place(
    embedded_store: BoltStore, tmp_path: Path
) -> None:
    old, new = "http:example.org/baskets/wicker", "http:example.org/baskets/weaving"
    given_up = "wicker ; <http://purl.org/dc/terms/isReplacedBy> x:weaving"
    load(embedded_store, "skos", tmp_path, text=words("baskets", "weaving", given_up))

    app = create_app(Settings(data=tmp_path / "service"), embedded_store)
    with serving(app) as address, httpx.Client(base_url=address, trust_env=False, timeout=60) as reader:
        concept = reader.get(f"/v1/concepts/{old}").json()["data"]
        tree = reader.get("/v1/vocab/example-org-baskets/tree").json()["data"]
        moved = reader.get(f"/vocabulaire/{old}", headers={"Accept": "text/html"})

    assert (concept["replaced_by"], concept["broader"]) == (new, [])
    assert [node["id"] for node in tree] == [new]
    assert (moved.status_code, moved.headers["location"].partition("?")[0]) == (301, f"/vocabulaire/{new}")


def test_a_concept_of_two_schemes_says_both_and_one_of_others_is_never_called_a_top(
    embedded_store: BoltStore, tmp_path: Path
) -> None:
    also = '<http://example.org/hats> a skos:ConceptScheme ; skos:prefLabel "Chapeaux"@fr .\n'
    text = words("baskets", "felt ; skos:inScheme <http://example.org/hats>") + also
    load(embedded_store, "skos", tmp_path, text=text)

    app = create_app(Settings(data=tmp_path / "service"), embedded_store)
    with serving(app) as address, httpx.Client(base_url=address, trust_env=False, timeout=60) as reader:
        where = "/v1/concepts/http:example.org/baskets/felt"
        concept = reader.get(where).json()["data"]
        turtle = reader.get(where, headers={"Accept": "text/turtle"}).content
        page = reader.get("/vocabulaire/http:example.org/baskets/felt", headers={"Accept": "text/html"}).text

    assert [(one["id"], one["label"]) for one in concept["schemes"]] == [
        ("scheme:example-org-baskets", "baskets"),
        ("scheme:example-org-hats", "Chapeaux"),
    ]
    told = [quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)]
    said = [each.predicate.value.rpartition("#")[2] for each in told]
    assert (said.count("inScheme"), said.count("topConceptOf")) == (2, 0)
    assert "scheme=example-org-hats" in page
