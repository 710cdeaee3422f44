"""One question to the API that can be asked again: all its pages, and what its answer stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_service.client.api import ApiClient, Json, Value
from graph_service.kernel.errors import CursorExpired

Given = Value | Sequence[Value]

PAGE = 500
"""Rows of a page, the most that the service gives."""
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Question:
    """Where and what is asked. `paged`: rows come in pages; `explains`: the answer can say which facts it stands on."""

    api: ApiClient
    path: str
    params: Mapping[str, Given] = field(default_factory=dict)
    paged: bool = False
    explains: bool = True
    keeper: object = None
    """What keeps the service open: it lives as long as its answers do."""
    body: Json | None = None
    """What is posted, of a question that is too long for an address."""

    def answers(self, most: int | None = None, *, explain: bool = False) -> list[Json]:
        """The envelopes of all pages, of one version of the graph; no more pages than `most` rows need.

        A graph that changes between two pages is asked again from the first. Raises what the API answers.
        """
        for attempt in range(_TRIES):
            try:
                return self._pages(most, explain)
            except CursorExpired:
                if attempt == _TRIES - 1:
                    raise
        raise AssertionError("the loop returns or raises")

    def _pages(self, most: int | None, explain: bool) -> list[Json]:
        params: dict[str, Given] = dict(self.params)
        if explain:
            params["explain"] = True
        if self.paged:
            params["limit"] = PAGE if most is None else min(most, PAGE)
        first = self.api.get(self.path, params) if self.body is None else self.api.post(self.path, self.body, params)
        pages = [first]
        rows = len(pages[0]["data"])
        while (following := pages[-1]["meta"].get("next")) and (most is None or rows < most):
            pages.append(self.api.get(following))
            rows += len(pages[-1]["data"])
        return pages


def parameters(given: Mapping[str, Any]) -> dict[str, Given]:
    """Filters as the API takes them: what is None is not asked, a pair of numbers for `near` is a place."""
    told = {name: value for name, value in given.items() if value is not None}
    near = told.get("near")
    if isinstance(near, tuple | list):
        told["near"] = ",".join(map(str, near))
    return {name: list(value) if isinstance(value, set | frozenset) else value for name, value in told.items()}
