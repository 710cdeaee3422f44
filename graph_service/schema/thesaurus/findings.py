"""One thing that a check found, and how it reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph_service.schema.rdf import Subject
from graph_service.schema.thesaurus.model import Label, Place

_LONGEST = 200
"""Characters of a literal that a finding repeats."""
_JOINERS = "\u200c\u200d"
"""Format characters that Persian and the scripts of India are written with."""


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
    """A literal as Turtle would have it, but for what it escapes: `"Hydrogène"@fr`; the beginning of a long one."""
    short = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
    return f'"{short}"@{lang}' if lang else f'"{short}"'


def unprintable(sign: str) -> bool:
    """Whether a character is control, format (the joiners apart), surrogate, private, unassigned, or ends a line."""
    category = unicodedata.category(sign)
    return (category[0] == "C" or category in ("Zl", "Zp")) and sign not in _JOINERS


def printable(text: str) -> str:
    """The text with a sign of replacement for whatever is unprintable: a terminal obeys some of these."""
    return "".join("\ufffd" if unprintable(sign) else sign for sign in text)


def listed(labels: Iterable[Label]) -> str:
    """Labels with their kinds: `prefLabel "Hydrogène"@fr, altLabel "hydrogène"@fr`."""
    return ", ".join(f"{label.kind} {quoted(label.value, label.lang)}" for label in labels)
