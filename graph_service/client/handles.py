"""What an analyst asks questions of: one actor, one value chain."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import quote

from graph_service.client.answers import File, Row, Rows
from graph_service.client.pictures import chain_picture, complement_picture, neighbour_picture, supply_picture
from graph_service.client.question import Question

Drawn = Callable[[Rows], str]


class Asking(Protocol):
    """The part of `Sillon` that handles need."""

    @property
    def lang(self) -> str:
        """The language of labels."""

    def question(self, path: str, **params: Any) -> Question:
        """A question to the service."""


class Actor:
    """One actor, by its id; what is known of it is asked when it is wanted."""

    def __init__(self, sillon: Asking, identifier: str, label: str | None = None, sphere: str | None = None) -> None:
        self.id = identifier
        self._sillon = sillon
        self._known = None if label is None else {"id": identifier, "label": label, "sphere": sphere}

    @property
    def label(self) -> str:
        """Its name. Raises NotFound when there is no such actor."""
        return str(self._row["label"])

    def __repr__(self) -> str:
        return f"<actor {self.id}>"

    def file(self) -> File:
        """What each source says of it, and every fact around it. Raises NotFound."""
        return File(self._sillon.question(self._path("")))

    def neighbours(self) -> Rows:
        """Actors one step away, and by what."""
        return self._rows("/neighbours", ("label", "sphere", "relations", "id"), neighbour_picture)

    def upstream(self, depth: int | None = None, **filters: Any) -> Rows:
        """Its suppliers, theirs, and so on: each actor once, by one shortest way. `depth`: deliveries, 3 if absent."""
        return self._rows("/upstream", _FLOW, supply_picture, paged=True, depth=depth, **filters)

    def downstream(self, depth: int | None = None, **filters: Any) -> Rows:
        """Its customers, theirs, and so on."""
        return self._rows("/downstream", _FLOW, supply_picture, paged=True, depth=depth, **filters)

    def complementary(self) -> Rows:
        """Who should meet it, and why, in sentences."""
        shown = ("label", "commune", "distance_km", "known", "reasons")
        return self._rows("/complementary", shown, complement_picture, paged=True)

    @property
    def _row(self) -> Row:
        if self._known is None:
            file = self.file()
            self._known = {"id": file["id"], "label": file["label"], "sphere": file["sphere"]}
        return self._known

    def _path(self, what: str) -> str:
        return f"/v1/actors/{quote(self.id, safe=':')}{what}"

    def _rows(self, what: str, shown: tuple[str, ...], picture: Callable[..., str], **params: Any) -> Rows:
        question = self._sillon.question(self._path(what), **params)
        return Rows(question, shown=shown, drawn=lambda rows: picture(rows, self._row, lang=self._sillon.lang))


class ValueChain:
    """One value chain, by its id."""

    def __init__(self, sillon: Asking, identifier: str) -> None:
        self.id = identifier
        self._sillon = sillon

    def __repr__(self) -> str:
        return f"<value chain {self.id}>"

    @cached_property
    def label(self) -> str:
        """Its name, or its id when the service does not list it."""
        chains = self._sillon.question("/v1/value-chains").answers()[0]["data"]
        return next((str(each["label"]) for each in chains if each["id"] == self.id), self.id)

    def stages(self, territory: str | None = None, **filters: Any) -> Rows:
        """Its stages in order, how many actors hold each in `territory` (absent: anywhere), and who."""
        return self._ask("stages", ("rank", "label", "held", "by_epci", "stage"), territory=territory, **filters)

    def missing(self, territory: str | None = None, **filters: Any) -> Rows:
        """Stages that nobody holds in `territory`, the most awaited first, and who could hold them."""
        return self._ask(
            "missing", ("label", "upstream", "downstream", "candidates", "stage"), territory=territory, **filters
        )

    def _ask(self, what: str, shown: tuple[str, ...], **filters: Any) -> Rows:
        """Both halves are drawn as one picture; the other half is asked when it is wanted."""

        def drawn(rows: Rows) -> str:
            other = self._question("missing" if what == "stages" else "stages", **filters).answers()[0]["data"]
            stages, missing = (rows, other) if what == "stages" else (other, rows)
            return chain_picture(stages, missing, title=self.label, lang=self._sillon.lang)

        return Rows(self._question(what, **filters), shown=shown, drawn=drawn)

    def _question(self, what: str, **filters: Any) -> Question:
        return self._sillon.question(f"/v1/value-chains/{quote(self.id, safe=':')}/{what}", **filters)


_FLOW = ("distance", "label", "sphere", "essential", "value_eur", "year", "basis", "actor")
