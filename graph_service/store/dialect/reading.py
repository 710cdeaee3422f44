"""A question from its first clause to its ORDER BY."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from graph_service.schema.model import GraphSchema
from graph_service.store.dialect.clauses import Clause, begins_query, clauses
from graph_service.store.dialect.expressions import Expressions
from graph_service.store.dialect.matching import Matching
from graph_service.store.dialect.names import SUBQUERIES, WRITING
from graph_service.store.dialect.patterns import variable
from graph_service.store.dialect.scope import ENTITIES, Binding, Scope
from graph_service.store.dialect.tokens import Refused, Token, every, spelled, split
from graph_service.store.dialect.writing import Writing

Place = Literal["TOP", "CALL", "EXISTS", "COUNT", "COLLECT"]
"""Where a query stands: on its own, or in the braces of something."""

_FULLTEXT = "db . index . fulltext . queryNodes"
_FULLTEXT_FORM = 'CALL db.index.fulltext.queryNodes("actor_search", $words) YIELD node MATCH (a:Actor {id: node.id} …)'


class Reading:
    """Walks the clauses of one file."""

    def __init__(self, schema: GraphSchema, *, writes: bool) -> None:
        self._expressions = Expressions(schema, self._subquery)
        self._matching = Matching(schema, self._expressions)
        self._writing = Writing(schema, self._expressions, self._matching) if writes else None
        self.asked_of_index: list[Token] = []
        """The parameters that full-text indexes are asked with."""

    def query(self, items: Sequence[Token], scope: Scope, place: Place) -> list[str] | None:
        """The columns of a query, or None when it returns nothing. Raises Refused."""
        branches: list[list[Clause]] = [[]]
        for clause in clauses(items):
            if clause.word.startswith("UNION"):
                self._check_union(clause, place)
                branches.append([])
            else:
                branches[-1].append(clause)
        columns = [self._linear(branch, scope, place) for branch in branches]
        if any(other != columns[0] for other in columns):
            line = branches[-1][0].line if branches[-1] else 0
            raise Refused(line, "a UNION of different columns", "columns are joined by their place", "the same names")
        return columns[0]

    def _check_union(self, clause: Clause, place: Place) -> None:
        if clause.body:
            raise Refused(clause.line, f"`{spelled(clause.body)}` after UNION", "a branch begins here", "UNION ALL")
        if place == "COLLECT":
            why = "ORDER BY belongs to a branch, so the list has no order"
            raise Refused(clause.line, "UNION in COLLECT", why, "CALL () { … UNION … } WITH … ORDER BY …")

    def _linear(self, branch: Sequence[Clause], scope: Scope, place: Place) -> list[str] | None:
        if not branch:
            raise Refused(0, "a query without a clause", "it asks nothing", "MATCH … RETURN …")
        columns: list[str] | None = None
        is_ordered, is_first, found = False, True, ""
        for clause in branch:
            if columns is not None:
                raise Refused(
                    clause.line, f"{clause.word} after RETURN", "an answer ends a query", "one file per question"
                )
            self._expressions.collects = []
            if found and not (clause.word == "MATCH" and self._matching.looks_up(clause, found)):
                why = "what an index finds has passed no gate, not even to be counted"
                raise Refused(clause.line, f"{clause.word} after YIELD", why, _FULLTEXT_FORM)
            if clause.word == "RETURN":
                columns = self._return(clause, scope, place)
            else:
                scope = self._clause(clause, scope, first=is_first)
            self._check_collects(clause, is_ordered)
            is_ordered = clause.word == "WITH" and clause.order is not None
            is_first = is_first and clause.word not in ("MATCH", "OPTIONAL MATCH")
            scope = scope.without("found") if found else scope
            found = next((name for name in scope if scope[name] == "found"), "")
        if columns is None and (found or (place in ("TOP", "CALL", "COLLECT") and self._writing is None)):
            raise Refused(branch[-1].line, "a query that ends so", "it answers nothing", "RETURN … AS … ORDER BY …")
        return columns

    def _check_collects(self, clause: Clause, is_ordered: bool) -> None:
        if self._expressions.collects and not is_ordered:
            why = "the order of the list differs between the engines"
            instead = "WITH … ORDER BY … right before it, or COLLECT { … ORDER BY … }"
            raise Refused(self._expressions.collects[0], "collect() without order", why, instead)

    def _clause(self, clause: Clause, scope: Scope, *, first: bool) -> Scope:
        if clause.word in ("MATCH", "OPTIONAL MATCH"):
            return self._matching.match(clause, scope, first=first)
        if clause.word == "WITH":
            return self._with(clause, scope)
        if clause.word == "UNWIND":
            return self._unwind(clause, scope)
        if clause.word == "CALL":
            return self._call(clause, scope)
        if clause.word.split(" ")[0] in WRITING and self._writing is not None:
            return self._writing.clause(clause, scope)
        why = "the file says `access read`, and the embedded engine writes even when asked to read only"
        raise Refused(clause.line, clause.word, why, "`// access write`, or MATCH, WITH, UNWIND, CALL, RETURN")

    def _with(self, clause: Clause, scope: Scope) -> Scope:
        after = Scope()
        items = clause.body[1:] if clause.body and clause.body[0].upper == "DISTINCT" else clause.body
        for at, run in enumerate(split(items, ",")):
            if at == 0 and len(run) == 1 and run[0].is_sign("*"):
                after = scope
                continue
            name, kind = self._item(run, scope, clause)
            after = after.with_new(name, kind, run[0].line)
        self._order(clause, after, scope)
        if clause.where is not None:
            if clause.order is not None or clause.skip is not None or clause.limit is not None:
                why = "the embedded engine filters before it limits"
                raise Refused(clause.line, "WITH … ORDER BY … LIMIT … WHERE", why, "a second WITH … WHERE …")
            self._expressions.walk(clause.where, after)
            if self._writing is not None:
                self._writing.note_present(clause.where)
        return after

    def _return(self, clause: Clause, scope: Scope, place: Place) -> list[str]:
        items = clause.body[1:] if clause.body and clause.body[0].upper == "DISTINCT" else clause.body
        after = Scope()
        for run in split(items, ","):
            if len(run) == 1 and run[0].is_sign("*"):
                raise Refused(clause.line, "RETURN *", "an answer names its columns", "RETURN a.id AS id")
            name, kind = self._item(run, scope, clause)
            if kind in ENTITIES:
                why = "a whole node or edge shows what was not asked for, `line` and `load` among it"
                raise Refused(run[0].line, f"`{name}` in RETURN", why, f"{name}.id AS id, …")
            after = after.with_new(name, kind, run[0].line)
        if clause.order is None and place in ("TOP", "COLLECT"):
            why = "each engine has an order of its own"
            raise Refused(clause.line, "an answer without ORDER BY", why, "ORDER BY a value, then the id")
        self._order(clause, after, scope)
        return list(after)

    def _item(self, run: Sequence[Token], scope: Scope, clause: Clause) -> tuple[str, Binding]:
        if len(run) == 1 and run[0].text in scope and scope[run[0].text] != "found":
            return run[0].text, scope[run[0].text]
        if len(run) < 3 or run[-2].upper != "AS":
            what = f"`{spelled(run)}` in {clause.word}" if run else f"an empty item of {clause.word}"
            raise Refused(run[0].line if run else clause.line, what, "every column has a name", "… AS name")
        name, value = variable(run[-1]), run[:-2]
        if len(value) == 1 and scope.get(value[0].text) in ("node", "edge", "path", "written"):
            return name, scope[value[0].text]
        return name, "entities" if self._expressions.walk(value, scope) else "value"

    def _order(self, clause: Clause, after: Scope, before: Scope) -> None:
        for count in (clause.skip, clause.limit):
            if count is None:
                continue
            if clause.order is None:
                raise Refused(
                    clause.line, "LIMIT without ORDER BY", "which rows remain is chance", "ORDER BY … LIMIT …"
                )
            if len(count) != 1 or count[0].kind not in ("number", "param"):
                raise Refused(clause.line, f"`{spelled(count)}` rows", "a number of rows is plain", "LIMIT $limit")
        if clause.order is None:
            return
        words = list(every(clause.order))
        for word, following in pairwise(words):
            if word.upper in SUBQUERIES and following.is_group("{"):
                why = "what is bound there differs"
                raise Refused(word.line, f"{word.upper} in ORDER BY", why, "compute it in WITH, order by its name")
        both = Scope({**before, **after})
        for run in split(clause.order, ","):
            key = run[:-1] if run and run[-1].upper in ("ASC", "DESC", "ASCENDING", "DESCENDING") else run
            if self._expressions.walk(key, both):
                raise Refused(clause.line, f"ORDER BY `{spelled(key)}`", "nodes have no order", "a value, then the id")

    def _unwind(self, clause: Clause, scope: Scope) -> Scope:
        body = clause.body
        if len(body) < 3 or body[-2].upper != "AS":
            raise Refused(clause.line, "UNWIND without AS", "every column has a name", "UNWIND $ids AS id")
        kind: Binding = "entities" if self._expressions.walk(body[:-2], scope) else "value"
        return scope.with_new(variable(body[-1]), kind, clause.line)

    def _call(self, clause: Clause, scope: Scope) -> Scope:
        body = clause.body
        if any(item.is_group("{") for item in body):
            return self._call_subquery(clause, scope)
        if len(body) < 2 or spelled(body[:-1]) != _FULLTEXT:
            named = spelled(body[:-1]).replace(" ", "") or "this CALL"
            raise Refused(clause.line, f"{named}()", "only one engine has it, or it passes the gate by", _FULLTEXT_FORM)
        kinds = [item.kind for item in body[-1].items if not item.is_sign(",")]
        produced = spelled(clause.produce or ()).split(" ")
        if kinds != ["string", "param"] or len(body[-1].items) != 3:
            raise Refused(clause.line, "these arguments", "an index by name, words by parameter", _FULLTEXT_FORM)
        self.asked_of_index.append(body[-1].items[-1])
        if produced[0] != "node" or produced[1:2] not in ([], ["AS"]) or len(produced) not in (1, 3):
            why = "scores differ between the engines and count what is hidden"
            raise Refused(clause.line, f"YIELD {' '.join(produced)}", why, "YIELD node; ranking is in Python")
        name = variable((clause.produce or ())[-1])
        return scope.with_new(name, "found", clause.line)

    def _call_subquery(self, clause: Clause, scope: Scope) -> Scope:
        body = clause.body
        if len(body) != 2 or not body[0].is_group("(") or not body[1].is_group("{"):
            why = "what it sees must be written, and transactions are the store's"
            raise Refused(clause.line, "this CALL { … }", why, "CALL (a, b) { … }, or CALL () { … }")
        inner = Scope()
        for run in split(body[0].items, ",") if body[0].items else []:
            if len(run) != 1 or run[0].text not in scope or scope[run[0].text] == "found":
                raise Refused(
                    clause.line, f"CALL ({spelled(run)})", "only what is bound can be seen inside", "CALL (a)"
                )
            inner = inner.with_new(run[0].text, scope[run[0].text], clause.line)
        for name in self.query(body[1].items, inner, "CALL") or []:
            scope = scope.with_new(name, "value", clause.line)
        return scope

    def _subquery(self, word: str, braces: Token, scope: Scope) -> None:
        place: Place = "EXISTS" if word == "EXISTS" else "COUNT" if word == "COUNT" else "COLLECT"
        if begins_query(braces.items):
            self.query(braces.items, scope, place)
            return
        if place == "COLLECT":
            raise Refused(
                braces.line, "COLLECT of a bare pattern", "it returns nothing", "COLLECT { MATCH … RETURN … }"
            )
        where = next((at for at, item in enumerate(braces.items) if item.upper == "WHERE"), None)
        condition = None if where is None else braces.items[where + 1 :]
        self._matching.match(Clause("MATCH", braces.line, braces.items[:where], condition), scope, first=True)
