"""The header of a .cypher file: what a question is called for, what it takes, what it answers.

    // Stages of a chain that nobody holds in a territory.
    //
    // param  chain   curie         the value chain
    // param  limit   int 1..500    how many
    // return stage   CURIE of the stage
    // scope  level
    // access read

Prose comes first; from the first declaration on, every line of the header is a declaration or empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from graph_service.access.viewer import Scope
from graph_service.kernel.errors import BrokenPromise

ParamType = Literal["curie", "curies", "text", "words", "int", "float", "date", "bool", "enum"]
Access = Literal["read", "write"]

GATE_PARAMS = frozenset({"audiences", "owners"})
"""Added by the store, never declared."""

_WORDS = ("param", "return", "scope", "access", "infers")
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_RANGE = re.compile(rf"({_NUMBER})\.\.({_NUMBER})", re.ASCII)
_CHOICES = re.compile(r"[\w-]+(\|[\w-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of a question."""

    name: str
    type: ParamType
    lo: float | None = None
    """Smallest value of an `int` or `float`."""
    hi: float | None = None
    """Largest value of an `int` or `float`."""
    choices: tuple[str, ...] = ()
    """The values of an `enum`."""
    sentence: str = ""

    @property
    def grammar(self) -> str:
        """The type as a header writes it: `int 1..500`, `enum fr|en|de`."""
        if self.lo is not None:
            return f"{self.type} {self.lo:g}..{self.hi:g}"
        return f"enum {'|'.join(self.choices)}" if self.choices else self.type


@dataclass(frozen=True, slots=True)
class Return:
    """One column of an answer."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Header:
    """Everything a file says of itself before its first clause."""

    sentence: str
    params: tuple[Param, ...]
    returns: tuple[Return, ...]
    scope: Scope
    access: Access
    infers: str | None
    """Of a rule: the type of edge that follows."""
    return_line: int
    """Line of the first `return`, for messages."""


def read_header(text: str, place: str) -> Header:
    """The header at the beginning of `text`; `place` (the file's name) begins the messages of BrokenPromise."""
    return _Reader(place).read(text)


class _Reader:
    def __init__(self, place: str) -> None:
        self.place = place
        self.line = 0
        self.prose: list[str] = []
        self.params: list[Param] = []
        self.returns: list[Return] = []
        self.single: dict[str, str] = {}
        self.return_line = 1

    def broken(self, what: str) -> BrokenPromise:
        return BrokenPromise(f"{self.place}:{max(self.line, 1)}: {what}")

    def read(self, text: str) -> Header:
        for self.line, raw in enumerate(text.split("\n"), start=1):
            if not raw.startswith("//"):
                break
            self._read_line(raw[2:].strip())
        if not self.prose:
            raise self.broken("the header begins with a sentence that says what the question asks")
        for word, values in (("scope", "level or own"), ("access", "read or write")):
            if word not in self.single:
                raise self.broken(f"the header lacks a line `// {word} …`: {values}")
        if self.single["access"] == "read" and not self.returns:
            raise self.broken("the header declares no `// return name sentence`")
        scope: Scope = "own" if self.single["scope"] == "own" else "level"
        access: Access = "write" if self.single["access"] == "write" else "read"
        sentence, infers = " ".join(self.prose), self.single.get("infers")
        return Header(sentence, tuple(self.params), tuple(self.returns), scope, access, infers, self.return_line)

    def _read_line(self, content: str) -> None:
        word, _, rest = content.partition(" ")
        declared = bool(self.params or self.returns or self.single)
        if word not in _WORDS:
            if declared and content:
                raise self.broken(
                    f"`{word}` is not a declaration (param, return, scope, access, infers); prose stands before these"
                )
            if content:
                self.prose.append(content)
        elif word == "param":
            self.params.append(self._param(rest.split()))
        elif word == "return":
            if not self.returns:
                self.return_line = self.line
            self.returns.append(self._return(rest.split()))
        else:
            self._single(word, rest.strip())

    def _single(self, word: str, value: str) -> None:
        allowed = {"scope": ("level", "own"), "access": ("read", "write")}.get(word, ())
        if word in self.single:
            raise self.broken(f"a second `// {word}`: a question has one")
        if allowed and value not in allowed:
            raise self.broken(f"`// {word} {value}`: {' or '.join(allowed)} is expected")
        self.single[word] = value

    def _name(self, words: list[str], taken: list[str], kind: str) -> str:
        if not words or not _NAME.fullmatch(words[0]):
            raise self.broken(f"`// {kind}` is followed by a name in snake_case, then by a sentence")
        if words[0] in taken:
            raise self.broken(f"{kind} {words[0]} is declared twice")
        return words[0]

    def _return(self, words: list[str]) -> Return:
        name = self._name(words, [given.name for given in self.returns], "return")
        if len(words) < 2:
            raise self.broken(f"return {name} lacks the sentence that says what it is")
        return Return(name, " ".join(words[1:]))

    def _param(self, words: list[str]) -> Param:
        name = self._name(words, [param.name for param in self.params], "param")
        if name in GATE_PARAMS:
            raise self.broken(f"${name} is added by the store: take its declaration away")
        kind = next((known for known in get_args(ParamType) if words[1:2] == [known]), None)
        if kind is None:
            raise self.broken(
                f"param {name} lacks its type: curie, curies, text, words, int 0..9, float 0..1, date, bool, enum a|b"
            )
        rest = words[2:]
        lo = hi = None
        choices: tuple[str, ...] = ()
        if kind in ("int", "float"):
            lo, hi = self._range(name, kind, rest[:1])
            rest = rest[1:]
        elif kind == "enum":
            if not rest or not _CHOICES.fullmatch(rest[0]):
                raise self.broken(f"param {name}: enum is followed by its values, a|b")
            choices = tuple(rest[0].split("|"))
            rest = rest[1:]
        if not rest:
            raise self.broken(f"param {name} lacks the sentence that says what it is")
        return Param(name, kind, lo, hi, choices, " ".join(rest))

    def _range(self, name: str, kind: str, words: list[str]) -> tuple[float, float]:
        found = _RANGE.fullmatch(words[0]) if words else None
        if found is None or (kind == "int" and "." in found[1] + found[2]):
            raise self.broken(
                f"param {name}: {kind} is followed by its range, {'0..500' if kind == 'int' else '0..1.5'}"
            )
        lo, hi = float(found[1]), float(found[2])
        if lo > hi:
            raise self.broken(f"param {name}: the range {words[0]} is empty")
        return lo, hi
