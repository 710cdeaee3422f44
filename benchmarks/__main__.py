"""`python -m benchmarks`: measure every task and keep the table in RESULTS.md."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from benchmarks.harness import measure, table

TASKS = ("import_time", "register_scan", "neo4j_write", "rdf_records", "rdf_memory")


def main() -> int:
    """Measure, print, keep; 1 when a promise is not kept."""
    results = [measure(import_module(f"benchmarks.{name}").TASK) for name in TASKS]
    text = table(results)
    print(text)
    Path(__file__).with_name("RESULTS.md").write_text(f"# Last results\n\n{text}", encoding="utf-8")
    return 0 if all(each.kept for each in results) else 1


if __name__ == "__main__":
    sys.exit(main())
