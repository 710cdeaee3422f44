"""Importing the command line costs little more than the libraries it is made with."""

from __future__ import annotations

from benchmarks.harness import Contender, Task

TASK = Task(
    name="import of the command line",
    ours=Contender("graph_service.cli", "import graph_service.cli"),
    peer=Contender("typer, rich", "import typer, rich"),
    target=2.0,
    promise="ours/peer at most",
    rounds=7,
)
