"""The kinds of files that people fill: what a row says, which columns it has, and which kind a file is of.

They are declared in loaders/kinds.toml, which `kinds_file` reads; turning rows into records is `declared`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from graph_service.analysis.text import fold
from graph_service.kernel.errors import DataErrors
from graph_service.schema.model import Property

ROW = "*"
"""In a fact: what the row itself tells."""
KEY, OWNER, AUDIENCE = "key", "owner", "audience"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its English name (also accepted as a title), its French title, and what its cells are."""

    name: str
    fr: str
    required: bool = False
    many: bool = False
    property: Property | None = None
    """A value of this property."""
    label: str | None = None
    """A thing with this label, written as its key …"""
    prefixes: tuple[str, ...] = ()
    """… or, when there are some, as an identifier with one of these prefixes."""
    of: str | None = None
    """The column with the declarer of that thing."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An edge that a row tells: from a column to a column, either of them ROW."""

    start: str
    type: str
    end: str
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file."""

    name: str
    fr: str
    en: str
    columns: Mapping[str, Column]
    facts: tuple[Fact, ...]
    tells: str | None = None
    id: str = "told"
    key: tuple[str, ...] = ()
    declarer: str | None = None
    one_of: str | None = None
    node_properties: tuple[str, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    open_prefix: str | None = None
    """Further columns that begin so are properties of the node: floats."""

    def column_of(self, title: str) -> str | None:
        """The name of the column with this title, in French or English, accents and capitals aside; None: no such."""
        folded = fold(title.strip())
        for name, column in self.columns.items():
            if folded in (fold(column.fr), fold(name)):
                return name
        return folded if self.open_prefix and folded.startswith(self.open_prefix) else None

    def missing(self, titles: Sequence[str]) -> list[str]:
        """French titles of the columns that must be there and are not."""
        there = {self.column_of(title) for title in titles}
        return [column.fr for name, column in self.columns.items() if column.required and name not in there]


def kind_of(file: str, titles: Sequence[str], among: Mapping[str, Kind]) -> Kind:
    """The kind that a file with these titles is of: all required columns there, and no title that it does not know.

    Raises DataErrors, which says what the nearest kind would lack.
    """
    unknown = {name: [t for t in titles if kind.column_of(t) is None] for name, kind in among.items()}
    lacking = {name: kind.missing(titles) for name, kind in among.items()}
    fitting = [name for name in among if not unknown[name] and not lacking[name]]
    if fitting:
        return among[max(fitting, key=lambda name: sum(column.required for column in among[name].columns.values()))]
    stem = Path(file).stem
    nearest = stem if stem in among else min(among, key=lambda name: len(unknown[name]) + len(lacking[name]))
    kind = among[nearest]
    fr, en = [], []
    if lacking[nearest]:
        listed = ", ".join(lacking[nearest])
        fr.append(f"il manque : {listed}")
        en.append(f"missing: {listed}")
    for title in unknown[nearest]:
        near = get_close_matches(title, [column.fr for column in kind.columns.values()], n=1)
        fr.append(f"la colonne « {title} » est inconnue" + (f", vouliez-vous dire « {near[0]} » ?" if near else ""))
        en.append(f"the column “{title}” is unknown" + (f", did you mean “{near[0]}”?" if near else ""))
    raise DataErrors(
        f"{file} ressemble à un fichier « {kind.fr} », mais {' ; '.join(fr)}.",
        f"{file} looks like a file of {kind.en}, but {'; '.join(en)}.",
        file=file,
    )
