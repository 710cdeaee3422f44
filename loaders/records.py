"""What a source yields: nodes, edges, what is wrong with a row, and rows that are left out on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

Basis = Literal["declared", "observed", "inferred"]
Row = Mapping[str, Any]
"""A row of a file: its cells as stripped strings (None = empty) and, under LINE, its line in the file."""

LINE = "#line"


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: who publishes them, under which licence, and where a user gets the file."""

    id: str
    title: str
    publisher: str
    licence: str
    homepage: str
    how_to_get: str
    names_people: bool = False
    """Real firms or persons: refuses to load beside the demonstration."""
    fictitious: bool = False
    """Invented: refuses to load anywhere but in the demonstration."""
    relays: bool = False
    """Its files say of each thing which source it comes from: those stay the sources, and nothing retires."""


@dataclass(slots=True)
class Node:
    """A node as a source tells it; the pipeline adds source, load, profile and digest.

    Actors and legal units are not told: they follow from the records and establishments that are. An Actor may be told
    for the sake of its `aliases` alone.
    """

    label: str
    id: str
    properties: dict[str, Any]
    line: int = 0
    partition: str = ""
    audience: str = "public"
    owner: str | None = None
    column: str = ""
    """The column of the file that its id came from, for messages."""
    file: str = ""
    """Which of several files the line is of; empty when there is one."""
    source: str = ""
    """Where a relayed one comes from; empty: from the source that tells it."""
    titles: Mapping[str, str] | None = field(default=None, repr=False)
    """What the file calls the columns of properties, for messages."""


@dataclass(slots=True)
class Edge:
    """An edge as a source tells it; the pipeline adds id, source, load, profile and digest."""

    type: str
    start: tuple[str, str]
    """(label, id)"""
    end: tuple[str, str]
    properties: dict[str, Any] = field(default_factory=dict)
    line: int = 0
    partition: str = ""
    basis: Basis = "observed"
    confidence: float = 1.0
    observed_on: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    audience: str = "public"
    owner: str | None = None
    column: str = ""
    """The column of the file that its end came from, for messages."""
    file: str = ""
    """As for Node."""
    source: str = ""
    """As for Node."""
    id: str = ""
    """Of a relayed one, checked against what it says; empty: made from what it says."""
    titles: Mapping[str, str] | None = field(default=None, repr=False)
    """As for Node."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A cell that is doubtful (told, loaded without it) or a row that is rejected (set aside)."""

    line: int
    column: str
    value: str
    fr: str
    en: str
    rejected: bool = False
    file: str = ""
    """As for Node."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is right and not wanted, such as a closed establishment; counted by reason."""

    line: int
    reason: str


Record = Node | Edge | RowProblem | LeftOut


@dataclass(frozen=True, slots=True)
class Asked:
    """What a source is asked to tell."""

    files: tuple[Path, ...] = ()
    """Empty: what ships with Sillon."""
    profile: str = ""
    """One of the source's PROFILES, or empty."""
    communes: frozenset[str] | None = None
    """Ids of the communes that are wanted; None: all."""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What a source tells: how many rows it read, and what they say."""

    read: int
    records: Iterator[Record]
    files: tuple[Path, ...]
    """The files that were read: their bytes are the digest of the load."""
    hints: tuple[tuple[str, str], ...] = ()
    """Sentences about the file as a whole (fr, en)."""
    parts: frozenset[str] | None = None
    """Partitions that the files tell whole, when they tell a part of the source; None: all of it."""
    counted: Callable[[], int] | None = None
    """How many rows were read so far, of a file whose rows are not counted before; `read` is 0 then."""

    @property
    def rows(self) -> int:
        """How many rows were read, when all records were taken."""
        return self.counted() if self.counted else self.read


class SourceModule(Protocol):
    """A module of loaders.sources."""

    SOURCE: Source
    PROFILES: Sequence[str]
    """Names of the layouts its files may have; empty: one layout."""
    DEFAULT_PROFILE: str
    """The one that is meant when none is named; may be empty."""
    OPTIONS: Sequence[str]
    """Names of the options it knows."""

    def tell(self, asked: Asked) -> Told:
        """Read the files and turn their rows into records. Raises DataErrors for a file that cannot be used."""
