"""The door: addresses that can be read, bodies that are small and come in time.

A body is taken in whole before the application starts, so that a slow sender holds no thread. Request lines and headers
are limited before this, in `http.protocol`.
"""

from __future__ import annotations

import asyncio
import re
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.http.problems import RequestError, told
from graph_service.kernel.errors import SillonError, TooMuch

BODY_LIMIT = 10_000_000
"""Bytes."""
BODY_S = 20.0
"""Seconds that a body may take to arrive."""
PATH_LIMIT = 2_000
QUERY_LIMIT = 8_000
"""Bytes as sent, percent-encoded."""

_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class Door:
    """Refuses what cannot be a question of ours."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            _check_address(scope)
            body = await _body(scope, receive)
        except SillonError as refusal:
            await told(scope, refusal, {"Connection": "close"})(scope, receive, send)
            return
        if body is not None:
            await self._app(scope, _replayed(body, receive), send)


def _check_address(scope: Scope) -> None:
    path, query = (
        scope.get("raw_path") or scope["path"].encode("utf-8", "surrogatepass"),
        scope.get("query_string", b""),
    )
    path = path.partition(b"?")[0]
    if len(path) > PATH_LIMIT or len(query) > QUERY_LIMIT:
        raise RequestError(
            414,
            "address-too-long",
            ("Adresse trop longue", "Address too long"),
            f"Au plus {PATH_LIMIT} octets de chemin et {QUERY_LIMIT} de paramètres.",
            f"At most {PATH_LIMIT} bytes of path and {QUERY_LIMIT} of parameters.",
        )
    for part in (path, query):
        if not _readable(part):
            raise RequestError(
                400,
                "unreadable-address",
                ("Adresse illisible", "Unreadable address"),
                "L'adresse n'est pas de l'UTF-8 correctement encodé (%XX), ou contient un caractère nul.",
                "The address is not well-encoded UTF-8 (%XX), or holds a null character.",
            )


def _readable(part: bytes) -> bool:
    if not part.isascii() or _BAD_ESCAPE.search(part):
        return False
    decoded = unquote_to_bytes(part)
    try:
        decoded.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in decoded


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The whole body; None when the sender has left. Raises TooMuch, RequestError (too slow)."""
    headers = Headers(scope=scope)
    announced = headers.get("content-length", "0")
    if announced == "0" and "transfer-encoding" not in headers:
        return b""
    if announced.isdecimal() and (len(announced) > 12 or int(announced) > BODY_LIMIT):
        raise _too_much()
    try:
        async with asyncio.timeout(BODY_S):
            return await _gathered(receive)
    except TimeoutError:
        raise RequestError(
            408,
            "too-slow",
            ("Demande interrompue", "Request timed out"),
            f"Le corps de la demande n'est pas arrivé en {BODY_S:.0f} s.",
            f"The body of the request did not arrive within {BODY_S:.0f} s.",
        ) from None


async def _gathered(receive: Receive) -> bytes | None:
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        piece = message.get("body", b"")
        size += len(piece)
        if size > BODY_LIMIT:
            raise _too_much()
        pieces.append(piece)
        if not message.get("more_body", False):
            return b"".join(pieces)


def _replayed(body: bytes, receive: Receive) -> Receive:
    told = False

    async def once() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once


def _too_much() -> TooMuch:
    return TooMuch(
        f"Le corps de la demande dépasse {BODY_LIMIT // 1_000_000} Mo.",
        f"The body of the request exceeds {BODY_LIMIT // 1_000_000} MB.",
    )
