"""One thing that a check found, and how it reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph_service.schema.rdf import Subject
from graph_service.schema.thesaurus.model import Label, Place


@dataclass(frozen=True, slots=True)
class Finding:
    """The resources concerned, the first one to look at first; what is said of them; and where."""

    iris: tuple[str, ...]
    says: str
    """A label with its language, a relation, a notation, languages; empty when the resource alone says it."""
    place: Place

    def as_json(self) -> dict[str, Any]:
        """As it is told by `--json`: iris, says, file, line."""
        return {"iris": list(self.iris), "says": self.says, "file": self.place.file, "line": self.place.line}


def found(place: Place, *resources: Subject, says: str = "") -> Finding:
    """A finding about these resources."""
    return Finding(tuple(str(each) for each in resources), says, place)


def quoted(value: str, lang: str | None) -> str:
    """A literal as Turtle would have it, but for what it escapes: `"Hydrogène"@fr`."""
    return f'"{value}"@{lang}' if lang else f'"{value}"'


def listed(labels: Iterable[Label]) -> str:
    """Labels with their kinds: `prefLabel "Hydrogène"@fr, altLabel "hydrogène"@fr`."""
    return ", ".join(f"{label.kind} {quoted(label.value, label.lang)}" for label in labels)
