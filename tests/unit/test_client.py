"""How commands find the service of a folder, and how its problems come back as errors."""

from __future__ import annotations

import http.server
import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_service.client import ApiClient, engine_file
from graph_service.client.engine_file import Engine
from graph_service.client.host import address_of, listen
from graph_service.client.problems import error_of
from graph_service.kernel.errors import Conflict, DataErrors, NotFound, SillonError, Unavailable


class _Healthy(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()
        self.wfile.write(b"<html>not ours</html>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def answering() -> Iterator[str]:
    """The address of something that answers /healthz and is not a Sillon service otherwise."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Healthy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def dead_pid() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_the_engine_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    engine_file.write(tmp_path, Engine("http://127.0.0.1:1", "key", os.getpid()))

    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "engine.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["engine.json"]


def test_a_living_service_that_answers_is_found(tmp_path: Path, answering: str) -> None:
    engine = Engine(answering, "key", os.getpid())
    engine_file.write(tmp_path, engine)

    assert engine_file.live(tmp_path) == engine


def test_the_file_of_a_dead_process_is_ignored_and_replaced(tmp_path: Path, answering: str) -> None:
    engine_file.write(tmp_path, Engine(answering, "old", dead_pid()))
    assert engine_file.live(tmp_path) is None

    ours = Engine(answering, "new", os.getpid())
    engine_file.write(tmp_path, ours)
    assert engine_file.live(tmp_path) == ours


def test_a_living_process_that_does_not_answer_is_ignored(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    engine_file.write(tmp_path, Engine(f"http://127.0.0.1:{port}", "key", os.getpid()))

    assert engine_file.live(tmp_path) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"address": "x"}', '{"address": "x", "key": "k", "pid": "many"}'])
def test_a_damaged_engine_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "engine.json").write_text(text)

    assert engine_file.live(tmp_path) is None


def test_a_service_takes_away_its_own_file_only(tmp_path: Path) -> None:
    mine, other = Engine("http://a", "1", 1), Engine("http://b", "2", 2)
    engine_file.write(tmp_path, other)
    engine_file.remove(tmp_path, mine)
    assert engine_file.written(tmp_path) == other

    engine_file.remove(tmp_path, other)
    assert engine_file.written(tmp_path) is None


@pytest.mark.parametrize(("kind", "status", "expected"), [
    ("urn:sillon:problem:data-errors", 422, DataErrors),
    ("https://w3id.org/sillon/problems/not-found", 404, NotFound),
    ("/problems/conflict", 409, Conflict),
    ("about:blank", 503, Unavailable),
    ("about:blank", 418, SillonError),
])  # fmt: skip
def test_a_problem_comes_back_as_the_error_it_was(kind: str, status: int, expected: type[SillonError]) -> None:
    error = error_of({"type": kind, "detail_fr": "Non.", "detail_en": "No.", "field": "km"}, status)

    assert type(error) is expected
    assert (error.fr, error.en, error.field) == ("Non.", "No.", "km")


def test_something_that_is_not_sillon_is_said_to_be_unreachable(answering: str) -> None:
    with ApiClient(answering) as api, pytest.raises(SillonError) as told:
        api.get("/v1/status")

    assert told.value.status in (404, 503)


def test_a_closed_port_is_unavailable_in_both_languages() -> None:
    with listen("127.0.0.1", 0) as free:
        address = address_of(free)
    with ApiClient(address) as api, pytest.raises(Unavailable, match="does not answer") as told:
        api.get("/v1/status")

    assert "ne répond pas" in told.value.fr


def test_a_taken_port_is_refused_with_the_way_out() -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(Unavailable, match="--port") as told:
        listen("127.0.0.1", taken.getsockname()[1])

    assert "il est déjà pris" in told.value.fr
    assert "it is taken" in told.value.en


def test_a_service_on_all_addresses_is_reached_by_loopback() -> None:
    with listen("0.0.0.0", 0) as everywhere:
        assert address_of(everywhere) == f"http://127.0.0.1:{everywhere.getsockname()[1]}"


def test_commands_do_not_pay_for_the_analysts_object() -> None:
    program = (
        "import sys, graph_service.client as client\n"
        "print('graph_service.drawing' in sys.modules)\n"
        "print(client.Sillon.__name__, 'graph_service.drawing' in sys.modules, 'pandas' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "Sillon", "True", "False"]
