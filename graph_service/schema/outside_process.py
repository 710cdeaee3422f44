"""The process that reads RDF of somebody else's: started, fed with the file, watched, and killed at its limits."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from io import BufferedReader, FileIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

import psutil

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # a module or nothing

from graph_service.kernel.errors import DataErrors, SillonError, WrongInput
from graph_service.schema.outside_format import Format
from graph_service.schema.rdf import LIBRARY

_MB = 1 << 20
_SMALLEST = 256 * _MB
"""Memory that any file may take: 200,000 brackets within one another take 130 MB of the parser."""
_PER_BYTE = 20
"""Memory for each byte of the file: JSON-LD, which is read whole, took 13."""
_LARGEST = 2048 * _MB
"""Memory that no file gets beyond: the service goes on beside it."""
_SECONDS, _SECONDS_PER_MB = 10.0, 1.0
"""CPU time: a megabyte takes a tenth of a second here; a machine of a tenth of the speed still reads it."""
_PATIENCE = 3.0
"""How much longer than its CPU time we wait for the child, on a machine that others use too."""
_PERIOD = 0.02
"""Seconds between two looks: at most some tens of megabytes are taken meanwhile."""
_PIECE = 1 << 17
_PIPE = 1 << 20
_GRACE = 2
"""Seconds of CPU after which the system ends a child whose parent is gone."""
_PLACE = re.compile(r"Parser error (?:at|between) .*?: ")
_CHILD = Path(__file__).with_name("outside_child.py")
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""The only variables that the child gets: what an interpreter may need to start."""


class Limits(NamedTuple):
    """What the reading of one file may take."""

    memory: int
    """Bytes."""
    cpu: float
    """Seconds."""
    wall: float
    """Seconds that we wait for it; those in which it waits for us do not count."""


def limits_for(size: int) -> Limits:
    """The limits for a file of `size` bytes."""
    cpu = _SECONDS + _SECONDS_PER_MB * size / _MB
    return Limits(min(_SMALLEST + _PER_BYTE * size, _LARGEST), cpu, _PATIENCE * cpu)


class Reading:
    """One file in one child, which lives as long as `blocks` runs."""

    def __init__(self, name: str, form: Format, base: str | None, *, lines: bool, limits: Limits) -> None:
        self._name, self._form, self._base, self._lines, self._limits = name, form, base, lines, limits
        self.prefixes: dict[str, str] = {}
        """Those of the file, once all is read (and only with lines)."""
        self.pid: int | None = None

    def blocks(self, file: BinaryIO) -> Generator[bytes, None, None]:
        """N-Quads in whole lines (with lines: paragraphs), as they come.

        Raises DataErrors for what is refused, and WrongInput for the base.
        """
        process, answer = self._start(file)
        self.pid = process.pid
        watch = _Watch(process, self._limits)
        last = b""
        try:
            watch.start()
            for block in _whole(answer, watch, b"\n\n" if self._lines else b"\n"):
                told, ending = _parted(block)
                if told:
                    last = told
                    yield told
                if ending:
                    self._end(ending.decode())
                    return
            process.wait(_GRACE)
            raise self._died(watch.reason or _cause(process.returncode), last)
        finally:
            watch.stop()
            process.kill()
            answer.close()
            process.wait()

    def _start(self, file: BinaryIO) -> tuple[subprocess.Popen[bytes], BufferedReader[FileIO]]:
        variables = {name: os.environ[name] for name in _KEPT if name in os.environ}
        arguments = [
            self._form.parser, self._base or "", "lines" if self._lines else "plain",
            str(self._limits.memory), str(int(self._limits.cpu) + _GRACE),
        ]  # fmt: skip
        ours, its = os.pipe()
        _widen(its)
        answer = BufferedReader(FileIO(ours), _PIECE)
        try:
            process = subprocess.Popen(  # noqa: S603 (our own module, and no word of the file among its arguments)
                [sys.executable, "-S", "-s", "-P", "-B", str(_CHILD), *arguments],
                stdin=file,
                stdout=its,
                stderr=subprocess.DEVNULL,
                env={**variables, "PYTHONPATH": str(LIBRARY)},
            )
        except BaseException:
            answer.close()
            raise
        finally:
            os.close(its)
        return process, answer

    def _end(self, ending: str) -> None:
        if ending[0] == ".":
            words = ending[1:].split(" ")
            self.prefixes = dict(zip(words[::2], words[1::2], strict=False))
            return
        line, kind, words_ = ending[1:].split(" ", 2)
        raise self._refused(int(line), kind, words_)

    def _refused(self, line: int, kind: str, words: str) -> SillonError:
        if kind == "base":
            return WrongInput(
                f"L'IRI de base n'est pas correct ({words}).", f"The base IRI is not correct ({words}).", field="base"
            )
        if kind == "syntax":
            said = _PLACE.sub("", words)
            title = self._form.title
            return self.error(
                line,
                f"Ce n'est pas du {title} correct ({said}). Corrigez cet endroit, ou dites le bon format.",
                f"This is not correct {title} ({said}). Correct this place, or tell the right format.",
            )
        return self.error(line, *_KINDS[kind])

    def _died(self, kind: str, last: bytes) -> DataErrors:
        """No line is sure then: the last one that was told is the last one that was understood."""
        fr, en = _KINDS[kind]
        head = last.rstrip(b"\n").rpartition(b"\n\n")[2].partition(b"\n")[0]
        line = int(head.rpartition(b" ")[2]) if self._lines and head else 0
        if line:
            fr, en = f"{fr} Compris jusqu'ici.", f"{en} Understood up to here."
        return self.error(line, fr, en)

    def error(self, line: int, fr: str, en: str) -> DataErrors:
        """A fault of the file, at its place: `file:line: sentence`."""
        place = f"{self._name}:{line}" if line else self._name
        return DataErrors(f"{place}: {fr}", f"{place}: {en}", file=self._name, line=line)


_KINDS = {
    "doctype": (
        "Le fichier contient « <!DOCTYPE », qui peut déclarer des entités sans fin. Écrivez-les en toutes lettres, "
        "ou convertissez-le en Turtle.",
        "The file has “<!DOCTYPE”, which may declare entities without end. Write them out, or convert it to Turtle.",
    ),
    "context": (
        "Le fichier cite un contexte JSON-LD d'ailleurs ; Sillon ne va rien chercher. Écrivez ce contexte dans le "
        "fichier.",
        "The file names a JSON-LD context elsewhere; Sillon fetches nothing. Write that context into the file.",
    ),
    "token": (
        "Un texte ou un nom y dépasse 16 Mo. Fermez son guillemet, ou raccourcissez-le.",
        "A text or a name there is longer than 16 MB. Close its quotation mark, or shorten it.",
    ),
    "file": (
        "Le fichier n'a pas pu être lu jusqu'au bout. Vérifiez le disque, puis recommencez.",
        "The file could not be read to its end. Check the disk, then try again.",
    ),
    "memory": (
        "La lecture demandait trop de mémoire ; elle a été arrêtée. Partagez le fichier, ou convertissez-le en Turtle.",
        "Reading asked for too much memory; it was stopped. Split the file, or convert it to Turtle.",
    ),
    "time": (
        "La lecture durait trop longtemps ; elle a été arrêtée. Le fichier est imbriqué à l'excès, ou à partager.",
        "Reading took too long; it was stopped. The file is nested to excess, or should be split.",
    ),
    "depth": (
        "La lecture est tombée, sans doute sur une imbrication trop profonde. Simplifiez le fichier.",
        "Reading fell over, most likely at something nested too deep. Simplify the file.",
    ),
    "killed": (
        "La lecture a été interrompue de l'extérieur. Recommencez.",
        "Reading was ended from outside. Try again.",
    ),
}  # fmt: skip


class _Watch(threading.Thread):
    """Looks at the child until it is stopped, and kills it at its limits."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        super().__init__(daemon=True, name="reading RDF")
        self._process = process
        self._limits = limits
        self._over = threading.Event()
        self._waited = 0.0
        self._since: float | None = None
        self.reason: str | None = None

    def read(self, stream: BufferedReader[FileIO]) -> bytes:
        """The next piece of the child's answer, on the clock."""
        self._since = started = time.monotonic()
        try:
            return stream.read1(_PIECE)
        finally:
            self._since = None
            self._waited += time.monotonic() - started

    def run(self) -> None:
        """Kill it for the first limit that it exceeds."""
        try:
            child = psutil.Process(self._process.pid)
            while not self._over.wait(_PERIOD):
                times = child.cpu_times()
                if child.memory_info().rss > self._limits.memory:
                    self._kill("memory")
                elif times.user + times.system > self._limits.cpu or self._clock() > self._limits.wall:
                    self._kill("time")
        except psutil.Error:
            return  # gone: its answer ends, and tells

    def _clock(self) -> float:
        since = self._since
        return self._waited + (time.monotonic() - since if since is not None else 0.0)

    def _kill(self, reason: str) -> None:
        self.reason = self.reason or reason
        self._process.kill()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        if self.is_alive():
            self.join()


def _widen(pipe: int) -> None:
    """Let the child write ahead while we read what it wrote before: with a narrow pipe the two take turns."""
    if fcntl is not None and hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _whole(stream: BufferedReader[FileIO], watch: _Watch, mark: bytes) -> Iterator[bytes]:
    """Pieces that end with a line or a paragraph; what a dead child left unfinished is dropped."""
    begun: list[bytes] = []
    held = b""
    while piece := watch.read(stream):
        piece = held + piece
        held = mark[:-1] if piece.endswith(mark[:-1]) and not piece.endswith(mark) else b""
        piece = piece.removesuffix(held)
        whole, end, rest = piece.rpartition(mark)
        if end:
            yield b"".join([*begun, whole, end])
            begun = [rest]
        else:
            begun.append(piece)


def _parted(block: bytes) -> tuple[bytes, bytes]:
    """The statements of a block, and the row that ends the answer if it is there."""
    rows = block.rstrip(b"\n")
    at = rows.rfind(b"\n") + 1
    return (block[:at], rows[at:]) if rows[at : at + 1] in (b".", b"!") else (block, b"")


def _cause(code: int | None) -> str:
    """Of a death that we did not bring."""
    if code is None or code >= 0:
        return "depth"
    return {"SIGABRT": "memory", "SIGXCPU": "time", "SIGKILL": "killed", "SIGTERM": "killed"}.get(
        signal.Signals(-code).name, "depth"
    )
