"""The service with its pages, over a small invented territory and the real nomenclature, and a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from graph_service.app import create_app
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.port import GraphStore
from tests import territory
from tests.engine.town import tell, whole_town
from tests.serving import serving

HOME = "pole:essai"
FOUNDRY = "siret:99990001200017"
WORKSHOP = "siret:99990001200025"
KEY = "the-local-administrator-of-these-pages"

OpenPage = Callable[..., Page]


def loaded(folder: Path) -> GraphStore:
    """A store of its own with the invented territory and the nomenclature that ships."""
    store = open_store(Settings(data=folder))
    territory.run(store, "territories", territory.TERRITORIES, options={"poles": "Essai=epci:960000001,epci:960000002"})
    territory.run(store, "nomenclature", [])
    territory.run(store, "sirene", territory.REGISTER)
    territory.run(store, "fictitious", territory.DECLARED, demonstration=True)
    return store


@dataclass(frozen=True)
class Site:
    """The running service."""

    address: str
    hidden: str
    """The id of an actor that is for nobody but its owner."""


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The service over everything that `loaded` loads."""
    folder = tmp_path_factory.mktemp("site") / "data"
    store = loaded(folder)
    actors = territory.entries(store, "Actor").items()
    hidden = next(identifier for identifier, told in actors if told["label"] == "Scierie secrète")
    try:
        with serving(create_app(Settings(data=folder, territory=HOME), store)) as address:
            yield Site(address, hidden)
    finally:
        store.close()


@pytest.fixture(scope="session")
def site(house: Site) -> str:
    """Address of the service."""
    return house.address


@pytest.fixture(scope="session")
def hidden(house: Site) -> str:
    """The id of an actor that no reader of pages may see."""
    return house.hidden


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a demonstration in which nothing was loaded yet."""
    folder = tmp_path_factory.mktemp("bare") / "data-demo"
    store = open_store(Settings(data=folder))
    try:
        with serving(create_app(Settings(data=folder), store)) as address:
            yield address
    finally:
        store.close()


@pytest.fixture
def reader(site: str) -> Iterator[httpx.Client]:
    """Somebody who asks for pages, in French."""
    with httpx.Client(
        base_url=site, headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "fr"}, timeout=60
    ) as client:
        yield client


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh window, in French, wide and light."""
    opened = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the service over the town."""
    folder = tmp_path_factory.mktemp("town") / "data"
    store = open_store(Settings(data=folder))
    tell(store, whole_town(store.schema))
    app = create_app(Settings(data=folder, territory="pole:invented"), store)
    app.state.admin_key = KEY
    try:
        with serving(app) as address:
            yield address
    finally:
        store.close()


@pytest.fixture(scope="session")
def visitor(town: str) -> Iterator[httpx.Client]:
    """Somebody without a key, in French."""
    headers = {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "fr"}
    with httpx.Client(base_url=town, headers=headers, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def everybody(town: str) -> Iterator[httpx.Client]:
    """Somebody who sees all levels."""
    headers = {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "fr", "Authorization": f"Bearer {KEY}"}
    with httpx.Client(base_url=town, headers=headers, timeout=60) as client:
        yield client
