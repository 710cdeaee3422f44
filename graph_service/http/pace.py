"""How often one key, one session or one address may ask: beyond it, 429 with the seconds to wait.

Counted in this process, in windows of a minute; all who share an address may ask a few times as often as one of them.
Whoever is on this machine is not counted: a proxy says for whom it asks (`X-Forwarded-For`, which the server believes
of a proxy on this machine alone). Guesses at keys and links are counted apart, and few are allowed: what is answered
401, by address.
"""

from __future__ import annotations

import hashlib
import time
from ipaddress import ip_address

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.http.problems import told
from graph_service.kernel.errors import Busy

GUESSES = 20
"""Answers 401 in a minute to one address."""
_SHARED = 5
"""So many askers may be busy behind one address."""
_FREE = ("/healthz", "/readyz", "/static/", "/docs", "/openapi.json")
_V6_NETWORK = 64
"""Bits of an address of IPv6 that one subscriber has."""


class Pace:
    """Lets one asker in `per_minute` times a minute; 0: as often as he likes."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app = app
        self._often = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._shared = RateLimitItemPerMinute(per_minute * _SHARED) if per_minute else None
        self._guesses = RateLimitItemPerMinute(GUESSES)
        self._window = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        address = _address(scope) if scope["type"] == "http" else None
        if address is None or self._often is None or self._shared is None or scope["path"].startswith(_FREE):
            await self._app(scope, receive, send)
            return
        asker = _asker(scope, address)
        if not self._window.test(self._guesses, "guesses", address):
            await self._refuse(scope, receive, send, self._guesses, "guesses", address)
        elif not self._window.hit(self._shared, "address", address):
            await self._refuse(scope, receive, send, self._shared, "address", address)
        elif not self._window.hit(self._often, "asker", asker):
            await self._refuse(scope, receive, send, self._often, "asker", asker)
        else:

            async def watched(message: Message) -> None:
                if message["type"] == "http.response.start" and message["status"] == 401:
                    self._window.hit(self._guesses, "guesses", address)
                await send(message)

            await self._app(scope, receive, watched)

    async def _refuse(
        self, scope: Scope, receive: Receive, send: Send, limit: RateLimitItemPerMinute, kind: str, who: str
    ) -> None:
        until, _ = self._window.get_window_stats(limit, kind, who)
        busy = Busy(
            f"Trop de demandes : au plus {limit.amount} par minute. Réessayez dans un instant.",
            f"Too many requests: at most {limit.amount} a minute. Try again in a moment.",
        )
        seconds = max(1, int(until - time.time()) + 1)
        await told(scope, busy, {"Retry-After": str(seconds)})(scope, receive, send)


def _address(scope: Scope) -> str | None:
    """Who asks, as far as addresses tell; None: this machine, or something that is no network."""
    client = scope.get("client")
    try:
        address = ip_address(client[0]) if client else None
    except ValueError:
        return None
    if address is None or address.is_loopback:
        return None
    if address.version == 6:
        return str(int(address) >> (128 - _V6_NETWORK))
    return str(address)


def _asker(scope: Scope, address: str) -> str:
    """Whoever shows the same key or the same cookies from one address, whether or not they open anything."""
    headers = Headers(scope=scope)
    shown = (address, headers.get("authorization", ""), headers.get("cookie", ""))
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()
