"""XML of others that is a list: a root, its items, and in each item texts with a name.

No file is opened here; `readers` does that. Nothing is fetched and nothing is declared: `<!DOCTYPE` is refused. A file
is decoded strictly, and one that is not in the encoding that it declares is refused with the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from graph_service.kernel.errors import DataErrors
from loaders import bad_files, texts

LIMIT = 1 << 26
"""Bytes that a file may have."""
_DEPTH = 16
_PIECE = 1 << 16
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "iso-8859-1": "iso8859-1", "iso-8859-15": "iso8859-15",
    "windows-1252": "cp1252", "cp1252": "cp1252",
}  # fmt: skip
_CONTROLS = re.compile(rb"[\x80-\x9f]")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its tag, its texts by tag, the line on which it begins."""

    kind: str
    texts: Mapping[str, str]
    line: int


def read(name: str, data: bytes) -> tuple[list[Item], str]:
    """The items of a file in its order, and its encoding when that is neither UTF-8 nor declared.

    Raises DataErrors with the line: another encoding than declared, not well formed, `<!DOCTYPE`, nested too deep.
    """
    if not data.strip():
        raise bad_files.empty(name)
    text, note = _decoded(name, data)
    return _Reader(name).items(text), note


class _Reader:
    """Expat's events put together to items."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: list[Item] = []
        self._depth = self._line = 0
        self._tag = ""
        self._pieces: list[str] = []
        self._texts: dict[str, str] = {}
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._said
        self._parser.StartDoctypeDeclHandler = self._doctype

    def items(self, text: str) -> list[Item]:
        """All of them. Raises DataErrors."""
        try:
            for start in range(0, len(text), _PIECE):
                self._parser.Parse(text[start : start + _PIECE])
            self._parser.Parse("", True)
        except expat.ExpatError as wrong:
            raise bad_files.broken(self._name, expat.errors.messages[wrong.code], wrong.lineno) from None
        return self._found

    def _start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._pieces = []
        if self._depth == 2:
            self._texts, self._line, self._tag = {}, self._parser.CurrentLineNumber, tag
        elif self._depth > _DEPTH:
            raise bad_files.broken(self._name, f"> {_DEPTH} <…>", self._parser.CurrentLineNumber)

    def _said(self, piece: str) -> None:
        if self._depth == 3:
            self._pieces.append(piece)

    def _end(self, tag: str) -> None:
        if self._depth == 3:
            self._texts[tag] = " ".join("".join(self._pieces).split())
        elif self._depth == 2:
            self._found.append(Item(self._tag, self._texts, self._line))
        self._depth -= 1

    def _doctype(self, *_declared: object) -> None:
        line = self._parser.CurrentLineNumber
        raise DataErrors(
            f"{self._name}, ligne {line} : « <!DOCTYPE » peut déclarer n'importe quoi ; retirez-le du fichier.",
            f"{self._name}, line {line}: “<!DOCTYPE” may declare anything; remove it from the file.",
            file=self._name,
            line=line,
        )


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    """The text, and its encoding where that had to be found out."""
    marked = next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), None)
    declared = _DECLARED.match(data)
    if marked is not None:
        encoding, note = marked, ""
    elif declared is not None:
        encoding, note = _known(name, declared.group(1).decode()), ""
        _refuse_another(name, data, encoding)
    else:
        odd = texts.damaged_line(data)
        if odd is not None:
            raise bad_files.damaged(name, odd)
        encoding = texts.encoding_of(data)
        note = "" if encoding == "utf-8-sig" else encoding
    try:
        return data.decode(encoding), note
    except UnicodeDecodeError as wrong:
        raise _not_so(name, data, wrong.start, encoding, texts.encoding_of(data)) from None


def _known(name: str, declared: str) -> str:
    encoding = _ENCODINGS.get(declared.lower())
    if encoding is None:
        known = ", ".join(sorted(_ENCODINGS))
        raise DataErrors(
            f"{name}, ligne 1 : l'encodage « {declared} » n'est pas lu ; enregistrez-le dans l'un de : {known}.",
            f"{name}, line 1: the encoding “{declared}” is not read; save it in one of: {known}.",
            file=name,
            line=1,
        )
    return encoding


def _refuse_another(name: str, data: bytes, encoding: str) -> None:
    """Refuse what any single-byte encoding would take: UTF-8, and Windows' signs where ISO has none."""
    if encoding in ("utf-8", "ascii"):
        return
    beyond = _BEYOND_ASCII.search(data)
    found = texts.encoding_of(data) if beyond else encoding
    if beyond and found == "utf-8-sig":
        raise _not_so(name, data, beyond.start(), encoding, found)
    control = _CONTROLS.search(data) if encoding.startswith("iso") else None
    if control:
        raise _not_so(name, data, control.start(), encoding, found)


def _not_so(name: str, data: bytes, at: int, encoding: str, found: str) -> DataErrors:
    line = data.count(b"\n", 0, at) + 1
    likely = "utf-8" if found == "utf-8-sig" else found
    return DataErrors(
        f"{name}, ligne {line} : le fichier n'est pas en {encoding} comme il le dit, mais sans doute en {likely} ; "
        "corrigez sa première ligne.",
        f"{name}, line {line}: the file is not in {encoding} as it says, but probably in {likely}; "
        "correct its first line.",
        file=name,
        line=line,
    )
