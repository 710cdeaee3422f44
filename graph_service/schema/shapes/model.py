"""What a shape is: which things it is about, what must hold of them, and what is said where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "closed", "datatype", "disjoint", "floats", "hasValue", "ids", "in", "languageIn", "lessThanOrEquals", "maxCount",
    "maxInclusive", "minCount", "minInclusive", "node", "not", "open", "or", "pattern", "uniqueLang",
]  # fmt: skip
"""A parameter of SHACL. `ids`, the form of identifiers, is sh:pattern, twice where any address will do; `open` and
`floats` are SPARQL."""
TargetKind = Literal["class", "subjects", "edge"]

START, TYPE, END = "rdf:subject", "rdf:predicate", "rdf:object"
RDF_ONLY = frozenset({START, TYPE, END})
"""How often these are there: a row has one of each by its nature, a file of RDF may have none or two."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One parameter and its value.

    closed: predicates that may be there · datatype: CURIE · ids: prefixes · in, languageIn: texts · node: names of
    shapes, one of which must hold · or: Parts · not: a Part · floats: how the names of further properties begin ·
    open: the same, then predicates as for closed
    """

    kind: Kind
    value: Any


@dataclass(frozen=True, slots=True)
class Part:
    """Constraints on the values of a path; on the thing itself where there is none."""

    path: str | None
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """The things a shape is about.

    class: instances of a class · subjects: whatever has the predicate · edge: statements of an edge type
    """

    kind: TargetKind
    term: str
    """A term of the Turtle; for edges the type."""


@dataclass(frozen=True, slots=True)
class Shape(Part):
    """A named shape; without a target it holds wherever another one lists or names it."""

    name: str
    target: Target | None = None
    messages: Mapping[str, str] = field(default_factory=dict)
    """In fr and en."""
    listed: tuple[str, ...] = ()
    """Names of the property shapes that hold for the same things."""
