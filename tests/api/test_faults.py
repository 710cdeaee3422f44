"""Generated requests while the line to the database is cut, held and opened again: no answer above 500 but 503."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
import schemathesis
from hypothesis import given
from schemathesis.core.result import Ok

from graph_service.access.rights import LOCAL_ADMINISTRATOR, Rights
from graph_service.app import create_app
from graph_service.settings import Settings
from graph_service.store import keys, open_store
from graph_service.store.graph import BoltStore
from tests import neo4j_server
from tests.api.conftest import HOME
from tests.api.test_database_down import Line
from tests.api.test_openapi import STARTS_WORK, generated
from tests.engine.town import tell, whole_town
from tests.engine.town_names import FOUNDRY
from tests.requirements import at_night
from tests.serving import serving

pytestmark = [pytest.mark.neo4j, at_night]
RIGHTS = {
    "visitor": None,
    "member": Rights("member", (FOUNDRY,), verbs=("read",)),
    "analyst": Rights("analyst", verbs=("read",)),
    "administrator": LOCAL_ADMINISTRATOR,
}
PER_OPERATION = 3


@contextmanager
def faulty(line: Line, seed: int) -> Iterator[None]:
    """Cut, hold and open the line in turns, for as long as the block lasts."""
    random, ended = Random(seed), threading.Event()

    def work() -> None:
        while not ended.wait(random.uniform(0.1, 0.6)):
            fault = random.choice(("cut", "hold", "open"))
            if fault == "cut":
                line.cut()
                ended.wait(random.uniform(0.05, 0.3))
                line.open()
            elif fault == "hold":
                line.silent = True
                ended.wait(random.uniform(0.05, 0.5))
                line.silent = False

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(10)
        line.silent = False


def test_no_answer_of_any_role_is_above_500_but_503(neo4j: neo4j_server.Server, tmp_path: Path) -> None:
    neo4j.wipe()
    store = open_store(neo4j.settings(tmp_path))
    assert isinstance(store, BoltStore)
    tell(store, whole_town(store.schema))
    shown = {
        role: {"Authorization": f"Bearer {keys.make(store.books, rights, label='x', days=1)[1].text}"} if rights else {}
        for role, rights in RIGHTS.items()
    }
    store.close()
    there = urlsplit(neo4j.uri)
    line = Line(there.hostname or "", there.port or 7687)
    line.open()
    told = Settings(
        data=tmp_path, territory=HOME, neo4j_uri=f"bolt://127.0.0.1:{line.port}", neo4j_user=neo4j.user,
        neo4j_password=neo4j.password,
    )  # fmt: skip
    found: dict[str, Counter[int]] = {role: Counter() for role in RIGHTS}
    wrong: list[str] = []
    with serving(create_app(told)) as address, faulty(line, 1):
        schema = schemathesis.openapi.from_url(address + "/openapi.json")
        for result in schema.get_all_operations():
            assert isinstance(result, Ok), result
            operation = result.ok()
            if operation.path in STARTS_WORK and operation.method.upper() == "POST":
                continue

            @generated(PER_OPERATION)
            def ask(case: schemathesis.Case[Any]) -> None:
                for role, headers in shown.items():
                    answer = case.call(headers=headers)
                    found[role][answer.status_code] += 1
                    if answer.status_code >= 500 and answer.status_code != 503:
                        wrong.append(f"{role}: {case.method} {case.path} {answer.status_code} {answer.text[:300]}")

            given(case=operation.as_strategy())(ask)()
    line.cut()

    assert wrong == []
    assert all(counts[503] and counts[200] for counts in found.values()), found
