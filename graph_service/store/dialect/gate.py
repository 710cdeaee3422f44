"""The words of the gate: `x.audience IN $audiences OR x.owner IN $owners`, these and no others.

`r.v = 9 AND x.audience IN $audiences OR x.owner IN $owners` lets everything of an owner through: beside other
conditions the gate stands in parentheses, and the only words between them are AND.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from graph_service.store.dialect.names import LIST_PREDICATES
from graph_service.store.dialect.tokens import Refused, Token, spelled


def words_of_gate(name: str) -> str:
    """The gate of a variable."""
    return f"{name}.audience IN $audiences OR {name}.owner IN $owners"


def conditions_beside_gate(name: str, where: Sequence[Token] | None, line: int) -> list[tuple[Token, ...]]:
    """What else the bracket of `name` demands, once the gate is seen in it. Raises Refused."""
    if where is None:
        raise _without(name, line)
    gate = spelled_gate(name)
    if spelled(where) == gate:
        return []
    if gate not in spelled(where):
        raise _without(name, line)
    wanted = conjuncts(where, line)
    others = [condition for condition in wanted if spelled(condition) != f"( {gate} )"]
    if len(others) == len(wanted):
        raise _without(name, line)
    return others


def spelled_gate(name: str) -> str:
    """The gate as `spelled` writes it."""
    return f"{name} . audience IN $audiences OR {name} . owner IN $owners"


def conjuncts(where: Sequence[Token], line: int) -> list[tuple[Token, ...]]:
    """The conditions between the ANDs of a WHERE that has no other junction at the same height. Raises Refused."""
    runs: list[list[Token]] = [[]]
    for token in where:
        if token.upper in ("OR", "XOR") or token.is_group("CASE"):
            instead = "(x.audience IN $audiences OR x.owner IN $owners) AND (… OR …)"
            raise Refused(line, f"{token.text} beside the gate", "AND binds closer, so the gate opens", instead)
        if token.upper == "AND":
            runs.append([])
        else:
            runs[-1].append(token)
    return [tuple(run) for run in runs]


def is_tested_too_early(where: Sequence[Token]) -> bool:
    """Whether the embedded engine may test this WHERE of a first MATCH before its variables are bound."""
    words = list(_outside_subqueries(where))
    folds = any(word.is_group("CASE") for word in words) or any(
        word.text.lower() in LIST_PREDICATES | {"reduce"} and following.is_group("(")
        for word, following in pairwise(words)
        if word.kind == "word"
    )
    return folds and any(word.upper in ("OR", "XOR", "NOT") for word in words)


def _outside_subqueries(items: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    for item in items:
        found.append(item)
        if not item.is_group("{"):
            found.extend(_outside_subqueries(item.items))
    return found


def _without(name: str, line: int) -> Refused:
    why = "a guarded node or edge is read only through the gate, inside its own bracket, in these words"
    instead = f"WHERE {words_of_gate(name)}, or in parentheses joined by AND with further conditions"
    return Refused(line, f"the bracket of `{name}` without the gate", why, instead)
