"""Every error as RFC 9457 `application/problem+json`, in the reader's language and with both texts.

A page is drawn instead for a browser, with the same sentence: `app.state.error_page`, a function of (request, problem),
is asked when the reader's Accept header names HTML. Programs do not name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Scope

from graph_service.http.language import language_of_scope
from graph_service.http.refusals import wrong_input_of
from graph_service.kernel.errors import Contradicted, SillonError

MEDIA_TYPE = "application/problem+json"
TYPES = "https://w3id.org/sillon/problems/"
PROBES = ("/healthz", "/readyz")

_RETRY_AFTER_S = {409: 5, 429: 1, 503: 2, 504: 10}
_INSTANCE_LIMIT = 300
_log = structlog.get_logger("sillon.http")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str = Field(description="address of the kind of problem", examples=[TYPES + "wrong-input"])
    title: str = Field(description="the kind of problem in words", examples=["Wrong value"])
    status: int = Field(description="the HTTP status", examples=[422])
    detail: str = Field(description="what went wrong, in the language of the request", examples=["km must be finite."])
    detail_fr: str = Field(description="the same in French", examples=["km doit être un nombre fini."])
    detail_en: str = Field(description="the same in English", examples=["km must be a finite number."])
    field: str | None = Field(None, description="the parameter or field concerned", examples=["km"])
    instance: str | None = Field(None, description="the path that was asked", examples=["/v1/actors"])
    first_page: str | None = Field(
        None, description="where to start again when pages are out of date", examples=["/v1/actors?sector=naf%3A25"]
    )


class RequestError(SillonError):
    """A problem of the address or the method rather than of the data: its status is known at run time."""

    def __init__(self, status: int, kind: str, titles: tuple[str, str], fr: str, en: str) -> None:
        super().__init__(fr, en)
        self.status = status
        self.kind = kind
        self.title_fr, self.title_en = titles


def problem_of(error: SillonError, lang: str, path: str | None = None) -> Problem:
    """The problem document of an error. `lang`: fr gives French, anything else English."""
    fr, en = _without_load_ids(error)
    first_page = error.more.get("first_page")
    return Problem(
        type=TYPES + error.kind,
        title=error.title_fr if lang == "fr" else error.title_en,
        status=error.status,
        detail=fr if lang == "fr" else en,
        detail_fr=fr,
        detail_en=en,
        field=_printable(error.field) if error.field else None,
        instance=quote(path, safe="/:@!$&'()*+,;=")[:_INSTANCE_LIMIT] if path else None,
        first_page=first_page if isinstance(first_page, str) else None,
    )


def problem_response(scope: Scope, error: SillonError, headers: Mapping[str, str] | None = None) -> Response:
    """The answer that tells of `error`; also for a middleware, which has no request yet."""
    problem = problem_of(error, language_of_scope(scope), str(scope.get("path", "")))
    more = {"Cache-Control": "no-store", "Content-Language": "fr" if problem.detail == problem.detail_fr else "en"}
    if error.status in _RETRY_AFTER_S and not isinstance(error, Contradicted):
        more["Retry-After"] = str(_RETRY_AFTER_S[error.status])
    if error.status == 401:
        more["WWW-Authenticate"] = "Bearer"
    if problem.first_page:
        more["Link"] = f'<{problem.first_page}>; rel="first"'
    return Response(
        orjson.dumps(problem.model_dump(exclude_none=True)),
        status_code=error.status,
        media_type=MEDIA_TYPE,
        headers={**more, **(headers or {})},
    )


def install(app: FastAPI) -> None:
    """Answer every exception of the application with a problem, or with a page where a page was asked for."""
    app.add_exception_handler(SillonError, _told)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _not_routed)


def wants_page(scope: Scope) -> bool:
    """Whether a browser asks: its Accept header names HTML."""
    return scope.get("path") not in PROBES and "text/html" in Headers(scope=scope).get("accept", "")


def told(scope: Scope, error: SillonError, headers: Mapping[str, str] | None = None) -> Response:
    """The answer that tells of `error`, as a page where one is wanted; also for a middleware, before any request."""
    app = scope.get("app")
    page: Any = getattr(app.state, "error_page", None) if app is not None else None
    if page is None or not wants_page(scope):
        return problem_response(scope, error, headers)
    try:
        drawn: Response = page(Request(scope), problem_of(error, language_of_scope(scope), str(scope.get("path", ""))))
    except Exception:  # whatever keeps the page from being drawn, the reader gets the sentence
        _log.error("page of an error failed", exc_info=True)
        return problem_response(scope, error, headers)
    drawn.headers.update(headers or {})
    return drawn


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, SillonError)  # noqa: S101  (what the handler was registered for)
    return told(request.scope, error)


def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  (as above)
    return told(request.scope, wrong_input_of(error.errors()))


def _not_routed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  (as above)
    return told(request.scope, _refusal(error.status_code), error.headers)


def _refusal(status: int) -> RequestError:
    if status == 404:
        return RequestError(
            404,
            "no-such-address",
            ("Adresse inconnue", "No such address"),
            "Cette adresse n'existe pas ; /docs les donne toutes.",
            "There is no such address; /docs lists them all.",
        )
    if status == 405:
        return RequestError(
            405,
            "method-not-allowed",
            ("Méthode non disponible", "Method not allowed"),
            "Cette adresse ne se demande pas de cette façon : l'en-tête Allow dit comment.",
            "This address is not asked this way: the Allow header says how.",
        )
    return RequestError(
        status,
        "bad-request",
        ("Demande incorrecte", "Bad request"),
        "La demande n'a pas pu être lue.",
        "The request could not be read.",
    )


def _without_load_ids(error: SillonError) -> tuple[str, str]:
    """Which load closes the door is for the operator's eyes (`/v1/status`), not for every reader."""
    if error.more.get("closed_by"):
        return (
            "Un grand chargement tient le graphe fermé jusqu'à sa fin ; l'administrateur voit lequel : sillon status.",
            "A bulk load keeps the graph closed until it ends; `sillon status` tells its administrator which.",
        )
    return _printable(error.fr), _printable(error.en)


def _printable(text: str) -> str:
    """The text without what JSON cannot carry."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "�")
