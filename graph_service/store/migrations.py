"""What a database must have before the first question: numbered, checksummed, applied once, never edited afterwards."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph_service.kernel.errors import BrokenPromise
from graph_service.store.bolt import Bolt, Transaction
from graph_service.store.state import now


@dataclass(frozen=True, slots=True)
class Migration:
    """One step; its statements may use `$now` and `$fresh`, a new random id."""

    number: int
    name: str
    statements: tuple[str, ...]

    @property
    def checksum(self) -> str:
        """SHA-256 of the statements."""
        return _checksum(self.statements)


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        "an open door and a name for this database",
        ("MERGE (d:Door {id: 'door'}) ON CREATE SET d.state = 'open', d.instance = $fresh",),
    ),
)

_APPLIED = "MATCH (m:Migration) RETURN m.id AS id, m.number AS number, m.checksum AS checksum ORDER BY m.number, m.id"
_RECORD = (
    "MERGE (m:Migration {id: $id}) SET m.number = $number, m.name = $name, m.checksum = $checksum, m.applied_at = $now"
)


def migrate(
    bolt: Bolt,
    *,
    schema_version: int,
    constraints: Iterable[str],
    run_constraint: Callable[[str], None],
    migrations: tuple[Migration, ...] = MIGRATIONS,
) -> list[str]:
    """Bring a database up to these migrations and this schema; the names of what was done.

    Raises BrokenPromise when an applied migration has changed since, or when the database was written by newer code.
    """
    applied = _applied(bolt)
    _refuse_newer(applied, schema_version, migrations)
    done: list[str] = []
    texts = tuple(constraints)
    if applied.get("schema", (0, ""))[1] != _checksum(texts):
        for text in texts:
            run_constraint(text)
        bolt.write(lambda tx: _record(tx, "schema", schema_version, "constraints and indexes", _checksum(texts)))
        done.append("constraints and indexes")
    for migration in migrations:
        key = f"migration:{migration.number}"
        if key in applied:
            continue

        def step(tx: Transaction, migration: Migration = migration, key: str = key) -> None:
            for statement in migration.statements:
                tx.run(statement, {"now": now(), "fresh": uuid.uuid4().hex})
            _record(tx, key, migration.number, migration.name, migration.checksum)

        bolt.write(step)
        done.append(migration.name)
    return done


def _applied(bolt: Bolt) -> dict[str, tuple[int, str]]:
    rows = bolt.write(lambda tx: tx.run(_APPLIED))
    return {row["id"]: (row["number"], row["checksum"]) for row in rows}


def _refuse_newer(applied: dict[str, tuple[int, str]], schema_version: int, migrations: tuple[Migration, ...]) -> None:
    stored = applied.get("schema", (0, ""))[0]
    if stored > schema_version:
        raise BrokenPromise(
            f"this database has schema {stored}, newer than the {schema_version} of this program: update Sillon"
        )
    known = {f"migration:{migration.number}": migration.checksum for migration in migrations}
    for key, (number, checksum) in applied.items():
        if key == "schema":
            continue
        if key not in known:
            raise BrokenPromise(f"this database has migration {number}, unknown to this program: update Sillon")
        if known[key] != checksum:
            raise BrokenPromise(f"migration {number} was changed after it was applied here: add a new one instead")


def _record(tx: Transaction, key: str, number: int, name: str, checksum: str) -> None:
    tx.run(_RECORD, {"id": key, "number": number, "name": name, "checksum": checksum, "now": now()})


def _checksum(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
