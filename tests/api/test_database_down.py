"""The service without its database: it starts, says so at once, and is back by itself when the database is."""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from graph_service.app import create_app
from graph_service.settings import Settings
from graph_service.store import open_store
from tests import neo4j_server
from tests.api.conftest import HOME
from tests.serving import serving


class Line:
    """A TCP line to the database that a test can cut (refused) or hold (accepted and silent)."""

    def __init__(self, host: str, port: int) -> None:
        self._there = (host, port)
        self._listener: socket.socket | None = None
        self.port = _free_port()
        self.silent = False
        self._ends: list[socket.socket] = []

    def open(self) -> None:
        """Let connections through."""
        self.silent = False
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", self.port))
        self._listener.listen(64)
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        """Refuse connections and break those there are."""
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
                far = socket.create_connection(self._there)
            except OSError:
                return
            self._ends += [near, far]
            threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while True:
                ready, _, _ = select.select([near, far], [], [], 0.1)
                for end in ready:
                    if self.silent:
                        time.sleep(0.05)
                        continue
                    piece = end.recv(65_536)
                    if not piece:
                        return
                    (far if end is near else near).sendall(piece)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def service_at(uri: str, user: str, password: str, folder: Path) -> Iterator[httpx.Client]:
    settings = Settings(
        data=folder, territory=HOME, neo4j_uri=uri, neo4j_user=user, neo4j_password=password, deadline_s=10
    )
    with (
        serving(create_app(settings)) as address,
        httpx.Client(base_url=address, timeout=30, trust_env=False) as client,
    ):
        yield client


def timed(client: httpx.Client, path: str) -> tuple[httpx.Response, float]:
    began = time.monotonic()
    return client.get(path), time.monotonic() - began


def assert_down(client: httpx.Client) -> None:
    ready, ready_s = timed(client, "/readyz")
    asked, asked_s = timed(client, "/v1/actors")
    alive, alive_s = timed(client, "/healthz")

    assert (ready.status_code, asked.status_code, alive.status_code) == (503, 503, 200)
    assert ready_s < 3
    assert asked_s < 4
    assert alive_s < 1
    assert asked.headers["retry-after"]
    assert asked.headers["content-type"] == ready.headers["content-type"] == "application/problem+json"


def assert_back(client: httpx.Client) -> None:
    until = time.monotonic() + 5
    while (answer := client.get("/v1/actors")).status_code != 200 and time.monotonic() < until:
        time.sleep(0.2)
    assert answer.status_code == 200
    assert client.get("/readyz").status_code == 200


def test_the_service_starts_and_answers_without_a_database(tmp_path: Path) -> None:
    with service_at(f"bolt://127.0.0.1:{_free_port()}", "neo4j", "x", tmp_path) as client:
        assert_down(client)
        assert client.get("/openapi.json").status_code == 200
        assert client.get("/v1/sources").status_code == 200
        status = client.get("/v1/status").json()["data"]
        assert (status["ready"], status["engine"]) == (False, "neo4j")
        assert status["detail"]


@pytest.mark.neo4j
def test_it_is_back_by_itself_when_the_database_is(neo4j: neo4j_server.Server, tmp_path: Path) -> None:
    neo4j.wipe()
    open_store(neo4j.settings(tmp_path)).close()  # the first start of all makes constraints and indexes
    there = urlsplit(neo4j.uri)
    line = Line(there.hostname or "", there.port or 7687)
    with service_at(f"bolt://127.0.0.1:{line.port}", neo4j.user, neo4j.password, tmp_path) as client:
        assert_down(client)
        line.open()
        assert_back(client)

        line.cut()
        assert_down(client)
        line.open()
        assert_back(client)

        line.silent = True
        assert_down(client)
        line.silent = False
        assert_back(client)
        line.cut()
