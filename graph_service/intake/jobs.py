"""Long work, one piece at a time, in a thread of its own; what it has come to is asked by id."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import structlog

from graph_service.http.problems import problem_of
from graph_service.intake.models import Job
from graph_service.kernel.errors import Busy, NotFound, SillonError

Progress = Callable[[str, int, int], None]
Work = Callable[[Progress], dict[str, Any]]

_WAITING = 20
_KEPT = 200
_ENDED = ("done", "failed")
_log = structlog.get_logger("sillon.jobs")


class Jobs:
    """A queue with one worker; thread-safe."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="sillon-job")
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._closed = False

    def start(self, kind: Literal["load", "rollback"], work: Work, *, lang: str) -> Job:
        """Queue a piece of work. Raises Busy when twenty wait already."""
        job = Job(id=secrets.token_hex(8), kind=kind, state="queued", done=0, total=0)
        with self._lock:
            if sum(each.state not in _ENDED for each in self._jobs.values()) > _WAITING:
                raise Busy("Trop de travaux attendent déjà.", "Too many jobs are waiting already.")
            self._jobs[job.id] = job
            self._forget()
        self._pool.submit(self._run, job.id, work, lang)
        return job

    def job(self, identifier: str) -> Job:
        """What a job has come to. Raises NotFound."""
        with self._lock:
            known = self._jobs.get(identifier)
        if known is None:
            raise NotFound("Ce travail n'existe pas, ou plus.", "There is no such job, or no longer.", field="id")
        return known

    def close(self) -> None:
        """Let the running job end by itself at its next step; those that wait never start."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, identifier: str, work: Work, lang: str) -> None:
        def progress(stage: str, done: int, total: int) -> None:
            self._update(identifier, stage=stage, done=done, total=total)

        self._update(identifier, state="running")
        try:
            report = work(progress)
        except SillonError as error:
            self._update(identifier, state="failed", problem=problem_of(error, lang))
        except Exception as error:  # the worker must live on, and who waits must be told
            if self._closed:
                _log.warning("job cut short", job=identifier)
            else:
                _log.error("job failed", job=identifier, error=type(error).__name__, exc_info=True)
            unforeseen = SillonError(
                f"Erreur imprévue ({type(error).__name__}) ; le journal du service la décrit.",
                f"Unforeseen error ({type(error).__name__}); the log of the service describes it.",
            )
            self._update(identifier, state="failed", problem=problem_of(unforeseen, lang))
        else:
            self._update(identifier, state="done", report=report)

    def _update(self, identifier: str, **news: Any) -> None:
        with self._lock:
            self._jobs[identifier] = self._jobs[identifier].model_copy(update=news)

    def _forget(self) -> None:
        ended = [key for key, job in self._jobs.items() if job.state in _ENDED]
        for key in ended[: max(0, len(self._jobs) - _KEPT)]:
            del self._jobs[key]
