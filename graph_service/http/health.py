"""`/healthz`: the process lives. `/readyz`: the database answers. Neither waits for a question."""

from __future__ import annotations

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from graph_service.http.answers import as_json
from graph_service.kernel.errors import Unavailable
from graph_service.store.holder import StoreHolder

router = APIRouter(tags=["service"])

_READY_WITHIN_S = 2.7
"""So that the answer is there within three seconds."""
_LOOKS_AT_ONCE = 4


class Health(BaseModel):
    """The process lives."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: str = Field(description="always `ok`", examples=["ok"])


class Readiness(BaseModel):
    """The database answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: str = Field(description="always `ready`; else a 503 problem says why not", examples=["ready"])
    engine: str = Field(description="arcadedb or neo4j", examples=["arcadedb"])


@router.get("/healthz", response_model=Health, summary="Does the process live?")
async def healthz() -> Response:
    """200 as soon as the process answers, whatever the state of the database."""
    return _said({"status": "ok"})


@router.get("/readyz", response_model=Readiness, summary="Does the database answer?")
async def readyz(request: Request) -> Response:
    """200 when questions can be answered, 503 within three seconds when they cannot, with the reason."""
    holder: StoreHolder = request.app.state.holder
    with anyio.move_on_after(_READY_WITHIN_S):
        status = await run_sync(holder.status, abandon_on_cancel=True, limiter=request.app.state.looks)
        if status.ready:
            return _said({"status": "ready", "engine": status.engine})
        raise Unavailable(status.detail, "The database is not ready.", closed_by=status.closed_by)
    raise Unavailable("La base de données ne répond pas.", "The database does not answer.")


def looks() -> anyio.CapacityLimiter:
    """Threads for looking at the database, apart from those that answer questions."""
    return anyio.CapacityLimiter(_LOOKS_AT_ONCE)


def _said(value: dict[str, str]) -> Response:
    return Response(as_json(value), media_type="application/json", headers={"Cache-Control": "no-store"})
