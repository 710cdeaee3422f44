"""How much memory a piece of work takes."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

from graph_service.store.promises import promises


@contextmanager
def traced() -> Iterator[list[int]]:
    """The most bytes that were held at once, when it is over."""
    promises()  # read once in a process
    peak = [0]
    tracemalloc.start()
    try:
        yield peak
    finally:
        peak[0] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
