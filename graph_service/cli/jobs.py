"""Long work that the service does while we watch."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import typer

from graph_service.cli import progress
from graph_service.cli.printing import aside
from graph_service.cli.words import INTERRUPTED, sentence

if TYPE_CHECKING:
    from graph_service.client import ApiClient, Json

_FIRST_WAIT_S = 0.02
_LONGEST_WAIT_S = 0.5


def finished(api: ApiClient, accepted: Json) -> Json:
    """The report of the job that `accepted` announced. Raises the error it ended with.

    Interrupted (Ctrl-C), it says what becomes of the work and raises typer.Exit with INTERRUPTED.
    """
    from graph_service.client.problems import error_of

    try:
        job = _ended(api, accepted["data"])
    except KeyboardInterrupt:
        aside(f"sillon: {_left(api)}")
        raise typer.Exit(INTERRUPTED) from None
    problem = job.get("problem")
    if problem is not None:
        raise error_of(problem, int(problem.get("status", 500)))
    report: Json = job["report"]
    return report


def _ended(api: ApiClient, job: Json) -> Json:
    wait = _FIRST_WAIT_S
    with progress.shown() as told:
        while job["state"] in {"queued", "running"}:
            told(job.get("stage") or job["state"], job.get("done") or 0, job.get("total") or 0)
            time.sleep(wait)
            wait = min(wait * 1.5, _LONGEST_WAIT_S)
            job = api.get(f"/v1/jobs/{job['id']}")["data"]
    return job


def _left(api: ApiClient) -> str:
    if api.shared:
        return sentence(
            "interrompu ; le service continue ce travail, « sillon loads » dira ce qu’il est devenu.",
            "interrupted; the service goes on with it, `sillon loads` will say what became of it.",
        )
    return sentence(
        "interrompu. « sillon status » dit si le graphe est resté fermé ; relancer la commande termine le travail.",
        "interrupted. `sillon status` says whether the graph stayed closed; the same command again finishes the work.",
    )
