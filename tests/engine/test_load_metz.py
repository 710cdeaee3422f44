"""The real establishments of Metz, counted against the csv module; every doubtful value told with its line."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from graph_service.kernel.identifiers import luhn_valid
from graph_service.store.changes import Stored
from graph_service.store.port import GraphStore
from loaders import pipeline, shipped
from loaders.report import LoadReport
from tests.requirements import require

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
    """The communes of Moselle and the nomenclatures."""
    folder = tmp_path_factory.mktemp("moselle")
    with gzip.open(shipped.reference("communes_france.csv.gz"), "rt", encoding="utf-8", newline="") as file:
        communes = [row for row in csv.reader(file) if row[2] in ("department", "57") and row[4] != ""]
    with (folder / "communes.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(communes)
    names = ("regions_france.csv", "departements_france.csv", "epci_france.csv")
    pipeline.run(store, "territories", [*map(shipped.reference, names), folder / "communes.csv"])
    pipeline.run(store, "nomenclature", [])
    return store


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
