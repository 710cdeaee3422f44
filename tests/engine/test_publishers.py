"""Vocabularies of others come in from files in their publishers' columns, come in again, and are matched with ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from graph_service.app import create_app
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.graph import BoltStore
from loaders import pipeline
from loaders.records import Asked, Edge
from loaders.report import LoadReport
from loaders.sources import schemes
from tests.laws.graph import breaches
from tests.requirements import require
from tests.serving import serving

DATA = Path(__file__).parents[3] / "shared" / "data"

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
ESCO = "http://data.europa.eu/esco/"
TIG = "skill/a51adea8-bf02-488a-a0d8-b0961caca5b0"
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
    file = folder / f"{source}.{'ttl' if source == 'schemes' else 'data'}"
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


@pytest.fixture(scope="module")
def skills() -> list[Path]:
    """ESCO in French."""
    files = [DATA / "skills" / name for name in ("skills_fr.csv", "occupations_fr.csv")]
    require("data", all(file.is_file() for file in files), "ESCO lies beside the checkout, in ../shared/data")
    return files


@pytest.fixture(scope="module")
def loads(store: BoltStore, skills: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[LoadReport]:
    """Real skills below two invented groups; then again."""
    folder = tmp_path_factory.mktemp("groups")
    groups, links = folder / "skillGroups_fr.csv", folder / "broaderRelationsSkillPillar_fr.csv"
    groups.write_text(
        "conceptUri,preferredLabel,altLabels,code\n"
        + "".join(f"{ESCO}skill/S{number},groupe {number},,S{number}\n" for number in (8, 9)),
        encoding="utf-8",
    )
    links.write_text(
        "conceptUri,broaderUri\n" + "".join(f"{ESCO}{TIG},{ESCO}skill/S{number}\n" for number in (8, 9)),
        encoding="utf-8",
    )
    return [pipeline.run(store, "esco", [*skills, groups, links]) for _ in range(2)]


@pytest.fixture(scope="module")
def client(
    loads: list[LoadReport], store: BoltStore, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    assert loads
    settings = Settings(data=tmp_path_factory.mktemp("service"))
    with (
        serving(create_app(settings, store)) as address,
        httpx.Client(base_url=address, headers={"Accept-Language": "fr"}, timeout=60, trust_env=False) as asking,
    ):
        yield asking


@pytest.mark.data
def test_all_of_esco_comes_in_and_again_writes_nothing(loads: list[LoadReport], store: BoltStore) -> None:
    first, again = loads

    assert (first.read, first.rejected, first.problems) == (13_095 + 2_740 + 2 + 2, 0, ())
    assert first.load is not None
    assert (again.load, again.new, again.changed, again.retired) == (None, 0, 0, 0)
    assert breaches(store.schema, list(store.dump())) == []


@pytest.mark.data
def test_what_a_welder_says_finds_the_skill_of_esco(client: httpx.Client) -> None:
    found = client.get("/v1/vocab/esco/suggest", params={"q": "soudage tig"}).json()["data"]

    assert found[0]["label"] == "réaliser des tâches de soudage TIG"
    assert found[0]["id"] == f"esco:{TIG}"


@pytest.mark.data
def test_a_concept_with_two_broader_ones_is_found_under_both_by_its_own_address(client: httpx.Client) -> None:
    told = client.get(f"/v1/concepts/esco:{TIG}").json()["data"]
    below = [
        [one["id"] for one in client.get(f"/v1/concepts/esco:skill/S{number}/narrower").json()["data"]]
        for number in (8, 9)
    ]

    assert sorted(one["id"] for one in told["broader"]) == ["esco:skill/S8", "esco:skill/S9"]
    assert below == [[f"esco:{TIG}"], [f"esco:{TIG}"]]


@pytest.fixture(scope="module")
def published() -> dict[str, list[Path]]:
    """The publishers' own files, by source."""
    found = {
        "cpa": ["nomenclatures/cpa_2_1.csv"],
        "ewc": ["nomenclatures/ewc_2002.csv"],
        "esco": ["skills/skills_fr.csv"],
        "rome": ["skills/unix_referentiel_code_rome_v344_iso8859-15.xml"],
    }
    files = {source: [DATA / name for name in names] for source, names in found.items()}
    require("data", all(file.is_file() for some in files.values() for file in some), "they lie in ../shared/data")
    return files


@pytest.mark.data
def test_all_mappings_that_waited_come_and_are_the_same_whichever_came_first(
    published: dict[str, list[Path]], tmp_path: Path
) -> None:
    told = [record for record in schemes.tell(Asked()).records if isinstance(record, Edge)]
    mappings = sum(edge.type == "MATCHES" for edge in told)
    found = []
    for name, order in (("after", (*published, "schemes")), ("before", ("schemes", *published, "schemes"))):
        with closing(open_store(Settings(data=tmp_path / name))) as store:
            reports = [pipeline.run(store, source, published.get(source, [])) for source in order]
            found.append(
                {
                    (entry.start[1], properties["relation"], entry.end[1])
                    for entry, properties in store.dump()
                    if entry.type == "MATCHES" and entry.start and entry.end
                }
            )
            waiting = reports[-1].left_out
            assert [p.value for p in reports[-1].problems if p.column == "MATCHES"] == []
            assert Counter(end.partition(":")[0] for _, _, end in found[-1]).keys() == published.keys()
            assert len(found[-1]) + waiting["scheme_not_loaded"] == mappings

    assert found[0] == found[1]
