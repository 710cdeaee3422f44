"""The few files around the code: goals of one line, a command for CI, compose and image that fit one another."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOALS = ("demo", "test", "check", "bench", "nightly")


@pytest.mark.parametrize("goal", GOALS)
def test_each_goal_of_the_makefile_is_one_line(goal: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    rule = re.search(rf"^{goal}:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)

    assert rule is not None
    assert len(rule.group(1).splitlines()) == 1


def test_the_tests_are_not_run_on_code_that_fails_its_checks() -> None:
    planned = subprocess.run(
        ["make", "--dry-run", "--silent", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert planned.index("ruff") < planned.index("pytest")
    assert all(tool in planned for tool in ("mypy", "lint-imports", "deptry", "vulture", "codespell"))


def test_ci_is_the_readmes_test_command_with_nothing_skipped() -> None:
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "REQUIRE=neo4j,chromium,node,data make test"


def test_the_image_does_not_run_as_root_and_leaves_the_tools_behind() -> None:
    build, run = (ROOT / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")[-2:]

    assert "--require-hashes" in build
    assert re.search(r"^USER (?!root)\w+$", run, re.MULTILINE)
    assert "pip install" not in run


def test_compose_keeps_passwords_in_files() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")

    assert "SILLON_NEO4J_PASSWORD_FILE: /run/secrets/" in text
    assert "NEO4J_AUTH_FILE: /run/secrets/" in text
    assert not re.search(r"(PASSWORD|AUTH):", text)


def test_the_variables_of_image_and_compose_are_settings() -> None:
    from graph_service.settings import PREFIX, Settings

    known = {PREFIX + name.upper() for name in Settings.model_fields}
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8") + (ROOT / "Dockerfile").read_text(encoding="utf-8")

    assert set(re.findall(r"SILLON_\w+", text)) - known == set()
