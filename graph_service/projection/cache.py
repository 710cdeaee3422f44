"""What was computed from one version of the graph, kept for the next who asks at that version."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from graph_service.access.viewer import Viewer
from graph_service.kernel.errors import Busy
from graph_service.store.port import GraphStore

T = TypeVar("T")
_Key = tuple[str, ...]

_ATTEMPTS = 3


class _MovedOn(Exception):
    """The graph changed while a value was computed."""


def of_level(viewer: Viewer) -> Viewer:
    """A viewer with the levels of `viewer` and nothing of his own: what projections are made for."""
    return Viewer(tokens=tuple(viewer.audiences("level")))


class VersionedCache(Generic[T]):
    """Values per (store, levels, version seen); the least used go first; built once however many ask at once.

    The key is the version that these levels see, so a write that they cannot see changes nothing here.
    """

    def __init__(self, build: Callable[[GraphStore, Viewer], T], *, size: int) -> None:
        self._build = build
        self._size = size
        self._lock = threading.Lock()
        self._kept: WeakKeyDictionary[GraphStore, OrderedDict[_Key, Future[T]]] = WeakKeyDictionary()

    def get(self, store: GraphStore, viewer: Viewer) -> T:
        """The value for the levels of `viewer`, at the version they see now.

        Raises Busy when the graph moved on during each of three attempts, and whatever reading raises.
        """
        level = of_level(viewer)
        for _ in range(_ATTEMPTS):
            version = store.version(level).hash
            key = (version, *level.tokens)
            future, mine = self._claim(store, key)
            if mine:
                self._fulfil(future, store, level, key)
            try:
                return future.result()
            except _MovedOn:
                continue
        raise Busy("Les données changent en ce moment ; réessayez.", "The data are changing just now; try again.")

    def _claim(self, store: GraphStore, key: _Key) -> tuple[Future[T], bool]:
        """The future of this key, and whether the caller is the one who must fulfil it."""
        with self._lock:
            kept = self._kept.setdefault(store, OrderedDict())
            if key in kept:
                kept.move_to_end(key)
                return kept[key], False
            future: Future[T] = Future()
            kept[key] = future
            while len(kept) > self._size:
                kept.popitem(last=False)
            return future, True

    def _fulfil(self, future: Future[T], store: GraphStore, level: Viewer, key: _Key) -> None:
        try:
            value = self._build(store, level)
            if store.version(level).hash != key[0]:
                raise _MovedOn
        except BaseException as wrong:
            with self._lock:
                self._kept.get(store, OrderedDict()).pop(key, None)
            future.set_exception(wrong)
        else:
            future.set_result(value)
