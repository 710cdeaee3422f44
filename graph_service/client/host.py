"""The service opened inside this process, on a loopback or chosen address, for as long as it is wanted.

`sillon serve` keeps it; any other command opens it for itself when nobody serves the folder. Both are asked over HTTP.
"""

from __future__ import annotations

import errno
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from graph_service.access.viewer import PUBLIC, Viewer
from graph_service.client.engine_file import Engine
from graph_service.kernel.errors import Unavailable
from graph_service.settings import Settings

if TYPE_CHECKING:
    import uvicorn

_START_S = 60.0
_DRAIN_S = 10
"""Seconds that answers under way get when the service stops."""
_REFUSALS = {
    errno.EADDRINUSE: ("il est déjà pris", "it is taken"),
    errno.EACCES: ("le système le réserve à l’administrateur", "the system keeps it for its administrator"),
    errno.EADDRNOTAVAIL: ("cette machine n’a pas cette adresse", "this machine does not have this address"),
}


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address (port 0: any free one). Raises Unavailable when it is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere the option lets two processes share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        fr, en = _REFUSALS.get(error.errno or 0, (f"errno {error.errno}", error.strerror or "no reason given"))
        raise Unavailable(
            f"Le port {port} de {host} ne peut pas être pris ({fr}) : choisissez-en un autre avec --port.",
            f"Port {port} of {host} cannot be had ({en}): choose another one with --port.",
            field="SILLON_PORT",
        ) from None
    return listener


def address_of(listener: socket.socket) -> str:
    """The address under which this machine reaches the socket; a service on all addresses is reached by loopback."""
    host, port = listener.getsockname()[:2]
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - translated, not bound
    return f"http://[{reached}]:{port}" if ":" in reached else f"http://{reached}:{port}"


@contextmanager
def hosted(
    settings: Settings, listener: socket.socket, *, patient: bool = False, visitor: Viewer = PUBLIC
) -> Iterator[Engine]:
    """The service on `listener`, with a fresh administrator key, until the block ends.

    `patient`: a Neo4j that does not answer yet is waited for while the service answers 503. `visitor`: who everybody
    without a key is, in the demonstration.
    Raises Conflict when another process holds the data folder, Unavailable when the database does not answer,
    BrokenPromise when our own files contradict one another.
    """
    import uvicorn

    from graph_service.app import create_app
    from graph_service.http.protocol import server_options
    from graph_service.store import open_store

    key = secrets.token_urlsafe(32)
    with ExitStack() as ending:
        ending.callback(listener.close)
        store = None
        if not (patient and settings.neo4j_uri is not None):
            store = open_store(settings)
            ending.callback(store.close)
        app = create_app(settings, store, visitor=visitor)
        app.state.admin_key = key
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=_DRAIN_S,
            **server_options(),
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), name="sillon-http", daemon=True)
        thread.start()
        ending.callback(_stop, server, thread)
        _await_start(server, thread)
        yield Engine(address=address_of(listener), key=key, pid=os.getpid())


def _stop(server: uvicorn.Server, thread: threading.Thread) -> None:
    server.should_exit = True
    thread.join(timeout=_DRAIN_S + 5)


def _await_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    waited = threading.Event()
    for _ in range(int(_START_S / 0.01)):
        if server.started:
            return
        if not thread.is_alive():
            break
        waited.wait(0.01)
    raise Unavailable(
        "Le service n’a pas pu démarrer ; SILLON_LOG=debug en dit plus.",
        "The service could not start; SILLON_LOG=debug says more.",
    )
