"""Fresh processes, interleaved, best of k; CPU time, since machines are shared and noisy.

A task is a piece of work done by us, by a peer, and where we have one by a floor (how fast it could be).
Milliseconds are reported beside their machine; what is promised is the ratio.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

_HERE = Path(__file__).parent
_ROOT = _HERE.parent
_CHILD = """
import json, resource, time
{setup}
_wall, _cpu = time.perf_counter(), time.process_time()
{work}
_cpu, _wall = time.process_time() - _cpu, time.perf_counter() - _wall
_peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
{answer}
print(json.dumps({{"cpu_s": _cpu, "wall_s": _wall, "peak_mb": _peak, "answer": globals().get("answer")}}))
"""


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to do the work: `setup` is not measured, `work` is.

    What it leaves in the variable `answer` (JSON) is compared; where finding that out is no part of the work, `answer`
    does it after the clock has stopped.
    """

    name: str
    work: str
    setup: str = ""
    answer: str = ""
    borrowed: bool = False
    """Needs a package of peers.lock, which the project itself does not depend on."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is compared, and what is promised of ours: peer/ours at least (or ours/peer at most) `target`."""

    name: str
    ours: Contender
    peer: Contender
    target: float
    promise: Literal["peer/ours at least", "ours/peer at most"]
    floor: Contender | None = None
    rounds: int = 5
    clock: Literal["cpu_s", "wall_s", "peak_mb"] = "cpu_s"
    """Wall time where another process does part of the work; memory instead of time, with the largest child's."""
    around: Callable[[], AbstractContextManager[Mapping[str, str]]] | None = None
    """What stands while the contenders run, such as a server; gives variables of their environment."""

    @property
    def contenders(self) -> tuple[Contender, ...]:
        """Ours, the peer, and the floor if there is one."""
        return (self.ours, self.peer) if self.floor is None else (self.ours, self.peer, self.floor)


@dataclass(frozen=True, slots=True)
class Measured:
    """Best CPU and wall seconds and megabytes per contender, and the ratio that was promised."""

    task: Task
    cpu_s: Mapping[str, float]
    wall_s: Mapping[str, float]
    peak_mb: Mapping[str, float]

    @property
    def ratio(self) -> float:
        """Of the times (or the memory), the way round that the promise has it."""
        ours, peer = self.best(self.task.ours), self.best(self.task.peer)
        return peer / ours if self.task.promise == "peer/ours at least" else ours / peer

    def best(self, contender: Contender) -> float:
        """Best time of a contender by the task's clock, in seconds; least memory in megabytes."""
        measured: Mapping[str, float] = getattr(self, self.task.clock)
        return measured[contender.name]

    @property
    def kept(self) -> bool:
        """Whether the promise holds."""
        at_least = self.task.promise == "peer/ours at least"
        return self.ratio >= self.task.target if at_least else self.ratio <= self.task.target


class NotMeasuredError(Exception):
    """Something that the task needs is not there; says what."""


class AnswersDifferError(AssertionError):
    """Two contenders did not do the same work: nothing was timed."""


def measure(task: Task) -> Measured:
    """Run the contenders a b a b … in fresh processes.

    Raises AnswersDifferError before any figure is given, and NotMeasuredError.
    """
    with task.around() if task.around else nullcontext({}) as environment:
        return _measured(task, environment)


def _measured(task: Task, environment: Mapping[str, str]) -> Measured:
    runs: dict[str, list[dict[str, float]]] = {each.name: [] for each in task.contenders}
    first: object = None
    for round_ in range(task.rounds):
        for contender in task.contenders:
            run = _run(contender, environment)
            answer = run.pop("answer")
            if round_ == 0 and contender is task.ours:
                first = answer
            if answer != first:
                said = f"{contender.name} answers {answer!r}, {task.ours.name} {first!r}"
                raise AnswersDifferError(f"{task.name}: {said}")
            runs[contender.name].append(run)
    return Measured(
        task=task,
        cpu_s={name: min(run["cpu_s"] for run in each) for name, each in runs.items()},
        wall_s={name: min(run["wall_s"] for run in each) for name, each in runs.items()},
        peak_mb={name: min(run["peak_mb"] for run in each) for name, each in runs.items()},
    )


def table(results: Sequence[Measured]) -> str:
    """The results as a Markdown table, under a line that says on what they were measured."""
    lines = [
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; best of k, CPU milliseconds.",
        "",
        "| task | ours | peer | floor | ratio | promised | kept |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in results:
        floor = "–" if each.task.floor is None else _ms(each, each.task.floor)
        lines.append(
            f"| {each.task.name} | {_ms(each, each.task.ours)} | {_ms(each, each.task.peer)} | {floor} "
            f"| {each.ratio:.2f} | {each.task.promise} {each.task.target:g} | {'yes' if each.kept else 'NO'} |"
        )
    return "\n".join(lines) + "\n"


def merged(before: str, new: str) -> str:
    """The table `new`, with the rows that the table of the same head had in `before` and it has not."""
    lines = new.splitlines()
    head = next(place for place, line in enumerate(lines) if line.startswith("|"))
    rows = {_first(line): line for line in _rows_under(before.splitlines(), lines[head])}
    rows |= {_first(line): line for line in lines[head + 2 :]}
    return "\n".join([*lines[: head + 2], *rows.values()]) + "\n"


def _rows_under(lines: list[str], head: str) -> list[str]:
    if head not in lines:
        return []
    below = lines[lines.index(head) + 2 :]
    return below[: next((place for place, line in enumerate(below) if not line.startswith("|")), len(below))]


def _first(row: str) -> str:
    return row.split("|")[1].strip()


def _ms(measured: Measured, contender: Contender) -> str:
    if measured.task.clock == "peak_mb":
        return f"{contender.name}: {measured.best(contender):,.0f} MB"
    wall = " (wall)" if measured.task.clock == "wall_s" else ""
    return f"{contender.name}: {1000 * measured.best(contender):,.0f}{wall}"


@cache
def _borrower() -> Path:
    """The Python of an environment with the peers in it, made once in benchmarks/out.

    Apart from the project's own: where pandas is installed the Neo4j driver imports it at every start.
    """
    home = _HERE / "out" / "peers"
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready = home / "ready"
    if not ready.exists():
        venv.create(home, with_pip=True, clear=True)
        lock = str(_HERE / "peers.lock")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock], check=True)
        ready.touch()
    return python


def _run(contender: Contender, environment: Mapping[str, str]) -> dict[str, float]:
    code = _CHILD.format(setup=contender.setup, work=contender.work, answer=contender.answer)
    python = str(_borrower()) if contender.borrowed else sys.executable
    environ = {**os.environ, **environment}
    done = subprocess.run([python, "-c", code], cwd=_ROOT, env=environ, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{contender.name} failed:\n{done.stderr}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told
