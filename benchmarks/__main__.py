"""`python -m benchmarks [TASK…]`: measure every task, or those that are named, and keep the tables in RESULTS.md."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from benchmarks import recall
from benchmarks.harness import measure, merged, table

TASKS = (
    "import_time",
    "register_scan",
    "shape_check",
    "neo4j_write",
    "embedded_load",
    "rdf_records",
    "rdf_memory",
    "suggest_typed",
)
_RESULTS = Path(__file__).with_name("RESULTS.md")
_RECALL = "recall"


def main(named: list[str]) -> int:
    """Measure, print, keep; 1 when a promise is not kept. The rows of tasks that are not named stay as they are."""
    unknown = set(named) - {*TASKS, _RECALL}
    if unknown:
        sys.exit(f"no task {', '.join(sorted(unknown))}: there are {', '.join((*TASKS, _RECALL))}")
    chosen = [name for name in TASKS if not named or name in named]
    results = [measure(import_module(f"benchmarks.{name}").TASK) for name in chosen]
    found = [recall.measured(each) for each in recall.SETS] if not named or _RECALL in named else []
    before = _RESULTS.read_text(encoding="utf-8")
    timed, met = merged(before, table(results)), merged(before, recall.table(found))
    text = f"# Last results\n\n{timed}\n## Found among the first three\n\n{met}"
    print(text)
    _RESULTS.write_text(text, encoding="utf-8")
    kept = [*(each.kept for each in results), *(each.kept for each in found)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
