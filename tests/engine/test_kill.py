"""Killed at any instant, a load leaves the old state, the new one, or a closed store that says so.

`KILLS` instants per kind and engine: two by default, fifty in `make nightly`; the seed is fixed.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph_service.settings import Settings
from graph_service.store import open_store
from loaders import pipeline
from tests.conftest import ENGINES
from tests.engine import register
from tests.environment import environment
from tests.neo4j_server import Server

if TYPE_CHECKING:
    from graph_service.store.port import GraphStore
    from loaders.report import LoadReport

KILLS = int(os.environ.get("KILLS", "2"))
ROWS = 250
KINDS = {"small": 30_000, "bulk": 500}
"""Objects that one transaction may hold: the same file is one transaction, or a bulk load of several."""


@pytest.fixture(params=ENGINES)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "neo4j":
        server: Server = request.getfixturevalue("neo4j")
        server.wipe()
        return server.settings(tmp_path / "data")
    return Settings(data=tmp_path / "data")


def _load(store: GraphStore, file: Path) -> LoadReport:
    return pipeline.run(store, "sirene", [file], profile="la-bonne-boite", max_rejected_share=1.0, retire_anyway=True)


def _start(settings: Settings, limit: int, file: Path) -> subprocess.Popen[bytes]:
    variables = {"SILLON_DATA": str(settings.data), "SILLON_TRANSACTION_OBJECTS": str(limit)}
    if settings.neo4j_uri:
        variables |= {"SILLON_NEO4J_URI": settings.neo4j_uri, "SILLON_NEO4J_PASSWORD": settings.password()}
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.engine.killed_load", str(file)],
        stdout=subprocess.PIPE,
        env=environment(variables),
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"WRITING\n"
    return child


def _seconds(settings: Settings, limited: Settings, first: Path, second: Path) -> float:
    """How long an undisturbed load writes; the store is as before afterwards."""
    child = _start(settings, limited.transaction_objects, second)
    began = time.monotonic()
    assert child.stdout is not None
    assert child.stdout.readline() == b"DONE\n"
    whole = time.monotonic() - began
    child.wait(60)
    store = open_store(limited)
    _load(store, first)
    store.close()
    return whole


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_load_leaves_the_old_state_the_new_one_or_a_closed_store(
    kind: str, settings: Settings, tmp_path: Path
) -> None:
    first = register.write(tmp_path / "first.csv", range(ROWS))
    second = register.write(tmp_path / "second.csv", range(50, 2 * ROWS), renamed=frozenset(range(60, 110)))
    limited = settings.model_copy(update={"transaction_objects": KINDS[kind]})
    store = open_store(limited)
    _load(store, first)
    old = store.digest()
    _load(store, second)
    new = store.digest()
    assert old != new
    _load(store, first)
    assert store.digest() == old
    store.close()

    whole = min(_seconds(settings, limited, first, second) for _ in range(2))

    seen: Counter[str] = Counter()
    instants = random.Random(f"{kind}-{KILLS}")
    for _ in range(KILLS):
        child = _start(settings, KINDS[kind], second)
        time.sleep(instants.uniform(0.0, 1.1) * whole)
        child.kill()
        child.wait()
        store = open_store(limited)
        status = store.status()
        if status.ready:
            found = {old: "old", new: "new"}.get(store.digest(), "neither")
        else:
            found = "closed"
            assert status.closed_by, "a closed store says which load closed it"
        seen[found] += 1
        again = _load(store, second)
        assert store.digest() == new, f"the rerun after {found} did not finish the load"
        assert (again.new + again.changed + again.retired == 0) == (found == "new")
        third = again if found == "new" else _load(store, second)
        assert (third.load, third.new, third.changed, third.retired) == (None, 0, 0, 0)
        _load(store, first)
        assert store.digest() == old
        store.close()
    print(f"{kind} on {'neo4j' if settings.neo4j_uri else 'embedded'}: {dict(seen)}")
    assert seen["neither"] == 0, seen
    if kind == "small":
        assert seen["closed"] == 0, "one transaction never closes the store"
