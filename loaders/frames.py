"""Which rows and columns of a scanned file are kept, said so that the scanner can skip the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import reduce
from operator import and_

import polars as pl

INDEX = "#"
"""The column that numbers the records of a file, from 0."""


def asked(columns: Mapping[str, str], where: Mapping[str, Collection[str]]) -> pl.Expr:
    """Whether a row is among those of `where`, by the file's own columns, so that the scanner can skip."""
    given = [(pl.col(columns[ours]), sorted(values)) for ours, values in where.items() if ours in columns]
    return reduce(and_, (cell.str.strip_chars().is_in(values) for cell, values in given), pl.lit(value=True))


def collected(scanned: pl.LazyFrame, wanted: Mapping[str, str], keep: pl.Expr) -> pl.DataFrame:
    """The rows to keep, then stripped, blank ones dropped."""
    stripped = [pl.col(theirs).str.strip_chars().alias(ours) for ours, theirs in wanted.items()]
    cells = [pl.when(pl.col(ours) != "").then(pl.col(ours)).alias(ours) for ours in wanted]
    some = ~pl.all_horizontal(pl.col(ours).is_null() for ours in wanted)
    return scanned.filter(keep).select(pl.col(INDEX), *stripped).select(pl.col(INDEX), *cells).filter(some).collect()
