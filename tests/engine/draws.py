"""What the questions of the twin test are asked with: parameters that a world can answer, and who asks.

How a question uses a parameter is read in its text, so that a question added later needs nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import Any, TypeVar

from graph_service.access.viewer import PUBLIC, Viewer, administrator, analyst, member
from graph_service.analysis.text import fulltext_query
from graph_service.schema.constraints import search_index
from graph_service.schema.model import GraphSchema
from graph_service.store.catalogue import Param, Query
from tests.engine.worlds import DATES, NAMES, World, identifier

T = TypeVar("T")
_BRACKET = re.compile(r"\[\w*:([A-Z_]+(?:\s*\|\s*[A-Z_]+)*)")
_HOW_MANY = (2, 3, 5, 8)
"""Ids of a list. Neo4j plans a question anew for a list of one, and again for one of more than ten."""
_DRAWS = 24
"""How often parameters are drawn, until they are as wished."""
_UNSEEN = 90
"""Number of an id that no world holds."""


@dataclass(frozen=True)
class Ask:
    """One question with its parameters, asked by two viewers."""

    question: str
    params: dict[str, Any]
    viewers: tuple[Viewer, Viewer]


@dataclass(frozen=True)
class Use:
    """How a question uses a parameter: as the id of what, as the value of which properties or as several values
    with commas between them, as words of which index, and whether an empty list stands for everything."""

    labels: tuple[str, ...]
    edges: tuple[str, ...]
    properties: tuple[str, ...]
    several: bool
    searched: tuple[str, ...]
    none_means_any: bool


def use_of(query: Query, param: Param, schema: GraphSchema) -> Use:
    """What the text does with the parameter."""
    text = "\n".join(line for line in query.text.splitlines() if not line.startswith("//"))
    names = [rf"\${param.name}\b", *(rf"\b{alias}\b" for alias in re.findall(rf"UNWIND \${param.name} AS (\w+)", text))]
    name = f"(?:{'|'.join(names)})"
    labels = set(re.findall(rf"\(\w*:([\w|]+)\s*\{{id: {name}", text))
    edges = set()
    for variable in re.findall(rf"\b(\w+)\.id (?:IN|=) {name}", text):
        edges.update(re.findall(rf"\[{variable}:([\w|\s]+?)[\s\]]", text))
        labels.update(re.findall(rf"\({variable}:([\w|]+)", text))
    several = set(re.findall(rf"\.(\w+) IN split\({name}, ','\)", text))
    indexes = re.findall(rf'queryNodes\("(\w+)", {name}\)', text)
    return Use(
        labels=_split(labels),
        edges=_split(edges),
        properties=tuple(sorted(set(re.findall(rf"\.(\w+) = {name}", text)) | several)),
        several=bool(several),
        searched=tuple(label for label in sorted(schema.nodes) if search_index(label) in indexes),
        none_means_any=f"size(${param.name}) = 0" in text,
    )


def _split(alternatives: set[str]) -> tuple[str, ...]:
    return tuple(sorted({name.strip() for some in alternatives for name in some.split("|")}))


class Asker:
    """Draws what a question is asked with in one world.

    From a random source of its own: other questions in the catalogue change nothing for this one.
    """

    def __init__(self, world: World, schema: GraphSchema, seed: int, rows: Callable[[Ask, Viewer], Any]) -> None:
        self._world = world
        self._rows = rows
        self._schema = schema
        self._seed = seed
        self._random = Random(seed)

    def asks(self, query: Query, times: int) -> list[Ask]:
        """The question, some times over; what other questions there are does not matter."""
        self._random = Random(f"{self._seed} {query.name}")
        wishes = (self._anything, self._has_rows, self._tells_apart)
        return [self._sought(query, wishes[number % len(wishes)]) for number in range(times)]

    def _sought(self, query: Query, wished: Callable[[Ask], bool]) -> Ask:
        """One that is as wished, when a few draws find one."""
        draws = (self._ask(query) for _ in range(_DRAWS))
        last = first = next(draws)
        while not wished(last):
            following = next(draws, None)
            if following is None:
                return first
            last = following
        return last

    def _anything(self, ask: Ask) -> bool:
        return True

    def _has_rows(self, ask: Ask) -> bool:
        return bool(self._rows(ask, ask.viewers[0]))

    def _tells_apart(self, ask: Ask) -> bool:
        one, other = (self._rows(ask, viewer) for viewer in ask.viewers)
        return bool(one != other)

    def _ask(self, query: Query) -> Ask:
        viewers = self._one(list(combinations(self._viewers(), 2)))
        params = {param.name: self._value(query, param, viewers) for param in query.params}
        return Ask(query.name, params, viewers)

    def _one(self, choices: Sequence[T]) -> T:
        return self._random.choice(choices)

    def _viewers(self) -> list[Viewer]:
        """One of each kind, who speaks for some actors, one of them unknown here, and belongs to some groups."""
        stranger = identifier(self._schema.prefixes, self._schema.common["owner"].refers_to[0], _UNSEEN)
        actors = [stranger, *(one for one in self._world.owners() if self._one((True, True, False)))]
        groups = [one for one in self._world.groups() if self._one((True, False))]
        return [PUBLIC, member(), member(actors, groups), analyst(groups), administrator(groups)]

    def _value(self, query: Query, param: Param, viewers: tuple[Viewer, ...]) -> Any:
        if param.type in ("int", "float"):
            return self._number(param)
        if param.type in ("date", "bool", "enum"):
            return self._one({"date": DATES, "bool": (True, False), "enum": param.choices}[param.type])
        use = use_of(query, param, self._schema)
        if param.type in ("text", "words"):
            return self._words(use) if use.searched else self._text(use)
        if use.none_means_any and self._one((True, False)):
            return []
        if param.type == "curies":
            return [self._id(query, use, viewers) for _ in range(self._one(_HOW_MANY))]
        return self._id(query, use, viewers)

    def _number(self, param: Param) -> float:
        """Mostly near the lower end: that is where an answer is short, or begins early."""
        assert param.lo is not None
        assert param.hi is not None
        kind = int if param.type == "int" else float
        steps = (*[0] * 14, 1, 2, 20)
        return kind(self._one([*(min(param.lo + more, param.hi) for more in steps), param.hi]))

    def _id(self, query: Query, use: Use, viewers: tuple[Viewer, ...]) -> str:
        """Mostly an id from which one of them finds a way, now and then one of another kind or of nothing."""
        chance = self._random.randrange(20)
        if chance == 19:
            return identifier(self._schema.prefixes, self._one(self._prefixes(use)), _UNSEEN)
        if chance == 18 or not (use.labels or use.edges):
            return self._one(self._world.ids())
        if chance < 16 and use.labels:
            viewer = self._one(viewers)
            brackets = [_split({types}) for types in _BRACKET.findall(query.text)]
            ways = [ends for types in brackets if (ends := self._world.ends(types, use.labels, viewer))]
            if ways:
                return self._one(self._one(ways))
        return self._one(self._world.ids(*use.labels, *use.edges) or self._world.ids())

    def _prefixes(self, use: Use) -> list[str]:
        return [prefix for label in use.labels for prefix in self._schema.nodes[label].prefixes] or ["fact"]

    def _text(self, use: Use) -> str:
        """Often none, which mostly means any; a value that stands there, or another one, or several of them."""
        values = [value for name in use.properties for value in self._world.values(name) if isinstance(value, str)]
        if use.several:
            known = sorted(set(values))
            return ",".join(
                self._random.sample(known, self._one((len(known), len(known), self._random.randint(0, len(known)))))
            )
        return self._one(["", "", "", self._one(values or NAMES), self._one([*values, *NAMES])])

    def _words(self, use: Use) -> str:
        """Words of what an index holds, with slips."""
        told = [change.properties for change in self._world.changes if change.type in use.searched]
        fields = {name for label in use.searched for name in self._schema.nodes[label].search}
        known = self._one([properties[name] for properties in told for name in sorted(fields)]).split()
        words = [self._slip(self._one(known)) for _ in range(self._one((1, 1, 2)))]
        return fulltext_query(" ".join(words), forgiving=self._one((True, False))) or fulltext_query(known[0])

    def _slip(self, word: str) -> str:
        """The word as it is, its beginning, or with a letter more, less or other."""
        at = self._random.randrange(len(word))
        other = (word[: at + 1], word[:at] + word[at + 1 :], word[:at] + "e" + word[at:], "zzz" + word)
        return self._one((word, word, *other))
