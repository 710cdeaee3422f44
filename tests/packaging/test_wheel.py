"""The wheel alone, in an empty environment outside the checkout: it carries what it needs, and runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.serving import demonstrating

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built with the tools that are installed."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that holds the wheel and its requirements, at the locked versions."""
    home = tmp_path_factory.mktemp("empty")
    venv.create(home / "env", with_pip=True)
    programs = home / "env" / ("Scripts" if os.name == "nt" else "bin")
    constraints = home / "constraints.txt"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    constraints.write_text("\n".join(re.findall(r"^[A-Za-z0-9._-]+==[^\\\n]+", lock, re.MULTILINE)), encoding="utf-8")
    subprocess.run(
        [
            programs / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--constraint",
            str(constraints),
            str(wheel),
        ],
        check=True,
        cwd=home,
    )
    return programs


@pytest.fixture
def outside(tmp_path: Path) -> dict[str, str]:
    """Variables for a process that cannot see the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SILLON_", "PYTHON"))}
    return kept | {"SILLON_LANG": "en", "HOME": str(tmp_path)}


def test_ontology_cypher_and_reference_data_travel_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {
        *(
            f"graph_service/_shipped/{path.relative_to(ROOT).as_posix()}"
            for folder in ("ontology", "cypher")
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        ),
        *(
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / "loaders").rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        ),
        *(
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / "graph_service").rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        ),
    }

    assert sorted(shipped - names) == []


def test_tests_and_secrets_do_not_travel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert [
        name for name in names if name.startswith(("tests/", "benchmarks/", "docs/")) or "engine.json" in name
    ] == []
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_installed_wheel_loads_what_it_ships_and_answers(
    installed: Path, outside: dict[str, str], tmp_path: Path
) -> None:
    def sillon(*arguments: str) -> str:
        done = subprocess.run(
            [installed / "sillon", *arguments], cwd=tmp_path, env=outside, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    loaded = json.loads(sillon("load", "nomenclature", "--json"))
    again = json.loads(sillon("load", "nomenclature", "--json"))

    assert loaded["new"] > 3_000
    assert (loaded["rejected"], again["new"], again["changed"], again["load"]) == (0, 0, 0, None)
    assert json.loads(sillon("ask", "--json"))
    assert json.loads(sillon("status", "--json"))
    assert "<https://w3id.org/sillon/ontology#" in sillon("export", "--format", "ttl")


def test_the_installed_wheel_alone_serves_the_demonstration(
    installed: Path, outside: dict[str, str], tmp_path: Path
) -> None:
    with demonstrating([installed / "sillon"], tmp_path, outside) as told:
        pass

    assert told["loads"]["fictitious"]["new"] >= 100
    assert [bool(answer["data"]) for answer in told["answers"]] == [True] * 3
