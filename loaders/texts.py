"""The bytes of a text file: which encoding, which separator, and which line each record begins on.

No file is opened here; `readers` does that.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from mmap import mmap

import numpy as np
import numpy.typing as npt

SEPARATORS = (",", ";", "\t")
_QUOTE, _NEWLINE = 34, 10
_CHUNK = 1 << 24
_ONLY_IN_8859_15 = frozenset({0xA4, 0xA6, 0xA8, 0xB4, 0xB8, 0xBC, 0xBD, 0xBE})
"""Where ISO-8859-15 has € Š š Ž ž Œ œ Ÿ and cp1252 has signs that French texts hardly use."""
_UNDEFINED_IN_CP1252 = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
_AROUND = 1 << 20
"""Bytes on each side of a broken one that tell what the text is."""
_WHOLE, _BROKEN = re.compile("[^\x00-\x7f\udc80-\udcff]"), re.compile("[\udc80-\udcff]")
"""Letters beyond ASCII, and bytes that are none."""
_KINDS = {
    b"PK\x03\x04": "Excel, OpenDocument, ZIP",
    b"\xd0\xcf\x11\xe0": "Excel 97",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"SQLite format 3": "SQLite",
    b"7z\xbc\xaf": "7z",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"(\xb5/\xfd": "zstd",
}


_BELOW_TAB = bytes(range(9))


def binary_kind(head: bytes) -> str | None:
    """What a file that is not a text is, empty when we cannot tell; None for a text."""
    for magic, kind in _KINDS.items():
        if head.startswith(magic):
            return kind
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    controls = len(head) - len(head.translate(None, _BELOW_TAB))
    return "" if b"\0" in head or controls > len(head) // 50 else None


def encoding_of(data: bytes) -> str:
    """The encoding of a whole text: UTF-8, UTF-16 with its mark, cp1252 or ISO-8859-15."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        used = frozenset(data)
    else:
        return "utf-8-sig"
    controls = {byte for byte in used if 0x80 <= byte < 0xA0}
    if controls & _UNDEFINED_IN_CP1252 or (not controls and used & _ONLY_IN_8859_15):
        return "iso8859-15"
    return "cp1252"


def damaged_line(data: bytes) -> int | None:
    """The line of the first byte that is not UTF-8, in a text that is UTF-8 but for few; None for any other text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        at = wrong.start
    else:
        return None
    start = data.rfind(b"\n", 0, max(0, at - _AROUND)) + 1
    around = data[start : at + _AROUND].decode("utf-8", errors="surrogateescape")
    whole, broken = (sum(1 for _ in pattern.finditer(around)) for pattern in (_WHOLE, _BROKEN))
    return data.count(b"\n", 0, at) + 1 if whole > broken else None


def is_utf8_so_far(head: bytes) -> bool:
    """Whether the beginning of a file may be UTF-8; a letter cut in two at its end does not count against it."""
    for cut in range(4):
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False


def separator_of(header: str) -> str:
    """The separator that occurs most often outside quotes in a header line; the comma when there is none."""
    outside = "".join(header.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def header_of(head: str, separator: str) -> list[str]:
    """The titles: the first record that is not blank, without spaces around them."""
    for record in csv.reader(StringIO(head, newline=""), delimiter=separator):
        if record:
            return [cell.strip() for cell in record]
    return []


def first_broken_line(text: Iterator[str], separator: str, width: int) -> tuple[int, int | str] | None:
    """The first line with a filled cell beyond `width` (and how many cells), or whose quotes are wrong (and why)."""
    reader = csv.reader(text, delimiter=separator, strict=True)
    start = 1
    try:
        for record in reader:
            if any(record[width:]):
                return start, len(record)
            start = reader.line_num + 1
    except csv.Error as wrong:
        return start, str(wrong)
    return None


def record_starts(data: bytes | mmap) -> npt.NDArray[np.int64] | None:
    """The line (from 1) on which each record begins, the header's first; None when each record is one line.

    A line break inside quotes does not begin a record.
    """
    size = len(data)
    starts = [np.ones(1, dtype=np.int64)]
    carry, lines, split = np.uint8(0), 0, False
    for offset in range(0, size, _CHUNK):
        chunk = np.frombuffer(data, dtype=np.uint8, count=min(_CHUNK, size - offset), offset=offset)
        inside = np.bitwise_xor.accumulate((chunk == _QUOTE).view(np.uint8)) ^ carry
        breaks = np.flatnonzero(chunk == _NEWLINE)
        outside = inside[breaks] == 0
        split = split or not bool(outside.all())
        starts.append(np.flatnonzero(outside) + lines + 2)
        lines += len(breaks)
        carry = inside[-1]
    return np.concatenate(starts) if split else None


def encoding_hints(read: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """A sentence (fr, en) for each (file, encoding) whose encoding is said, which is when it is not UTF-8."""
    return tuple((f"{name} est lu en {note}.", f"{name} is read as {note}.") for name, note in read if note)
