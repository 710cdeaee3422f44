"""What a load counts and what it has to say about rows, while it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.entries import Entry, Key
from loaders.records import RowProblem


@dataclass(slots=True)
class Tally:
    """Problems and counts of one load."""

    problems: list[RowProblem] = field(default_factory=list)
    rejected_lines: set[tuple[str, int]] = field(default_factory=set)
    """(file, line)"""
    rejected_keys: set[Key] = field(default_factory=set)
    """(type, id) of entries set aside that have no line, as in JSON-LD."""
    rejected_without_line: int = 0
    expired: int = 0
    duplicates: int = 0
    narrowed: int = 0
    cascaded: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    unmapped: Counter[str] = field(default_factory=Counter)
    """Prefix of a scheme that is not in the graph → mappings to it that were left away."""
    hints: list[tuple[str, str]] = field(default_factory=list)
    """Sentences about the file as a whole (fr, en)."""

    @property
    def rejected(self) -> int:
        """How many rows are set aside."""
        return len(self.rejected_lines) + self.rejected_without_line

    def tell(self, problem: RowProblem) -> None:
        """Keep a problem; a rejected row takes everything that was told on its line with it."""
        row = (problem.file, problem.line)
        if problem.rejected and row in self.rejected_lines:
            return
        self.problems.append(problem)
        if problem.rejected and problem.line:
            self.rejected_lines.add(row)
        elif problem.rejected:
            self.rejected_without_line += 1

    def reject(self, entry: Entry, value: str, fr: str, en: str) -> None:
        """Set the row of an entry aside."""
        if not entry.line:
            if entry.key in self.rejected_keys:
                return
            self.rejected_keys.add(entry.key)
        column = entry.column or entry.type
        self.tell(RowProblem(entry.line, column, value, fr, en, rejected=True, file=entry.file))

    def doubt(self, entry: Entry, value: str, fr: str, en: str) -> None:
        """Say that an entry was left away."""
        self.tell(RowProblem(entry.line, entry.column or entry.type, value, fr, en, file=entry.file))

    def kept(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries whose row is not set aside."""
        if not self.rejected_lines and not self.rejected_keys:
            return list(entries)
        lines, keys = self.rejected_lines, self.rejected_keys
        return [e for e in entries if (e.file, e.line) not in lines and (e.line or e.key not in keys)]
