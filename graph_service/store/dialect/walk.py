"""One expression, read from left to right: operand, operator, operand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from graph_service.store.dialect import names
from graph_service.store.dialect.patterns import variable
from graph_service.store.dialect.scope import ENTITIES, Scope
from graph_service.store.dialect.tokens import Refused, Token, has_edge, spelled, split

WHOLE = "a whole node or edge shows what was not asked for"

_BINARY = ("=", "<>", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "^")
_WORD_OPERATORS = frozenset({"AND", "OR", "XOR", "IN", "CONTAINS"})


class Rules(Protocol):
    """What a walk asks of the rules around it."""

    collects: list[int]

    def walk(self, items: Sequence[Token], scope: Scope) -> bool:
        """Walk an inner expression."""

    def values(self, items: Sequence[Token], scope: Scope) -> None:
        """Walk what a map holds."""

    def check_property(self, name: Token) -> None:
        """Refuse an unknown or hidden property."""

    def check_label(self, name: Token) -> None:
        """Refuse an unknown label."""

    def subquery(self, word: Token, braces: Token, scope: Scope) -> None:
        """Walk EXISTS, COUNT, COLLECT."""


class Walk:
    """One run of tokens and what is bound around it."""

    def __init__(self, rules: Rules, items: tuple[Token, ...], scope: Scope) -> None:
        self.rules = rules
        self.items = items
        self.scope = scope
        self.at = 0

    def _peek(self, offset: int = 0) -> Token | None:
        return self.items[self.at + offset] if self.at + offset < len(self.items) else None

    def _take(self) -> Token:
        token = self._peek()
        if token is None:
            last = self.items[-1] if self.items else None
            raise Refused(last.line if last else 0, "an expression that stops short", "a value is missing", "a value")
        self.at += 1
        return token

    def expression(self) -> bool:
        """Whether the value may be or hold a node or edge. Raises Refused."""
        if has_edge(self.items):
            why = "its ends escape the gate"
            raise Refused(self.items[0].line, "a pattern in an expression", why, "EXISTS { … }, COUNT { … }")
        entity = self._operand()
        while (token := self._peek()) is not None:
            if token.upper == "IS":
                self._null_test()
                entity = False
            elif self._operator(token):
                entity |= self._operand()
            else:
                raise Refused(
                    token.line, f"`{token.text}` here", "it is not an operator of the dialect", "see the README"
                )
        return entity

    def _null_test(self) -> None:
        line = self._take().line
        if (token := self._peek()) is not None and token.upper == "NOT":
            self.at += 1
        if self._take().upper != "NULL":
            raise Refused(line, "this IS", "only IS NULL and IS NOT NULL mean the same on both engines", "IS NULL")

    def _operator(self, token: Token) -> bool:
        following = self._peek(1)
        if token.is_sign(*_BINARY) or token.upper in _WORD_OPERATORS:
            self.at += 1
            return True
        if token.upper in ("STARTS", "ENDS") and following is not None and following.upper == "WITH":
            self.at += 2
            return True
        return False

    def _operand(self) -> bool:
        token = self._take()
        while token.upper == "NOT" or token.is_sign("-", "+"):
            token = self._take()
        return self._postfix(token, self._primary(token))

    def _primary(self, token: Token) -> bool:
        following = self._peek()
        if token.text in ("$audiences", "$owners"):
            why = "outside the gate, an answer would tell whose eyes it is for"
            raise Refused(token.line, f"`{token.text}` here", why, "the gate, in its own words")
        if token.kind in ("number", "string", "param") or token.upper in ("TRUE", "FALSE", "NULL"):
            return False
        if token.kind == "group":
            return self._group(token)
        if token.kind == "word" and following is not None:
            if following.is_group("(") or self._is_dotted_call():
                return self._call(token)
            if following.is_group("{") and token.upper in names.SUBQUERIES and token.text not in self.scope:
                self.at += 1
                self.rules.subquery(token, following, self.scope)
                return False
        if token.kind == "word" and token.text in self.scope:
            return self._name(token)
        why = "no variable of this name is bound here, and it is not a word of the dialect"
        raise Refused(token.line, f"`{token.text}`", why, "bind it, carry it through WITH, or see the README")

    def _is_dotted_call(self) -> bool:
        offset = 0
        while (dot := self._peek(offset)) is not None and dot.is_sign("."):
            offset += 2
        return offset > 0 and (last := self._peek(offset)) is not None and last.is_group("(")

    def _name(self, token: Token) -> bool:
        kind = self.scope[token.text]
        following, after = self._peek(), self._peek(1)
        accesses = following is not None and following.is_sign(".")
        if kind == "path":
            raise Refused(token.line, f"the path `{token.text}`", WHOLE, f"length({token.text})")
        if kind == "found":
            instead = f"MATCH (a:Label {{id: {token.text}.id}} WHERE …) right after YIELD"
            raise Refused(token.line, f"`{token.text}` from the index", "it has passed no gate", instead)
        if kind == "written" and not (accesses and after is not None and after.text == "id"):
            raise Refused(
                token.line, f"`{token.text}`, which is written here", "it has passed no gate", f"{token.text}.id"
            )
        if kind in ("node", "edge") and following is not None and following.is_group("["):
            raise Refused(
                token.line, f"`{token.text}[…]`", "a computed property cannot be checked", f"{token.text}.name"
            )
        return kind in ENTITIES

    def _postfix(self, first: Token, entity: bool) -> bool:
        while (token := self._peek()) is not None:
            if token.is_sign("."):
                self.at += 1
                name = self._take()
                if name.kind != "word":
                    raise Refused(name.line, f"`.{name.text}`", "every property is named", ".name")
                if entity:
                    self.rules.check_property(name)
                entity = False
            elif token.is_group("["):
                self._index(token, entity)
            elif token.is_group("{") and entity:
                self._projection(token)
                entity = False
            elif token.is_sign(":") and first.text in self.scope:
                self._label_test()
                entity = False
            else:
                break
        return entity

    def _index(self, group: Token, entity: bool) -> None:
        self.at += 1
        for bound in split(group.items, ".."):
            if entity and not all(item.kind == "number" or item.is_sign("-") for item in bound):
                raise Refused(group.line, "a computed index", "a computed property cannot be checked", "[0], or UNWIND")
            if bound:
                self.rules.walk(bound, self.scope)

    def _projection(self, group: Token) -> None:
        self.at += 1
        for run in split(group.items, ","):
            if len(run) == 2 and run[0].is_sign(".") and run[1].kind == "word":
                self.rules.check_property(run[1])
            elif len(run) == 2 and run[0].is_sign(".") and run[1].is_sign("*"):
                raise Refused(group.line, "`.*`", WHOLE, "{.id, .label}")
            elif len(run) == 1 and run[0].kind == "word":
                if self.rules.walk(run, self.scope):
                    raise Refused(group.line, f"`{run[0].text}` in a map", WHOLE, f"{run[0].text}.id")
            else:
                self.rules.values(run, self.scope)

    def _label_test(self) -> None:
        sign = ":"
        while (token := self._peek()) is not None and token.is_sign(sign):
            self.at += 1
            self.rules.check_label(self._take())
            sign = "|"

    def _group(self, group: Token) -> bool:
        if group.text == "CASE":
            return self._case(group)
        if group.text == "{":
            self.rules.values(group.items, self.scope)
            return False
        if group.text == "[":
            return self._list_of(group)
        if not group.items:
            raise Refused(group.line, "`()` in an expression", "patterns stand in EXISTS { … }", "EXISTS { … }")
        return self.rules.walk(group.items, self.scope)

    def _case(self, group: Token) -> bool:
        entity = False
        run: list[Token] = []
        for item in group.items:
            if item.upper in names.CASE_WORDS:
                entity |= self.rules.walk(run, self.scope) if run else False
                run = []
            else:
                run.append(item)
        return self.rules.walk(run, self.scope) or entity

    def _list_of(self, group: Token) -> bool:
        items = group.items
        if not items:
            return False
        if items[0].is_group("(") and len(items) > 1 and items[1].is_sign("-", "<") and has_edge(items):
            why = "the order of what it lists differs, and a path in its WHERE is always empty"
            raise Refused(group.line, "a pattern comprehension", why, "COLLECT { MATCH … RETURN … ORDER BY … }")
        if len(items) > 1 and items[0].kind == "word" and items[1].is_sign("=") and has_edge(items):
            raise Refused(group.line, "a path in a comprehension", "its WHERE is always empty", "COLLECT { … }")
        if len(items) > 2 and items[0].kind == "word" and items[1].upper == "IN":
            return self._comprehension(group)
        return bool(max([self.rules.walk(run, self.scope) for run in split(items, ",")]))

    def _comprehension(self, group: Token) -> bool:
        source, *mapped = split(group.items, "|")
        if len(mapped) > 1:
            raise Refused(group.line, "a second | in a list", "it is not Cypher of both engines", "one |")
        inner, entity = self._bound_by(source, group.line, needs_where=False)
        return self.rules.walk(mapped[0], inner) if mapped else entity

    def _bound_by(self, source: Sequence[Token], line: int, *, needs_where: bool) -> tuple[Scope, bool]:
        """The scope inside `x IN list WHERE …`, and whether x may be a node or edge."""
        if len(source) < 3 or source[1].upper != "IN":
            raise Refused(line, f"`{spelled(source)}`", "a variable IN a list is expected", "x IN list WHERE …")
        where = next((at for at, item in enumerate(source) if item.upper == "WHERE"), None)
        if where is None and needs_where:
            raise Refused(line, f"`{spelled(source)}`", "it lacks its WHERE", "x IN list WHERE …")
        entity = self.rules.walk(source[2:where], self.scope)
        inner = self.scope.with_new(variable(source[0]), "entities" if entity else "value", line)
        if where is not None:
            self.rules.walk(source[where + 1 :], inner)
        return inner, entity

    def _call(self, token: Token) -> bool:
        full = token.text
        while (dot := self._peek()) is not None and dot.is_sign("."):
            self.at += 1
            full += "." + self._take().text
        arguments = self._take()
        name = full.lower()
        if name in names.LIST_PREDICATES:
            self._bound_by(arguments.items, token.line, needs_where=True)
            return False
        if name == "reduce":
            return self._reduce(arguments)
        if name not in names.FUNCTIONS:
            why, _, instead = names.FORBIDDEN_FUNCTIONS.get(name.rpartition(".")[2], "").partition(": ")
            why = why or "it is not among the functions that both engines answer alike"
            raise Refused(token.line, f"{full}()", why, instead or "a function of cypher/README.md")
        return self._function(name, token, arguments)

    def _reduce(self, arguments: Token) -> bool:
        parts = split(arguments.items, "|")
        heads = split(parts[0], ",")
        if len(parts) != 2 or len(heads) != 2 or len(heads[0]) < 3 or not heads[0][1].is_sign("="):
            why = "it has one form"
            raise Refused(arguments.line, "this reduce", why, "reduce(total = 0, x IN list | total + x)")
        entity = self.rules.walk(heads[0][2:], self.scope)
        inner, _ = self._bound_by(heads[1], arguments.line, needs_where=False)
        inner = inner.with_new(variable(heads[0][0]), "entities" if entity else "value", arguments.line)
        return self.rules.walk(parts[1], inner) or entity

    def _function(self, name: str, token: Token, arguments: Token) -> bool:
        items = arguments.items
        if name == "count" and spelled(items) == "*":
            return False
        if name == "length":
            if len(items) != 1 or self.scope.get(items[0].text) != "path":
                raise Refused(token.line, "length() of something else", "it is for paths", "size() of lists and texts")
            return False
        if items and items[0].upper == "DISTINCT":
            items = items[1:]
        if not items:
            raise Refused(
                token.line, f"{name}()", "it answers without being given anything: never twice the same", "a parameter"
            )
        if name == "collect":
            self.rules.collects.append(token.line)
        carried = [self.rules.walk(run, self.scope) for run in split(items, ",")]
        return name in names.CARRIERS and any(carried)
