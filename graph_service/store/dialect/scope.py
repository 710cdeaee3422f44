"""Who is bound to what, from one clause to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from graph_service.store.dialect.tokens import Refused

Binding = Literal["node", "edge", "entities", "path", "value", "found", "written"]
"""A node or edge that came through its gate; a list of such; a path; anything else; a node from an index, which has
passed no gate; a node that a write has made or merged, which has passed none either."""

ENTITIES = frozenset({"node", "edge", "entities", "found", "written", "path"})


class Scope(Mapping[str, Binding]):
    """The variables that can be named; adding makes a new one."""

    def __init__(self, bindings: Mapping[str, Binding] | None = None) -> None:
        self._bindings = dict(bindings or {})

    def __getitem__(self, name: str) -> Binding:
        return self._bindings[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._bindings)

    def __len__(self) -> int:
        return len(self._bindings)

    def having(self, name: str, binding: Binding) -> Scope:
        """This scope and one more variable, which hides an older one of the same name."""
        return Scope({**self._bindings, name: binding})

    def with_new(self, name: str, binding: Binding, line: int) -> Scope:
        """This scope and one more variable. Raises Refused when the name is taken."""
        if name in self._bindings:
            why = f"it is already a {self._bindings[name]}; whether it is bound again depends on the engine"
            raise Refused(line, f"`{name}` a second time", why, "another name")
        return self.having(name, binding)

    def without(self, binding: Binding) -> Scope:
        """This scope without the variables of one kind."""
        return Scope({name: kind for name, kind in self._bindings.items() if kind != binding})
