"""Notebooks run from beginning to end against the demonstration, and are written for people who read them."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.environment import environment
from tests.serving import demonstrating

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LONGEST_FUNCTION = 5
PICTURES = {"01_trois_questions": ("manquants", "machines", "rencontres", "fournisseurs")}
"""Notebook → its cells that must show a drawing."""
each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def cells(notebook: Path, kind: str = "code") -> list[dict[str, Any]]:
    return [cell for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def code(notebook: Path) -> ast.Module:
    return ast.parse("\n".join("".join(cell["source"]) for cell in cells(notebook)))


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory, kept_demonstration: Path) -> Iterator[Path]:
    """The data folder of a running demonstration."""
    folder = tmp_path_factory.mktemp("demonstration")
    variables = environment({"SILLON_DATA": str(folder / "data"), "SILLON_LANG": "fr"})
    with demonstrating([sys.executable, "-m", "graph_service"], folder, variables, kept_demonstration) as told:
        yield Path(told["folder"])


def run(notebook: Path, data: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a copy of the notebook with nbmake, which writes what its cells show into the copy."""
    copied = shutil.copy(notebook, folder)
    ours = {"SILLON_DATA": str(data), "IPYTHONDIR": str(folder / "ipython"), "JUPYTER_RUNTIME_DIR": str(folder / "run")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--nbmake", "--overwrite", "-p", "no:cacheprovider", copied],
        cwd=folder,
        env=environment(ours),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@each_notebook
def test_a_notebook_runs_from_beginning_to_end(notebook: Path, demonstration: Path, tmp_path: Path) -> None:
    done = run(notebook, demonstration, tmp_path)
    shown = {cell["id"]: json.dumps(cell["outputs"]) for cell in cells(tmp_path / notebook.name)}

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
    for name in PICTURES[notebook.stem]:
        assert "<svg" in shown[name], f"{notebook.name}: the cell {name} shows no drawing"
        assert "<p>0 / 0" not in shown[name], f"{notebook.name}: the demonstration has no answer for the cell {name}"


def test_a_notebook_that_fails_is_told(demonstration: Path, tmp_path: Path) -> None:
    spoilt = json.loads(NOTEBOOKS[0].read_text(encoding="utf-8"))
    spoilt["cells"] = [cell for cell in spoilt["cells"] if cell["id"] == "ouvrir"]
    spoilt["cells"][0]["source"] = ["from graph_service.client import Sillon\n", "Sillon().actor('Nul de Nulle-Part')"]
    planted = tmp_path / "given" / "spoilt.ipynb"
    planted.parent.mkdir()
    planted.write_text(json.dumps(spoilt), encoding="utf-8")

    done = run(planted, demonstration, tmp_path)

    assert done.returncode == 1
    assert "NotFound" in done.stdout


@each_notebook
def test_a_notebook_imports_the_analysts_object_and_nothing_else(notebook: Path) -> None:
    imported = [node for node in ast.walk(code(notebook)) if isinstance(node, ast.Import | ast.ImportFrom)]

    assert [ast.unparse(node) for node in imported] == ["from graph_service.client import Sillon"]


@each_notebook
def test_a_notebook_has_no_long_function(notebook: Path) -> None:
    functions = [node for node in ast.walk(code(notebook)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    assert [each.name for each in functions if (each.end_lineno or 0) - each.lineno >= LONGEST_FUNCTION] == []


@each_notebook
def test_a_notebook_is_kept_without_what_it_showed_once(notebook: Path) -> None:
    assert [cell["id"] for cell in cells(notebook) if cell["outputs"] or cell["execution_count"] is not None] == []


@each_notebook
def test_a_notebook_says_in_words_what_it_asks(notebook: Path) -> None:
    assert notebook.stem[:2].isdigit()
    assert len(cells(notebook, "markdown")) * 3 >= len(cells(notebook))
    assert notebook.stem in PICTURES
