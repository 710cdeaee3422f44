"""The real establishments of Metz, counted against the csv module; every doubtful value told with its line."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph_service.app import create_app
from graph_service.kernel.distance import haversine_m
from graph_service.kernel.identifiers import luhn_valid
from graph_service.settings import Settings
from graph_service.store.changes import Stored
from graph_service.store.port import GraphStore
from loaders import pipeline, shipped
from loaders.report import LoadReport
from tests.requirements import require
from tests.serving import serving

METZ = Path(__file__).parents[3] / "shared" / "data" / "sirene" / "etablissements_metz_lbb.csv"
PROFILE = "la-bonne-boite"
Everything = dict[str, list[tuple[Stored, dict[str, Any]]]]
pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    require("data", METZ.is_file(), "the establishments of Metz lie beside the checkout, in ../shared/data")
    with METZ.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def ground(store: GraphStore, tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    moselle(store, tmp_path_factory.mktemp("moselle"))
    return store


def moselle(store: GraphStore, folder: Path) -> None:
    """The communes of Moselle and the nomenclatures."""
    with gzip.open(shipped.reference("communes_france.csv.gz"), "rt", encoding="utf-8", newline="") as file:
        communes = [row for row in csv.reader(file) if row[2] in ("department", "57") and row[4] != ""]
    with (folder / "communes.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(communes)
    names = ("regions_france.csv", "departements_france.csv", "epci_france.csv")
    pipeline.run(store, "territories", [*map(shipped.reference, names), folder / "communes.csv"])
    pipeline.run(store, "nomenclature", [])


@pytest.fixture(scope="module")
def stored(ground: GraphStore, report: LoadReport) -> Everything:
    """Everything in the store, by label or edge type: read once."""
    found = defaultdict(list)
    for entry, properties in ground.dump():
        found[entry.type].append((entry, properties))
    return found


@pytest.fixture(scope="module")
def report(ground: GraphStore, rows: list[dict[str, str]]) -> LoadReport:
    return pipeline.run(ground, "sirene", [METZ], profile=PROFILE)


def test_every_row_is_read_and_none_is_refused(report: LoadReport) -> None:
    assert (report.read, report.rejected) == (17_091, 0)
    assert report.load is not None


def test_counts_by_division_are_those_of_the_file(stored: Everything, rows: list[dict[str, str]]) -> None:
    in_file = Counter(row["codenaf"][:2] for row in rows if row["codenaf"] != "0000Z")

    in_store = Counter(edge.end[1][4:6] for edge, _ in stored["IN_SECTOR"] if edge.end)

    assert in_store == in_file


def test_every_establishment_is_there_once(stored: Everything, rows: list[dict[str, str]]) -> None:
    described = [edge.start[1] for edge, _ in stored["DESCRIBED_BY"] if edge.start]

    assert sorted(described) == sorted(f"siret:{row['siret']}" for row in rows)


def test_every_doubtful_value_is_told_with_its_line(report: LoadReport, rows: list[dict[str, str]]) -> None:
    expected = Counter[tuple[int, str]]()
    for line, row in enumerate(rows, start=2):
        if row["codenaf"] == "0000Z":
            expected[line, "codenaf"] += 1
        if float(row["coordinates_x"]) == 0 or float(row["coordinates_y"]) > 49.5:
            expected[line, "coordinates_x"] += 1
        if row["codecommune"] != "57463":
            expected[line, "codecommune"] += 1
        if row["trancheeffectif"] == "99":
            expected[line, "trancheeffectif"] += 1

    assert Counter((problem.line, problem.column) for problem in report.problems) == expected
    assert Counter(column for _, column in expected) == {
        "codenaf": 52, "coordinates_x": 222, "codecommune": 1, "trancheeffectif": 161,
    }  # fmt: skip


@pytest.fixture(scope="module")
def client(ground: GraphStore, report: LoadReport, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The public, asking about Metz."""
    settings = Settings(data=tmp_path_factory.mktemp("metz") / "data", territory="epci:200039865")
    with serving(create_app(settings, ground)) as address, httpx.Client(base_url=address, timeout=60) as asking:
        yield asking


METAL_NEAR_THE_STATION = "sector=naf:25&territory=epci:200039865&near=49.12,6.18&km=5"
ASKED = (
    f"/v1/actors?{METAL_NEAR_THE_STATION}&explain=true",
    f"/v1/actors?{METAL_NEAR_THE_STATION}&facets=true",
    "/v1/actors?sector=naf:C&territory=epci:200039865&limit=500&facets=true",
    "/v1/actors?sector=naf:C&expand=false",
    "/v1/actors?q=chausures%20cendri",
    "/v1/actors?q=boulangerie&near=Metz&km=2&format=csv",
    "/v1/actors?near=49.12,6.18&km=1&format=geojson",
    "/v1/actors?sphere=public&limit=500&explain=true",
    "/v1/actors/siret:01625043300220?explain=true",
    "/v1/actors/siret:01625043300220/neighbours",
    "/v1/actors/siret:00000000000000",
    "/v1/territories/epci:200039865",
    "/v1/territories?q=wopy",
    "/v1/concepts/naf:25.62B",
    "/v1/sources",
)
ITS_OWN = re.compile(rb'"(version|version_date|next)":"[^"]*"')
ANSWERS: dict[str, dict[str, tuple[int, bytes]]] = {}
"""Engine → address → status and bytes."""


def test_both_engines_answer_the_same_bytes(client: httpx.Client, engine: str) -> None:
    """But for the store's own: its version, the instant of the load, and the sealed address of the next page."""
    answers = {path: client.get(path, headers={"Accept-Language": "fr"}) for path in ASKED}
    ANSWERS[engine] = {path: (answer.status_code, ITS_OWN.sub(b"", answer.content)) for path, answer in answers.items()}

    assert {path: status for path, (status, _) in ANSWERS[engine].items() if status != 200} == {ASKED[10]: 404}
    for path, told in ANSWERS.get("embedded", {}).items():
        assert ANSWERS[engine][path] == told, path


def test_metal_within_five_kilometres_is_what_the_file_says(client: httpx.Client, rows: list[dict[str, str]]) -> None:
    data = client.get(f"/v1/actors?{METAL_NEAR_THE_STATION}&limit=500").json()["data"]

    distances = [row["distance_km"] for row in data]
    assert distances == sorted(distances)
    assert max(distances) <= 5
    assert all(row["commune"] and row["lat"] and row["lon"] and row["sources"] for row in data)
    near = {
        f"siret:{row['siret']}"
        for row in rows
        if row["codenaf"].startswith("25") and row["codecommune"] == "57463"
        and _is_near(float(row["coordinates_y"]), float(row["coordinates_x"]))
    }  # fmt: skip
    assert {row["id"] for row in data} == near
    assert len(near) == 9
    industry = "/v1/actors?sector=naf:C&territory=epci:200039865&near=49.12,6.18&km=5&limit=500"
    assert near <= {row["id"] for row in client.get(industry).json()["data"]}
    assert not client.get(industry + "&expand=false").json()["data"]


def _is_near(lat: float, lon: float) -> bool:
    """Within 5 km; a row without coordinates stands where the commune is."""
    placed = (lat, lon) if lat and lat < 49.5 else (49.11911, 6.17269)
    return haversine_m(49.12, 6.18, *placed) <= 5_000


def test_the_seven_keys_of_the_post_office_are_right(stored: Everything, rows: list[dict[str, str]]) -> None:
    unusual = {f"siret:{row['siret']}" for row in rows if not luhn_valid(row["siret"])}

    assert len(unusual) == 7
    assert unusual <= {actor.id for actor, _ in stored["Actor"]}


def test_no_masked_name_is_taken_for_a_name(stored: Everything) -> None:
    labels = Counter(properties["label"] for _, properties in stored["Actor"])

    assert labels["Entrepreneur individuel"] == 4_211
    assert not [label for label in labels if label.startswith("[")]


def test_a_second_run_writes_nothing(ground: GraphStore, stored: Everything, report: LoadReport) -> None:
    again = pipeline.run(ground, "sirene", [METZ], profile=PROFILE)

    assert (again.load, again.new, again.changed, again.retired) == (None, 0, 0, 0)
    assert again.unchanged == report.new - len(stored["Actor"]) - len(stored["LegalUnit"])


def test_a_digit_altered_in_seven_rows_is_found_exactly(
    ground: GraphStore, report: LoadReport, rows: list[dict[str, str]], tmp_path: Path
) -> None:
    altered = dict(enumerate(rows))
    lines = [100, 2_345, 5_001, 8_765, 11_111, 14_000, 17_090]
    for place, line in enumerate(lines):
        siret = rows[line - 2]["siret"]
        digit = str((int(siret[2 * place]) + 1) % 10)
        altered[line - 2] = {**rows[line - 2], "siret": siret[: 2 * place] + digit + siret[2 * place + 1 :]}
    path = tmp_path / "altered.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(altered.values())

    found = pipeline.run(ground, "sirene", [path], profile=PROFILE, dry_run=True)

    rejected = [(problem.line, problem.column) for problem in found.problems if problem.rejected]
    assert rejected == [(line, "siret") for line in lines]
    assert found.rejected == 7
