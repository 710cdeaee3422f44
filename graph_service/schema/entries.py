"""TOML files, entry by entry."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph_service.schema.contradictions import broken


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file of the project. Raises BrokenPromise."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as failure:
        raise broken(path.name, "the file", f"cannot be read ({failure.strerror})", "Put it back") from failure
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise broken(path.name, "the file", f"is not TOML: {wrong}", "Correct it") from None


def known_keys(file: str, entry: str, given: Mapping[str, Any], known: set[str]) -> None:
    """Refuse a key nobody reads: a misspelt `guarded` must not open a door. Raises BrokenPromise."""
    for key in given:
        if key not in known:
            raise broken(file, entry, f"“{key}” means nothing here", f"Use one of {', '.join(sorted(known))}")
