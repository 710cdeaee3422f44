"""The questions of the README are asked as they stand there, beside the demonstration, and answer what it says."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.environment import environment
from tests.serving import demonstrating

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVED = "http://127.0.0.1:8000"
EXAMPLES = [
    (match.group(1), match.group(2).splitlines())
    for block in re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for match in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]


def variables() -> dict[str, str]:
    return environment({"PYTHONPATH": str(ROOT)})


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory, kept_demonstration: Path
) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The folder in which `sillon demo` runs, and what it said."""
    folder = tmp_path_factory.mktemp("readme")
    with demonstrating([sys.executable, "-m", "graph_service"], folder, variables(), kept_demonstration) as told:
        yield folder, told


@pytest.fixture(scope="module")
def demonstration(running: tuple[Path, Mapping[str, Any]]) -> tuple[Path, str]:
    """The folder, and the address of the service."""
    return running[0], running[1]["address"]


def answer(command: str, folder: Path, address: str) -> list[str]:
    """What the command prints, without spaces at the ends of lines."""
    words = shlex.split(command)
    told = dict(word.split("=", 1) for word in takewhile(lambda word: word.startswith("SILLON_"), words))
    words = words[len(told) :]
    if words[0] == "curl":
        got = httpx.get(words[-1].replace(SERVED, address))
        assert got.status_code == 200, got.text
        printed = got.content.decode("utf-8-sig")
    else:
        assert words[0] == "sillon"
        done = subprocess.run(
            [sys.executable, "-m", "graph_service", *words[1:]],
            cwd=folder, env={**variables(), **told}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        printed = done.stdout
    return [line.rstrip() for line in printed.splitlines()]


def test_the_readme_answers_three_questions() -> None:
    assert len(EXAMPLES) == 3
    assert all(len(expected) > 1 for _, expected in EXAMPLES)


@pytest.mark.parametrize(("command", "expected"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_a_question_of_the_readme_has_the_answer_that_it_shows(
    demonstration: tuple[Path, str], command: str, expected: list[str]
) -> None:
    assert answer(command, *demonstration) == expected


def test_the_answers_of_the_demonstration_are_those_of_the_questions_it_names(
    running: tuple[Path, Mapping[str, Any]],
) -> None:
    folder, told = running

    for each in told["answers"]:
        printed = answer(f"sillon ask {each['ask']} --data data-demo --json", folder, told["address"])
        assert json.loads("\n".join(printed))["data"] == each["data"]
        named = {fact for row in each["data"] for fact in row.get("facts", ())}
        assert named <= set(each["facts"])
        assert {fact["source"] for fact in each["facts"].values()} <= {"fictitious", "rules"}
