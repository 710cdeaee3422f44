"""How far long work is: a bar on a terminal, one line per 10 % elsewhere; always on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from graph_service.cli.printing import aside, console
from graph_service.cli.words import number, sentence, word
from graph_service.cli.words import stage as stage_in_words

Told = Callable[[str, int, int], None]
"""Called with (stage, done, total); total 0 means not known yet."""


@contextmanager
def shown(per: str = "rows/s") -> Iterator[Told]:
    """Show what is told until the block ends; `per` is the unit of its speed."""
    if sys.stderr.isatty():
        with _bar(per) as told:
            yield told
    else:
        yield _lines(per)


@contextmanager
def _bar(per: str) -> Iterator[Told]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        task = progress.add_task("…", total=None, speed="")
        stage_now = ""

        def told(stage: str, done: int, total: int) -> None:
            nonlocal stage_now
            if stage != stage_now:
                stage_now = stage
                progress.reset(task, description=stage_in_words(stage), total=total or None)
            speed = progress.tasks[0].speed
            said = f"{number(round(speed))} {word(per)}" if speed else ""
            progress.update(task, completed=done, total=total or None, speed=said)

        yield told


def _lines(per: str) -> Told:
    stage_now, tenth, since = "", 0, time.monotonic()

    def told(stage: str, done: int, total: int) -> None:
        nonlocal stage_now, tenth, since
        if stage != stage_now:
            stage_now, tenth, since = stage, 0, time.monotonic()
        reached = 10 * done // total if total > 0 else 0
        if reached > tenth:
            tenth = reached
            passed = time.monotonic() - since
            speed = f" · {number(round(done / passed))} {word(per)}" if passed > 0.05 and done else ""
            said, far, whole = stage_in_words(stage), number(done), number(total)
            aside(
                sentence(
                    f"{said} : {10 * reached} % · {far} sur {whole}{speed}",
                    f"{said}: {10 * reached} % · {far} of {whole}{speed}",
                )
            )

    return told
