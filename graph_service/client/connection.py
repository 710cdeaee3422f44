"""Who answers: the service that owns the folder, or one that we open for this command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graph_service.client import engine_file
from graph_service.client.api import ApiClient
from graph_service.client.host import hosted, listen
from graph_service.settings import Settings


@contextmanager
def connect(settings: Settings, *, seen_as: str | None = None) -> Iterator[ApiClient]:
    """The API as the local administrator: of the running service when there is one, else opened in this process.

    `seen_as`: with whose eyes he looks; see ApiClient.
    Raises Unavailable when another command holds the data folder, or the database cannot be reached.
    """
    engine = engine_file.live(settings.data) if settings.neo4j_uri is None else None
    if engine is not None:
        with ApiClient(engine.address, engine.key, lang=settings.lang, seen_as=seen_as) as api:
            yield api
        return
    with (
        hosted(settings, listen("127.0.0.1", 0)) as own,
        ApiClient(own.address, own.key, lang=settings.lang, shared=False, seen_as=seen_as) as api,
    ):
        yield api
