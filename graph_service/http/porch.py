"""The outermost middleware: request id, security headers, HEAD, one log line, and the last resort.

The log holds method, route pattern, status, milliseconds and request id: no address of a reader, no parameter, no id.
"""

from __future__ import annotations

import re
import secrets
import time
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.http import problems
from graph_service.http.tags import VARY
from graph_service.kernel.errors import SillonError

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_log = structlog.get_logger("sillon.http")


class Porch:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        visit = _Visit(scope, send)
        try:
            await self._app(visit.scope, receive, visit.send)
        except Exception as error:
            if visit.started:
                raise
            _log.error("failed", request_id=visit.id, error=type(error).__name__, exc_info=True)
            told = (
                error
                if isinstance(error, SillonError)
                else SillonError(
                    "Une erreur imprévue est survenue ; le journal du service la décrit.",
                    "Something unforeseen happened; the log of the service describes it.",
                )
            )
            await problems.told(visit.scope, told)(visit.scope, receive, visit.send)
        finally:
            visit.log()


class _Visit:
    """One request on its way through."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._send = send
        self._method = scope["method"]
        self._began = time.perf_counter()
        self._status = 0
        given = Headers(scope=scope).get("x-request-id", "")
        self.id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        self.started = False
        self.scope = {**scope, "method": "GET"} if self._method == "HEAD" else scope

    async def send(self, message: Message) -> None:
        """Pass a message on; headers are added, and HEAD gets no body."""
        if message["type"] == "http.response.start":
            self.started = True
            self._status = message["status"]
            self._dress(MutableHeaders(scope=message))
        elif message["type"] == "http.response.body" and self._method == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)

    def _dress(self, headers: MutableHeaders) -> None:
        headers["X-Request-Id"] = self.id
        headers.setdefault("Content-Security-Policy", POLICY)
        for name, value in SECURITY_HEADERS.items():
            headers.setdefault(name, value)
        if not self.scope["path"].startswith("/static/"):
            headers.setdefault("Cache-Control", "private, no-cache")
            headers.setdefault("Vary", VARY)

    def log(self) -> None:
        """One line without personal data."""
        route: Any = self.scope.get("route")
        _log.info(
            "answered",
            method=self._method,
            route=getattr(route, "path", "-"),
            status=self._status,
            ms=round((time.perf_counter() - self._began) * 1_000, 1),
            request_id=self.id,
        )
