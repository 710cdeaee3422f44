"""The questions that can be asked: every file of cypher/, read once, checked whole, then frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from graph_service.access.viewer import Scope
from graph_service.kernel.errors import BrokenPromise, NotFound
from graph_service.kernel.identifiers import PrefixTable
from graph_service.schema.model import GraphSchema
from graph_service.store.checks import check
from graph_service.store.header import Access, Param, ParamType, Return, read_header
from graph_service.store.values import bound_values, shown

__all__ = ["Access", "Catalogue", "Param", "ParamType", "Query", "Return", "read_query"]

RULES = "rules"
"""Inferences are not questions: store.inference reads them, with this grammar and a line `// infers TYPE`."""


@dataclass(frozen=True, slots=True)
class Query:
    """One question: its header and its Cypher."""

    name: str
    """Domain and question, as in `actors/profile`."""
    sentence: str
    params: tuple[Param, ...]
    returns: tuple[Return, ...]
    scope: Scope
    access: Access
    infers: str | None
    """The type of edge that a rule infers; None for a question."""
    text: str
    """What is sent to the engine: the whole file, so that an engine's line numbers are the file's."""
    path: Path

    def bind(self, given: Mapping[str, Any], prefixes: PrefixTable) -> dict[str, Any]:
        """Values of all parameters as the engines take them, from typed values or from texts.

        Lists of CURIEs may be one text with commas; dates become ISO 8601 strings. Raises WrongInput naming the
        parameter that is missing, unknown, malformed or out of its range, and UnknownIdentifier.
        """
        return bound_values(self.name, self.params, given, prefixes)


class Catalogue:
    """All questions, by name."""

    def __init__(self, queries: Mapping[str, Query]) -> None:
        self._queries = dict(sorted(queries.items()))

    @classmethod
    def load(cls, folder: Path, schema: GraphSchema) -> Catalogue:
        """Read and check every `<domain>/<question>.cypher` in `folder`.

        Raises BrokenPromise with file, line, what is refused and what to write instead.
        """
        if not folder.is_dir():
            raise BrokenPromise(f"{folder}: the folder of questions is missing")
        queries = [read_query(path, folder, schema) for path in question_files(folder)]
        for query in queries:
            if query.infers is not None:
                raise BrokenPromise(f"{query.name}.cypher:1: `// infers` is for {RULES}/: a question infers nothing")
        return cls({query.name: query for query in queries})

    def __getitem__(self, name: str) -> Query:
        """The question of this name. Raises NotFound, naming the nearest."""
        if name not in self._queries:
            near = get_close_matches(name, self._queries, n=1)
            fr, en = (f" Vouliez-vous dire {near[0]} ?", f" Did you mean {near[0]}?") if near else ("", "")
            raise NotFound(f"Pas de question « {shown(name)} ».{fr}", f"There is no question “{shown(name)}”.{en}")
        return self._queries[name]

    def __iter__(self) -> Iterator[Query]:
        return iter(self._queries.values())

    def __len__(self) -> int:
        return len(self._queries)

    def __contains__(self, name: object) -> bool:
        return name in self._queries

    def reads(self) -> tuple[Query, ...]:
        """The questions that only read, by name."""
        return tuple(query for query in self if query.access == "read")


def question_files(folder: Path) -> list[Path]:
    """The files of the questions in `folder`, in the order of their names; rules are none."""
    return sorted(path for path in folder.rglob("*.cypher") if path.relative_to(folder).parts[0] != RULES)


def read_query(path: Path, folder: Path, schema: GraphSchema) -> Query:
    """The question of one file of `folder`, checked. Raises BrokenPromise with file and line."""
    place = path.relative_to(folder).as_posix()
    try:
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        raise BrokenPromise(f"{place}:1: not UTF-8 ({wrong.reason} at byte {wrong.start})") from None
    header = read_header(text, place)
    check(text, header, schema, place)
    return Query(
        name=place.removesuffix(".cypher"),
        sentence=header.sentence,
        params=header.params,
        returns=header.returns,
        scope=header.scope,
        access=header.access,
        infers=header.infers,
        text=text,
        path=path,
    )
