"""The publishers' own files come in whole, come in again, answer, and are matched with our words."""

from __future__ import annotations

from collections.abc import Iterator
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
ESCO = "http://data.europa.eu/esco/"
TIG = "skill/a51adea8-bf02-488a-a0d8-b0961caca5b0"
pytestmark = pytest.mark.data


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


def test_all_of_esco_comes_in_and_again_writes_nothing(loads: list[LoadReport], store: BoltStore) -> None:
    first, again = loads

    assert (first.read, first.rejected, first.problems) == (13_095 + 2_740 + 2 + 2, 0, ())
    assert first.load is not None
    assert (again.load, again.new, again.changed, again.retired) == (None, 0, 0, 0)
    assert breaches(store.schema, list(store.dump())) == []


def test_what_a_welder_says_finds_the_skill_of_esco(client: httpx.Client) -> None:
    found = client.get("/v1/vocab/esco/suggest", params={"q": "soudage tig"}).json()["data"]

    assert found[0]["label"] == "réaliser des tâches de soudage TIG"
    assert found[0]["id"] == f"esco:{TIG}"


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
        "skos": ["themes/sdg_goals.ttl"],
    }
    files = {source: [DATA / name for name in names] for source, names in found.items()}
    require("data", all(file.is_file() for some in files.values() for file in some), "they lie in ../shared/data")
    return files


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
            assert {end.partition(":")[0] for _, _, end in found[-1]} == {"cpa", "esco", "ewc", "rome", "sdg"}
            assert len(found[-1]) + waiting["scheme_not_loaded"] == mappings

    assert found[0] == found[1]
