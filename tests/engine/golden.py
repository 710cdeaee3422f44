"""Golden answers: what each question of the catalogue answers on the invented town of `town.py`.

`tests/golden/<domain>/<question>.json` holds cases: who asks, with which parameters, and the rows. After a change that
is meant, write them anew and read the difference before it is kept: `python -m tests.engine.golden`.
A question without a file gets one with no case: fill in viewer and params, then write again.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from graph_service.access.viewer import PUBLIC, Viewer, analyst, member
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.port import GraphStore
from tests.engine.town import CLUB, FOUNDRY, GROUP, SECRET, tell, whole_town

FOLDER = Path(__file__).parent.parent / "golden"
VIEWERS: dict[str, Viewer] = {
    "public": PUBLIC,
    "member": member(),
    "club": member([CLUB], [GROUP]),
    "foundry": member([FOUNDRY]),
    "secret": member([SECRET]),
    "analyst": analyst(),
}

Case = dict[str, Any]


def file_of(question: str) -> Path:
    """Where the cases of a question are kept."""
    return FOLDER / f"{question}.json"


def cases_of(question: str) -> list[Case]:
    """The cases of a question; none when it has no file."""
    path = file_of(question)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def answer(store: GraphStore, question: str, case: Case) -> list[dict[str, Any]]:
    """The rows, as JSON keeps them."""
    rows = store.read(question, VIEWERS[case["viewer"]], **case["params"])
    kept: list[dict[str, Any]] = json.loads(json.dumps(rows))
    return kept


def write(store: GraphStore) -> None:
    """Write the answers of `store` into every file."""
    for query in store.catalogue.reads():
        cases = [{**case, "rows": answer(store, query.name, case)} for case in cases_of(query.name)]
        path = file_of(query.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        opened = open_store(Settings(data=Path(folder) / "data"))
        try:
            tell(opened, whole_town(opened.schema))
            write(opened)
        finally:
            opened.close()
