"""Answers as tables: the writer that the columns of a room make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar, cast

from graph_service.formats.csv import Column, csv_bytes
from graph_service.http.answers import Answer, Writer
from graph_service.schema.words import Words

R = TypeVar("R")


def csv_writer(columns: Callable[[Words], Sequence[Column[R]]], rows: Callable[[Any], Iterable[R]] = iter) -> Writer:
    """Writes an answer as csv; `rows` makes the rows of the table of those of the answer."""

    def write(answer: Answer, words: Words, _following: str | None) -> bytes:
        return csv_bytes(columns(words), rows(cast("Sequence[Any]", answer.data)), words.language)

    return write
