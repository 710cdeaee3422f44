"""Reads ontology/shapes.ttl: the few rules that no other file of the ontology says.

Only what `compiled` understands may stand there; anything else stops the start, with its line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.contradictions import broken
from graph_service.schema.rdf import Iri, Node, Subject, Text, Turtle, read_turtle
from graph_service.schema.shapes.model import Constraint, Kind, Part, Shape, Target

SHAPES = "shapes.ttl"
NAMESPACE = "https://w3id.org/sillon/shapes#"
_TARGETS = {"sh:targetClass": "class", "sh:targetSubjectsOf": "subjects"}
_ABOUT = {"rdf:type", "sh:path", "sh:message", *_TARGETS}
_COUNTS = ("minCount", "maxCount")
_LIMITS = ("minInclusive", "maxInclusive")
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_TEXTS = ("pattern", "hasValue")
_OF_PARTS = ("or", "not")
_TYPES = {"sh:PropertyShape", "sh:NodeShape"}
_KINDS = {*_COUNTS, *_LIMITS, "pattern", "hasValue", "lessThanOrEquals", "or", "not"} & {*get_args(Kind)}


def read_shapes(path: Path) -> tuple[Shape, ...]:
    """The shapes of the file, by name. Raises BrokenPromise, naming the line, for what is not understood."""
    turtle = read_turtle(path)
    said: dict[Subject, set[str]] = defaultdict(set)
    for subject, predicate in turtle.predicates():
        said[subject].add(turtle.short(predicate))
    shapes = [_Reader(turtle, subject, said).shape() for subject in turtle.named_subjects()]
    return tuple(sorted(shapes, key=lambda shape: shape.name))


class _Reader:
    """Reads one shape."""

    def __init__(self, turtle: Turtle, subject: Iri, said: Mapping[Subject, set[str]]) -> None:
        self._turtle, self._subject, self._said = turtle, subject, said

    def shape(self) -> Shape:
        subject = self._subject
        if not subject.startswith(NAMESPACE):
            raise self._broken(f"it is not in <{NAMESPACE}>", "Rename it")
        kinds = [
            self._turtle.short(kind) for kind in self._turtle.objects(subject, "rdf:type") if isinstance(kind, Iri)
        ]
        if len(kinds) != 1 or kinds[0] not in _TYPES:
            raise self._broken(
                "it is not of one of the two types of shapes", f"Write one of {', '.join(sorted(_TYPES))}"
            )
        targets = [
            Target(kind, self._term(item))  # type: ignore[arg-type]  # mypy widens the two literals to str
            for predicate, kind in _TARGETS.items()
            for item in self._turtle.objects(subject, predicate)
        ]
        if len(targets) != 1:
            raise self._broken(f"it has {len(targets)} targets", "Give it one class, or one predicate")
        messages = {
            item.lang: item.value
            for item in self._turtle.objects(subject, "sh:message")
            if isinstance(item, Text) and item.lang
        }
        if set(messages) != {"fr", "en"}:
            raise self._broken("its messages are not in fr and en", "Write sh:message in both")
        part = self._part(subject)
        return Shape(part.path, part.constraints, subject.removeprefix(NAMESPACE), targets[0], messages)

    def _part(self, subject: Subject) -> Part:
        paths = [self._term(item) for item in self._turtle.objects(subject, "sh:path")]
        if len(paths) > 1:
            raise self._broken("it has several paths", "Keep one")
        part = Part(paths[0] if paths else None, tuple(self._constraints(subject)))
        for constraint in part.constraints:
            if (part.path is None) != (constraint.kind in _OF_PARTS):
                raise self._broken(
                    f"sh:{constraint.kind} {'needs a' if part.path is None else 'stands beside a'} sh:path",
                    f"Give a path to all but {' and '.join(_OF_PARTS)}, whose members have one",
                )
        return part

    def _constraints(self, subject: Subject) -> Iterator[Constraint]:
        for predicate in sorted(self._said[subject]):
            if predicate in _ABOUT:
                continue
            kind = predicate.removeprefix("sh:")
            if not predicate.startswith("sh:") or kind not in _KINDS:
                raise self._broken(f"{predicate} is not understood", f"Use one of {', '.join(sorted(_KINDS))}")
            for item in self._turtle.objects(subject, predicate):
                yield Constraint(kind, self._value(kind, item))  # type: ignore[arg-type]  # one of _KINDS

    def _value(self, kind: str, item: Node) -> Any:
        if kind == "or" and not isinstance(item, Text):
            return tuple(self._part(member) for member in self._members(item))
        if kind == "not" and not isinstance(item, Text):
            return self._part(item)
        if kind == "lessThanOrEquals":
            return self._term(item)
        if not isinstance(item, Text):
            raise self._broken(f"the value of sh:{kind} is no literal", "Write a literal")
        if kind in _TEXTS and item.datatype != _STRING:
            raise self._broken(f"the value of sh:{kind} is no text", "Write it in quotes, without a type or language")
        try:
            if kind in _COUNTS or (kind in _LIMITS and item.datatype == _INTEGER):
                return int(item.value)
            return float(item.value) if kind in _LIMITS else item.value
        except ValueError:
            raise self._broken(f"“{item.value}” is no value of sh:{kind}", "Write a number") from None

    def _members(self, rest: Subject) -> Iterator[Subject]:
        while first := self._turtle.objects(rest, "rdf:first"):
            if isinstance(first[0], Text):
                raise self._broken("a member of sh:or is a literal", "Write shapes")
            yield first[0]
            following = self._turtle.objects(rest, "rdf:rest")[0]
            rest = Iri("") if isinstance(following, Text) else following

    def _term(self, item: Node) -> str:
        if not isinstance(item, Iri):
            raise self._broken("a target or path is not the name of a term", "Name one term")
        return self._turtle.short(item)

    def _broken(self, what: str, instead: str) -> BrokenPromise:
        short = self._turtle.short(self._subject)
        return broken(SHAPES, f"line {self._turtle.line(self._subject)}, {short}", what, instead)
