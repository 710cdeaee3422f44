"""Files to rows: CSV (plain or gzip), JSON, Parquet. Files are opened here and nowhere else in the loaders.

A file is scanned lazily, only its wanted columns are kept, all as strings, and it is filtered before any row is built.
Each row carries its line in the file. What cannot be read raises DataErrors: one sentence, nothing was written.
"""

from __future__ import annotations

import gzip
import hashlib
import mmap
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from graph_service.kernel.errors import DataErrors
from loaders import bad_files, frames, json_items, slices, texts
from loaders.records import LINE, Row

_HEAD = 1 << 17
_UNPACKED_LIMIT = 2 << 30
"""Bytes that a compressed file may unpack to in memory."""
_MORE = "#more"
"""The cell after the last title: a row that has one was cut where quotes are missing, and its cells are shifted."""
_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns are wanted: our name → the file's, and those of ours that a file may lack."""

    columns: Mapping[str, str]
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """The wanted columns of a file, under our names, filtered."""

    name: str
    frame: pl.DataFrame
    lines: npt.NDArray[np.int64]
    columns: Mapping[str, str]
    """Our name → the file's, of the columns that were there."""
    note: str = ""
    """The encoding, when it is not UTF-8."""

    def __len__(self) -> int:
        return self.frame.height

    def rows(self) -> Iterator[Row]:
        """One mapping per row: our column names, None for an empty cell, and LINE."""
        numbered = self.frame.with_columns(pl.Series(LINE, self.lines))
        names = numbered.columns
        for cells in numbered.iter_rows():
            yield dict(zip(names, cells, strict=True))


@dataclass(slots=True)
class _Text:
    """A CSV file ready for the scanner."""

    path: Path
    data: bytes | None
    """UTF-8 bytes, or None when the file can be scanned where it lies."""
    separator: str
    header: list[str]
    blank_lines: int
    """Before the header."""
    note: str = field(default="")


def scan(path: Path, layout: Layout, *, where: Mapping[str, Collection[str]] | None = None) -> Table:
    """The wanted columns of the rows whose cells are among those of `where` (by our column name).

    Raises DataErrors: empty, binary, malformed, wrong separator, a missing column.
    """
    head = _head(path)
    if not head.strip():
        raise bad_files.empty(path.name)
    if head.startswith(_PARQUET):
        return _scan_parquet(path, layout, where or {})
    if _is_json(path, head):
        return _scan_json(path, layout, where or {})
    return _scan_csv(_text(path, head), layout, where or {})


def header(path: Path) -> list[str]:
    """The titles of a file, to tell which of several it is. Raises DataErrors as `scan` does."""
    head = _head(path)
    if not head.strip():
        raise bad_files.empty(path.name)
    if head.startswith(_PARQUET):
        return _parquet(path).collect_schema().names()
    if _is_json(path, head):
        return json_items.titles(json_items.read(path.name, path.read_bytes()))
    return _text(path, head).header


def content(path: Path, limit: int) -> bytes:
    """All bytes of a file, `limit` at most. Raises DataErrors."""
    if len(_head(path)) == _HEAD and path.stat().st_size > limit:
        raise bad_files.larger(path.name, limit >> 20)
    return path.read_bytes()


def digest_of_files(paths: Iterable[Path], options: Mapping[str, str]) -> str:
    """SHA-256 (64 hexadecimal digits) of the bytes of the files in this order, and of the options given with them."""
    total = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    for name, value in sorted(options.items()):
        total.update(f"{name}\x1f{value}\x1e".encode())
    return total.hexdigest()


# ── CSV ────────────────────────────────────────────────────────────────────────────────────────────


def _text(path: Path, head: bytes, *, whole: bool = False) -> _Text:
    packed = head.startswith(_GZIP)
    data = _unpacked(path) if packed else None
    start = data[:_HEAD] if data is not None else head
    if not start.strip():
        raise bad_files.empty(path.name)
    kind = texts.binary_kind(start)
    if kind is not None:
        raise bad_files.binary(path.name, kind)
    note = ""
    if whole or not texts.is_utf8_so_far(start) or b"\n" not in start:
        data = data if data is not None else path.read_bytes()
        odd = texts.damaged_line(data)
        if odd is not None:
            raise bad_files.damaged(path.name, odd)
        encoding = texts.encoding_of(data)
        note = "" if encoding == "utf-8-sig" else encoding
        text = data.decode(encoding, errors="replace").replace("\r\n", "\n")
        data = text.replace("\r", "\n").encode() if "\n" not in text else text.encode()
        start = data[:_HEAD]
    decoded = start.decode("utf-8-sig", errors="ignore")
    blank = len(decoded) - len(decoded.lstrip("\r\n"))
    blank_lines = decoded[:blank].count("\n")
    first = decoded[blank:].split("\n", 1)[0]
    separator = texts.separator_of(first)
    return _Text(path, data, separator, texts.header_of(decoded[blank:], separator), blank_lines, note)


def _scan_csv(text: _Text, layout: Layout, where: Mapping[str, Collection[str]]) -> Table:
    name = text.path.name
    wanted = _wanted(name, text.header, layout, separated=True)
    try:
        frame, lines = _csv(text, wanted, where)
    except pl.exceptions.ComputeError as wrong:
        if "utf-8" in str(wrong) and not text.note:
            return _scan_csv(_text(text.path, _head(text.path), whole=True), layout, where)
        raise _malformed(text, str(wrong)) from None
    if frame.height == 0 and not where:
        raise bad_files.only_titles(name)
    return Table(name, frame.drop(frames.INDEX), lines, wanted, text.note)


def _csv(
    text: _Text, wanted: Mapping[str, str], where: Mapping[str, Collection[str]]
) -> tuple[pl.DataFrame, npt.NDArray[np.int64]]:
    """The rows of `where` with their number, and the line on which each of them begins."""
    first, whole = (text.path if text.data is None else BytesIO(text.data) for _ in range(2))
    real = pl.scan_csv(first, separator=text.separator, infer_schema=False).collect_schema().names()
    spelt = dict(zip(text.header, real, strict=False))
    columns = {ours: spelt[theirs] for ours, theirs in wanted.items()}
    # Whose cells are shifted nobody can tell: such a row is found wherever it stands.
    keep = frames.asked(columns, where) | pl.col(_MORE).is_not_null()
    with _bytes(text) as data:
        quoted = data.find(b'"') >= 0
        scanned = pl.scan_csv(
            whole,
            separator=text.separator,
            quote_char='"' if quoted else None,
            schema=dict.fromkeys([*real, _MORE], pl.String),
            missing_columns="insert",
            extra_columns="ignore",
            row_index_name=frames.INDEX,
        )
        if text.data is None and where.keys() & columns.keys():
            form = slices.Form(text.separator, frames.INDEX, text.blank_lines, quoted)
            few = slices.cut(data, scanned, keep, form)
            scanned = scanned if few is None else few.lazy()
        frame = frames.collected(scanned, {**columns, _MORE: _MORE}, keep)
        if frame[_MORE].null_count() < frame.height:
            raise _malformed(text, "too many cells")
        starts = texts.record_starts(data) if quoted else None
    at = frame[frames.INDEX].to_numpy().astype(np.int64) + 1 + text.blank_lines
    return frame.drop(_MORE), at + 1 if starts is None else starts[at]


@contextmanager
def _bytes(text: _Text) -> Iterator[bytes | mmap.mmap]:
    """The bytes of a CSV file, as far as possible where they lie."""
    if text.data is not None:
        yield text.data
        return
    with text.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data


def _malformed(text: _Text, why: str) -> DataErrors:
    name = text.path.name
    data = text.data if text.data is not None else text.path.read_bytes()
    lines = StringIO(data.decode("utf-8-sig", errors="replace"), newline="")
    found = texts.first_broken_line(lines, text.separator, len(text.header))
    if found is None:
        return bad_files.broken(name, why.splitlines()[0][:120])
    line, what = found
    if isinstance(what, int):
        return bad_files.too_many_cells(name, line, what, len(text.header))
    return bad_files.broken(name, what, line)


# ── Parquet, JSON ──────────────────────────────────────────────────────────────────────────────────


def _parquet(path: Path) -> pl.LazyFrame:
    scanned = pl.scan_parquet(path, row_index_name=frames.INDEX)
    try:
        scanned.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as wrong:
        raise bad_files.broken(path.name, str(wrong).splitlines()[0][:120]) from None
    return scanned


def _scan_parquet(path: Path, layout: Layout, where: Mapping[str, Collection[str]]) -> Table:
    scanned = _parquet(path)
    present = [column for column in scanned.collect_schema().names() if column != frames.INDEX]
    wanted = _wanted(path.name, present, layout)
    strings = [pl.col(theirs).cast(pl.String) for theirs in wanted.values()]
    try:
        frame = frames.collected(scanned.select(pl.col(frames.INDEX), *strings), wanted, frames.asked(wanted, where))
    except pl.exceptions.PolarsError as wrong:
        raise bad_files.broken(path.name, str(wrong).splitlines()[0][:120]) from None
    if frame.height == 0 and not where:
        raise bad_files.only_titles(path.name)
    return Table(path.name, frame.drop(frames.INDEX), frame[frames.INDEX].to_numpy().astype(np.int64) + 1, wanted)


def _scan_json(path: Path, layout: Layout, where: Mapping[str, Collection[str]]) -> Table:
    items = json_items.read(path.name, path.read_bytes())
    if not items:
        raise bad_files.only_titles(path.name)
    wanted = _wanted(path.name, json_items.titles(items), layout)
    columns = {theirs: [json_items.cell(item.get(theirs)) for item in items] for theirs in wanted.values()}
    raw = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_row_index(frames.INDEX)
    frame = frames.collected(raw.lazy(), wanted, frames.asked(wanted, where))
    return Table(path.name, frame.drop(frames.INDEX), frame[frames.INDEX].to_numpy().astype(np.int64) + 1, wanted)


def _wanted(name: str, present: list[str], layout: Layout, *, separated: bool = False) -> dict[str, str]:
    missing = [
        theirs for ours, theirs in layout.columns.items() if theirs not in present and ours not in layout.optional
    ]
    if missing and separated and len(present) == 1 and len(layout.columns) > 1:
        raise bad_files.wrong_separator(name, present[0])
    if missing:
        raise bad_files.missing_columns(name, missing, present)
    return {ours: theirs for ours, theirs in layout.columns.items() if theirs in present}


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as failure:
        raise bad_files.broken(path.name, failure.strerror or "unreadable") from None


def _is_json(path: Path, head: bytes) -> bool:
    return path.suffix.lower() == ".json" and head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{")


def _unpacked(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            data = file.read(_UNPACKED_LIMIT + 1)
    except (OSError, EOFError) as wrong:
        raise bad_files.broken(path.name, str(wrong)) from None
    if len(data) > _UNPACKED_LIMIT:
        raise bad_files.too_large(path.name, _UNPACKED_LIMIT >> 20)
    return data
