"""The questions of the README are asked as they stand there, and answer what it says."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = [
    (match.group(1), match.group(2))
    for block in re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for match in re.finditer(r"^\$ (sillon .*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]


@pytest.fixture(scope="module")
def beside_the_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `sillon demo` was run once."""
    folder = tmp_path_factory.mktemp("readme")
    process = subprocess.Popen(
        [sys.executable, "-m", "graph_service", "demo", "--port", "0", "--json"],
        cwd=folder, env=variables(), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line == "}\n":
            break
    assert json.loads("".join(said))["folder"] == "data-demo"
    process.terminate()
    assert process.wait(timeout=30) == 0
    return folder


def variables() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SILLON_")}
    return kept | {"PYTHONPATH": str(ROOT)}


def test_the_readme_answers_three_questions() -> None:
    assert len(EXAMPLES) == 3
    assert all(expected.strip() for _, expected in EXAMPLES)


@pytest.mark.parametrize(("command", "expected"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_a_question_of_the_readme_has_the_answer_that_it_shows(
    beside_the_demonstration: Path, command: str, expected: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "graph_service", *shlex.split(command)[1:]],
        cwd=beside_the_demonstration, env=variables(), capture_output=True, text=True, check=False,
    )  # fmt: skip

    shown = [line.rstrip() for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert shown == [line.rstrip() for line in expected.splitlines()]
