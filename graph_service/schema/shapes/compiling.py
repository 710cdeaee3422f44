"""From shapes to a Thing: each constraint becomes a predicate where a row has what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from graph_service.kernel.identifiers import PrefixTable
from graph_service.schema.model import PROVENANCE_PROPERTIES, GraphSchema, Property
from graph_service.schema.shapes import model
from graph_service.schema.shapes.model import RDF_ONLY, Constraint, Part, Shape
from graph_service.schema.shapes.predicates import Holds, identifier, in_order, of_value
from graph_service.schema.shapes.thing import END, ID, START, Content, Test, Thing, Whole

_SILENT = (ID, *PROVENANCE_PROPERTIES)
"""How an entry came in is not what it says, and not in RDF."""
_REMEMBERED = 50_000
"""So many texts need not be looked at twice."""
_FEW = ("audience", "confidence")
WHOLE = ("or", "not", "minCount", "hasValue", "lessThanOrEquals")
"""Constraints that look at all values of a property together, or at several properties."""


class Identifiers:
    """Predicates on identifiers, one for each choice of prefixes: an actor stands in many rows."""

    def __init__(self, prefixes: PrefixTable) -> None:
        self._prefixes = prefixes
        self._known: dict[tuple[str, ...], Holds] = {}

    def of(self, allowed: tuple[str, ...]) -> Holds:
        """Whether a text is an identifier with one of these prefixes, remembered."""
        if allowed not in self._known:
            self._known[allowed] = lru_cache(maxsize=_REMEMBERED)(identifier(self._prefixes, allowed, bare=False))
        return self._known[allowed]


class Compiler:
    """Compiles the shapes that hold for things with these properties; `shapes`: all there are, by name."""

    def __init__(
        self, known: Mapping[str, Property], shapes: Mapping[str, Shape], schema: GraphSchema, identifiers: Identifiers
    ) -> None:
        self._known, self._shapes, self._schema, self._identifiers = known, shapes, schema, identifiers
        self._names: dict[str, tuple[str, ...]] = {}
        for name, each in known.items():
            self._names[each.predicate] = (*self._names.get(each.predicate, ()), name)
        names = (*_SILENT, *known)
        self._thing = Thing({name: [] for name in names})
        self._quick: dict[str, list[Holds]] = {name: [] for name in names}

    def thing(self, applying: Iterable[Shape]) -> Thing:
        """The thing that all these shapes are about."""
        for shape in {shape.name: shape for shape in applying}.values():
            for constraint in shape.constraints:
                self._add(shape, constraint)
        self._thing.quick = {name: self._all(name, tests) for name, tests in self._quick.items()}
        return self._thing

    def _add(self, shape: Shape, constraint: Constraint) -> None:
        kind, thing = constraint.kind, self._thing
        if kind in ("closed", "open"):
            thing.unknown = Test(_never, shape, kind)
            thing.open_prefix = constraint.value[0] if kind == "open" else thing.open_prefix
        elif kind == "floats":
            thing.floats = Test(of_value(Constraint("datatype", "xsd:double")) or _never, shape, kind)
        elif kind == "disjoint":
            thing.apart = Test(_never, shape, kind)
        elif kind == "node":
            self._add_node(shape, constraint)
        elif shape.path in RDF_ONLY:
            return
        elif kind in WHOLE:
            self._add_whole(shape, constraint)
        else:
            for name in self._names.get(str(shape.path), ()):
                self._add_test(name, shape, constraint, of_value(constraint))

    def _add_node(self, shape: Shape, constraint: Constraint) -> None:
        inner = [self._shapes[name].constraints[0] for name in constraint.value]
        if inner[0].kind == "closed":
            self._thing.unknown = Test(_never, shape, constraint.kind)
            return
        prefixes = tuple(prefix for each in inner for prefix in each.value)
        places: dict[str | None, str] = {None: ID, model.START: START, model.END: END}
        if shape.path in places:
            holds = self._identifiers.of(prefixes)
            self._thing.identifiers[places[shape.path]] = Test(holds, shape, constraint.kind)
            return
        for name in self._names.get(str(shape.path), ()):
            self._add_test(name, shape, constraint, identifier(self._schema.prefixes, prefixes, bare=True))

    def _add_test(self, name: str, shape: Shape, constraint: Constraint, holds: Holds | None) -> None:
        known, kind = self._known[name], constraint.kind
        if kind in ("maxCount", "uniqueLang"):
            test = _at_most(int(constraint.value))
        elif holds is not None:
            test = _of_list(holds) if known.many else _of_each(holds)
        else:
            raise ValueError(f"{shape.name}: sh:{kind} cannot be compiled here")
        self._thing.tests[name].append(Test(test, shape, kind))
        if known.many or holds is None:
            self._quick[name].append(test)
        else:
            self._quick[name].append(holds)  # false of a list

    def _all(self, name: str, tests: list[Holds]) -> Holds:
        """All tests of a property in one; the words, days and degrees of a file are few, and remembered."""
        known = self._known.get(name)
        few = known is not None and (known.values or known.refers_to or known.type == "date" or name in _FEW)
        return _remembering(_all_of(tests)) if known is not None and few and not known.many else _all_of(tests)

    # ── several properties ─────────────────────────────────────────────────────────────────────────

    def _add_whole(self, shape: Shape, constraint: Constraint) -> None:
        target = shape.target
        triggers = self._names.get(target.term, ()) if target is not None and target.kind == "subjects" else (None,)
        names = self._names.get(shape.path, ()) if shape.path is not None else ()
        if constraint == Constraint("minCount", 1) and triggers == (None,) and len(names) == 1:
            self._thing.required[names[0]] = Test(_never, shape, constraint.kind)
        else:
            holds = self._of_constraint(constraint, names)
            self._thing.whole += [Whole(holds, shape, constraint.kind, names, when) for when in triggers]

    def _of_part(self, part: Part) -> Callable[[Content], bool]:
        names = self._names.get(part.path, ()) if part.path is not None else ()
        return _all_of([self._of_constraint(constraint, names) for constraint in part.constraints])

    def _of_constraint(self, constraint: Constraint, names: tuple[str, ...]) -> Callable[[Content], bool]:
        value = constraint.value
        match constraint.kind:
            case "or":
                return _any_of([self._of_part(part) for part in value])
            case "not":
                inner = self._of_part(value)
                return lambda content: not inner(content)
            case "minCount" if value == 1 and len(names) == 1:
                return lambda content: content.get(names[0]) is not None
            case "minCount":
                return lambda content: len(_values(content, names)) >= value
            case "maxCount":
                return lambda content: len(_values(content, names)) <= value
            case "hasValue" if len(names) == 1:
                return lambda content: _has(content.get(names[0]), value)
            case "hasValue":
                return lambda content: value in _values(content, names)
            case "lessThanOrEquals":
                others = self._names.get(value, ())
                return lambda content: all(
                    in_order(one, other) for one in _values(content, names) for other in _values(content, others)
                )
        holds = of_value(constraint)
        if holds is None:
            raise ValueError(f"sh:{constraint.kind} cannot be compiled here")
        return lambda content: all(map(holds, _values(content, names)))


def _remembering(holds: Holds) -> Holds:
    """The same for texts and floats, asked once of each of the first few."""
    good: set[str | float] = set()

    def again(value: Any) -> bool:
        kind = type(value)
        keeps = kind is str or kind is float
        if keeps and value in good:
            return True
        fits = holds(value)
        if keeps and fits and len(good) < _REMEMBERED:
            good.add(value)
        return fits

    return again


def _all_of(tests: Sequence[Callable[[Any], bool]]) -> Callable[[Any], bool]:
    """All tests in one, without a loop where there are few."""
    match tests:
        case []:
            return lambda value: True
        case [one]:
            return one
        case [one, two]:
            return lambda value: one(value) and two(value)
        case [one, two, three]:
            return lambda value: one(value) and two(value) and three(value)
    first, second, third, *others = tests
    further = _all_of(others)
    return lambda value: first(value) and second(value) and third(value) and further(value)


def _any_of(tests: Sequence[Callable[[Any], bool]]) -> Callable[[Any], bool]:
    match tests:
        case [one, two]:
            return lambda value: one(value) or two(value)
    return lambda value: any(test(value) for test in tests)


def _values(content: Content, names: tuple[str, ...]) -> Sequence[Any]:
    found: Sequence[Any] = ()
    for name in names:
        value = content.get(name)
        if value is not None:
            found = (*found, *(value if isinstance(value, list) else (value,)))
    return found


def _has(stored: Any, value: Any) -> bool:
    return value in stored if type(stored) is list else bool(stored == value)


def _of_each(holds: Holds) -> Holds:
    """Of a property with one value; where several stand, each is asked, and another constraint says that."""
    return lambda value: all(map(holds, value)) if type(value) is list else holds(value)


def _of_list(holds: Holds) -> Holds:
    return lambda value: type(value) is list and all(map(holds, value))


def _at_most(many: int) -> Holds:
    if many == 1:
        return lambda value: type(value) is not list
    return lambda value: (len(value) if type(value) is list else 1) <= many


def _never(value: Any) -> bool:
    return False
