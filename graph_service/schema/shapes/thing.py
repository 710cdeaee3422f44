"""The shapes of one label or edge type at work: properties in, faults out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph_service.schema.shapes.model import Shape
from graph_service.schema.shapes.predicates import Holds

ID, START, END = "id", "start", "end"
Content = Mapping[str, Any]


class Fault(NamedTuple):
    """One constraint that does not hold."""

    shape: str
    kind: str
    """The parameter of SHACL."""
    name: str
    """The property to look at; `id`, `start` or `end` for what is not a property."""
    value: Any
    """What stands there; None when nothing does."""
    words: Mapping[str, str]
    """Why, in fr and en."""
    names: tuple[str, ...]
    """All properties that the constraint looks at."""


class Test(NamedTuple):
    """A constraint on the value or values of one property, on an identifier, or on both ends."""

    holds: Holds
    shape: Shape
    kind: str


class Whole(NamedTuple):
    """A constraint on several properties; asked where `when` is there, or always."""

    holds: Callable[[Content], bool]
    shape: Shape
    kind: str
    names: tuple[str, ...]
    when: str | None


@dataclass(slots=True)
class Thing:
    """What is right for nodes of one label, or edges of one type."""

    tests: dict[str, list[Test]]
    """Of each property that may be there, on all that is stored of it."""
    quick: dict[str, Holds] = field(default_factory=dict)
    """All tests of a property in one: when it holds, so do they."""
    required: dict[str, Test] = field(default_factory=dict)
    whole: list[Whole] = field(default_factory=list)
    identifiers: dict[str, Test] = field(default_factory=dict)
    """On what stands at ID, START and END."""
    apart: Test | None = None
    """Asked where both ends are the same."""
    unknown: Test | None = None
    """Asked of a property that may not be there."""
    open_prefix: str = ""
    """Properties that begin so are not unknown …"""
    floats: Test | None = None
    """… but floats."""

    def faults(self, content: Content, own: str, start: str, end: str) -> list[Fault]:
        """Every constraint that does not hold."""
        found: list[Fault] = []
        quick = self.quick
        for name, value in content.items():
            holds = quick.get(name)
            if holds is None:
                found += self._further(name, value)
            elif not holds(value):
                found += [_fault(test, name, value) for test in self.tests[name] if not test.holds(value)]
        if not content.keys() >= self.required.keys():
            missing = self.required.keys() - content.keys()
            found += [_fault(self.required[name], name, None) for name in sorted(missing)]
        for whole in self.whole:
            if (whole.when is None or whole.when in content) and not whole.holds(content):
                names = tuple(dict.fromkeys((*whole.names, *filter(None, [whole.when])))) or (str(whole.shape.path),)
                found.append(_fault(Test(bool, whole.shape, whole.kind), names[0], content.get(names[0]), names))
        for place, test in self.identifiers.items():
            identifier = own if place == ID else start if place == START else end
            if identifier and not test.holds(identifier):
                found.append(_fault(test, place, identifier))
        if self.apart is not None and start == end:
            found.append(_fault(self.apart, END, end))
        return found

    def _further(self, name: str, value: Any) -> list[Fault]:
        """Faults of a property that the schema does not name."""
        test = self.floats if self.open_prefix and name.startswith(self.open_prefix) else self.unknown
        return [] if test is None or test.holds(value) else [_fault(test, name, value)]


def _fault(test: Test, name: str, value: Any, names: tuple[str, ...] = ()) -> Fault:
    return Fault(test.shape.name, test.kind, name, value, test.shape.messages, names or (name,))
