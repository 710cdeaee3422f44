"""One service per folder: how the other commands find it, how it ends, what is left when it is killed."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.environment import environment

SILLON = (sys.executable, "-m", "graph_service")


def variables(folder: Path) -> dict[str, str]:
    return environment({"SILLON_DATA": str(folder), "SILLON_LANG": "en"})


def sillon(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SILLON, *arguments], capture_output=True, text=True, check=False, env=variables(folder), timeout=300
    )


def answer(folder: Path, *arguments: str) -> Any:
    done = sillon(folder, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], Mapping[str, Any]]]:
    """A service in a process of its own, and what it said when it was ready."""
    process = subprocess.Popen(
        [*SILLON, *(arguments or ("serve", "--port", "0")), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=variables(folder),
    )
    try:
        yield process, _document(process)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate(timeout=30)


def _document(process: subprocess.Popen[str]) -> Mapping[str, Any]:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line == "}\n":
            told: Mapping[str, Any] = json.loads("".join(lines))
            return told
    raise AssertionError(process.communicate(timeout=30)[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    folder = tmp_path_factory.mktemp("served") / "data"
    with serving(folder) as (_, told):
        yield folder, told


def test_the_key_is_for_the_owner_of_the_folder_alone(served: tuple[Path, Mapping[str, Any]]) -> None:
    folder, told = served
    file = folder / "engine.json"

    assert set(json.loads(file.read_text())) == {"address", "key", "pid"}
    assert json.loads(file.read_text())["address"] == told["address"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_other_commands_go_through_the_running_service(served: tuple[Path, Mapping[str, Any]]) -> None:
    folder, told = served

    loaded = answer(folder, "load", "nomenclature")
    status = answer(folder, "status")
    asked = answer(folder, "ask")

    assert loaded["new"] > 3_000
    assert status["address"] == told["address"]
    assert status["counts"]["Concept"] > 2_000
    assert {each["name"] for each in asked} >= {"territories/territory"}
    assert httpx.get(f"{told['address']}/readyz").status_code == 200


def test_a_second_load_of_the_same_file_writes_nothing(served: tuple[Path, Mapping[str, Any]]) -> None:
    folder, _ = served
    answer(folder, "load", "nomenclature")

    again = answer(folder, "load", "nomenclature")

    assert (again["load"], again["new"], again["changed"], again["retired"]) == (None, 0, 0, 0)
    assert again["unchanged"] > 3_000


def test_a_second_service_on_the_folder_is_refused_and_says_where_the_first_is(
    served: tuple[Path, Mapping[str, Any]],
) -> None:
    folder, told = served

    refused = sillon(folder, "serve", "--port", "0")

    assert (refused.returncode, refused.stdout) == (3, "")
    assert refused.stderr.count("\n") == 1
    assert told["address"] in refused.stderr


def test_without_the_key_the_doors_of_the_administrator_are_closed(served: tuple[Path, Mapping[str, Any]]) -> None:
    _, told = served

    for path in ("/v1/queries", "/v1/loads", "/v1/export"):
        assert httpx.get(told["address"] + path).status_code == 401
        assert httpx.get(told["address"] + path, headers={"Authorization": "Bearer guess"}).status_code == 401


def test_a_signal_ends_the_service_and_takes_its_file_away(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serving(folder) as (process, _):
        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=15) == 0
        assert not (folder / "engine.json").exists()


def test_after_a_kill_the_left_file_is_ignored_and_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serving(folder) as (process, _):
        process.kill()
        process.wait(timeout=15)
    left = (folder / "engine.json").read_text()

    assert answer(folder, "status")["address"] is None
    with serving(folder) as (_, told):
        assert (folder / "engine.json").read_text() != left
        assert answer(folder, "status")["address"] == told["address"]


def test_a_taken_port_is_refused_by_serve(served: tuple[Path, Mapping[str, Any]], tmp_path: Path) -> None:
    port = served[1]["address"].rsplit(":", 1)[1]

    refused = sillon(tmp_path / "data", "serve", "--port", port)

    assert refused.returncode == 3
    assert "--port" in refused.stderr


def test_a_command_that_finds_the_folder_held_by_another_command_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serving(folder):
        (folder / "engine.json").rename(tmp_path / "hidden")  # as while another command has the folder open
        refused = sillon(folder, "status")
        (tmp_path / "hidden").rename(folder / "engine.json")

    assert (refused.returncode, refused.stdout) == (3, "")
    assert refused.stderr.count("\n") == 1
    assert str(folder) in refused.stderr


def rows_of(answer: Mapping[str, Any]) -> list[str]:
    """What an answer lists, whoever asks: stages, machines or actors."""
    return [row.get("stage") or row.get("equipment") or row["actor"] for row in answer["data"]]


def test_the_demonstration_moves_to_a_free_port_answers_and_speaks_for_others(
    served: tuple[Path, Mapping[str, Any]], tmp_path: Path
) -> None:
    taken = int(served[1]["address"].rsplit(":", 1)[1])
    mills: dict[str, Any] = {"type": "equipment:five-axis-mill", "near": "Metz", "km": 40}

    with serving(tmp_path / "data", "demo", "--port", str(taken)) as (process, told):
        assert told["folder"] == str(tmp_path / "data-demo")
        assert int(told["address"].rsplit(":", 1)[1]) > taken
        assert told["loads"]["fictitious"]["rejected"] == 0
        assert [len(answer["data"]) > 0 for answer in told["answers"]] == [True] * 3
        public = httpx.get(f"{told['address']}/v1/equipment", params=mills).json()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=15) == 0
    with serving(tmp_path / "data", "demo", "--port", "0", "--as", "member") as (_, again):
        assert again["loads"] == dict.fromkeys(told["loads"])
        assert [rows_of(answer) for answer in again["answers"]] == [rows_of(answer) for answer in told["answers"]]
        assert (again["as"], len(again["speaks_for"])) == ("member", 1)
        member = httpx.get(f"{again['address']}/v1/equipment", params=mills).json()
    assert (public["meta"]["level"], member["meta"]["level"]) == ("public", "members")
    assert {row["equipment"] for row in public["data"]} < {row["equipment"] for row in member["data"]}
