"""What a MATCH may reach: labelled nodes, typed edges, each guarded one through its gate.

An edge is never wider than its ends: whoever sees an edge sees both ends. So an end without a name is accepted beside
an edge that is gated, and a node that is already bound may stand again, as `(a)`, at the end of another edge.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_service.schema.model import GraphSchema
from graph_service.store.dialect.clauses import Clause
from graph_service.store.dialect.expressions import Expressions
from graph_service.store.dialect.gate import conditions_beside_gate, conjuncts, is_tested_too_early, spelled_gate
from graph_service.store.dialect.patterns import Edge, Node, Path, Repeat, paths
from graph_service.store.dialect.scope import Scope
from graph_service.store.dialect.tokens import Refused, Token, spelled, split

Element = Node | Edge | Repeat


class Matching:
    """Binds the patterns of MATCH, and refuses those that pass a gate by."""

    def __init__(self, schema: GraphSchema, expressions: Expressions) -> None:
        self._schema = schema
        self._expressions = expressions

    def match(self, clause: Clause, scope: Scope, *, first: bool) -> Scope:
        """What is bound after a MATCH; `first` when no other stands before it in its query. Raises Refused."""
        found = paths(clause.body)
        looked_up = self._look_up(found, clause, scope)
        if looked_up is not None:
            return looked_up
        for path in found:
            scope = self._bind(path, scope)
        conditions: list[Token] = []
        for path in found:
            for element in path.elements:
                conditions += self._check_conditions(element, scope)
        for where in (clause.where or (), conditions):
            if first and is_tested_too_early(where):
                why = "in the first MATCH, the embedded engine tests it before its variables are bound and loses rows"
                raise Refused(clause.line, "any(), reduce() or CASE beside OR or NOT", why, "WITH a, b WHERE …")
        if clause.where is not None:
            self._expressions.walk(clause.where, scope)
        return scope

    def looks_up(self, clause: Clause, name: str) -> bool:
        """Whether the pattern matches again, by its id, the node that an index has found under this name."""
        nodes = [node for path in paths(clause.body) for node in path.elements if isinstance(node, Node)]
        wanted = f"id : {name} . id"
        return any(wanted in [spelled(run) for run in split(node.values or (), ",")] for node in nodes if node.name)

    def check_types(self, edge: Edge) -> bool:
        """Whether the edge is guarded. Raises Refused: no type, an unknown one, a list without narrower ones."""
        if not edge.types:
            raise Refused(edge.line, "an edge without a type", "it reaches every fact", "-[r:TYPE WHERE …]->")
        for name in edge.types:
            if name not in self._schema.edges:
                raise Refused(edge.line, f"the edge type `{name}`", "graph.toml does not have it", "a type of it")
        for name in edge.types:
            narrower = self._schema.edges[name].narrower
            if not set(narrower) <= set(edge.types):
                others = [other for other in edge.types if other != name and other not in narrower]
                right = "|".join((name, *narrower, *others))
                raise Refused(edge.line, f"`:{name}` alone", "its sub-properties are facts of it too", f":{right}")
        return any(self._schema.is_guarded_edge(name) for name in edge.types)

    def is_guarded(self, node: Node) -> bool:
        """Whether one of the labels is guarded. Raises Refused for a label that a question may not name."""
        for label in node.labels:
            if label in self._schema.internal:
                raise Refused(
                    node.line, f"`:{label}`", "it is a book of the store, not a part of the graph", "leave it"
                )
            if label not in self._schema.nodes:
                raise Refused(node.line, f"the label `{label}`", "graph.toml does not have it", "a label of it")
            if self._schema.nodes[label].restricted:
                raise Refused(node.line, f"`:{label}`", "its counts would betray hidden rows", "GraphStore.loads()")
        return any(self._schema.is_guarded_label(label) for label in node.labels)

    def _bind(self, path: Path, scope: Scope) -> Scope:
        for at, element in enumerate(path.elements):
            beside = [path.elements[near] for near in (at - 1, at + 1) if 0 <= near < len(path.elements)]
            if isinstance(element, Node):
                scope = self._bind_node(element, beside, scope)
            elif isinstance(element, Edge):
                scope = self._bind_edge(element, scope)
            else:
                scope = self._bind_repeat(element, scope)
        return scope.with_new(path.name, "path", path.line) if path.name else scope

    def _bind_node(self, node: Node, beside: Sequence[Element], scope: Scope) -> Scope:
        guarded = self.is_guarded(node)
        edges = [element for element in beside if isinstance(element, Edge)]
        if node.name is None:
            self._check_anonymous(node, edges, guarded)
            return scope
        if node.labels:
            if node.name in scope and scope[node.name] != "node":
                raise Refused(node.line, f"`{node.name}` as a node", f"it is a {scope[node.name]}", "another name")
            return scope.having(node.name, "node")
        if scope.get(node.name) != "node":
            why = "nothing is bound to it here, so it reaches nodes of every label"
            raise Refused(node.line, f"`({node.name})` without a label", why, f"({node.name}:Label WHERE …)")
        if not edges or node.values is not None or node.where is not None:
            why = "a node that is bound already stands at the end of an edge, with nothing else in its bracket"
            raise Refused(node.line, f"`({node.name})` bound again", why, f"({node.name})-[r:TYPE WHERE …]->(…)")
        return scope

    def _check_anonymous(self, node: Node, edges: Sequence[Edge], guarded: bool) -> None:
        if node.where is not None:
            raise Refused(node.line, "a WHERE without a name", "what it speaks of cannot be seen", "(a:Label WHERE …)")
        if not node.labels and (not edges or node.values is not None):
            why = "it reaches nodes of every label"
            raise Refused(node.line, "a node without name and label", why, "(a:Label …), or () at the end of an edge")
        gated = any(self.check_types(edge) for edge in edges)
        if guarded and (not gated or node.values is not None):
            why = "without a name it has no gate of its own: only an edge beside it, which is gated, can answer for it"
            raise Refused(node.line, f"`(:{'|'.join(node.labels)})` here", why, "(a:Label {…} WHERE a.audience …)")

    def _bind_edge(self, edge: Edge, scope: Scope) -> Scope:
        if self.check_types(edge):
            if edge.several:
                why = "a range lets no gate into its bracket"
                raise Refused(edge.line, "a range over guarded edges", why, "((u:…)-[r:… WHERE …]->(v:…)){1,6}")
            if edge.name is None:
                why = "a guarded edge is read only through the gate, which needs a name"
                instead = f"[r:{'|'.join(edge.types)} WHERE r.audience IN $audiences OR r.owner IN $owners]"
                raise Refused(edge.line, f"`[:{'|'.join(edge.types)}]`", why, instead)
        elif edge.several and (edge.where is not None or edge.values is not None):
            raise Refused(edge.line, "a filter beside a range", "the engines apply it differently", "a group {1,6}")
        if edge.name is None:
            return scope
        return scope.with_new(edge.name, "entities" if edge.several else "edge", edge.line)

    def _bind_repeat(self, group: Repeat, scope: Scope) -> Scope:
        inner = self._bind(Path(group.line, None, group.elements), Scope())
        for name in inner:
            scope = scope.with_new(name, "entities", group.line)
        return scope

    def _check_conditions(self, element: Element, scope: Scope) -> list[Token]:
        """Walk what the bracket demands, and give the conditions that stand beside the gate."""
        if isinstance(element, Repeat):
            inner = self._bind(Path(element.line, None, element.elements), Scope())
            return [token for part in element.elements for token in self._check_conditions(part, inner)]
        if element.values is not None:
            self._check_keys(element)
            self._expressions.values(element.values, scope, looks_up=isinstance(element, Node))
        guarded = self.is_guarded(element) if isinstance(element, Node) else self.check_types(element)
        if guarded and element.name is not None:
            conditions = conditions_beside_gate(element.name, element.where, element.line)
        else:
            conditions = [element.where] if element.where is not None else []
        for condition in conditions:
            self._expressions.walk(condition, scope)
        return [token for condition in conditions for token in condition]

    def _check_keys(self, element: Node | Edge) -> None:
        for run in split(element.values or (), ","):
            if run and run[0].kind == "word":
                self._expressions.check_property(run[0])

    def _look_up(self, found: Sequence[Path], clause: Clause, scope: Scope) -> Scope | None:
        """`MATCH (a)-[r:TYPE]->(b) WHERE r.id IN $ids AND (gate of r) AND (gate of a) …`, or None for another form.

        The one pattern whose gates stand in the WHERE: with anything in a bracket the embedded engine reads every
        edge of the type instead of looking the ids up.
        """
        parts = found[0].elements if len(found) == 1 and found[0].name is None else ()
        if clause.word != "MATCH" or clause.where is None or len(parts) != 3:
            return None
        start, edge, end = parts
        if not (isinstance(start, Node) and isinstance(edge, Edge) and isinstance(end, Node)):
            return None
        bare = all(part.values is None and part.where is None for part in (start, edge, end))
        new = all(part.name not in scope for part in (start, edge, end))
        typed = len(edge.types) == 1 and self._schema.is_guarded_edge(edge.types[0]) and not edge.several
        if not (bare and new and typed and edge.name and edge.direction == ">") or start.labels or end.labels:
            return None
        self._check_look_up(start, edge, end, conjuncts(clause.where, clause.line))
        for node in (start, end):
            scope = scope.with_new(node.name, "node", node.line) if node.name else scope
        scope = scope.with_new(edge.name, "edge", edge.line)
        gates = {f"( {spelled_gate(part.name)} )" for part in (start, edge, end) if part.name}
        for condition in conjuncts(clause.where, clause.line):
            if spelled(condition) not in gates:
                self._expressions.walk(condition, scope)
        return scope

    def _check_look_up(self, start: Node, edge: Edge, end: Node, conditions: Sequence[Sequence[Token]]) -> None:
        there = [spelled(condition) for condition in conditions]
        if not (there[0].startswith(f"{edge.name} . id IN $") and len(conditions[0]) == 5):
            why = "without labels it reads every edge, unless it looks ids up first"
            raise Refused(edge.line, "ends without labels", why, f"labels, or WHERE {edge.name}.id IN $ids AND …")
        ends = self._schema.edges[edge.types[0]].ends
        for part, labels in ((edge, None), (start, {pair[0] for pair in ends}), (end, {pair[1] for pair in ends})):
            guarded = labels is None or all(self._schema.is_guarded_label(label) for label in labels)
            if part.name and guarded and f"( {spelled_gate(part.name)} )" not in there:
                conditions_beside_gate(part.name, None, part.line)
