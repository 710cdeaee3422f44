"""Products that leak, each in one way that is easy to make by mistake: the property must find every one of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.requests import Request

from graph_service.access.viewer import Viewer, administrator
from graph_service.actors import service as actors
from graph_service.http.cursors import Cursors
from graph_service.http.opening import store_of
from graph_service.kernel.errors import Conflict
from graph_service.store import facts
from graph_service.store.graph import BoltStore
from graph_service.store.port import VersionSeen
from tests.engine.town_names import GROUP

ALL = administrator([GROUP])
_GATE = re.compile(r"\((\w+\.audience IN \$audiences OR \w+\.owner IN \$owners)\)")


class Store:
    """A store that may be made to leak; honest until it is."""

    def __init__(self, store: BoltStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class CountingLoads(Store):
    """Its version moves with every load, hidden ones too."""

    def version(self, viewer: Viewer) -> VersionSeen:
        """The version of everything, dated as it should be."""
        return VersionSeen(self._store.projection_key(), self._store.version(viewer).moved_at)


class WithoutParentheses(Store):
    """It asks facts with `AND … OR …` where `AND (… OR …)` was meant."""

    def read(self, query: str, viewer: Viewer, **params: Any) -> list[dict[str, Any]]:
        """As the real one reads, but for the text."""
        if not query.startswith("facts/of_"):
            return self._store.read(query, viewer, **params)
        question = self._store.catalogue[query]
        values = question.bind(params, self._store.schema.prefixes)
        values |= {"audiences": viewer.audiences(question.scope), "owners": viewer.owners_in(question.scope)}
        return self._store._consistently(lambda tx: tx.run(_GATE.sub(r"\1", question.text), values))


@dataclass(frozen=True)
class Leak:
    """How a product leaks: where, the store it asks, what of it is other code, and a route that it has besides."""

    at: tuple[str, ...] = ("",)
    """Beginnings of the routes that are asked of it."""
    store: Callable[[BoltStore], Any] = Store
    patched: Callable[[pytest.MonkeyPatch, BoltStore], None] = lambda patch, store: None
    route: Callable[[FastAPI], None] | None = None

    @contextmanager
    def planted(self, store: BoltStore) -> Iterator[Any]:
        """The store of a service that leaks, while the block lasts."""
        with pytest.MonkeyPatch.context() as patch:
            self.patched(patch, store)
            yield self.store(store)


def _global_idf(patch: pytest.MonkeyPatch, store: BoltStore) -> None:
    """Hits are ranked by how rare their words are among all actors."""
    honest = actors.search

    def ranked(asked: Any, viewer: Viewer, *given: Any, **more: Any) -> Any:
        found = honest(asked, viewer, *given, **more)
        every = [set(label.split()) for row in store.read("actors/everyone", ALL) for label in row["labels"]]

        def rarity(label: str) -> float:
            return sum(math.log(len(every) / sum(word in words for words in every)) for word in label.split())

        return found.model_copy(update={"rows": tuple(sorted(found.rows, key=lambda row: -rarity(row.label)))})

    patch.setattr(actors, "search", ranked)


def _global_count(patch: pytest.MonkeyPatch, store: BoltStore) -> None:
    """The total of a list counts what the reader cannot see."""
    honest = actors.search

    def counted(asked: Any, viewer: Viewer, *given: Any, **more: Any) -> Any:
        found = honest(asked, viewer, *given, **more)
        return found.model_copy(update={"total": honest(asked, ALL, *given, **more).total})

    patch.setattr(actors, "search", counted)


def _cursor_of_all(patch: pytest.MonkeyPatch, store: BoltStore) -> None:
    """A cursor says the place among all rows."""
    honest = Cursors.made

    def numbered(self: Cursors, viewer: Viewer, version: str, question: str, offset: int) -> str:
        every = sum(len(row["actors"]) for row in store.read("actors/everyone", ALL))
        seen = sum(len(row["actors"]) for row in store.read("actors/everyone", viewer))
        return honest(self, viewer, version, question, offset + every - seen)

    patch.setattr(Cursors, "made", numbered)


def _line_numbers(patch: pytest.MonkeyPatch, store: BoltStore) -> None:
    """What a row stands on comes with the line of its file."""
    honest = facts.explain

    def lined(asked: Any, viewer: Viewer, ids: Any, **more: Any) -> Any:
        found = honest(asked, viewer, ids, **more)
        lines = {entry.id: properties.get("line") for entry, properties in store.dump()}
        return {one: {**fact.model_dump(), "line": lines[one]} for one, fact in found.items()}

    patch.setattr("graph_service.http.answers.explain", lined)


class Told(BaseModel):
    """What is told to the route that should not be."""

    id: str


def _exists_already(app: FastAPI) -> None:
    """A route that creates, and says so when it cannot."""

    def create(request: Request, told: Told) -> dict[str, str]:
        if any(entry.id == told.id for entry, _ in store_of(request).dump()):
            raise Conflict("Existe déjà.", "Exists already.")
        return {"id": told.id}

    app.post("/v1/things")(create)


LIST, FILES = ("GET /v1/actors",), ("GET /v1/facts", "GET /v1/actors/")
LEAKS = {
    "a global IDF": Leak(LIST, patched=_global_idf),
    "a global count": Leak(LIST, patched=_global_count),
    "a cursor that numbers hidden rows": Leak(LIST, patched=_cursor_of_all),
    "a version that counts hidden loads": Leak(LIST, store=CountingLoads),
    "a line number": Leak(LIST, patched=_line_numbers),
    "exists already": Leak(("POST /v1/things",), route=_exists_already),
    "AND … OR without parentheses": Leak(FILES, store=WithoutParentheses),
}
HONEST = Leak()
