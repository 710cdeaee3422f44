"""A bulk load that is cut short at the command line: what is said, and both ways out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine import register
from tests.engine.test_cli_load import answer, sillon
from tests.environment import environment

pytestmark = pytest.mark.skipif(
    "KILLS" not in os.environ, reason="a quick machine ends the load before the signal: `make nightly` sets KILLS"
)
FIRST, BOTH = 300, 6_000


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A folder that nobody serves, in which some establishments are, each load of more than 500 objects being bulk."""
    folder = tmp_path_factory.mktemp("interrupted")
    variables = {"SILLON_DATA": str(folder / "data"), "SILLON_TRANSACTION_OBJECTS": "500"}
    loaded = answer(variables, "load", "sirene", str(register.write(folder / "first.csv", range(FIRST))), *_PROFILE)
    assert loaded["read"] == FIRST
    return variables


_PROFILE = ("--profile", "la-bonne-boite")


def _cut_short(variables: dict[str, str], file: Path, by: signal.Signals) -> tuple[int, str]:
    """Start to load `file`, and stop it in the middle of its writing; its exit code and the end of what it said."""
    child = subprocess.Popen(
        [sys.executable, "-m", "graph_service", "load", "sirene", str(file), *_PROFILE, "--retire-anyway"],
        env=environment({"SILLON_LANG": "en", **variables}),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert child.stderr is not None
    for line in child.stderr:
        if line.startswith("write: "):
            break
    child.send_signal(by)
    return child.wait(120), child.stderr.read()


def test_a_killed_load_leaves_a_closed_graph_that_says_so_and_can_be_rolled_back(
    alone: dict[str, str], tmp_path: Path
) -> None:
    file = register.write(tmp_path / "both.csv", range(BOTH))

    _cut_short(alone, file, signal.SIGKILL)

    status = answer(alone, "status")
    closed_by = status["closed_by"]
    assert closed_by is not None, status
    refused = sillon(alone, "ask", "actors/descriptions")
    assert refused.returncode == 3
    assert "sillon status" in refused.stderr.decode()
    undone = sillon(alone, "rollback", closed_by)
    assert undone.returncode == 0, undone.stderr.decode()
    after = answer(alone, "status")
    assert after["closed_by"] is None
    assert after["counts"]["Actor"] == FIRST
    assert [load["read"] for load in after["last_loads"]] == [FIRST]


def test_ctrl_c_says_what_to_do_and_the_same_command_finishes_the_load(alone: dict[str, str], tmp_path: Path) -> None:
    file = register.write(tmp_path / "both.csv", range(BOTH))

    code, said = _cut_short(alone, file, signal.SIGINT)

    assert code == 130
    assert "sillon status" in said
    assert "Traceback" not in said, said
    again = answer(alone, "load", "sirene", str(file), *_PROFILE, "--retire-anyway")
    assert again["read"] == BOTH
    third = answer(alone, "load", "sirene", str(file), *_PROFILE, "--retire-anyway")
    assert (third["load"], third["new"], third["changed"]) == (None, 0, 0)
