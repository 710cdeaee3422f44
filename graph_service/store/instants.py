"""Instants as the books keep them: ISO 8601, UTC, to the second."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

_HOUR = timedelta(hours=1)


def now() -> datetime:
    """This instant."""
    return datetime.now(UTC)


def written(moment: datetime) -> str:
    """An instant as it is kept."""
    return moment.isoformat(timespec="seconds")


def is_past(instant: str) -> bool:
    """Whether a kept instant has come."""
    return datetime.fromisoformat(instant) <= now()


def hour_of_use(entry: Mapping[str, Any]) -> str | None:
    """This hour, when it is to be noted as `used_at`; None when the entry was noted within the hour."""
    used = entry.get("used_at")
    moment = now()
    if used is not None and datetime.fromisoformat(used) + _HOUR > moment:
        return None
    return written(moment.replace(minute=0, second=0, microsecond=0))
