"""A question bound to the type of its rows: the fields of the model are the columns of the answer."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar

from pydantic import BaseModel

from graph_service.access.viewer import Viewer
from graph_service.kernel.errors import BrokenPromise
from graph_service.store.catalogue import Catalogue

M = TypeVar("M", bound=BaseModel)


class Reads(Protocol):
    """The one thing a question asks of a store."""

    def read(self, query: str, viewer: Viewer, **params: Any) -> list[dict[str, Any]]:
        """Rows of one catalogued question, through the viewer's gate."""


class BoundQuery(Generic[M]):
    """A question of the catalogue and the frozen model of its rows."""

    def __init__(self, name: str, model: type[M]) -> None:
        self.name = name
        self.model = model

    def all(self, store: Reads, viewer: Viewer, **params: Any) -> list[M]:
        """Every row, in the order of the question. Raises what `GraphStore.read` raises."""
        return [self.model.model_validate(row) for row in store.read(self.name, viewer, **params)]

    def first(self, store: Reads, viewer: Viewer, **params: Any) -> M | None:
        """The first row, or None."""
        rows = store.read(self.name, viewer, **params)
        return self.model.model_validate(rows[0]) if rows else None

    def check(self, catalogue: Catalogue) -> None:
        """Compare the model with the question it is bound to.

        Raises BrokenPromise when there is no such question, when it writes, when the model is not frozen, or when its
        fields are not the returns.
        """
        if self.name not in catalogue:
            raise BrokenPromise(f"{self.model.__name__} is bound to {self.name}, which is not in the catalogue")
        query = catalogue[self.name]
        place = f"{self.name}.cypher"
        if query.access != "read":
            raise BrokenPromise(f"{place}: {self.model.__name__} is bound to a question that writes")
        if not self.model.model_config.get("frozen"):
            raise BrokenPromise(f"{place}: the model {self.model.__name__} must be frozen")
        fields = {field.validation_alias or field.alias or name for name, field in self.model.model_fields.items()}
        returns = {column.name for column in query.returns}
        if fields != returns:
            lacking = ", ".join(sorted(returns - fields)) or "nothing"
            extra = ", ".join(sorted(map(str, fields - returns))) or "nothing"
            raise BrokenPromise(
                f"{place}: the fields of {self.model.__name__} are not the returns: it lacks {lacking}, it adds {extra}"
            )
