"""How many questions are worked on at once: the rest wait a moment in a bounded queue, then are told to come back."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from graph_service.http.problems import told
from graph_service.kernel.errors import Busy

AT_ONCE = 24
"""As many as the store has threads for questions, and fewer than the server has for routes (40)."""
WAITING = 100
WAIT_S = 3.0

_FREE = ("/healthz", "/readyz", "/static/", "/docs", "/openapi.json")


class Crowd:
    """Lets in `at_once` requests; `waiting` more wait up to `wait_s` seconds. Health and static files pass freely."""

    def __init__(self, app: ASGIApp, at_once: int = AT_ONCE, waiting: int = WAITING, wait_s: float = WAIT_S) -> None:
        self._app = app
        self._places = asyncio.Semaphore(at_once)
        self._queue = 0
        self._longest = waiting
        self._wait_s = wait_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"].startswith(_FREE):
            await self._app(scope, receive, send)
            return
        if not await self._enters():
            busy = Busy(
                "Trop de demandes à la fois ; réessayez dans un instant.",
                "Too many requests at once; try again in a moment.",
            )
            await told(scope, busy)(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        finally:
            self._places.release()

    async def _enters(self) -> bool:
        if self._queue >= self._longest:
            return False
        self._queue += 1
        try:
            async with asyncio.timeout(self._wait_s):
                await self._places.acquire()
        except TimeoutError:
            return False
        finally:
            self._queue -= 1
        return True
