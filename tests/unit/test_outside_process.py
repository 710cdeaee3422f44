"""The process that reads RDF of others: confined, held back, ended at its limits, told when it dies."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph_service.kernel.errors import DataErrors
from graph_service.schema import outside_child
from graph_service.schema.outside import read_outside
from graph_service.schema.outside_process import Limits
from graph_service.schema.rdf import LIBRARY
from tests.unit.outside_files import DEEP, NESTED, TERM
from tests.unit.outside_reading import children, file, reads_on


@pytest.fixture(autouse=True)
def next_file_is_read(tmp_path: Path) -> Iterator[None]:
    """Whatever happened, no child is left and we read on."""
    yield
    assert reads_on(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on open files: nothing there would fetch")
def test_a_confined_child_can_open_neither_a_socket_nor_a_file() -> None:
    code = (
        "import runpy, socket; child = runpy.run_path(__import__('sys').argv[1]); child['_confine'](1 << 30, 60)\n"
        "for act in (socket.socket, lambda: open('/dev/null'), lambda: socket.create_connection(('::1', 9))):\n"
        "    try: act()\n"
        "    except OSError as refused: print(refused.errno)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, outside_child.__file__],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(LIBRARY)},
    )

    assert told.stdout.split() == [str(errno.EMFILE)] * 3


def test_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = file(tmp_path, "big.jsonld", '{"@graph": [' + ",".join(['{"http://e.org/p": 1}'] * 400_000) + "]}")

    with pytest.raises(DataErrors, match=r"big\.jsonld: Reading asked for too much memory"):
        list(read_outside(path, limits=Limits(memory=60 << 20, cpu=60, wall=60)))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits: there the parent watches alone")
@pytest.mark.parametrize(
    ("kind", "limits", "sentence"),
    [
        ("nodes of XML", Limits(memory=1 << 30, cpu=1, wall=60), "took too long"),
        ("brackets", Limits(memory=1 << 20, cpu=60, wall=60), "too much memory"),
    ],
)
def test_the_system_ends_what_the_parent_does_not_see(
    kind: str, limits: Limits, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_service.schema.outside_process._PERIOD", 3600)
    form, text = NESTED[kind]
    path = file(tmp_path, "deep.txt", text.replace("(" * DEEP, "(" * DEEP * 8))

    with pytest.raises(DataErrors, match=sentence):
        list(read_outside(path, format=form, limits=limits))


def many(folder: Path, count: int = 200_000) -> Path:
    return file(folder, "many.nt", "".join(f'{TERM}"{number}" .\n' for number in range(count)))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows one way to end a process, and does not tell which")
@pytest.mark.parametrize(("sign", "sentence"), [(signal.SIGKILL, "ended from outside"), (signal.SIGSEGV, "fell over")])
def test_a_child_killed_midway_is_told_with_the_last_line_understood(
    sign: signal.Signals, sentence: str, tmp_path: Path
) -> None:
    quads = read_outside(many(tmp_path))
    seen = [next(quads)]
    (pid,) = children()
    os.kill(pid, sign)

    with pytest.raises(DataErrors) as refused:
        seen.extend(quads)

    assert sentence in refused.value.en
    assert 0 < len(seen) < 200_000
    assert refused.value.fr.startswith(f"many.nt:{seen[-1].line}: ")


def test_who_stops_reading_leaves_no_child(tmp_path: Path) -> None:
    quads = read_outside(many(tmp_path))
    next(quads)
    assert len(children()) == 1

    quads.close()

    assert children() == []


def test_a_slow_reader_holds_the_child_back_and_is_not_its_fault(tmp_path: Path) -> None:
    quads = read_outside(many(tmp_path, 30_000), limits=Limits(1 << 30, cpu=30, wall=2.5))
    next(quads)
    (pid,) = children()
    time.sleep(3)
    behind = psutil.Process(pid).cpu_times().user
    time.sleep(0.5)

    assert psutil.Process(pid).cpu_times().user == behind, "the child goes on though nobody takes what it tells"
    assert sum(1 for _ in quads) == 29_999


def test_memory_does_not_grow_with_a_file_that_is_read_as_it_comes(tmp_path: Path) -> None:
    quads = read_outside(many(tmp_path))
    next(quads)
    (pid,) = children()
    child, ours = psutil.Process(pid), psutil.Process().memory_info().rss
    largest = 0
    for number, _ in enumerate(quads):
        if number % 50_000 == 0 and child.is_running():
            largest = max(largest, child.memory_info().rss)

    assert largest < 64 << 20
    assert psutil.Process().memory_info().rss - ours < 16 << 20
