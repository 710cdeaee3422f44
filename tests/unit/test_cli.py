"""The command line without any database: what it imports, how it refuses, how it speaks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph_service.cli import main
from graph_service.cli.printing import cell
from graph_service.cli.words import exit_code
from graph_service.kernel.errors import Conflict, DataErrors, NotFound, SillonError, Unavailable, WrongInput
from tests.environment import environment

HEAVY = {
    "arcadedb",
    "babel",
    "fastapi",
    "httpx",
    "jinja2",
    "neo4j",
    "numpy",
    "orjson",
    "polars",
    "psutil",
    "pydantic",
    "pydantic_settings",
    "pyoxigraph",
    "rapidfuzz",
    "starlette",
    "structlog",
    "uvicorn",
}
VERBS = ("demo", "serve", "status", "sources", "load", "loads", "rollback", "ask", "export")


def sillon(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graph_service", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment(variables),
        timeout=120,
    )


def test_importing_the_command_line_imports_nothing_heavy() -> None:
    code = (
        "import graph_service.cli, sys, json; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert HEAVY & set(json.loads(told.stdout)) == set()


def test_the_heavy_packages_are_really_there_to_be_avoided() -> None:
    code = (
        "import graph_service.settings, graph_service.client, sys; print(*{name.split('.')[0] for name in sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert {"pydantic", "httpx", "orjson"} <= set(told.stdout.split())


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_explains_itself_and_prints_json_on_demand(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([verb, "--help"])

    said = capsys.readouterr().out
    assert left.value.code == 0
    assert "--json" in said
    assert "--data" in said


def test_the_help_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])

    listed = capsys.readouterr().out
    assert [verb for verb in VERBS if f"\n  {verb} " not in listed] == []


def test_the_version_is_the_packages() -> None:
    from graph_service import __version__

    assert sillon("--version").stdout == f"sillon {__version__}\n"


def test_an_unknown_variable_names_the_nearest_one() -> None:
    told = sillon("status", SILLON_DATTA="x", SILLON_LANG="en")

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == "sillon: Unknown variable: SILLON_DATTA. Did you mean SILLON_DATA?\n"


def test_an_unknown_verb_and_an_unknown_flag_are_wrong_use() -> None:
    assert sillon("laod").returncode == 2
    assert sillon("status", "--jsn").returncode == 2


def test_a_missing_file_is_wrong_use_in_one_sentence_and_opens_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    told = sillon("load", "sirene", str(tmp_path / "none.csv"), "--data", str(folder))

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == f"sillon: Il n’y a pas de fichier {tmp_path / 'none.csv'}.\n"
    assert not folder.exists()


def test_a_parameter_without_equals_sign_is_wrong_use(tmp_path: Path) -> None:
    told = sillon("ask", "actors/profile", "siret", "--data", str(tmp_path / "data"))

    assert told.returncode == 2
    assert "clé=valeur" in told.stderr


def test_an_export_into_a_folder_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    told = sillon("export", "-o", str(tmp_path / "no" / "graph.ttl"), "--data", str(tmp_path / "data"))

    assert told.returncode == 2
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DataErrors("x"), 1),
        (WrongInput("x"), 2),
        (NotFound("x"), 2),
        (Unavailable("x"), 3),
        (Conflict("x"), 3),
        (SillonError("x"), 3),
    ],
)
def test_every_error_has_its_exit_code(error: SillonError, code: int) -> None:
    assert exit_code(error) == code


def test_cells_are_written_for_people() -> None:
    assert [cell(each) for each in (17091, 0.5, None, ["a", "b"], True, 2.0)] == [
        "17,091",
        "0.5",
        "",
        "a, b",
        "yes",
        "2",
    ]
