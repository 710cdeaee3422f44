"""The collector of circular garbage, told that what is made for a while is kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (200_000, 20, 20)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for circular garbage seldom, since millions of objects without circles are made and kept.

    The collector would look at all of them again and again: a tenth of the time of a load, for nothing. Objects
    without circles are freed as ever. Afterwards it looks as often as before.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
