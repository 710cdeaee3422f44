"""Loading and asking from the command line, on a folder that nobody serves and on Neo4j."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.made import COLUMNS, checked
from tests import neo4j_server
from tests.environment import environment


def invented(number: int) -> str:
    """A SIRET that could be: nobody's, but right in both its keys."""
    return checked(checked(f"9990{number:04d}") + "0001")


SEVEN = [invented(number) for number in range(7)]
COUNTS = {"load", "source", "read", "new", "changed", "unchanged", "retired", "rejected", "problems"}


def sillon(variables: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "graph_service", *arguments],
        capture_output=True,
        check=False,
        env=environment({"SILLON_LANG": "en", **variables}),
        timeout=300,
    )


def answer(variables: Mapping[str, str], *arguments: str) -> Any:
    done = sillon(variables, *arguments, "--json")
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def register(file: Path, *sirets: str) -> Path:
    """A small invented extract, with the columns of StockEtablissement that are read."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, restval="")
        writer.writeheader()
        for siret in sirets:
            writer.writerow(
                {
                    "siren": siret[:9],
                    "siret": siret,
                    "statutDiffusionEtablissement": "O",
                    "etatAdministratifEtablissement": "A",
                    "denominationUsuelleEtablissement": f"Atelier {siret[4:8]}",
                    "activitePrincipaleEtablissement": "25.62B",
                    "nomenclatureActivitePrincipaleEtablissement": "NAFRev2",
                }
            )
    return file


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables of a folder that nobody serves, with the nomenclatures in it."""
    variables = {"SILLON_DATA": str(tmp_path_factory.mktemp("alone") / "data")}
    answer(variables, "load", "nomenclature")
    return variables


def test_a_report_has_its_counts_and_its_load(alone: dict[str, str], tmp_path: Path) -> None:
    report = answer(alone, "load", "sirene", str(register(tmp_path / "one.csv", *SEVEN[:2])))

    assert set(report) >= COUNTS
    assert (report["read"], report["rejected"]) == (2, 0)
    assert report["load"].startswith("load:")
    assert answer(alone, "loads")[0]["id"] == report["load"]


def test_a_wrong_row_is_set_aside_in_a_file_and_the_exit_code_says_so(alone: dict[str, str], tmp_path: Path) -> None:
    done = sillon(
        alone,
        "load",
        "sirene",
        str(register(tmp_path / "two.csv", *SEVEN[:2], "00000000000001", *SEVEN[2:])),
    )

    said = done.stdout.decode().splitlines()
    assert done.returncode == 1
    named = "Rejected rows: "
    aside = Path(next(line for line in said if line.startswith(named)).removeprefix(named))
    rows = list(csv.DictReader(aside.open(encoding="utf-8-sig"), delimiter=";"))
    assert [(row["line"], row["value"]) for row in rows] == [("4", "00000000000001")]


def test_rows_of_several_files_are_told_with_their_file(alone: dict[str, str], tmp_path: Path) -> None:
    address = "http://data.europa.eu/esco/skill"
    for name in ("skills", "groups"):
        skills = "".join(f"{address}/{name}{number},skill {number}\n" for number in range(9))
        rows = f"conceptUri,preferredLabel\n{skills}{address}/{name},\n"
        (tmp_path / f"{name}.csv").write_text(rows, encoding="utf-8")
    files = [str(tmp_path / name) for name in ("skills.csv", "groups.csv")]

    silent = sillon(alone, "load", "esco", *files)
    told = sillon(alone, "load", "esco", *files, "--lang", "en")

    assert silent.returncode == 2
    assert "skills.csv: which language are its names in?" in silent.stderr.decode()
    assert told.returncode == 1
    said = told.stdout.decode()
    assert "2 × preferredLabel: empty cell (line skills.csv:11, groups.csv:11)" in said
    aside = Path(said.rpartition("Rejected rows: ")[2].strip())
    with aside.open(encoding="utf-8-sig") as file:
        assert {(row["file"], row["line"]) for row in csv.DictReader(file, delimiter=";")} == {
            ("skills.csv", "11"), ("groups.csv", "11"),
        }  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 500, b"name;town\nx;y\n"])
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    alone: dict[str, str], tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    before = answer(alone, "status")["version"]

    refused = sillon(alone, "load", "sirene", str(file))

    assert refused.returncode == 1
    assert refused.stdout == b""
    sentences = [line for line in refused.stderr.decode().splitlines() if line.startswith("sillon: ")]
    assert len(sentences) == 1
    assert answer(alone, "status")["version"] == before


def test_a_dry_run_writes_nothing(alone: dict[str, str], tmp_path: Path) -> None:
    before = answer(alone, "status")["version"]

    report = answer(alone, "load", "sirene", str(register(tmp_path / "dry.csv", *SEVEN, invented(20))), "--dry-run")

    assert report["new"] > 0
    assert answer(alone, "status")["version"] == before


def test_an_unknown_source_and_an_unknown_question_name_the_nearest(alone: dict[str, str]) -> None:
    source = sillon(alone, "load", "siren")
    question = sillon(alone, "ask", "territories/teritory", "territory=insee:57463")

    assert (source.returncode, question.returncode) == (2, 2)
    assert "sirene" in source.stderr.decode()
    assert "territories/territory" in question.stderr.decode()


def test_an_unfinished_load_that_is_not_there_cannot_be_rolled_back(alone: dict[str, str]) -> None:
    assert sillon(alone, "rollback", "load:none").returncode == 2


def test_two_exports_of_the_same_graph_are_the_same_bytes(alone: dict[str, str], tmp_path: Path) -> None:
    first = sillon(alone, "export", "--format", "ttl")
    second = sillon(alone, "export", "--format", "ttl", "-o", str(tmp_path / "graph.ttl"))

    assert (first.returncode, second.returncode) == (0, 0)
    assert (tmp_path / "graph.ttl").read_bytes() == first.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    assert sillon(alone, "export", "--format", "csv").stdout.count(b"\n") > 8_000


@pytest.mark.neo4j
def test_the_same_commands_work_on_neo4j(neo4j: neo4j_server.Server, tmp_path: Path) -> None:
    neo4j.wipe()
    password = tmp_path / "password"
    password.write_text(neo4j.password + "\n", encoding="utf-8")
    variables = {
        "SILLON_DATA": str(tmp_path / "data"),
        "SILLON_NEO4J_URI": neo4j.uri,
        "SILLON_NEO4J_USER": neo4j.user,
        "SILLON_NEO4J_PASSWORD_FILE": str(password),
    }

    loaded = answer(variables, "load", "nomenclature")

    assert loaded["new"] > 3_000
    assert answer(variables, "load", "nomenclature")["load"] is None
    assert answer(variables, "status")["engine"] == "neo4j"


def test_a_neo4j_that_does_not_answer_is_unreachable_in_one_sentence(tmp_path: Path) -> None:
    variables = {
        "SILLON_DATA": str(tmp_path / "data"),
        "SILLON_NEO4J_URI": "bolt://127.0.0.1:9",
        "SILLON_NEO4J_PASSWORD": "x",
    }

    refused = sillon(variables, "status")

    assert (refused.returncode, refused.stdout) == (3, b"")
    assert refused.stderr.count(b"\n") == 1


def test_an_exported_graph_is_loaded_elsewhere_and_is_the_same_there(alone: dict[str, str], tmp_path: Path) -> None:
    file, other = tmp_path / "graph.jsonld", {"SILLON_DATA": str(tmp_path / "other")}
    told = answer(alone, "export", "--format", "jsonld", "-o", str(file))
    report = answer(other, "load", "rdf", str(file))

    assert told["bytes"] == file.stat().st_size
    assert (report["source"], report["rejected"], report["problems"]) == ("rdf", 0, [])
    assert sillon(other, "export", "--format", "jsonld").stdout == file.read_bytes()


def test_a_file_that_is_no_export_is_refused_with_the_way_out(alone: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_text("<http://e.org/a> a <http://e.org/C> .", encoding="utf-8")

    refused = sillon(alone, "load", "rdf", str(file))

    assert (refused.returncode, refused.stdout) == (1, b"")
    assert "is not a graph that Sillon exported: sl:Actor, sl:Fact … are expected" in refused.stderr.decode()


def test_what_an_export_can_be_is_told_to_who_asks_for_something_else(alone: dict[str, str]) -> None:
    refused = sillon(alone, "export", "--format", "xml")

    assert refused.returncode == 2
    assert all(form in refused.stderr.decode() for form in ("ttl", "jsonld", "nq", "csv"))
