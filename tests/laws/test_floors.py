"""Each import contract of pyproject.toml holds, and is broken by the import that it forbids."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("graph_service", "loaders")
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]

PLANTS: dict[str, dict[str, str]] = {
    "Floors: each room sees only those below it": {
        "graph_service/kernel/planted.py": "from graph_service.schema import model",
        "graph_service/actors/planted.py": "from graph_service.territories import models",
        "graph_service/analysis/planted.py": "from graph_service.store import port",
        "graph_service/web/planted.py": "from graph_service import app",
    },
    "Loaders see the store and below, and the texts": {
        "loaders/planted.py": "from graph_service.formats import csv",
    },
    "Only cli, app, web and intake see the loaders": {
        "graph_service/client/planted.py": "from loaders import records",
    },
    "Only store.bolt imports the driver": {
        "graph_service/store/planted_driver.py": "import neo4j",
    },
    "Only store.embedded imports the embedded engine": {
        "graph_service/store/planted_engine.py": "import arcadedb",
    },
    "Only schema.rdf, its writer and its reading child import an RDF library": {
        "graph_service/formats/planted.py": "import pyoxigraph",
    },
    "What is not HTTP never imports FastAPI": {
        "graph_service/projection/planted.py": "import fastapi",
        "graph_service/access/planted.py": "import starlette",
    },
}
"""Contract → files to plant, each with the one line that it must not hold."""
ROOMS_WITHOUT_HTTP = ("models", "queries", "service")
"""Modules of a domain that know nothing of the web, whatever the domain."""

_JUDGE = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def copy(folder: Path) -> Path:
    """The packages and the contracts, where they may be spoilt."""
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "data", "static")
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def judged(folder: Path) -> tuple[int, str]:
    """Exit code and words of import-linter over a copy."""
    wide = {**os.environ, "COLUMNS": "200"}  # else two long names fall into two lines
    done = subprocess.run(
        [sys.executable, "-c", _JUDGE], cwd=folder, env=wide, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def part_of(contract: str, words: str) -> str:
    """What import-linter says of one broken contract."""
    told = words.partition(f"\n{contract}\n---")[2]
    others = [told.find(f"\n{other['name']}\n---") for other in CONTRACTS]
    return told[: min((at for at in others if at >= 0), default=len(told))]


def climbing() -> dict[str, str]:
    """File → import, for each room that would look one floor up or into the room beside it, and what it would see."""
    floors = [floor.split(" | ") for floor in CONTRACTS[0]["layers"]]
    steps = [(low, high) for above, below in pairwise(floors) for low in below for high in above]
    beside = [(one, other) for floor in floors for one in floor for other in floor if one != other]
    rooms = ROOT / "graph_service"
    return {
        f"graph_service/{one}/planted_{number}.py": f"import graph_service.{other}"
        for number, (one, other) in enumerate([*steps, *beside])
        if (rooms / one).is_dir()
    }


def plant(folder: Path, files: dict[str, str]) -> None:
    for place, line in files.items():
        assert not (folder / place).exists(), place
        (folder / place).write_text(line + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a copy in which every contract is breached."""
    folder = copy(tmp_path_factory.mktemp("planted"))
    for files in PLANTS.values():
        plant(folder, files)
    (folder / "graph_service" / "attic").mkdir()
    (folder / "graph_service" / "attic" / "__init__.py").touch()
    code, words = judged(folder)
    assert code == 1, words
    return words


def test_the_packages_keep_every_contract(tmp_path: Path) -> None:
    code, words = judged(copy(tmp_path))

    assert code == 0, words
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in words


def test_every_contract_has_a_planted_breach() -> None:
    assert PLANTS.keys() == {contract["name"] for contract in CONTRACTS}


@pytest.mark.parametrize("contract", PLANTS)
def test_a_contract_is_broken_by_the_import_that_it_forbids(planted: str, contract: str) -> None:
    told = part_of(contract, planted)

    assert re.search(rf"^{re.escape(contract)} BROKEN", planted, re.MULTILINE)
    for place in PLANTS[contract]:
        module = place.removesuffix(".py").replace("/", ".")
        assert re.search(rf"^- +{re.escape(module)} -> ", told, re.MULTILINE), told


def test_a_room_that_no_floor_names_is_told(planted: str) -> None:
    assert "- graph_service.attic\n" in part_of(CONTRACTS[0]["name"], planted)


def test_no_room_sees_the_floor_above_or_the_room_beside(tmp_path: Path) -> None:
    folder, files = copy(tmp_path), climbing()
    plant(folder, files)
    told = part_of(CONTRACTS[0]["name"], judged(folder)[1])

    assert len(files) > 20
    for place, line in files.items():
        low, high = place.split("/")[1], line.rpartition(".")[2]
        assert f"graph_service.{low} is not allowed to import graph_service.{high}:" in told


def unwatched(contracts: list[dict[str, Any]]) -> list[str]:
    """Models, queries and services that the contract against FastAPI forgot."""
    watched = next(each["source_modules"] for each in contracts if "fastapi" in each.get("forbidden_modules", ()))
    domains = set(next(floor for floor in contracts[0]["layers"] if "actors" in floor).split(" | "))
    there = [
        f"graph_service.{domain}.{room}"
        for domain in sorted(domains - {"intake"})  # the loaders' door on the API is about HTTP
        for room in ROOMS_WITHOUT_HTTP
        if (ROOT / "graph_service" / domain / f"{room}.py").exists()
    ]
    return [module for module in there if module not in watched]


def test_every_room_of_a_domain_is_in_the_contract_against_http() -> None:
    assert unwatched(CONTRACTS) == [], "add it to the contract in pyproject.toml"


def test_a_room_that_the_contract_forgets_is_told() -> None:
    spoilt = deepcopy(CONTRACTS)
    for contract in spoilt:
        if "fastapi" in contract.get("forbidden_modules", ()):
            contract["source_modules"].remove("graph_service.actors.service")

    assert unwatched(spoilt) == ["graph_service.actors.service"]
