"""From tokens to clauses: where each begins, and its WHERE, ORDER BY, SKIP and LIMIT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.store.dialect.names import FOREIGN, PARTS, READING, WRITING
from graph_service.store.dialect.tokens import Refused, Token, spelled


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its first words, what follows them, and its parts."""

    word: str
    """`MATCH`, `OPTIONAL MATCH`, `WITH`, `UNION ALL`, `ON CREATE SET` …"""
    line: int
    body: tuple[Token, ...]
    where: tuple[Token, ...] | None = None
    order: tuple[Token, ...] | None = None
    skip: tuple[Token, ...] | None = None
    limit: tuple[Token, ...] | None = None
    produce: tuple[Token, ...] | None = None
    """What follows YIELD."""


_PARTS_OF = {
    "MATCH": ("WHERE",),
    "OPTIONAL MATCH": ("WHERE",),
    "WITH": ("ORDER BY", "SKIP", "LIMIT", "WHERE"),
    "RETURN": ("ORDER BY", "SKIP", "LIMIT"),
    "CALL": ("YIELD",),
}
_TWO_WORDS = {
    "OPTIONAL": ("MATCH",),
    "ORDER": ("BY",),
    "DETACH": ("DELETE",),
    "UNION": ("ALL",),
}
_FIELDS = {"WHERE": "where", "ORDER BY": "order", "SKIP": "skip", "LIMIT": "limit", "YIELD": "produce"}


def begins_query(items: Sequence[Token]) -> bool:
    """Whether these tokens are clauses, rather than a bare pattern as in `COUNT { (a)-[…]->(b) }`."""
    return bool(items) and items[0].kind == "word"


def clauses(items: Sequence[Token]) -> list[Clause]:
    """The clauses of a query, in order. Raises Refused for what is not a clause of the dialect."""
    found: list[Clause] = []
    for words, line, body in _runs(items):
        if words in _FIELDS:
            found[-1:] = [_with_part(found[-1] if found else None, words, line, body)]
        else:
            found.append(Clause(words, line, body))
    return found


def _with_part(clause: Clause | None, words: str, line: int, body: tuple[Token, ...]) -> Clause:
    allowed = _PARTS_OF.get(clause.word, ()) if clause else ()
    if clause is None or words not in allowed:
        raise Refused(line, f"{words} here", "it belongs to no clause", "MATCH … WHERE, WITH … ORDER BY … LIMIT")
    given = {name: getattr(clause, name) for name in _FIELDS.values()}
    later = [_FIELDS[name] for name in allowed[allowed.index(words) :]]
    if any(given[name] is not None for name in later):
        raise Refused(line, f"{words} in this place", "the parts of a clause have one order", " … ".join(allowed))
    given[_FIELDS[words]] = body
    return Clause(clause.word, clause.line, clause.body, **given)


def _runs(items: Sequence[Token]) -> list[tuple[str, int, tuple[Token, ...]]]:
    runs: list[tuple[str, int, list[Token]]] = []
    position = 0
    while position < len(items):
        token = items[position]
        if not _begins(items, position):
            if not runs:
                raise Refused(token.line, f"`{spelled(items[:3])}`", "no clause begins so", "MATCH, WITH, UNWIND, CALL")
            runs[-1][2].append(token)
            position += 1
            continue
        words = _words(items, position)
        runs.append((" ".join(words), token.line, []))
        position += len(words)
    return [(words, line, tuple(body)) for words, line, body in runs]


def _begins(items: Sequence[Token], position: int) -> bool:
    token = items[position]
    before = items[position - 1] if position else None
    if token.upper not in READING | WRITING | PARTS:
        if token.upper in FOREIGN and (before is None or before.kind == "group"):
            raise Refused(token.line, token.upper, FOREIGN[token.upper], "the clauses of cypher/README.md")
        return False
    if before is None:
        return True
    if before.is_sign(".", ":", "|") or before.upper == "AS":
        return False
    is_operator = before.upper in ("STARTS", "ENDS") and not (position > 1 and items[position - 2].is_sign("."))
    return not (token.upper == "WITH" and is_operator)


def _words(items: Sequence[Token], position: int) -> list[str]:
    first = items[position].upper
    following = [item.upper for item in items[position + 1 : position + 3]]
    if first == "ON":
        if following not in (["CREATE", "SET"], ["MATCH", "SET"]):
            raise Refused(items[position].line, "ON", "only MERGE has it", "MERGE … ON CREATE SET … ON MATCH SET …")
        return ["ON", *following]
    second = _TWO_WORDS.get(first, ())
    if following[:1] and following[0] in second:
        return [first, following[0]]
    if second and first != "UNION":
        raise Refused(items[position].line, first, f"{second[0]} does not follow", f"{first} {second[0]}")
    return [first]
