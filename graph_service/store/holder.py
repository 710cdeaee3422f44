"""The store of a service: opened in the background, and again when that failed; nobody waits for it for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from graph_service.kernel.errors import SillonError, Unavailable
from graph_service.settings import Settings
from graph_service.store.port import EngineStatus, GraphStore

_WAIT_S = 2.5
"""Longest wait of a question for a store that is being opened: the answer 503 comes within four seconds."""
_BETWEEN_S = 0.5


class StoreHolder:
    """Holds the store; thread-safe. A store that was given belongs to the giver and is not closed here."""

    def __init__(self, settings: Settings, opened: GraphStore | None, opener: Callable[[Settings], GraphStore]) -> None:
        self._settings = settings
        self._store = opened
        self._ours = opened is None
        self._opener = opener
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._opening: threading.Thread | None = None
        self._tried_at = -_BETWEEN_S
        self._why: SillonError | None = None
        self._closed = False

    def begin(self) -> None:
        """Start opening, unless it is open, being opened, or failed a moment ago."""
        with self._lock:
            busy = self._opening is not None and self._opening.is_alive()
            if self._store is not None or busy or self._closed or time.monotonic() < self._tried_at + _BETWEEN_S:
                return
            self._ready.clear()
            self._opening = threading.Thread(target=self._open, name="store-opening", daemon=True)
            self._opening.start()

    def get(self) -> GraphStore:
        """The store, after a short wait if need be. Raises Unavailable."""
        store = self._store
        if store is not None:
            return store
        self.begin()
        self._ready.wait(_WAIT_S)
        if self._store is not None:
            return self._store
        if self._why is not None:
            raise Unavailable(self._why.fr, self._why.en)
        raise Unavailable("La base de données est en train de s'ouvrir.", "The database is being opened.")

    def status(self) -> EngineStatus:
        """State of the engine; never raises, answers within three seconds."""
        try:
            return self.get().status()
        except Unavailable as why:
            return EngineStatus("neo4j" if self._settings.neo4j_uri else "arcadedb", ready=False, detail=why.fr)

    def close(self) -> None:
        """Close what was opened here."""
        with self._lock:
            self._closed = True
            opening, store, self._store = self._opening, self._store, None
        if opening is not None:
            opening.join(timeout=10)
        if store is not None and self._ours:
            store.close()

    def _open(self) -> None:
        try:
            store = self._opener(self._settings)
        except SillonError as why:
            with self._lock:
                self._why, self._tried_at = why, time.monotonic()
        except Exception:  # whatever it is, the next request may try again; then it goes on to the log of the thread
            with self._lock:
                self._why, self._tried_at = None, time.monotonic()
            raise
        else:
            with self._lock:
                late = self._closed
                self._store, self._why = (None if late else store), None
            if late:
                store.close()
        finally:
            self._ready.set()
