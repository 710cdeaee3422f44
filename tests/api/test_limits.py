"""What the server bears: half-sent requests, huge bodies, crowds; and what it adds to every answer."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from graph_service.http import door, logs
from graph_service.http.crowd import Crowd
from graph_service.http.protocol import TimedProtocol
from tests.api.conftest import Service
from tests.serving import serving


def said(address: str, sent: bytes, *, more: bytes = b"", within_s: float = 10.0) -> tuple[bytes, float]:
    """What the server says to a client that sends this and then waits; and after how many seconds."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=within_s) as line:
        line.sendall(sent)
        began = time.monotonic()
        answer = line.recv(4_000)
        while more and b'"ok"' not in answer:
            answer += line.recv(4_000)
        if more:
            line.sendall(more)
            began = time.monotonic()
            answer = line.recv(4_000)
        return answer, time.monotonic() - began


@pytest.mark.parametrize("sent", [b"", b"GET /v1/act", b"GET /healthz HTTP/1.1\r\nHost: x\r\nAccept: "])
def test_a_half_sent_header_is_not_waited_for(embedded: Service, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(TimedProtocol, "headers_s", 0.3)

    answer, seconds = said(embedded.address, sent)

    assert answer.startswith(b"HTTP/1.1 408")
    assert seconds < 5


def test_a_second_request_on_a_connection_is_not_waited_for_either(
    embedded: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TimedProtocol, "headers_s", 0.3)

    answer, _ = said(embedded.address, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", more=b"GET /hea")

    assert answer.startswith(b"HTTP/1.1 408")


def test_a_body_that_stops_half_way_is_not_waited_for(embedded: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "BODY_S", 0.3)
    head = b"POST /v1/loads HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"

    answer, seconds = said(embedded.address, head + b'{"source": ')

    assert answer.startswith(b"HTTP/1.1 408")
    assert b"application/problem+json" in answer
    assert seconds < 5


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_over_ten_megabytes_is_413_whether_or_not_it_says_so(anybody: httpx.Client, announced: bool) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(11):
            yield b"x" * 1_000_000

    body = b"x" * 10_000_001 if announced else pieces()
    try:
        answer = anybody.post("/v1/loads", content=body)
    except httpx.WriteError:
        pytest.skip("the server closed before this client read its answer")
    assert answer.status_code == 413
    assert answer.json()["type"].endswith("/too-large")


def test_head_is_get_without_a_body(anybody: httpx.Client) -> None:
    head, got = anybody.head("/v1/actors"), anybody.get("/v1/actors")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-length"] == str(len(got.content))


@pytest.mark.parametrize("path", ["/v1/actors", "/v1/nothing", "/v1/actors?km=nan", "/healthz", "/", "/docs", "/a%zz"])
def test_every_answer_has_the_security_headers_and_a_request_id(anybody: httpx.Client, path: str) -> None:
    headers = anybody.get(path, headers={"X-Request-Id": "mine-1"}).headers

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-request-id"] == "mine-1"


def test_a_request_id_that_is_not_one_is_replaced(anybody: httpx.Client) -> None:
    given = "a" * 65

    assert anybody.get("/healthz", headers={"X-Request-Id": given}).headers["x-request-id"] != given


def test_who_comes_when_all_places_are_taken_waits_a_moment_then_is_told_to_come_back() -> None:
    leave = threading.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        while not leave.is_set() and not scope["path"].startswith("/healthz"):
            import asyncio

            await asyncio.sleep(0.01)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    statuses: list[int] = []

    def ask(address: str) -> None:
        statuses.append(httpx.get(address + "/v1/x", timeout=20, trust_env=False).status_code)

    with serving(Crowd(slow, at_once=2, waiting=1, wait_s=0.3)) as address:
        inside = [threading.Thread(target=ask, args=(address,)) for _ in range(2)]
        for one in inside:
            one.start()
        time.sleep(0.2)
        waiting = threading.Thread(target=ask, args=(address,))
        waiting.start()
        time.sleep(0.1)
        turned_away = httpx.get(address + "/v1/x", timeout=20, trust_env=False)
        health = httpx.get(address + "/healthz", timeout=5, trust_env=False)
        waiting.join(10)
        leave.set()
        for one in inside:
            one.join(10)

    assert turned_away.status_code == 429
    assert turned_away.headers["retry-after"] == "1"
    assert turned_away.json()["type"].endswith("/busy")
    assert health.status_code == 200
    assert statuses == [429, 200, 200]


def test_the_log_has_no_address_no_parameter_and_no_id(
    anybody: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("info")
    try:
        anybody.get("/v1/actors/siret:73282932000074", params={"lang": "en"})
        said = ""
        until = time.monotonic() + 10
        while not said.endswith("\n") and time.monotonic() < until:  # the line follows the answer, in another thread
            time.sleep(0.01)
            said += capsys.readouterr().err
    finally:
        logs.configure("warning")

    line = json.loads(said.strip().splitlines()[-1])
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/actors/{id}", 404)
    assert set(line) == {"event", "level", "method", "ms", "request_id", "route", "status", "timestamp"}
