"""uvicorn's HTTP/1.1 protocol with a time limit for request line and headers, and without Nagle's delay.

uvicorn waits for ever for the rest of a half-sent header; here the connection is told 408 and closed. Bodies are
limited in `http.door`, idle connections by uvicorn itself (`timeout_keep_alive`).

asyncio switches Nagle's algorithm off only for sockets that were made with the protocol number of TCP; for others head
and body of an answer, two writes, are 40 ms apart (measured on loopback: 56 ms an answer instead of 15).
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any, TypedDict

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADERS_S = 10.0
"""Seconds that a request line with its headers may take to arrive."""
_HEADERS_LIMIT = 32_768
_KEEP_ALIVE_S = 15
_LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class TimedProtocol(H11Protocol):
    """Closes connections on which no whole header arrives in time."""

    headers_s = HEADERS_S
    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows asyncio's type so
        """A connection: the first header is awaited."""
        plug = transport.get_extra_info("socket")
        if plug is not None and plug.family in (socket.AF_INET, socket.AF_INET6):
            plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Bytes: either a header is now whole, or it is still awaited."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end: nothing is awaited."""
        self._rest()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._rest()
        elif self._alarm is None:
            self._alarm = self.loop.call_later(self.headers_s, self._late)

    def _rest(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _late(self) -> None:
        self._alarm = None
        if not self.transport.is_closing():
            self.transport.write(_LATE)
            self.transport.close()


class ServerOptions(TypedDict):
    """Options of `uvicorn.Config` that the limits of this service need."""

    http: Any
    timeout_keep_alive: int
    h11_max_incomplete_event_size: int
    server_header: bool


def server_options() -> ServerOptions:
    """What whoever starts the server passes on to uvicorn."""
    return ServerOptions(
        http=TimedProtocol,
        timeout_keep_alive=_KEEP_ALIVE_S,
        h11_max_incomplete_event_size=_HEADERS_LIMIT,
        server_header=False,
    )
