"""Reads loaders/kinds.toml: labels, edges and properties, their types, titles and lists are those of the schema.

What the schema does not know stops the start, with file and line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from graph_service.analysis.text import fold
from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.model import FACT_PROPERTIES, GraphSchema, Property
from graph_service.store.promises import promises
from loaders.kinds import AUDIENCE, KEY, OWNER, ROW, Column, Fact, Kind

FILE = Path(__file__).parent / "kinds.toml"
_KEY_TITLE = "clé"
_COMMON = (AUDIENCE, *FACT_PROPERTIES, OWNER)
_KIND_KEYS = {"fr", "en", "tells", "id", "key", "declarer", "facts", "one_of", "without", "given", "ends"}
_END_KEYS = {"fr", "is", "among", "of", "many", "optional"}
_IDS = ("told", "record", "key")


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds, by name, against the ontology of this installation. Raises BrokenPromise."""
    return read(FILE.read_text(encoding="utf-8"), promises()[0])


def read(text: str, schema: GraphSchema) -> Mapping[str, Kind]:
    """All kinds that `text` declares. Raises BrokenPromise, naming the line, for what the schema does not know."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise BrokenPromise(f"{FILE.name} : {wrong}", f"{FILE.name}: {wrong}") from None
    titles = told.pop("common", {})
    found = {name: _Reader(name, entry, titles, text, schema).kind() for name, entry in told.items()}
    _check_references(found, text)
    return found


def refuse(text: str, section: str, word: str, fr: str, en: str) -> NoReturn:
    """Raise BrokenPromise for `word` in a section of kinds.toml, with its line."""
    line, at, inside = 0, 0, ""
    for number, told in enumerate(text.splitlines(), start=1):
        if told.startswith("["):
            inside = told.strip("[] \n").split(".")[0]
            at = number if inside == section and not at else at
        if inside == section and word in told and not told.startswith("["):
            line = line or number
    where = line or at
    raise BrokenPromise(f"{FILE.name}, ligne {where} : {fr}.", f"{FILE.name}, line {where}: {en}.", field=word)


class _Reader:
    """Reads one entry of the file."""

    def __init__(
        self, name: str, entry: Mapping[str, Any], titles: Mapping[str, str], text: str, schema: GraphSchema
    ) -> None:
        self._name, self._entry, self._titles, self._text, self._schema = name, entry, titles, text, schema

    def kind(self) -> Kind:
        entry = self._entry
        self._known(entry, _KIND_KEYS)
        for word in ("fr", "en"):
            if word not in entry:
                self._refuse(word, f"[{self._name}] n'a pas de « {word} »", f"[{self._name}] has no “{word}”")
        node = self._schema.nodes.get(entry["tells"]) if "tells" in entry else None
        if "tells" in entry and node is None:
            self._unknown(entry["tells"], "label", self._schema.nodes)
        if entry.get("id", "told") not in _IDS:
            self._unknown(entry["id"], "id", _IDS)
        ends = {name: self._end(name, told) for name, told in entry.get("ends", {}).items()}
        facts = tuple(self._fact(told, ends) for told in entry.get("facts", ()))
        columns: dict[str, Column] = dict(ends)
        if node is not None and KEY not in columns:
            columns[KEY] = Column(KEY, _KEY_TITLE, required="key" not in entry)
        for name, title in entry.get("one_of", {}).items():
            columns[name] = Column(name, title, required=True)
        left_out = {*entry.get("without", ()), *entry.get("given", {})}
        own = {} if node is None else {n: p for n, p in node.properties.items() if n not in left_out}
        self._add(columns, own)
        self._add(columns, self._of_edges(facts, left_out))
        if (node is not None and node.guarded) or any(self._schema.edges[fact.type].fact for fact in facts):
            self._add(columns, self._of_all("declarer" in entry))
        self._check_names(columns, left_out, node.properties if node else {}, facts)
        return Kind(
            self._name, entry["fr"], entry["en"], columns, facts, entry.get("tells"), entry.get("id", "told"),
            tuple(entry.get("key", ())), entry.get("declarer"), next(iter(entry.get("one_of", ())), None), tuple(own),
            entry.get("given", {}), node.open_prefix if node else None,
        )  # fmt: skip

    def _end(self, name: str, told: Mapping[str, Any]) -> Column:
        self._known(told, _END_KEYS)
        prefixes = tuple(told.get("among", ()))
        labels = {self._schema.labels_by_prefix.get(prefix) for prefix in prefixes} or {told.get("is")}
        if "fr" not in told or ("is" in told) == bool(prefixes) or len(labels) != 1:
            self._refuse(
                name,
                f"{name} a besoin de fr, et de is ou de among (préfixes d'une seule sorte)",
                f"{name} needs fr, and either is or among (prefixes of one label)",
            )
        label = labels.pop()
        if label not in self._schema.nodes:
            self._unknown(str(told.get("is") or prefixes[0]), "label", self._schema.nodes)
        return Column(
            name, told["fr"], not told.get("optional", False), told.get("many", False), None, label, prefixes,
            told.get("of"),
        )  # fmt: skip

    def _fact(self, told: str, ends: Mapping[str, Column]) -> Fact:
        words = told.split()
        if len(words) != 3:
            self._refuse(
                told, f"« {told} » n'est pas « colonne LIEN colonne »", f"“{told}” is not “column EDGE column”"
            )
        start, edge_type, end = words
        edge = self._schema.edges.get(edge_type)
        if edge is None:
            self._unknown(edge_type, "edge", self._schema.edges)
        for word in (start, end):
            if word not in ends and word != ROW:
                self._unknown(word, "column", ends)
        labels = tuple(str(self._entry.get("tells")) if word == ROW else ends[word].label for word in (start, end))
        if labels not in edge.ends:
            joined = " → ".join(map(str, labels))
            self._refuse(told, f"{edge_type} ne joint pas {joined}", f"{edge_type} does not join {joined}")
        return Fact(start, edge_type, end, tuple(edge.properties))

    def _of_edges(self, facts: Sequence[Fact], left_out: set[str]) -> dict[str, Property]:
        return {
            name: prop
            for fact in facts
            for name, prop in self._schema.edges[fact.type].properties.items()
            if name not in left_out
        }

    def _of_all(self, declared: bool) -> dict[str, Property]:
        names = _COMMON if declared else [name for name in _COMMON if name != OWNER]
        return {name: self._schema.common[name] for name in names}

    def _add(self, columns: dict[str, Column], properties: Mapping[str, Property]) -> None:
        for name, prop in properties.items():
            if name in columns:
                self._refuse(name, f"deux colonnes s'appellent {name}", f"two columns are called {name}")
            title = self._titles.get(name, prop.labels["fr"]) if name in _COMMON else prop.labels["fr"]
            columns[name] = Column(name, title, many=prop.many, property=prop)

    def _check_names(
        self, columns: Mapping[str, Column], left_out: set[str], own: Mapping[str, Property], facts: Sequence[Fact]
    ) -> None:
        """Refuse words that mean nothing, and titles that mean two things."""
        properties = {*own, *(name for fact in facts for name in fact.properties)}
        for word in left_out - properties:
            self._unknown(word, "property", properties)
        words = [*self._entry.get("key", ()), *([self._entry["declarer"]] if "declarer" in self._entry else ())]
        for word in [*words, *(column.of for column in columns.values() if column.of)]:
            if word not in columns:
                self._unknown(word, "column", columns)
        titles: dict[str, str] = {}
        for name, column in columns.items():
            for title in {fold(column.fr), fold(name)}:
                if titles.setdefault(title, name) != name:
                    self._refuse(
                        name,
                        f"« {title} » désigne deux colonnes, {titles[title]} et {name}",
                        f"“{title}” means two columns, {titles[title]} and {name}",
                    )

    def _known(self, given: Mapping[str, Any], known: set[str]) -> None:
        for word in given:
            if word not in known:
                self._unknown(word, "key", known)

    def _unknown(self, word: str, what: str, known: Mapping[str, Any] | Sequence[str] | set[str]) -> NoReturn:
        near = get_close_matches(word, sorted(known), n=1)
        fr = f"« {word} » n'existe pas ({what})" + (f" ; vouliez-vous dire {near[0]}" if near else "")
        self._refuse(word, fr, f"there is no {what} “{word}”" + (f"; did you mean {near[0]}" if near else ""))

    def _refuse(self, word: str, fr: str, en: str) -> NoReturn:
        refuse(self._text, self._name, word, fr, en)


def _check_references(found: Mapping[str, Kind], text: str) -> None:
    """A column that names a thing by its key needs a kind that tells it, and its declarer where that has one."""
    telling = {kind.tells: kind for kind in found.values() if kind.tells and kind.tells != "Record"}
    for kind, column in _references(found):
        teller = telling.get(str(column.label))
        if teller is None:
            refuse(
                text, kind.name, column.name, f"aucun fichier ne dit de {column.label}", f"no kind tells {column.label}"
            )
        if (teller.id == "told" and teller.declarer is not None) != (column.of is not None):
            refuse(
                text, kind.name, column.name,
                f"{column.name} a besoin de of si, et seulement si, [{teller.name}] a un déclarant",
                f"{column.name} needs of if, and only if, [{teller.name}] has a declarer",
            )  # fmt: skip


def _references(found: Mapping[str, Kind]) -> Iterator[tuple[Kind, Column]]:
    for kind in found.values():
        for column in kind.columns.values():
            if column.label not in (None, "Actor") and not column.prefixes:
                yield kind, column
