"""Rows of a file that people filled, turned into records by what its kind declares.

reads   rows whose columns are those of a Kind
yields  the node that a row tells, if its kind tells one, and its facts; what is wrong, cell by cell

A cell that cannot be read is told and left out; a row is set aside where guessing would say something else: who, what,
to whom, who may see it, until when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

from graph_service.analysis.text import fold
from graph_service.kernel.identifiers import Curie, told_id
from graph_service.schema.model import GraphSchema
from loaders import cells
from loaders.cells import CellError, Cells
from loaders.entries import End, record_id
from loaders.kinds import AUDIENCE, KEY, OWNER, ROW, Column, Fact, Kind
from loaders.records import LINE, Basis, Edge, Node, Record, Row, RowProblem

_SEPARATE = "\x1f"
_STRICT = (AUDIENCE, OWNER, "valid_to", "basis", "confidence")
"""Where a wrong cell sets the row aside: without it the row would say more, to more people, or for longer."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What all rows of a source have in common."""

    source: str
    schema: GraphSchema
    cells: Cells
    actor: Callable[[str], Curie]
    """Key of an actor → its id."""
    kinds: Mapping[str, Kind]
    observed_on: str | None = None
    """The day of a row that has no date."""
    audience: str = "public"
    """Who sees a row that does not say it."""

    def thing(self, label: str, declarer: str, key: str) -> Curie:
        """The id of what `declarer` (empty: nobody) tells under `key`."""
        prefix = self.schema.nodes[label].prefixes[0]
        if any(kind.tells == label and kind.id == KEY for kind in self.kinds.values()):
            return Curie(self.cells.identifier(key, (prefix,)))
        return told_id(prefix, self.source, _SEPARATE.join((declarer, key)))


def records(
    kind: Kind, rows: Iterable[Row], terms: Terms, *, file: str = "", titles: Mapping[str, str] | None = None
) -> Iterator[Record]:
    """Turn rows into records; `titles`: the file's own title of each column, for messages."""
    named = {name: column.fr for name, column in kind.columns.items()} | dict(titles or {})
    for row in rows:
        yield from _Row(kind, row, terms, file, named).records()


class _SetAsideError(Exception):
    """The row cannot be used."""

    def __init__(self, column: str, why: CellError) -> None:
        super().__init__(str(why))
        self.column, self.why = column, why


class _Row:
    """One row."""

    def __init__(self, kind: Kind, row: Row, terms: Terms, file: str, titles: Mapping[str, str]) -> None:
        self._kind, self._row, self._terms, self._file, self._titles = kind, row, terms, file, titles
        self._problems: list[RowProblem] = []

    def records(self) -> list[Record]:
        """Everything the row says, or why it is set aside."""
        try:
            told = self._told()
        except _SetAsideError as wrong:
            return [*self._problems, self._problem(wrong.column, wrong.why, rejected=True)]
        return [*self._problems, *told]

    def _told(self) -> list[Record]:
        kind = self._kind
        for column in kind.columns.values():
            if column.required and self._row.get(column.name) is None:
                raise _SetAsideError(column.name, CellError("cellule vide", "empty cell"))
        common = self._in_common()
        ends = {name: self._things(column) for name, column in kind.columns.items() if column.label is not None}
        told: list[Record] = []
        if kind.tells is not None:
            node = self._node(kind.tells, common)
            ends[ROW] = [(node.label, node.id)]
            told.append(node)
        facts = [edge for fact in self._facts() for edge in self._edges(fact, ends, common)]
        if kind.tells is None and not facts:
            empty = [column for fact in kind.facts for column in (fact.start, fact.end) if not ends.get(column)]
            listed = ", ".join(dict.fromkeys(self._title(column) for column in empty))
            raise _SetAsideError(empty[0], CellError(f"remplissez l'une de : {listed}", f"fill one of: {listed}"))
        return [*told, *facts]

    # ── who says it, and to whom ───────────────────────────────────────────────────────────────────

    def _in_common(self) -> dict[str, Any]:
        """What the node and all facts of the row share."""
        terms = self._terms
        told = self._row.get(AUDIENCE)
        audience = self._strict(AUDIENCE, lambda: cells.audience(told)) if told else terms.audience
        declarer = self._declarer()
        basis: Basis = self._property("basis") or ("declared" if declarer else "observed")
        if basis == "inferred":
            raise _SetAsideError("basis", CellError("se déduit, et ne se dit pas", "follows from facts, is never told"))
        owner = declarer if basis == "declared" else None
        confidence = self._property("confidence")
        return {
            "line": self._row[LINE],
            "file": self._file,
            "titles": self._titles,
            "audience": audience,
            "owner": owner,
            "basis": basis,
            "confidence": 1.0 if confidence is None else confidence,
            "observed_on": self._property("observed_on") or terms.observed_on,
            "valid_from": self._property("valid_from"),
            "valid_to": self._property("valid_to"),
        }

    def _declarer(self) -> Curie | None:
        told = self._row.get(OWNER) or (self._row.get(self._kind.declarer) if self._kind.declarer else None)
        return self._strict(OWNER, lambda: self._terms.actor(str(told))) if told else None

    # ── what it says ───────────────────────────────────────────────────────────────────────────────

    def _node(self, label: str, common: Mapping[str, Any]) -> Node:
        kind, schema = self._kind, self._terms.schema
        told: dict[str, Any] = {name: self._property(name) for name in kind.node_properties}
        for name in self._row:
            if kind.open_prefix and name.startswith(kind.open_prefix):
                told[name] = self._cell(name, cells.number)
        told |= {name: value for name, value in kind.given.items() if name in schema.nodes[label].properties}
        guarded = schema.nodes[label].guarded
        return Node(
            label,
            self._node_id(label, common),
            {name: value for name, value in told.items() if value is not None},
            common["line"],
            audience=common["audience"] if guarded else "public",
            owner=common["owner"] if guarded else None,
            column=self._title(KEY),
            file=self._file,
            titles=self._titles,
        )

    def _node_id(self, label: str, common: Mapping[str, Any]) -> str:
        kind, terms = self._kind, self._terms
        if kind.id == "record":
            return record_id(terms.source, terms.actor(self._row[str(kind.declarer)]), common["owner"])
        key = self._row.get(KEY) or _SEPARATE.join(fold(self._row.get(name) or "") for name in kind.key)
        if not key.strip(_SEPARATE):
            raise _SetAsideError(KEY, CellError("cellule vide", "empty cell"))
        return str(self._strict(KEY, lambda: terms.thing(label, self._declarer() or "", key)))

    def _facts(self) -> Iterator[Fact]:
        """The facts of the row; the chosen one where it says which."""
        kind = self._kind
        column = kind.one_of
        if column is None:
            yield from kind.facts
            return
        edges = self._terms.schema.edges
        known = {fact.type: (fact.type, *edges[fact.type].labels.values()) for fact in kind.facts}
        chosen = self._strict(column, lambda: cells.choice(self._row[column], known))
        fact = next(fact for fact in kind.facts if fact.type == chosen)
        others = {name for other in kind.facts for name in other.properties} - {*fact.properties}
        for name in kind.columns:
            if name in others and self._row.get(name):
                self._doubt(name, CellError("ne se dit pas ici", "is not said here"))
        yield fact

    def _edges(self, fact: Fact, ends: Mapping[str, list[End]], common: Mapping[str, Any]) -> Iterator[Edge]:
        kind, edge = self._kind, self._terms.schema.edges[fact.type]
        shared = dict(common) if edge.fact else {name: common[name] for name in ("line", "file", "titles")}
        pairs = list(product(ends[fact.start], ends[fact.end]))
        own: dict[str, Any] = {}
        if pairs:
            own = {name: self._property(name, strict=name in edge.key) for name in fact.properties}
            own |= {name: value for name, value in kind.given.items() if name in fact.properties}
        column = self._title(fact.start if fact.end == ROW else fact.end)
        for start, end in pairs:
            told = {name: value for name, value in own.items() if value is not None}
            yield Edge(fact.type, start, end, told, column=column, **shared)

    def _things(self, column: Column) -> list[End]:
        """What a cell names; nothing where it is empty."""
        told = self._row.get(column.name)
        if told is None or column.label is None:
            return []
        texts = cells.parts(told) if column.many else [told]
        return [(str(column.label), self._strict(column.name, partial(self._thing, text, column))) for text in texts]

    def _thing(self, text: str, column: Column) -> str:
        terms = self._terms
        if column.prefixes:
            return terms.cells.identifier(text, column.prefixes)
        label = str(column.label)
        if terms.schema.label_of(text) == label:
            return terms.cells.identifier(text, terms.schema.nodes[label].prefixes)
        if label == "Actor":
            return terms.actor(text)
        declarer = ""
        if column.of is not None:
            told = self._row.get(column.of)
            declarer = (terms.actor(told) if told else self._declarer()) or ""
        return terms.thing(label, declarer, text)

    # ── cells ──────────────────────────────────────────────────────────────────────────────────────

    def _property(self, name: str, *, strict: bool = False) -> Any:
        column = self._kind.columns.get(name)
        prop = column.property if column else None
        if prop is None:
            return None
        return self._cell(name, lambda text: self._terms.cells.value(text, prop), strict=strict or name in _STRICT)

    def _cell(self, name: str, read: Callable[[str], Any], *, strict: bool = False) -> Any:
        """The value of a cell; None where it is empty, or told and left out."""
        text = self._row.get(name)
        if text is None:
            return None
        if strict:
            return self._strict(name, lambda: read(text))
        try:
            return read(text)
        except CellError as wrong:
            self._doubt(name, wrong)
            return None

    def _strict(self, name: str, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except CellError as wrong:
            raise _SetAsideError(name, wrong) from None

    def _doubt(self, name: str, why: CellError) -> None:
        problem = self._problem(name, why, rejected=False)
        if problem not in self._problems:
            self._problems.append(problem)

    def _problem(self, name: str, why: CellError, *, rejected: bool) -> RowProblem:
        value = str(self._row.get(name) or "")[:200]
        return RowProblem(self._row[LINE], self._title(name), value, why.fr, why.en, rejected, self._file)

    def _title(self, name: str) -> str:
        return self._titles.get(name, name)
