"""The embedded engine: one process, one folder, a Bolt door on loopback. The only module that imports arcadedb."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_service.kernel.errors import Conflict, SillonError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from arcadedb import ArcadeDBServer, Database

DATABASE = "sillon"
USER = "root"
_STARTING = threading.Lock()
_End = tuple[str, str] | None


class EmbeddedEngine:
    """A started engine; `uri`, `password` and `DATABASE` open its Bolt door."""

    def __init__(self, server: ArcadeDBServer, database: Database, uri: str, password: str) -> None:
        self._server = server
        self._database = database
        self.uri = uri
        self.password = password

    def command(self, sql: str) -> None:
        """Run one SQL statement of `schema.constraints`."""
        self._database.command("sql", sql)

    def sweep_edges(self, edge_type: str, ids: Sequence[str]) -> None:
        """Delete edges by id, also those that a killed import wrote before it tied them to their ends.

        Cypher walks from the ends, so it cannot see them; the unique index on `id` does.
        """
        self._database.command("sql", f"DELETE FROM `{edge_type}` WHERE id IN ?", [list(ids)])

    def count(self, type_: str) -> int:
        """How many nodes or edges of a type there are, from the engine's own books."""
        return int(self._database.count_type(type_))

    def close(self) -> None:
        """Stop listening and let go of the folder."""
        with suppress(Exception):  # the engine has no error tree of its own; a stopped one cannot be stopped again
            self._server.stop()

    @contextmanager
    def bulk(self) -> Iterator[BulkImport]:
        """The engine's own import: vertices and edges without a transaction of ours, flushed to disk at the end."""
        with self._database.graph_batch(
            parallel_flush=True, use_wal=True, wal_flush="yes_full", commit_every=2_000
        ) as batch:
            yield BulkImport(self._database, batch)


class BulkImport:
    """Creates only; remembers where each new vertex lies so that edges find it."""

    def __init__(self, database: Database, batch: Any) -> None:
        self._database = database
        self._batch = batch
        self._places: dict[tuple[str, str], str] = {}

    def create_nodes(self, nodes: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Vertices, as (label, properties), neighbours of one label together."""
        for label, some in groupby(nodes, key=itemgetter(0)):
            rows = [properties for _, properties in some]
            for row, place in zip(rows, self._batch.create_vertices(label, rows), strict=True):
                self._places[label, row["id"]] = place

    def create_edges(self, edges: Sequence[tuple[str, _End, _End, dict[str, Any]]]) -> None:
        """Edges, as (type, start, end, properties), neighbours of one type together; an end is given as (label, id).

        Raises SillonError when an end is missing.
        """
        for edge_type, some in groupby(edges, key=itemgetter(0)):
            _, starts, ends, properties = zip(*some, strict=True)
            self._batch.new_edges(
                [self._place(end) for end in starts], edge_type, [self._place(end) for end in ends], properties
            )

    def _place(self, end: _End) -> str:
        if end is None:
            raise SillonError("Un lien a deux extrémités.", "An edge has two ends.")
        if end not in self._places:
            found = self._database.lookup_by_key(end[0], ["id"], [end[1]])
            if found is None:
                raise SillonError(f"{end[1]} n'existe pas.", f"{end[1]} does not exist.")
            self._places[end] = str(found.get_rid())
        return self._places[end]


def start(folder: Path, *, command_timeout_ms: int) -> EmbeddedEngine:
    """Start the engine on `folder`, which it owns until `close`. Raises Conflict when another process has it."""
    folder.mkdir(parents=True, exist_ok=True)
    root = (folder / "graph").resolve()
    root.mkdir(exist_ok=True)
    (root / "log").mkdir(exist_ok=True)
    os.environ.setdefault("ARCADEDB_LOG_DIR", str(root / "log"))
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    password = _password(folder / "engine.secret")
    with _STARTING:
        import arcadedb

        bolt, http = _free_ports(2)
        server = arcadedb.create_server(
            str(root),
            root_password=password,
            config={
                "host": "127.0.0.1",
                "bolt_port": bolt,
                "http_port": http,
                "mode": "production",
                "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
                "server_defaultDatabases": f"{DATABASE}[{USER}]",
                "opencypher_loadCsv_allowFileUrls": False,
            },
        )
        try:
            server.start()
            database = server.get_database(DATABASE)
        except arcadedb.ArcadeDBError as wrong:
            with suppress(Exception):  # a server that did not start may refuse to stop
                server.stop()
            if "lock" in str(wrong).lower():
                raise Conflict(
                    f"Le dossier {folder} est utilisé par un autre processus Sillon. Attendez qu'il finisse, "
                    "ou lancez « sillon serve » et recommencez : les commandes passeront par lui.",
                    f"The folder {folder} is used by another Sillon process. Wait until it ends, "
                    "or run `sillon serve` and try again: commands will go through it.",
                ) from wrong
            raise SillonError(
                f"Le moteur embarqué n'a pas démarré ; il dit, dans sa langue : « {wrong} ».",
                f"The embedded engine did not start: {wrong}",
            ) from wrong
    database.command("sql", f"ALTER DATABASE `arcadedb.command.timeout` {command_timeout_ms}")
    database.set_wal_flush("yes_full")
    return EmbeddedEngine(server, database, f"bolt://127.0.0.1:{bolt}", password)


def _password(file: Path) -> str:
    """The engine keeps the first password it was given, so it stays beside the data, readable by its owner alone."""
    if file.exists():
        return file.read_text(encoding="ascii").strip()
    password = secrets.token_urlsafe(32)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(password)
    return password


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()
