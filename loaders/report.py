"""What a load says when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loaders.records import RowProblem


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Counts, and every problem with its line. `read` and `rejected` count rows, the others nodes and links."""

    source: str
    load: str | None
    """None when nothing was written: a dry run, or nothing new."""
    file_digest: str = ""
    """Of the files and options; names the file of rejected rows of a load that wrote nothing."""
    profile: str = ""
    scope: str = ""
    dry_run: bool = False
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    """Told before by the same snapshot and not any more, with what only they held up."""
    cascaded: int = 0
    """Links that went with an end of theirs."""
    inferred: int = 0
    """Derived facts that came, changed or went in consequence."""
    rejected: int = 0
    duplicates: int = 0
    expired: int = 0
    narrowed: int = 0
    """Links told for more people than their ends are for."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Reason → rows that are right and not wanted."""
    problems: tuple[RowProblem, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()
    """Sentences about the file as a whole (fr, en)."""

    def to_json(self, lang: str = "fr") -> dict[str, Any]:
        """The same as JSON; sentences in `lang` (French for "fr", English otherwise)."""
        return {
            "load": self.load,
            "source": self.source,
            "file_digest": self.file_digest,
            "profile": self.profile or None,
            "scope": self.scope or None,
            "dry_run": self.dry_run,
            "read": self.read,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "retired": self.retired,
            "cascaded": self.cascaded,
            "inferred": self.inferred,
            "rejected": self.rejected,
            "duplicates": self.duplicates,
            "expired": self.expired,
            "narrowed": self.narrowed,
            "left_out": dict(self.left_out),
            "hints": [fr if lang == "fr" else en for fr, en in self.hints],
            "problems": [_problem(problem, lang) for problem in self.problems],
        }


def _problem(problem: RowProblem, lang: str) -> dict[str, Any]:
    return {
        **({"file": problem.file} if problem.file else {}),
        "line": problem.line,
        "column": problem.column,
        "value": problem.value,
        "reason": problem.fr if lang == "fr" else problem.en,
        "rejected": problem.rejected,
    }
