"""The command line without any database: what it imports, how it refuses, how it speaks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph_service.cli import loading, main
from graph_service.cli.printing import cell
from graph_service.cli.words import exit_code, stage, word
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
VERBS = ("demo", "serve", "status", "sources", "load", "loads", "rollback", "ask", "suggest", "export")


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


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "fr",
            ["17\N{NO-BREAK SPACE}091", "0,5", "", "a, b", "oui", "2", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}568"],
        ),
        ("en", ["17,091", "0.5", "", "a, b", "yes", "2", "1,234,568"]),
    ],
)
def test_cells_are_written_for_people(monkeypatch: pytest.MonkeyPatch, lang: str, said: list[str]) -> None:
    monkeypatch.setenv("SILLON_LANG", lang)

    assert [cell(each) for each in (17091, 0.5, None, ["a", "b"], True, 2.0, 1_234_567.8)] == said


REPORT = {
    **{"load": "load:0a", "read": 17_091, "new": 3, "changed": 0, "unchanged": 0, "retired": 0, "rejected": 4},
    **{"left_out": {"closed": 2}, "duplicates": 1, "hints": []},
    "problems": [{"line": line, "column": "siret", "reason": "x", "rejected": True} for line in range(2, 6)],
}
FRENCH = """\
lignes lues 17\N{NO-BREAK SPACE}091  nouveaux 3  modifiés 0  inchangés 0  retirés 0  lignes écartées 4
doublons 1  fermés 2
load:0a
  4 × siret : x (ligne 2, 3, 4, …)
"""
ENGLISH = """\
read 17,091  new 3  changed 0  unchanged 0  retired 0  rejected 4
duplicates 1  closed 2
load:0a
  4 × siret: x (line 2, 3, 4, …)
"""


@pytest.mark.parametrize(("lang", "said"), [("fr", FRENCH), ("en", ENGLISH)])
def test_a_report_speaks_one_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    monkeypatch.setenv("SILLON_LANG", lang)
    loading.show(REPORT)

    assert capsys.readouterr().out == said


def test_every_count_stage_and_heading_has_its_french_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SILLON_LANG", "fr")

    for name in (*loading.COUNTS, *loading.SELDOM, "loading", "finished", "queued", "running"):
        assert word(name) != name
    assert [stage(name) for name in ("read", "check", "write", "undo")] == [
        "lecture",
        "vérification",
        "écriture",
        "annulation",
    ]


@pytest.mark.parametrize(
    "arguments", [["ask", "actors/profile", "actor=\udce9"], ["load", "caf\udce9.csv"], ["\udcff"]]
)
def test_an_argument_that_is_no_unicode_is_wrong_use(arguments: list[str]) -> None:
    told = sillon(*arguments, SILLON_LANG="fr")

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith(f"sillon: L'argument {len(arguments)} (« ")
    assert told.stderr.endswith("n'est pas un texte correct : réécrivez-le en UTF-8.\n")


@pytest.mark.parametrize("name", ["SILLON_NEO4J_URI", "SILLON_DATA", "SILLON_LOG"])
@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_is_wrong_use_and_not_the_default(name: str, value: str, tmp_path: Path) -> None:
    told = sillon("status", "--data", str(tmp_path), **{name: value, "LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8"})

    assert (told.returncode, told.stdout) == (2, "")
    assert name in told.stderr
    assert list(tmp_path.iterdir()) == []
