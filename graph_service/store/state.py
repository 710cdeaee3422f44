"""The store's own bookkeeping: is the door open, who may write, and what each kind of viewer has seen change.

Door      open | committing (the instant of a commit) | closed (a bulk load); readers look before and after each answer
Lease     who writes, with a fencing number that every writing transaction checks
Counter   one per level, group and owner, moved by the writes that touch it; `all` moves with every write
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psutil

from graph_service.access.viewer import LEVELS, Viewer
from graph_service.kernel.canonical import short_hash
from graph_service.kernel.errors import Conflict
from graph_service.store.bolt import Transaction

_LEASE_S = 60
ALL = "counter:all"

_DOOR = (
    "MATCH (d:Door {id: 'door'}) OPTIONAL MATCH (c:Counter {id: 'counter:all'}) "
    "RETURN d.state AS state, d.load AS load, d.instance AS instance, coalesce(c.value, 0) AS sequence"
)
_SET_DOOR = "MATCH (d:Door {id: 'door'}) SET d.state = $state, d.load = $load RETURN d.state AS state"
_COUNTERS = "UNWIND $ids AS i MATCH (c:Counter {id: i}) RETURN c.id AS id, c.value AS value, c.moved_at AS moved_at"
_MOVE = (
    "UNWIND $ids AS i MERGE (c:Counter {id: i}) ON CREATE SET c.value = 1, c.moved_at = $now "
    "ON MATCH SET c.value = c.value + 1, c.moved_at = $now"
)
_TOUCH_LEASE = (
    "MERGE (l:Lease {id: 'lease'}) ON CREATE SET l.fence = 0, l.holder = '', l.until = '' "
    "SET l.touched = $now RETURN l.fence AS fence, l.holder AS holder, l.until AS until"
)
_SET_LEASE = "MATCH (l:Lease {id: 'lease'}) SET l.holder = $holder, l.fence = $fence, l.until = $until"
_RENEW = "MATCH (l:Lease {id: 'lease'}) SET l.until = $until RETURN l.fence AS fence"


@dataclass(frozen=True, slots=True)
class Door:
    """What a reader meets before an answer."""

    state: str
    load: str | None
    instance: str
    sequence: int


def now() -> str:
    """This instant, ISO 8601, UTC, to the microsecond."""
    return datetime.now(UTC).isoformat()


def door(tx: Transaction) -> Door:
    """The door as it stands."""
    row = tx.run(_DOOR)[0]
    return Door(row["state"], row["load"], row["instance"], row["sequence"])


def set_door(tx: Transaction, state: str, load: str | None = None) -> None:
    """Open, close, or announce a commit."""
    tx.run(_SET_DOOR, {"state": state, "load": load})


def counter_ids(viewer: Viewer) -> list[str]:
    """The counters a viewer holds."""
    return [*(f"counter:{token}" for token in viewer.tokens), *(f"counter:owner:{owner}" for owner in viewer.owners)]


def counters_touched(audience: str | None, owner: str | None) -> Iterable[str]:
    """The counters that a write of something with this audience and owner moves."""
    yield f"counter:{audience or LEVELS[0]}"
    if owner:
        yield f"counter:owner:{owner}"


def version(tx: Transaction, viewer: Viewer, instance: str) -> tuple[str, str | None]:
    """Hash of the viewer's counters, and the instant the last of them moved."""
    rows = sorted(tx.run(_COUNTERS, {"ids": counter_ids(viewer)}), key=lambda row: str(row["id"]))
    seen = short_hash(instance, *(f"{row['id']}={row['value']}" for row in rows))
    return seen, max((str(row["moved_at"]) for row in rows), default=None)


def move(tx: Transaction, counters: Iterable[str]) -> None:
    """Move these counters and the one that every write moves."""
    tx.run(_MOVE, {"ids": sorted({*counters, ALL}), "now": now()})


def this_process() -> str:
    """Host, process id and its start, so that a dead holder is known as dead."""
    process = psutil.Process()
    return f"{platform.node()}|{process.pid}|{process.create_time():.2f}"


def take_lease(tx: Transaction, holder: str) -> int:
    """The fencing number of a lease taken now. Raises Conflict when somebody alive holds it."""
    row = tx.run(_TOUCH_LEASE, {"now": now()})[0]
    if row["until"] > now() and not _is_dead(row["holder"]):
        raise Conflict(
            f"Un autre chargement est en cours ({row['holder'].split('|')[-1]}). Réessayez quand il sera fini.",
            f"Another load is running ({row['holder'].split('|')[-1]}). Try again when it has ended.",
        )
    fence = int(row["fence"]) + 1
    tx.run(_SET_LEASE, {"holder": f"{this_process()}|{holder}", "fence": fence, "until": _soon()})
    return fence


def check_lease(tx: Transaction, fence: int) -> None:
    """Renew the lease inside a writing transaction. Raises Conflict when somebody took it since."""
    rows = tx.run(_RENEW, {"until": _soon()})
    if not rows or rows[0]["fence"] != fence:
        raise Conflict(
            "Ce chargement a perdu son tour : un autre a commencé.", "This load lost its turn: another one has begun."
        )


def release_lease(tx: Transaction, fence: int) -> None:
    """Let the next loader in; nothing happens when the lease is not ours any more."""
    row = tx.run(_TOUCH_LEASE, {"now": now()})[0]
    if row["fence"] == fence:
        tx.run(_SET_LEASE, {"holder": "", "fence": fence, "until": ""})


def lease_is_free(tx: Transaction) -> bool:
    """Whether nobody alive holds the lease."""
    rows = tx.run("MATCH (l:Lease {id: 'lease'}) RETURN l.holder AS holder, l.until AS until")
    return not rows or rows[0]["until"] <= now() or _is_dead(rows[0]["holder"])


def _soon() -> str:
    return (datetime.now(UTC) + timedelta(seconds=_LEASE_S)).isoformat()


def _is_dead(holder: str) -> bool:
    """Whether the holder was a process of this machine that has ended."""
    host, _, rest = holder.partition("|")
    pid, _, rest = rest.partition("|")
    started = rest.partition("|")[0]
    if host != platform.node() or not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        return started != f"{psutil.Process().create_time():.2f}"
    try:
        return f"{psutil.Process(int(pid)).create_time():.2f}" != started
    except psutil.NoSuchProcess:
        return True
