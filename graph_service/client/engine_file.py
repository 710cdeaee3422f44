"""`engine.json`: how the process that serves a folder tells the others where it is.

It holds the address of the API, the local administrator's key and the process id, and only its owner may read it.
A file left by a killed process is recognised and ignored.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

_NAME = "engine.json"
_ANSWER_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Engine:
    """A service that owns a data folder."""

    address: str
    key: str
    pid: int


def written(folder: Path) -> Engine | None:
    """What the folder's `engine.json` says, whether or not that process still lives; None when there is none."""
    try:
        told = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        return Engine(address=str(told["address"]), key=str(told["key"]), pid=int(told["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def live(folder: Path) -> Engine | None:
    """The service that owns the folder now, or None: its process lives and its address answers."""
    engine = written(folder)
    if engine is None or not _lives(engine.pid) or not _answers(engine):
        return None
    return engine


def write(folder: Path, engine: Engine) -> None:
    """Tell the others; the file appears whole, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{_NAME}.{engine.pid}"
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(engine), file)
    draft.replace(folder / _NAME)


def remove(folder: Path, engine: Engine) -> None:
    """Take the file away, unless another service has written its own meanwhile."""
    if written(folder) == engine:
        (folder / _NAME).unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    import psutil

    return pid > 0 and bool(psutil.pid_exists(pid))


def _answers(engine: Engine) -> bool:
    import httpx

    try:
        answer = httpx.get(f"{engine.address}/healthz", timeout=_ANSWER_WITHIN_S, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return answer.status_code == httpx.codes.OK
