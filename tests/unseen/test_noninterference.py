"""Law of non-interference: two worlds that differ only in what somebody cannot see answer him byte for byte alike.

Every route of the API document, every page and every export is asked in both, with headers, errors, orders, cursors
and tags. Whoever may see the difference does see it, route by route, or the law would hold for nothing; and seven
products that leak are each found. `UNSEEN_SEEDS=200` asks more pairs of worlds.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import httpx
import pytest
from fastapi.routing import APIRoute

from graph_service.app import create_app
from graph_service.schema.model import GraphSchema
from graph_service.settings import Settings
from graph_service.store import keys
from graph_service.store.graph import BoltStore
from tests.api.conftest import HOME, KEY
from tests.conftest import ENGINES, fresh_store
from tests.requirements import AT_NIGHT
from tests.serving import serving
from tests.unseen.addresses import Address, Route, addresses, api_routes, pages
from tests.unseen.leaks import HONEST, LEAKS, Leak
from tests.unseen.pairs import Pair, emptied, pair_of

_MANY = int(os.environ.get("UNSEEN_SEEDS", "20"))
PAIRS = {"embedded": _MANY, "neo4j": _MANY // 10}
"""Neo4j plans each question anew in each database: it is asked at night, and fewer. By day the twin test says that it
answers as the embedded engine does."""
pytestmark = pytest.mark.parametrize("engine", ENGINES if AT_NIGHT else ENGINES[:1], indirect=True, scope="module")
WITH_RIGHTS = 5
"""Pairs in which an administrator is asked too."""
NOTHING_HIDDEN = frozenset(
    {
        # the same for everybody
        "/accessibilite", "/aide", "/docs", "/docs/{part}", "/openapi.json", "GET /healthz", "GET /readyz",
        # about who asks, who is nobody here
        "/connexion", "/connexion/fournisseur", "/connexion/retour", "/mon-compte",
        # about keys, people and jobs, of which none has the name that is asked for; and bodies that say nothing
        "DELETE /v1/keys/{name}", "DELETE /v1/people/{name}", "GET /v1/jobs/{id}", "POST /v1/keys",
        "POST /v1/keys/{name}/exchange", "POST /v1/loads", "POST /v1/people/invitations", "POST /v1/rollback",
        "PUT /v1/people/{name}/rights",
    }
)  # fmt: skip
"""Routes that show nothing of what may be hidden: an administrator is answered alike in both worlds."""
_MOMENT = "2026-01-01T00:00:00+00:00"
_SECRET = "what signs the cursors of both worlds"

Answer = tuple[int, list[tuple[str, str]], bytes]
Answers = dict[Address, Answer]


@dataclass
class Found:
    """What came of asking the pairs on one engine."""

    asked: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Route → statuses that viewers were answered with."""
    differs: list[str] = field(default_factory=list)
    """What a viewer was answered differently."""
    told_apart: set[str] = field(default_factory=set)
    """Routes at which an administrator was answered differently."""
    caught: dict[str, int] = field(default_factory=dict)
    """Leak → number of the pair that showed it, from 1."""


@contextmanager
def _same_time() -> Iterator[None]:
    """What no world decides: the time, and the name of a new database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph_service.store.state.now", lambda: _MOMENT)
        patch.setattr("graph_service.store.migrations.uuid", SimpleNamespace(uuid4=lambda: UUID(int=0)))
        yield


class Asker:
    """Puts a world into an empty store and asks it."""

    def __init__(self, engine: str, request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> None:
        self._engine, self._request, self._folders = engine, request, folders
        self._routes: list[Route] = api_routes(create_app(Settings(data=folders.mktemp("none"))))
        self._store = fresh_store(engine, request, folders.mktemp("kept"))
        self._secret = folders.mktemp("secret") / "secret"
        self._secret.write_text(_SECRET, encoding="utf-8")

    def both(self, pair: Pair, *, leaks: Sequence[str], with_rights: bool) -> tuple[dict[str, Answers], ...]:
        """In each world, by name of the product: what the viewer is answered; by `rights`: what an administrator is."""
        if not pair.apart:
            return tuple(self._alone(pair, whole, leaks, with_rights) for whole in (False, True))
        with _same_time():
            store = emptied(self._store)
            pair.write(store, whole=False)
            less = self._all(pair, store, leaks, with_rights)
            pair.write_hidden(store)
            return less, self._all(pair, store, leaks, with_rights)

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def _alone(self, pair: Pair, whole: bool, leaks: Sequence[str], with_rights: bool) -> dict[str, Answers]:
        """One world in a store of its own, made in the same way as that of the other."""
        if self._engine == "neo4j":  # one database there: the kept store is written anew afterwards
            self._store.close()
        with _same_time():
            store = fresh_store(self._engine, self._request, self._folders.mktemp("world"))
            pair.write(store, whole=whole)
            told = self._all(pair, store, leaks, with_rights)
        if self._engine == "neo4j":
            self._store = store
        else:
            store.close()
        return told

    def _all(self, pair: Pair, store: BoltStore, leaks: Sequence[str], with_rights: bool) -> dict[str, Answers]:
        key = self._key(pair, store)
        told = {"": self._answers(pair, store, HONEST, key)}
        if with_rights:
            told["rights"] = self._answers(pair, store, HONEST, KEY)
        return told | {name: self._answers(pair, store, LEAKS[name], key) for name in leaks}

    def _key(self, pair: Pair, store: BoltStore) -> str | None:
        if pair.rights.role == "visitor":
            return None
        return keys.make(store.books, pair.rights, label="viewer", days=1)[1].text

    def _answers(self, pair: Pair, store: BoltStore, leak: Leak, key: str | None) -> Answers:
        folder = self._folders.mktemp("service")
        with leak.planted(store) as planted:
            app = create_app(Settings(data=folder, territory=HOME, secret_file=self._secret), planted)
            if leak.route:
                leak.route(app)
            routes = api_routes(app) if leak.route else self._routes
            app.state.admin_key = KEY
            headers = {
                "Accept-Language": "fr",
                "X-Request-Id": "same",
                **({"Authorization": f"Bearer {key}"} if key else {}),
            }
            with serving(app) as address, httpx.Client(base_url=address, headers=headers, timeout=60) as reader:
                wanted = [one for one in addresses(routes, pair) if one.route.startswith(leak.at)]
                return dict(_asked(reader, address, wanted))


def _asked(reader: httpx.Client, home: str, wanted: Sequence[Address]) -> Iterator[tuple[Address, Answer]]:
    for one in wanted:
        page = one.method == "GET" and not one.path.startswith("/v1")
        headers = {"Accept": "text/html"} if page else {"Content-Type": "application/json"} if one.body else {}
        answer = reader.request(one.method, one.path, content=one.body, headers=headers)
        yield one, _seen(answer, home)
        following = answer.links.get("next", {}).get("url")
        if following:
            after = Address(one.route, following)
            yield after, _seen(reader.get(following), home)


def _seen(answer: httpx.Response, home: str) -> Answer:
    headers = [(name, value) for name, value in answer.headers.multi_items() if name != "date"]
    return answer.status_code, headers, answer.content.replace(home.encode(), b"")


@pytest.fixture(scope="module")
def found(
    engine: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, schema: GraphSchema
) -> Found:
    """Every pair, asked of the honest product; and of each leaking one until it is found."""
    told, asker = Found(), Asker(engine, request, tmp_path_factory)
    for number in range(1, PAIRS[engine] + 1):
        pair = pair_of(number - 1, schema)
        waiting = [name for name in LEAKS if name not in told.caught]
        less, more = asker.both(pair, leaks=waiting, with_rights=number <= WITH_RIGHTS)
        for address, answer in less[""].items():
            told.asked[address.route].add(answer[0])
        told.differs += _differences(pair, less[""], more[""])
        told.told_apart |= {
            each.route for each in less.get("rights", {}) if less["rights"][each] != more["rights"].get(each)
        }
        told.caught |= {name: number for name in waiting if less[name] != more[name]}
    asker.close()
    return told


def _differences(pair: Pair, less: Answers, more: Answers) -> Iterator[str]:
    for address in {**less, **more}:
        one, other = less.get(address), more.get(address)
        if one != other:
            at = "only one of them" if one is None or other is None else _first(one, other)
            yield f"pair {pair.seed}, {pair.rights.role} {pair.rights.actors}: {address.method} {address.path}\n  {at}"


def _first(one: Answer, other: Answer) -> str:
    """The first place at which two answers differ."""
    if one[:2] != other[:2]:
        return f"{one[0]} {set(one[1]) ^ set(other[1])} {other[0]}"
    place = next(at for at, (a, b) in enumerate(zip(one[2] + b"\0", other[2] + b"\1", strict=False)) if a != b)
    return f"{one[2][max(0, place - 60) : place + 80]!r}\n  {other[2][max(0, place - 60) : place + 80]!r}"


def test_what_a_viewer_cannot_see_changes_no_byte_of_any_answer(found: Found) -> None:
    assert not found.differs, "\n".join(found.differs[:10])


def test_every_route_and_every_page_is_asked(found: Found, tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path))
    every = {f"{method} {path}" for method, path, _ in api_routes(app)} | pages()
    drawn = {
        route.path
        for route in _routes(app.routes)
        if not route.path.startswith(("/v1", "/keys", "/people"))
        and "GET" in (route.methods or ())
        and not route.include_in_schema
    }

    assert set(found.asked) == every
    assert drawn - pages() == set()


def test_whoever_has_the_right_is_answered_differently_at_every_route_that_may_hide_something(found: Found) -> None:
    assert sorted(set(found.asked) - found.told_apart) == sorted(NOTHING_HIDDEN)


@pytest.mark.parametrize("leak", LEAKS)
def test_a_product_that_leaks_is_found_within_twenty_pairs(found: Found, leak: str) -> None:
    assert found.caught.get(leak, 21) <= 20


def _routes(routes: Sequence[object]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from _routes(route.original_router.routes)
