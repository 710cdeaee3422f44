"""From tokens to patterns: nodes, edges, and the groups that are walked several times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.store.dialect.names import NO_VARIABLE
from graph_service.store.dialect.tokens import Refused, Token, spelled, split

HOPS_LIMIT = 32
"""No walk is longer: a range without an end never ends on a dense graph."""

_GROUP = "((u:Actor WHERE …)-[r:SUPPLIES WHERE …]->(v:Actor WHERE …)){1,6}"


@dataclass(frozen=True, slots=True)
class Node:
    """`(name:A|B {…} WHERE …)`, every part of it optional."""

    line: int
    name: str | None
    labels: tuple[str, ...]
    values: tuple[Token, ...] | None
    """What the property map holds."""
    where: tuple[Token, ...] | None


@dataclass(frozen=True, slots=True)
class Edge:
    """`-[name:S|T*lo..hi {…} WHERE …]->`."""

    line: int
    name: str | None
    types: tuple[str, ...]
    several: bool
    """Whether it has a range, as in `*0..3`."""
    values: tuple[Token, ...] | None
    where: tuple[Token, ...] | None
    direction: str
    """`>`, `<`, or empty."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """`((u)-[r]->(v)){lo,hi}`."""

    line: int
    elements: tuple[Node | Edge, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """Nodes, edges and groups in a row, perhaps with a name."""

    line: int
    name: str | None
    elements: tuple[Node | Edge | Repeat, ...]


def paths(items: Sequence[Token]) -> list[Path]:
    """The paths of a pattern, between commas. Raises Refused."""
    return [_path(run) for run in split(items, ",")]


def variable(token: Token) -> str:
    """The name of a variable. Raises Refused for a word that also begins something else."""
    if token.kind != "word" or token.upper in NO_VARIABLE:
        raise Refused(token.line, f"`{token.text}` as a name", "it begins something else in Cypher", "another name")
    return token.text


def _path(run: tuple[Token, ...]) -> Path:
    if not run:
        raise Refused(0, "an empty pattern", "it matches nothing that is named", "(a:Label {id: $id})")
    name = None
    if len(run) > 1 and run[0].kind == "word" and run[1].is_sign("="):
        name, run = variable(run[0]), run[2:]
    elements = _elements(run)
    return Path(run[0].line if run else 0, name, elements)


def _elements(run: tuple[Token, ...]) -> tuple[Node | Edge | Repeat, ...]:
    elements: list[Node | Edge | Repeat] = []
    position = 0
    while position < len(run):
        token = run[position]
        if token.is_group("("):
            if elements and isinstance(elements[-1], Node):
                _check_juxtaposed(token)
            taken: tuple[Node | Edge | Repeat, int] = _node_or_repeat(run, position)
        elif token.is_sign("<", "-") and elements and not isinstance(elements[-1], Edge):
            taken = _edge(run, position)
        else:
            raise _not_a_pattern(token)
        elements.append(taken[0])
        position = taken[1]
    if not elements or isinstance(elements[0], Edge) or isinstance(elements[-1], Edge):
        line = run[0].line if run else 0
        raise Refused(line, "a pattern without its ends", "a pattern begins and ends with a node", "(a:…)-[r:…]->(b:…)")
    return tuple(elements)


def _check_juxtaposed(token: Token) -> None:
    if not (token.items and token.items[0].is_group("(")):
        raise Refused(token.line, "two nodes side by side", "nothing joins them", "an edge between them, or a comma")


def _not_a_pattern(token: Token) -> Refused:
    word = token.upper
    if word in ("SHORTEST", "ANY", "ALL", "SHORTESTPATH", "ALLSHORTESTPATHS"):
        why = "the shortest path is found first and the gate applied afterwards"
        return Refused(token.line, word, why, "introductions and distances come from the projection")
    return Refused(token.line, f"`{token.text}` in a pattern", "it is not a node or an edge", "(a:…)-[r:…]->(b:…)")


def _node_or_repeat(run: tuple[Token, ...], position: int) -> tuple[Node | Repeat, int]:
    group = run[position]
    quantifier = run[position + 1] if position + 1 < len(run) else None
    if not (group.items and group.items[0].is_group("(")):
        if quantifier is not None and (quantifier.is_group("{") or quantifier.is_sign("+", "*")):
            raise Refused(group.line, "a node with a quantifier", "only a group can be repeated", _GROUP)
        return _node(group), position + 1
    if quantifier is None or not quantifier.is_group("{"):
        raise Refused(group.line, "a group without {lo,hi}", "its length must be seen", _GROUP)
    _check_span(spelled(quantifier.items).replace(" ", "").split(","), group.line)
    if any(item.upper == "WHERE" for item in group.items):
        raise Refused(group.line, "a WHERE of a whole group", "the engines differ", "WHERE inside its nodes and edges")
    inner = _elements(group.items)
    plain = tuple(element for element in inner if not isinstance(element, Repeat))
    if len(plain) != len(inner) or len(plain) < 3:
        raise Refused(group.line, "this group", "a group holds nodes and edges, one edge at least", _GROUP)
    for element in plain:
        if isinstance(element, Edge) and not element.direction:
            raise Refused(group.line, "an undirected edge in a group", "self-loops count twice", "a direction")
    return Repeat(group.line, plain), position + 2


def _check_span(bounds: list[str], line: int) -> None:
    whole = len(bounds) == 2 and all(bound.isdigit() and len(bound) < 4 for bound in bounds)
    if not whole or not int(bounds[0]) <= int(bounds[1]) <= HOPS_LIMIT:
        why = f"both ends must be written, {HOPS_LIMIT} at most"
        raise Refused(line, "this number of steps", why, "{1,6} after a group, *0..3 for structure edges")


def _node(group: Token) -> Node:
    name, labels, rest = _name_and_kinds(group.items, "label")
    values, rest = _values(rest)
    return Node(group.line, name, labels, values, _where(rest))


def _edge(run: tuple[Token, ...], position: int) -> tuple[Edge, int]:
    line = run[position].line
    left = run[position].is_sign("<")
    start = position + left
    shape = run[start : start + 3]
    if len(shape) < 3 or not (shape[0].is_sign("-") and shape[1].is_group("[") and shape[2].is_sign("-")):
        why = "an untyped edge reaches every fact"
        raise Refused(line, f"`{spelled(run[position : position + 3])}`", why, "-[r:TYPE WHERE …]->")
    after = start + 3
    right = after < len(run) and run[after].is_sign(">")
    if left and right:
        raise Refused(line, "`<-[…]->`", "the engines read it differently", "-[…]- or one direction")
    after += right
    if after < len(run) and (run[after].is_group("{") or run[after].is_sign("+", "*")):
        raise Refused(line, "a quantified relationship", "the embedded engine ignores the filter inside it", _GROUP)
    name, types, rest = _name_and_kinds(shape[1].items, "type")
    several, rest = _range(rest)
    values, rest = _values(rest)
    direction = "<" if left else ">" if right else ""
    return Edge(line, name, types, several, values, _where(rest), direction), after


def _name_and_kinds(items: Sequence[Token], kind: str) -> tuple[str | None, tuple[str, ...], tuple[Token, ...]]:
    rest = tuple(items)
    name = None
    if rest and rest[0].kind == "word" and rest[0].upper != "WHERE":
        name, rest = variable(rest[0]), rest[1:]
    if not (rest and rest[0].is_sign(":")):
        return name, (), rest
    kinds: list[str] = []
    while rest and rest[0].is_sign(":" if not kinds else "|"):
        if len(rest) < 2 or rest[1].kind != "word":
            raise Refused(rest[0].line, f"this {kind} expression", f"only a {kind} or A|B is plain", ":A or :A|B")
        kinds.append(rest[1].text)
        rest = rest[2:]
    return name, tuple(kinds), rest


def _range(rest: tuple[Token, ...]) -> tuple[bool, tuple[Token, ...]]:
    if not (rest and rest[0].is_sign("*")):
        return False, rest
    length = next((at for at, item in enumerate(rest[1:]) if not (item.kind == "number" or item.is_sign(".."))), None)
    end = len(rest) if length is None else length + 1
    _check_span(spelled(rest[1:end]).replace(" ", "").split(".."), rest[0].line)
    return True, rest[end:]


def _values(rest: tuple[Token, ...]) -> tuple[tuple[Token, ...] | None, tuple[Token, ...]]:
    return (rest[0].items, rest[1:]) if rest and rest[0].is_group("{") else (None, rest)


def _where(rest: tuple[Token, ...]) -> tuple[Token, ...] | None:
    if not rest:
        return None
    if rest[0].upper != "WHERE" or len(rest) == 1:
        why = "a bracket holds a name, :Label or :TYPE, {…}, WHERE, in this order"
        raise Refused(rest[0].line, f"`{spelled(rest[:3])}` in a bracket", why, "(a:Label {id: $id} WHERE …)")
    return rest[1:]
