"""The process that the kill tests kill: opens the store of the environment and loads one file.

Usage: python -m tests.engine.killed_load FILE
It prints WRITING when the first byte is about to be written, and DONE when it ended.
"""

from __future__ import annotations

import sys
from pathlib import Path

from graph_service.settings import load_settings
from graph_service.store import open_store
from loaders import pipeline


def main(file: Path) -> None:
    store = open_store(load_settings())
    announced = False

    def progress(stage: str, _done: int, _total: int) -> None:
        nonlocal announced
        if stage == "write" and not announced:
            announced = True
            print("WRITING", flush=True)

    pipeline.run(
        store, "sirene", [file], profile="la-bonne-boite", max_rejected_share=1.0, retire_anyway=True, progress=progress
    )
    print("DONE", flush=True)
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
