"""The driver, with a deadline around every call: the only module that imports neo4j.

The driver has no read time-out of its own, so work runs in a thread of ours and the caller waits a bounded time. When
an answer is late, a second connection is asked whether anybody is there: a silent server is told apart from a long
question.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from neo4j import Driver, GraphDatabase, Session, unit_of_work
from neo4j.exceptions import (
    ClientError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransactionError,
)

from graph_service.kernel.errors import Busy, Conflict, SillonError, TookTooLong, Unavailable

T = TypeVar("T")

_PATIENCE_S = 2.0
"""Seconds without an answer after which we ask whether the server is there at all."""
_PROBE_S = 1.4
_SUSPECT_S = 1.0
_THREADS = 24
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"


class Transaction(Protocol):
    """What work inside a transaction may do: run a text with parameters."""

    def run(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """All rows, as dictionaries."""

    def stream(self, text: str, parameters: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """Rows one by one; to be consumed inside the transaction."""


class _Rows(list[Any]):
    """The driver spells every parameter out for a log line that nobody reads: as long as sending them. Not these."""

    def __repr__(self) -> str:
        return f"[{len(self)} rows]"


class _Tx:
    """A driver's transaction behind our protocol."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def run(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        quiet = {name: _Rows(value) if isinstance(value, list) else value for name, value in (parameters or {}).items()}
        return [dict(zip(record.keys(), record.values(), strict=True)) for record in self._inner.run(text, quiet)]

    def stream(self, text: str, parameters: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        for record in self._inner.run(text, parameters or {}):
            yield dict(zip(record.keys(), record.values(), strict=True))


class Bolt:
    """One database behind a Bolt address; thread-safe."""

    def __init__(self, uri: str, user: str, password: str, database: str) -> None:
        self._address = (uri, user, password, database)
        self._lock = threading.Lock()
        self._driver = self._connect()
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="bolt")
        self._probes = ThreadPoolExecutor(2, thread_name_prefix="bolt-probe")
        self._waiting = 0
        self._suspect_until = 0.0
        self._closed = False

    def read(self, work: Callable[[Transaction], T], deadline_s: float) -> T:
        """Run `work` in a read transaction. Raises Unavailable, TookTooLong, Busy."""
        timed = unit_of_work(timeout=deadline_s)(lambda tx: work(_Tx(tx)))

        def call() -> T:
            with self._session("READ") as session:
                return session.execute_read(timed)

        return self._bounded(call, deadline_s)

    def write(self, work: Callable[[Transaction], T], *, before_commit: Callable[[], None] | None = None) -> T:
        """Run `work` in one transaction of this thread, never retried: the caller knows what a second run would mean.

        Raises Unavailable; with `more["unknown"]` when the connection broke during the commit.
        """
        try:
            with self._session("WRITE") as session, session.begin_transaction() as tx:
                result = work(_Tx(tx))
                if before_commit is not None:
                    before_commit()
                tx.commit()
                return result
        except SillonError:
            raise
        except (DriverError, Neo4jError) as wrong:
            raise _translated(wrong) from wrong

    def answers(self, within_s: float = _PROBE_S) -> bool:
        """Whether a fresh question gets an answer in time."""
        try:
            return bool(self._probes.submit(self._probe).result(within_s))
        except (FutureTimeout, DriverError, Neo4jError, RuntimeError, OSError):
            return False

    def close(self) -> None:
        """Close the connections; work that still waits fails."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._probes.shutdown(wait=False, cancel_futures=True)
        self._driver.close()

    def _connect(self) -> Driver:
        uri, user, password, _ = self._address
        return GraphDatabase.driver(
            uri,
            auth=(user, password),
            connection_timeout=1.0,
            connection_acquisition_timeout=1.5,
            max_transaction_retry_time=1.0,
            max_connection_pool_size=_THREADS + 8,
            liveness_check_timeout=30.0,
            keep_alive=True,
            notifications_min_severity="OFF",
            user_agent="sillon",
        )

    def _session(self, mode: str) -> Session:
        return self._driver.session(database=self._address[3], default_access_mode=mode)

    def _probe(self) -> bool:
        with self._session("READ") as session:
            return bool(session.run("RETURN 1 AS one").single(strict=True)["one"] == 1)

    def _bounded(self, call: Callable[[], T], deadline_s: float) -> T:
        if time.monotonic() < self._suspect_until:
            raise _silent()
        with self._lock:
            if self._waiting >= 2 * _THREADS:
                raise Busy("Trop de questions à la fois ; réessayez.", "Too many questions at once; try again.")
            self._waiting += 1
        try:
            return self._patiently(self._pool.submit(call), deadline_s)
        except SillonError:
            raise
        except (DriverError, Neo4jError, OSError, RuntimeError) as wrong:
            if isinstance(wrong, RuntimeError) and not self._closed:
                raise
            raise _translated(wrong) from wrong
        finally:
            with self._lock:
                self._waiting -= 1

    def _patiently(self, answer: Future[T], deadline_s: float) -> T:
        started = time.monotonic()
        patience = min(_PATIENCE_S, deadline_s)
        while True:
            try:
                return answer.result(patience)
            except FutureTimeout:
                if not self.answers():
                    answer.cancel()
                    self._start_over()
                    raise _silent() from None
                left = deadline_s + 0.5 - (time.monotonic() - started)
                if left <= 0:
                    answer.cancel()
                    raise _too_long() from None
                patience = min(_PATIENCE_S, left)

    def _start_over(self) -> None:
        """Leave connections that hang behind: closing them wakes the threads that wait on them."""
        with self._lock:
            if self._closed or time.monotonic() < self._suspect_until:
                return
            self._suspect_until = time.monotonic() + _SUSPECT_S
            old, old_pool, old_probes = self._driver, self._pool, self._probes
            self._driver = self._connect()
            self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="bolt")
            self._probes = ThreadPoolExecutor(2, thread_name_prefix="bolt-probe")

        def leave() -> None:
            old_pool.shutdown(wait=False, cancel_futures=True)
            old_probes.shutdown(wait=False, cancel_futures=True)
            with suppress(DriverError, Neo4jError, OSError):
                old.close()

        threading.Thread(target=leave, daemon=True, name="bolt-leave").start()


def _silent() -> Unavailable:
    return Unavailable("La base de données ne répond pas.", "The database does not answer.")


def _too_long() -> TookTooLong:
    return TookTooLong(
        "La question a pris trop de temps et a été arrêtée.", "The question took too long and was stopped."
    )


def _translated(wrong: Exception) -> SillonError:
    if isinstance(wrong, IncompleteCommit):
        return Unavailable(
            "La connexion a été perdue pendant l'enregistrement : il a peut-être eu lieu.",
            "The connection was lost during the commit: it may have happened.",
            unknown=True,
        )
    if isinstance(wrong, Neo4jError) and wrong.code == _TIMED_OUT:
        return _too_long()
    if isinstance(wrong, Neo4jError) and wrong.code == "Neo.ClientError.Schema.ConstraintValidationFailed":
        return Conflict("Cet identifiant existe déjà.", "This identifier exists already.")
    if isinstance(wrong, ServiceUnavailable | SessionExpired | DriverError | OSError | RuntimeError):
        if isinstance(wrong, TransactionError):
            return SillonError(
                f"Transaction interrompue ; le pilote dit, dans sa langue : « {wrong} ».", f"Transaction ended: {wrong}"
            )
        return _silent()
    if isinstance(wrong, ClientError) and str(wrong.code).startswith("Neo.ClientError.Security"):
        return Unavailable(
            "La base de données refuse l'utilisateur ou le mot de passe.", "The database refuses user or password."
        )
    if isinstance(wrong, Neo4jError) and str(wrong.code).startswith("Neo.TransientError"):
        return Unavailable(
            f"La base de données a refusé le travail ({wrong.code}).", f"The database refused the work ({wrong.code})."
        )
    return SillonError(f"La base de données a répondu, dans sa langue : « {wrong} ».", f"The database said: {wrong}")
