"""Long work that the service does while we watch."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from graph_service.cli import progress

if TYPE_CHECKING:
    from graph_service.client import ApiClient, Json

_FIRST_WAIT_S = 0.02
_LONGEST_WAIT_S = 0.5


def finished(api: ApiClient, accepted: Json) -> Json:
    """The report of the job that `accepted` announced. Raises the error it ended with."""
    from graph_service.client.problems import error_of

    job: Json = accepted["data"]
    wait = _FIRST_WAIT_S
    with progress.shown() as told:
        while job["state"] in {"queued", "running"}:
            told(job.get("stage") or job["state"], job.get("done") or 0, job.get("total") or 0)
            time.sleep(wait)
            wait = min(wait * 1.5, _LONGEST_WAIT_S)
            job = api.get(f"/v1/jobs/{job['id']}")["data"]
    problem = job.get("problem")
    if problem is not None:
        raise error_of(problem, int(problem.get("status", 500)))
    report: Json = job["report"]
    return report
