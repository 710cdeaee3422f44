"""What a file with `access write` may do: make and merge by id, set named properties, delete what is bound.

What is written has passed no gate, so nothing but its id is read back.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_service.schema.model import GraphSchema
from graph_service.store.dialect.clauses import Clause, clauses
from graph_service.store.dialect.expressions import Expressions
from graph_service.store.dialect.matching import Matching
from graph_service.store.dialect.patterns import Edge, Node, Repeat, paths, variable
from graph_service.store.dialect.scope import Scope
from graph_service.store.dialect.tokens import Refused, Token, spelled, split

_WRITABLE = ("node", "edge", "written")


class Writing:
    """Walks the clauses that write."""

    def __init__(self, schema: GraphSchema, expressions: Expressions, matching: Matching) -> None:
        self._schema = schema
        self._expressions = expressions
        self._matching = matching
        self._present: set[str] = set()
        """What a WHERE has shown not to be null, as in `row . id`."""

    def clause(self, clause: Clause, scope: Scope) -> Scope:
        """What is bound after a clause that writes. Raises Refused."""
        if clause.word in ("CREATE", "MERGE"):
            return self._make(clause, scope)
        if clause.word in ("SET", "ON CREATE SET", "ON MATCH SET"):
            for run in split(clause.body, ","):
                self._set(run, scope, clause)
        elif clause.word in ("DELETE", "DETACH DELETE"):
            for run in split(clause.body, ","):
                self._check_target(run[0] if len(run) == 1 else None, scope, clause)
        elif clause.word == "REMOVE":
            for run in split(clause.body, ","):
                self._check_target(run[0] if len(run) == 3 and run[1].is_sign(".") else None, scope, clause)
        elif clause.word == "FOREACH":
            self._foreach(clause, scope)
        else:
            raise Refused(clause.line, clause.word, "it is not a clause of the dialect", "CREATE, MERGE, SET, DELETE")
        return scope

    def note_present(self, where: Sequence[Token]) -> None:
        """Take note of `x.id IS NOT NULL` in a WHERE whose conditions are joined by AND alone."""
        if any(token.upper in ("OR", "XOR") for token in where):
            return
        run: list[Token] = []
        for token in (*where, Token("word", "AND", 0)):
            if token.upper != "AND":
                run.append(token)
                continue
            if spelled(run[-3:]).upper() == "IS NOT NULL" and len(run) == 6:
                self._present.add(spelled(run[:3]))
            run = []

    def _make(self, clause: Clause, scope: Scope) -> Scope:
        found = paths(clause.body)
        for path in found:
            if path.name:
                raise Refused(path.line, "a path that is written", "nothing reads it", "without `p =`")
            for element in path.elements:
                if isinstance(element, Repeat) or element.where is not None:
                    raise Refused(clause.line, "a condition in what is written", "it is not Cypher", "WHERE before it")
                scope = self._make_one(element, clause, scope)
        return scope

    def _make_one(self, element: Node | Edge, clause: Clause, scope: Scope) -> Scope:
        kinds = element.labels if isinstance(element, Node) else element.types
        known = {**self._schema.nodes, **self._schema.internal} if isinstance(element, Node) else self._schema.edges
        if isinstance(element, Node) and not kinds:
            if element.name is None or scope.get(element.name) not in _WRITABLE or element.values is not None:
                raise Refused(element.line, "a node without a label", "it would be made anew", "(a:Label {id: $id})")
            return scope
        if len(kinds) != 1 or kinds[0] not in known:
            raise Refused(element.line, f"`:{'|'.join(kinds)}`", "one label or type of graph.toml is written", ":Label")
        if isinstance(element, Edge) and (element.several or not element.direction):
            raise Refused(element.line, "an edge without direction", "a fact has a start and an end", "-[r:TYPE {…}]->")
        self._expressions.values(element.values or (), scope)
        if clause.word == "MERGE":
            self._check_id(element)
        return scope.with_new(element.name, "written", element.line) if element.name else scope

    def _check_id(self, element: Node | Edge) -> None:
        ids = [run[2:] for run in split(element.values or (), ",") if run and run[0].text == "id"]
        value = ids[0] if ids else ()
        if len(value) == 1 and value[0].kind in ("param", "string"):
            return
        if not value or spelled(value) not in self._present:
            why = "MERGE of a null id makes a node or edge without id"
            instead = "WITH row WHERE row.id IS NOT NULL MERGE (n:Label {id: row.id})"
            raise Refused(element.line, "MERGE without an id that is there", why, instead)

    def _set(self, run: Sequence[Token], scope: Scope, clause: Clause) -> None:
        self._check_target(run[0] if run else None, scope, clause)
        if len(run) > 2 and run[1].is_sign("+="):
            value = run[2:]
        elif len(run) > 4 and run[1].is_sign(".") and run[2].kind == "word" and run[3].is_sign("="):
            value = run[4:]
        else:
            why = "properties are set by name, or together by a map"
            raise Refused(clause.line, f"SET {spelled(run[:4])}", why, "SET x.name = …, or SET x += $map")
        if self._expressions.walk(value, scope):
            raise Refused(clause.line, "a whole node or edge as a value", "a property is a value", "its id")

    def _check_target(self, token: Token | None, scope: Scope, clause: Clause) -> None:
        if token is None or scope.get(token.text) not in _WRITABLE:
            why = "only a node or edge that is bound here is changed"
            raise Refused(clause.line, f"{clause.word} of `{token.text if token else '…'}`", why, "MATCH it first")

    def _foreach(self, clause: Clause, scope: Scope) -> None:
        body = clause.body[0].items if len(clause.body) == 1 and clause.body[0].is_group("(") else ()
        parts = split(body, "|")
        if len(parts) != 2 or len(parts[0]) < 3 or parts[0][1].upper != "IN":
            raise Refused(clause.line, "this FOREACH", "it has one form", "FOREACH (x IN list | SET …)")
        kind = self._expressions.walk(parts[0][2:], scope)
        inner = scope.with_new(variable(parts[0][0]), "entities" if kind else "value", clause.line)
        for inner_clause in clauses(parts[1]):
            inner = self.clause(inner_clause, inner)
