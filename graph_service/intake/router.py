"""The door of the loaders on the API: what can be loaded, loading it, and how far that is."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from graph_service.access.viewer import Viewer
from graph_service.http.answers import simple
from graph_service.http.envelope import Simple
from graph_service.http.language import language_of
from graph_service.http.opening import store_of
from graph_service.http.parameters import Plain
from graph_service.http.viewer import needs, rights_of, viewer_of
from graph_service.intake import service
from graph_service.intake.jobs import Jobs, Progress
from graph_service.intake.models import Job, LoadAsked, RollbackAsked, SourceOfData, Status
from graph_service.kernel.errors import TookTooLong, Unavailable
from graph_service.store.port import VersionSeen

router = APIRouter(prefix="/v1")
_public = APIRouter(tags=["service"])
_guarded = APIRouter(tags=["administration"], dependencies=[Depends(needs("load"))])


@_public.get("/sources", response_model=Simple[list[SourceOfData]], summary="What can be loaded")
def sources(request: Request, asked: Annotated[Plain, Query()]) -> Response:
    """Every source with its publisher and licence, and where its files are to be had."""
    return simple(request, asked, service.sources(), seen=_version(request))


@_public.get("/status", response_model=Simple[Status], summary="State of the service")
def status(request: Request, asked: Annotated[Plain, Query()]) -> Response:
    """Engine, versions; for the administrator also counts, last loads, and what is missing."""
    state = request.app.state
    told = service.status(state.holder, state.settings, _viewer(request), administrator=_is_administrator(request))
    seen = VersionSeen(told.version, told.version_date) if told.version else None
    return simple(request, asked, told, seen=seen)


@_guarded.get("/loads", response_model=Simple[list[dict[str, Any]]], summary="The loads of this graph")
def loads(request: Request, asked: Annotated[Plain, Query()]) -> Response:
    """The newest first, with their counts."""
    return simple(request, asked, service.loads(store_of(request)), seen=_version(request))


@_guarded.post("/loads", status_code=202, response_model=Simple[Job], summary="Load files of a source")
def load(request: Request, asked: LoadAsked) -> Response:
    """Starts, or waits for the job before it; the same file twice writes nothing the second time."""
    wanted = service.checked(asked, request.app.state.settings, request.app.state.schema.prefixes)
    store = store_of(request)
    lang, demonstration = language_of(request), request.app.state.settings.demonstration

    def work(told: Progress) -> dict[str, Any]:
        return service.load(store, wanted, told, demonstration=demonstration, lang=lang)

    return _accepted(request, _jobs(request).start("load", work, lang=lang))


@_guarded.post("/rollback", status_code=202, response_model=Simple[Job], summary="Undo a bulk load that was cut short")
def rollback(request: Request, asked: RollbackAsked) -> Response:
    """Brings back what was there before it, and opens the graph again."""
    store = store_of(request)
    return _accepted(
        request,
        _jobs(request).start(
            "rollback", lambda told: service.rollback(store, asked.load, told), lang=language_of(request)
        ),
    )


@_guarded.get("/jobs/{id}", response_model=Simple[Job], summary="How far a job is")
def job(
    request: Request,
    id: Annotated[str, Path(max_length=64, examples=["4f1c9a2b7d3e8056"])],  # noqa: A002  (the word of the address)
    asked: Annotated[Plain, Query()],
) -> Response:
    """Its state; its report or its problem at the end."""
    return simple(request, asked, _jobs(request).job(id))


router.include_router(_public)
router.include_router(_guarded)


def _viewer(request: Request) -> Viewer | None:
    try:
        return viewer_of(request)
    except Unavailable:
        return None


def _is_administrator(request: Request) -> bool:
    try:
        return rights_of(request).role == "administrator"
    except Unavailable:  # a key that cannot be looked up
        return False


def _version(request: Request) -> VersionSeen | None:
    """What the reader sees of the graph now; None while the database is away, closed or silent."""
    try:
        return store_of(request).version(viewer_of(request))
    except (Unavailable, TookTooLong):
        return None


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


def _accepted(request: Request, started: Job) -> Response:
    return simple(request, None, started, status=202, headers={"Location": f"/v1/jobs/{started.id}"})
