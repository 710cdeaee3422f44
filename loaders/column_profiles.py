"""Column profiles: how the same thing is called in another file. One TOML file each, in loaders/profiles/."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph_service.kernel.errors import BrokenPromise
from loaders.readers import Layout

_FOLDER = Path(__file__).parent / "profiles"
_KEYS = {"title", "optional", "columns", "constants"}


@dataclass(frozen=True, slots=True)
class Profile:
    """A layout and what all rows of such a file have in common."""

    name: str
    title: str
    layout: Layout
    constants: Mapping[str, str]

    def column(self, ours: str) -> str:
        """What the file calls our column, for messages."""
        return self.layout.columns.get(ours, ours)


@cache
def profile(name: str) -> Profile:
    """The profile of this name. Raises BrokenPromise when its file is missing or says something unknown."""
    path = _FOLDER / f"{name}.toml"
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as wrong:
        raise BrokenPromise(f"{path.name} : {wrong}", f"{path.name}: {wrong}") from None
    columns, optional = told.get("columns", {}), frozenset(told.get("optional", ()))
    unknown = sorted((set(told) - _KEYS) | (optional - set(columns)))
    if unknown or not columns:
        raise BrokenPromise(
            f"{path.name} : {', '.join(unknown) or 'columns'} n'a pas de sens ici.",
            f"{path.name}: {', '.join(unknown) or 'columns'} means nothing here.",
        )
    return Profile(name, told.get("title", name), Layout(columns, optional), told.get("constants", {}))
