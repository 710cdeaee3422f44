"""The service over a small invented town, on a real server and both engines, asked with a real HTTP client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from graph_service.app import create_app
from graph_service.client import Sillon
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.graph import BoltStore
from tests.engine.town import tell, whole_town
from tests.serving import serving

KEY = "the-local-administrator-of-these-tests"
HOME = "pole:invented"


@dataclass
class Service:
    """A running service."""

    address: str
    store: BoltStore

    def client(self, **headers: str) -> httpx.Client:
        """Somebody who asks, in French unless told otherwise."""
        return httpx.Client(
            base_url=self.address, headers={"Accept-Language": "fr", **headers}, timeout=30, trust_env=False
        )


@contextmanager
def service_of(store: BoltStore, folder: Path) -> Iterator[Service]:
    """The service over an open store."""
    app = create_app(Settings(data=folder, territory=HOME), store)
    app.state.admin_key = KEY
    with serving(app) as address:
        yield Service(address, store)


@pytest.fixture(scope="module")
def service(store: BoltStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service over the town, on each engine in turn."""
    tell(store, whole_town(store.schema))
    with service_of(store, tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The same on the embedded engine alone, where the engine makes no difference."""
    folder = tmp_path_factory.mktemp("embedded") / "data"
    store = open_store(Settings(data=folder))
    assert isinstance(store, BoltStore)
    tell(store, whole_town(store.schema))
    with service_of(store, folder) as running:
        yield running
    store.close()


@pytest.fixture
def public(service: Service) -> Iterator[httpx.Client]:
    """Somebody without a key."""
    with service.client() as client:
        yield client


@pytest.fixture
def anybody(embedded: Service) -> Iterator[httpx.Client]:
    """Somebody without a key, on the embedded engine."""
    with embedded.client() as client:
        yield client


@pytest.fixture
def administrator(embedded: Service) -> Iterator[httpx.Client]:
    """The holder of the local key, on the embedded engine."""
    with embedded.client(Authorization=f"Bearer {KEY}") as client:
        yield client


def loaded(folder: Path) -> Path:
    """A data folder with the town in it, which nobody serves."""
    store = open_store(Settings(data=folder))
    assert isinstance(store, BoltStore)
    tell(store, whole_town(store.schema))
    store.close()
    return folder


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sillon]:
    """The analyst's object on a folder, in this process."""
    with Sillon(data=loaded(tmp_path_factory.mktemp("here") / "data")) as sillon:
        yield sillon


@pytest.fixture(scope="module")
def there(embedded: Service) -> Iterator[Sillon]:
    """The analyst's object over HTTP, with the local key."""
    with Sillon(embedded.address, key=KEY) as sillon:
        yield sillon
