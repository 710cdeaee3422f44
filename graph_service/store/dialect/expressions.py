"""What is computed: names that are bound, operators and functions of the dialect, nothing else.

The walk also answers whether a value may be a whole node or edge: those never leave a question, because they carry
`line` and `load` and whatever a later version stores on them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph_service.schema.model import GraphSchema
from graph_service.store.dialect.scope import Scope
from graph_service.store.dialect.tokens import Refused, Token, spelled, split
from graph_service.store.dialect.walk import WHOLE, Walk

Subquery = Callable[[str, Token, Scope], None]
"""Called with EXISTS, COUNT or COLLECT, its braces, and what is bound around it."""

_HIDDEN = {"load", "line"}


class Expressions:
    """Walks expressions over one schema."""

    def __init__(self, schema: GraphSchema, subquery: Subquery) -> None:
        self._subquery = subquery
        self._labels = frozenset(schema.nodes)
        self._open_prefixes = tuple(node.open_prefix for node in schema.nodes.values() if node.open_prefix)
        properties = {
            name for kind in (schema.nodes, schema.edges) for item in kind.values() for name in item.properties
        }
        self._properties = frozenset(properties | set(schema.common) | {"id"})
        self.collects: list[int] = []
        """Lines of the `collect()` met since the list was emptied."""

    def walk(self, items: Sequence[Token], scope: Scope) -> bool:
        """Whether the value of this expression may be or hold a node or edge. Raises Refused."""
        return Walk(self, tuple(items), scope).expression()

    def values(self, items: Sequence[Token], scope: Scope, *, looks_up: bool = False) -> None:
        """Walk what a property map or map literal holds; `looks_up` allows `id: found.id`."""
        for run in split(items, ",") if items else []:
            if len(run) < 3 or run[0].kind != "word" or not run[1].is_sign(":"):
                line = run[0].line if run else 0
                raise Refused(line, f"`{spelled(run)}` in a map", "a map is key: value", "{key: value}")
            value = run[2:]
            if looks_up and run[0].text == "id" and _is_found_id(value, scope):
                continue
            if self.walk(value, scope):
                raise Refused(run[0].line, f"a node or edge in the map at `{run[0].text}`", WHOLE, "{id: x.id}")

    def check_property(self, name: Token) -> None:
        """Refuse a property that no node and no edge has, or that only administrators see."""
        if name.text in _HIDDEN:
            raise Refused(name.line, f"the property `{name.text}`", "it would betray hidden rows", "leave it out")
        if name.text not in self._properties and not name.text.startswith(self._open_prefixes or ("\0",)):
            raise Refused(name.line, f"the property `{name.text}`", "graph.toml does not have it", "a property of it")

    def check_label(self, name: Token) -> None:
        """Refuse a label that the schema does not have."""
        if name.text not in self._labels:
            raise Refused(name.line, f"the label `{name.text}`", "graph.toml does not have it", "a label of it")

    def subquery(self, word: Token, braces: Token, scope: Scope) -> None:
        """Hand a subquery over, with the collects around it kept apart from its own."""
        around, self.collects = self.collects, []
        self._subquery(word.upper, braces, scope)
        self.collects = around


def _is_found_id(value: Sequence[Token], scope: Scope) -> bool:
    return len(value) == 3 and scope.get(value[0].text) == "found" and spelled(value[1:]) == ". id"
