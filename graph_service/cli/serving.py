"""Keeping the service up: one per data folder, told to the others by engine.json, ended by a signal."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from graph_service.cli import options, printing
from graph_service.cli.words import sentence

if TYPE_CHECKING:
    import socket

    from graph_service.access.viewer import Viewer
    from graph_service.client.engine_file import Engine
    from graph_service.settings import Settings

_TICK_S = 0.5
"""Windows delivers Ctrl-C only between two short waits."""


def serve(
    host: options.Host = None,
    port: options.Port = None,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Serve pages and API until Ctrl-C; other commands on the same folder speak to it."""
    from graph_service.client.host import listen

    settings = options.settings(data, host, port)
    refuse_second(settings)
    listener = listen(settings.host, settings.port)
    with ending_on_signal() as ended, serving(settings, listener) as engine:
        invitation = first_link(settings, engine)
        if as_json:
            told = {"address": engine.address, "api": f"{engine.address}/docs", "pid": engine.pid}
            printing.json_out({**told, "first_administrator": invitation})
        else:
            addresses(engine.address, invitation)
        printing.flush()
        wait(ended)


def refuse_second(settings: Settings) -> None:
    """Raises Conflict when a live service owns the data folder."""
    from graph_service.client import engine_file
    from graph_service.kernel.errors import Conflict

    engine = engine_file.live(settings.data) if settings.neo4j_uri is None else None
    if engine is not None:
        raise Conflict(
            f"Le dossier {settings.data} est déjà servi par le processus {engine.pid} à {engine.address}.",
            f"The folder {settings.data} is already served by process {engine.pid} at {engine.address}.",
        )


@contextmanager
def serving(settings: Settings, listener: socket.socket, visitor: Viewer | None = None) -> Iterator[Engine]:
    """The service on `listener`; other commands find it (embedded engine) until the block ends.

    `visitor`: who everybody without a key is, in the demonstration; None: the public.
    """
    from graph_service.access.viewer import PUBLIC
    from graph_service.client import engine_file
    from graph_service.client.host import hosted

    with hosted(settings, listener, patient=True, visitor=visitor or PUBLIC) as engine:
        if settings.neo4j_uri is not None:
            yield engine
            return
        engine_file.write(settings.data, engine)
        try:
            yield engine
        finally:
            engine_file.remove(settings.data, engine)


@contextmanager
def ending_on_signal() -> Iterator[threading.Event]:
    """An event that SIGINT or SIGTERM sets, from now on: also while the service is still starting."""
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        if ended.is_set():
            raise KeyboardInterrupt
        ended.set()

    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ended
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def wait(ended: threading.Event) -> None:
    """Until the event is set."""
    while not ended.wait(_TICK_S):
        pass


def first_link(settings: Settings, engine: Engine) -> str | None:
    """The link of the first administrator, for an instance that nobody answers for yet; else None."""
    from graph_service.client import ApiClient
    from graph_service.kernel.errors import Unavailable

    try:
        with ApiClient(engine.address, engine.key, lang=settings.lang) as api:
            made = api.post("/v1/people/first-administrator", {})["data"]
    except Unavailable:  # a database that is not there yet; the next start tells it
        return None
    link: str | None = made and made["link"]
    return link


def addresses(address: str, invitation: str | None = None) -> None:
    """Where a browser and a program find the service, how its first administrator comes in, and how to stop it."""
    printing.line(f"Pages  {address}/")
    printing.line(f"API    {address}/docs")
    if invitation:
        printing.line(
            sentence(
                f"Personne n'administre encore ce service. Pour entrer, une fois, dans les 24 h : {invitation}",
                f"Nobody administers this service yet. To come in, once, within 24 h: {invitation}",
            )
        )
    printing.line(sentence("Pour arrêter : Ctrl-C.", "Stop with Ctrl-C."))
