"""Records cut out of a large file are those of a plain scan, whatever quotes and line breaks it holds."""

from __future__ import annotations

import csv
import mmap
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders import slices
from loaders.readers import Layout, scan

LAYOUT = Layout({"town": "town", "name": "name", "note": "note"})
CELLS = st.text(st.sampled_from(["a", "b", '"', "'", ",", ";", "\n", "é", " "]), max_size=6)
ROWS = st.lists(st.tuples(st.sampled_from(["57463"] + ["54395"] * 9), CELLS, CELLS), min_size=1, max_size=60)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=ROWS, ending=st.sampled_from(["\n", "\r\n"]), before=st.integers(0, 2), separator=st.sampled_from([",", ";"])
)
def test_a_filtered_scan_gives_the_rows_and_lines_of_a_whole_one(
    tmp_path: Path, rows: list[tuple[str, str, str]], ending: str, before: int, separator: str
) -> None:
    file = tmp_path / "rows.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write("\n" * before)
        writer = csv.writer(out, delimiter=separator, lineterminator=ending)
        writer.writerow(("town", "name", "note"))
        writer.writerows(rows)

    filtered = list(scan(file, LAYOUT, where={"town": {"57463"}}).rows())

    assert filtered == [row for row in scan(file, LAYOUT).rows() if row["town"] == "57463"]


def _cut(file: Path) -> pl.DataFrame | None:
    scanned = pl.scan_csv(file, infer_schema=False, row_index_name="#")
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        form = slices.Form(",", index="#", skipped=0, quoted=data.find(b'"') >= 0)
        return slices.cut(data, scanned, pl.col("town") == "57463", form)


def test_few_rows_are_cut_out_with_their_numbers(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("town,name\n" + "54395,x\n" * 9 + '57463,"a\nb"\n' + "54395,x\n" * 9 + "57463,c", encoding="utf-8")

    cut = _cut(file)

    assert cut is not None
    assert cut.rows() == [(9, "57463", "a\nb"), (19, "57463", "c")]


@pytest.mark.parametrize("text", ["town,name\n57463,x\n54395,y\n", "town,name\n54395,y\n", "town,name\n"])
def test_a_plain_scan_is_left_to_itself_when_many_rows_or_none_are_kept(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(text, encoding="utf-8")

    assert _cut(file) is None
