"""What every test may ask for: the schema, the catalogue, and a fresh store on each engine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph_service import resources
from graph_service.schema.model import GraphSchema
from graph_service.schema.reader import load_schema
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.catalogue import Catalogue
from tests import neo4j_server
from tests.requirements import require

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from graph_service.store.graph import BoltStore

ENGINES = ("embedded", pytest.param("neo4j", marks=pytest.mark.neo4j))


@pytest.fixture(scope="session")
def kept_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the loaded data folder of a demonstration is kept for the whole run, whichever process loads it first."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "kept-demonstration"


@pytest.fixture(scope="session")
def schema() -> GraphSchema:
    return load_schema(resources.folder("ontology"))


@pytest.fixture(scope="session")
def catalogue(schema: GraphSchema) -> Catalogue:
    return Catalogue.load(resources.folder("cypher"), schema)


@pytest.fixture(scope="session")
def neo4j() -> Iterator[neo4j_server.Server]:
    """One Neo4j for the whole run; whoever takes it wipes it first."""
    found = neo4j_server.find()
    require("neo4j", not isinstance(found, str), found if isinstance(found, str) else "")
    assert isinstance(found, neo4j_server.Server)
    yield found
    found.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, one in a process: the system's own, for nothing is downloaded."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    require("chromium", found is not None, "no chromium on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def fresh_store(engine: str, request: pytest.FixtureRequest, folder: Path, **more: Any) -> BoltStore:
    """An empty store on `engine`; the caller closes it."""
    if engine == "neo4j":
        server = request.getfixturevalue("neo4j")
        server.wipe()
        settings = server.settings(folder, **more)
    else:
        settings = Settings(data=folder / "data", **more)
    return open_store(settings)  # type: ignore[return-value]  # open_store promises the port; tests may look behind it


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """`embedded`, then `neo4j`."""
    return str(request.param)


@pytest.fixture(scope="module")
def store(engine: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoltStore]:
    """An empty store, shared by the tests of a module, on each engine in turn."""
    opened = fresh_store(engine, request, tmp_path_factory.mktemp(engine))
    yield opened
    opened.close()


@pytest.fixture
def embedded_store(tmp_path: Path) -> Iterator[BoltStore]:
    """An empty store of one test, on the embedded engine."""
    opened = open_store(Settings(data=tmp_path / "data"))
    yield opened  # type: ignore[misc]  # as above
    opened.close()


@pytest.fixture
def neo4j_store(neo4j: neo4j_server.Server, tmp_path: Path) -> Iterator[BoltStore]:
    """An empty store of one test, on Neo4j."""
    neo4j.wipe()
    opened = open_store(neo4j.settings(tmp_path))
    yield opened  # type: ignore[misc]  # as above
    opened.close()
