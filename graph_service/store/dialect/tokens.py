"""From text to tokens, brackets closed: what no engine can read otherwise than we do.

Escapes, backticks, block comments and signs beyond ASCII outside texts are refused: each is a way to make two readers
see two texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["word", "number", "string", "param", "sign", "group"]

_DEPTH_LIMIT = 40
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_LEXEME = re.compile(
    r"""(?P<blank>[ \t\n]+)
      | (?P<comment>//[^\n]*)
      | (?P<string>'(?:[^'\\]|\\[nt])*'|"(?:[^"\\]|\\[nt])*")
      | (?P<param>\$[A-Za-z_][A-Za-z0-9_]*)
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
      | (?P<sign><=|>=|<>|\+=|\.\.|[-()\[\]{}<>=+*/%^.,:|])""",
    re.VERBOSE | re.ASCII,
)
_UNUSUAL = re.compile(r"\\(?![nt])|[^ -~\t\n]")
"""Escapes but for line feed and tab, anywhere (engines resolve some even in comments), and what is not ASCII."""

_REFUSED_SIGNS = {
    "\\": ("a backslash", "engines resolve escapes at different moments", "spell the character, or pass a parameter"),
    "`": ("a backtick", "quoted names hide what they name", "use ASCII names [A-Za-z_][A-Za-z0-9_]*"),
    ";": ("a semicolon", "a file is one question", "one file per question, without a final semicolon"),
    "$": ("a $ without a plain name", "parameters have plain names, labels are never computed", "$name"),
    "&": ("the sign &", "only `:A` and `:A|B` mean the same on both engines", "`:A|B`"),
    "!": ("the sign !", "a negated label or type reaches whatever is not named", "list the labels or types"),
    "~": (
        "the sign ~",
        "regular expressions differ between the engines",
        "STARTS WITH, CONTAINS, or a check in Python",
    ),
}


class Refused(Exception):
    """One construct that is not allowed: the line, what it is, why, what to write instead."""

    def __init__(self, line: int, what: str, why: str, instead: str) -> None:
        super().__init__(f"{what} is refused: {why}; write instead: {instead}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, text, parameter, sign, or a whole bracket with what it holds."""

    kind: Kind
    text: str
    """As written; of a group its opening sign, or CASE."""
    line: int
    items: tuple[Token, ...] = ()
    """What a group holds."""

    @property
    def upper(self) -> str:
        """The word in capitals; empty for anything else."""
        return self.text.upper() if self.kind == "word" else ""

    def is_sign(self, *signs: str) -> bool:
        """Whether this is one of the signs."""
        return self.kind == "sign" and self.text in signs

    def is_group(self, *openers: str) -> bool:
        """Whether this is a bracket opened by one of these."""
        return self.kind == "group" and self.text in openers


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a whole file, in groups. Raises Refused."""
    _check_characters(text)
    return _grouped(list(_lexemes(text)))


def split(items: Sequence[Token], sign: str) -> list[tuple[Token, ...]]:
    """The runs of tokens between top-level `sign`s; one empty run for no tokens."""
    runs: list[list[Token]] = [[]]
    for item in items:
        if item.is_sign(sign):
            runs.append([])
        else:
            runs[-1].append(item)
    return [tuple(run) for run in runs]


def has_edge(items: Sequence[Token]) -> bool:
    """Whether an edge is drawn at the top level of these tokens, with or without its bracket."""
    return any(before.is_sign("-") and (after.is_group("[") or after.is_sign("-")) for before, after in pairwise(items))


def every(items: Iterable[Token]) -> Iterator[Token]:
    """All tokens at any depth, groups before what they hold."""
    for item in items:
        yield item
        yield from every(item.items)


def spelled(items: Iterable[Token]) -> str:
    """The tokens with one space between them, to compare and to quote."""
    words = []
    for item in items:
        closer = _CLOSERS.get(item.text, "END")
        words.append(f"{item.text} {spelled(item.items)} {closer}" if item.kind == "group" else item.text)
    return " ".join(words)


def _check_characters(text: str) -> None:
    for found in _UNUSUAL.finditer(text):
        sign, line = found.group(), text.count("\n", 0, found.start()) + 1
        if sign == "\\":
            raise Refused(line, *_REFUSED_SIGNS["\\"])
        if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}:
            why = "readers disagree on whether it ends a line or a word"
            raise Refused(line, f"the character U+{ord(sign):04X}", why, "a plain space or line feed")


def _lexemes(text: str) -> Iterator[Token]:
    position, line, after_number = 0, 1, False
    while position < len(text):
        found = _LEXEME.match(text, position)
        if found is None or found.lastgroup is None or text.startswith("/*", position):
            raise _unreadable(text[position : position + 2], line)
        kind, lexeme = found.lastgroup, found.group()
        if after_number and kind in ("word", "number"):
            raise Refused(line, f"`{lexeme}` right after a number", "engines cut it differently", "put a space")
        after_number = kind == "number"
        if kind not in ("blank", "comment"):
            yield Token(kind, lexeme, line)  # type: ignore[arg-type]  # the groups of _LEXEME are Kinds
        if kind in ("blank", "string"):
            line += lexeme.count("\n")
        position = found.end()


def _unreadable(start: str, line: int) -> Refused:
    if start == "/*":
        return Refused(line, "a block comment", "it hides Cypher from the eye", "// at the beginning of each line")
    if start[0] in "'\"":
        return Refused(line, "a text that is not closed", "nothing after it can be read", "close the quotation mark")
    known = _REFUSED_SIGNS.get(start[0])
    if known:
        return Refused(line, *known)
    return Refused(line, f"the character {start[0]!r}", "it is not Cypher of both engines", "ASCII outside texts")


def _grouped(flat: list[Token]) -> tuple[Token, ...]:
    open_groups: list[tuple[Token, list[Token]]] = [(Token("group", "", 1), [])]
    for position, token in enumerate(flat):
        opener, held = open_groups[-1]
        is_name = position > 0 and (flat[position - 1].is_sign(".") or flat[position - 1].upper == "AS")
        if token.is_sign("(", "[", "{") or (token.upper == "CASE" and not is_name):
            if len(open_groups) > _DEPTH_LIMIT:
                raise Refused(token.line, "such deep nesting", "nobody can review it", "two files, or WITH")
            open_groups.append((token, []))
        elif token.is_sign(")", "]", "}") or (token.upper == "END" and opener.upper == "CASE" and not is_name):
            if token.text != _CLOSERS.get(opener.text) and (token.upper, opener.upper) != ("END", "CASE"):
                raise Refused(
                    token.line, f"`{token.text}`", f"it does not close line {opener.line}", "matching brackets"
                )
            open_groups.pop()
            name = opener.upper or opener.text
            open_groups[-1][1].append(Token("group", name, opener.line, tuple(held)))
        else:
            held.append(token)
    if len(open_groups) > 1:
        raise Refused(open_groups[-1][0].line, f"`{open_groups[-1][0].text}`", "nothing closes it", "matching brackets")
    return tuple(open_groups[0][1])
