"""`sillon rdf read`: N-Quads on standard output, faults with file and line on standard error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.environment import environment

TRIPLE = '<http://e.org/a> <http://e.org/p> "ça"@fr'


def read(*arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "graph_service", "rdf", "read", *arguments],
        capture_output=True,
        check=False,
        env=environment(variables),
        timeout=120,
    )


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.ttl"
    path.write_text(f"{TRIPLE} .\n\n<http://e.org/b> <http://e.org/p> nope .\n", encoding="utf-8")
    return path


def test_a_file_is_written_as_n_quads(tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    path.write_text(f"{TRIPLE} . <http://e.org/g> {{ {TRIPLE} }}", encoding="utf-8")
    told = read(str(path))

    assert (told.returncode, told.stderr) == (0, b"")
    assert told.stdout.decode().splitlines() == [f"{TRIPLE} .", f"{TRIPLE} <http://e.org/g> ."]


def test_a_fault_is_told_with_file_and_line_after_what_was_understood(broken: Path) -> None:
    told = read(str(broken), SILLON_LANG="en")

    assert told.returncode == 1
    assert told.stdout.decode() == f"{TRIPLE} .\n"
    assert told.stderr.decode().startswith(f"{broken}:3: This is not correct Turtle (nope ")
    assert told.stderr.count(b"\n") == 1


def test_a_fault_is_told_in_french_by_default(broken: Path) -> None:
    assert f"{broken}:3: Ce n'est pas du Turtle correct" in read(str(broken)).stderr.decode()


def test_the_format_that_is_asked_wins_and_the_base_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text('{"@id": "x", "http://e.org/p": "v"}', encoding="utf-8")

    assert read(str(path)).returncode == 1
    assert read(str(path), "--format", "jsonld", "--base", "http://e.org/").stdout == (
        b'<http://e.org/x> <http://e.org/p> "v" .\n'
    )


def test_wrong_use_is_told_apart_from_faults(broken: Path, tmp_path: Path) -> None:
    for arguments in ([], [str(tmp_path / "none.ttl")], [str(tmp_path)], [str(broken), "--base", "no iri"]):
        told = read(*arguments)
        assert (told.returncode, told.stdout) == (2, b""), arguments
    unknown = read(str(broken), "--format", "hdt")
    assert unknown.returncode == 2
    assert b"turtle, ntriples, nquads, trig, rdfxml, jsonld, n3" in unknown.stderr


def test_whoever_closes_the_pipe_has_seen_enough(tmp_path: Path) -> None:
    path = tmp_path / "many.nt"
    path.write_text(f"{TRIPLE} .\n" * 200_000, encoding="utf-8")
    reading = subprocess.Popen(
        [sys.executable, "-m", "graph_service", "rdf", "read", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment({}),
    )
    assert reading.stdout is not None
    assert reading.stderr is not None
    with reading.stdout, reading.stderr:
        assert reading.stdout.readline().decode() == f"{TRIPLE} .\n"
        reading.stdout.close()
        assert reading.stderr.read() == b""
    assert reading.wait(60) == 0


def test_help_says_what_it_writes_and_how_it_ends() -> None:
    told = read("--help").stdout.decode()

    assert "N-Quads" in told
    assert "--format" in told
    assert "--base" in told
    assert "Exit code 1" in told
