"""How often one may ask: per key, session and address, with few guesses, and never on one's own machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph_service.access.rights import Rights
from graph_service.app import create_app
from graph_service.http.pace import GUESSES
from graph_service.settings import Settings
from graph_service.store import keys, open_store
from graph_service.store.graph import BoltStore
from tests.api.test_bad_input import checked
from tests.serving import serving

RATE = 30


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoltStore]:
    store = open_store(Settings(data=tmp_path_factory.mktemp("pace") / "data"))
    assert isinstance(store, BoltStore)
    yield store
    store.close()


@pytest.fixture
def served(kept: BoltStore, tmp_path: Path) -> Iterator[httpx.Client]:
    """A service that nobody has asked yet, behind a proxy on this machine."""
    app = create_app(Settings(data=tmp_path / "data", rate=RATE), kept)
    with serving(app) as address, httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        yield client


def asked(client: httpx.Client, times: int, path: str = "/v1/me", **headers: str) -> Counter[int]:
    return Counter(client.get(path, headers=headers).status_code for _ in range(times))


def of(address: str, **more: str) -> dict[str, str]:
    return {"X-Forwarded-For": address, **more}


def test_one_address_is_told_to_wait_and_another_is_not(served: httpx.Client) -> None:
    assert asked(served, RATE + 5, **of("192.0.2.1")) == {200: RATE, 429: 5}
    refused = served.get("/v1/me", headers=of("192.0.2.1"))

    assert checked(refused, 429)["type"].endswith("/busy")  # type: ignore[attr-defined]  # it is a text
    assert 1 <= int(refused.headers["retry-after"]) <= 61
    assert asked(served, 3, **of("192.0.2.2")) == {200: 3}
    assert asked(served, 3, "/healthz", **of("192.0.2.1")) == {200: 3}


def test_keys_of_one_address_are_counted_apart_up_to_what_the_address_may(
    served: httpx.Client, kept: BoltStore
) -> None:
    made = [keys.make(kept.books, Rights("member", verbs=("read",)), label="x", days=1)[1].text for _ in range(7)]
    counts = [asked(served, RATE + 2, **of("192.0.2.3", Authorization=f"Bearer {key}")) for key in made]

    assert counts[:4] == [{200: RATE, 429: 2}] * 4
    assert sum(count[200] for count in counts) <= 5 * RATE
    assert counts[-1][200] == 0


def test_cookies_that_open_nothing_do_not_make_another_asker_for_ever(served: httpx.Client) -> None:
    found = Counter[int]()
    for number in range(6 * RATE):
        found += asked(served, 1, **of("192.0.2.4", Cookie=f"sillon_session={number}"))

    assert found == {200: 5 * RATE, 429: RATE}


def test_few_guesses_are_allowed_and_they_stop_that_address_alone(served: httpx.Client) -> None:
    guesses = Counter[int]()
    for number in range(GUESSES + 5):
        guesses += asked(served, 1, **of("192.0.2.5", Authorization=f"Bearer sillon_0123456789_{number:043d}"))

    assert guesses == {401: GUESSES, 429: 5}
    assert asked(served, 1, **of("192.0.2.5")) == {429: 1}
    assert asked(served, 1, **of("192.0.2.6")) == {200: 1}


def test_a_subscriber_of_ipv6_is_one_whatever_address_he_takes(served: httpx.Client) -> None:
    found = Counter[int]()
    for number in range(RATE + 3):
        found += asked(served, 1, **of(f"2001:db8:1:2::{number:x}"))

    assert found == {200: RATE, 429: 3}
    assert asked(served, 1, **of("2001:db8:1:3::1")) == {200: 1}


def test_whoever_is_on_this_machine_is_not_counted(served: httpx.Client, kept: BoltStore, tmp_path: Path) -> None:
    assert asked(served, 3 * RATE) == {200: 3 * RATE}
    with (
        serving(create_app(Settings(data=tmp_path / "free", rate=0), kept)) as address,
        httpx.Client(base_url=address, trust_env=False) as free,
    ):
        assert asked(free, 2 * RATE, **of("192.0.2.7")) == {200: 2 * RATE}
