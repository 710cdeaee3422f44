"""A file is read as its author meant it, each row knows its line, and what cannot be read gets one clear sentence."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_service.kernel.errors import DataErrors
from loaders.readers import Layout, digest_of_files, header, scan
from loaders.records import LINE

LAYOUT = Layout({"code": "code", "name": "nom"})
Cells = list[tuple[str | None, str | None, int]]


def read(path: Path, content: bytes, layout: Layout = LAYOUT) -> Cells:
    path.write_bytes(content)
    return [(row["code"], row["name"], row[LINE]) for row in scan(path, layout).rows()]


@pytest.mark.parametrize(
    "content",
    [
        "code,nom\n01,Épinal\n",
        "code;nom\r\n01;Épinal\r\n",
        "nom\tautre\tcode\nÉpinal\tx\t01\n",
        '"code" , "nom"\n 01 , Épinal \n'.replace('" ,', '",').replace(', "', ',"'),
        "\ufeffcode,nom\n01,Épinal",
        "code,nom\r01,Épinal\r",
    ],
    ids=["comma", "semicolon", "tab", "spaces", "mark", "old line ends"],
)
def test_separators_marks_and_line_ends_are_found_out(tmp_path: Path, content: str) -> None:
    assert read(tmp_path / "f.csv", content.encode()) == [("01", "Épinal", 2)]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1252", "Épinal – “Œuvre”"), ("iso8859-15", "Œuvre à 5 €"), ("utf-16", "Épinal"), ("utf-8", "Œuvre €")],
)
def test_encodings_are_found_out(tmp_path: Path, encoding: str, name: str) -> None:
    assert read(tmp_path / "f.csv", f"code,nom\n01,{name}\n".encode(encoding)) == [("01", name, 2)]


def test_an_accent_far_down_the_file_still_tells_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"code,nom\n" + b"01,Metz\n" * 50_000 + "02,Épinal\n".encode("cp1252"))

    table = scan(path, LAYOUT)

    assert list(table.rows())[-1] == {"code": "02", "name": "Épinal", LINE: 50_002}
    assert table.note == "cp1252"


def test_identifiers_keep_their_zeros(tmp_path: Path) -> None:
    assert read(tmp_path / "f.csv", b"code,nom\n00032017500016,1e5\n") == [("00032017500016", "1e5", 2)]


def test_an_empty_cell_is_none_and_a_blank_line_is_no_row(tmp_path: Path) -> None:
    assert read(tmp_path / "f.csv", b'code,nom\n01,\n\n02,""\n  ,  \n03,c\n') == [
        ("01", None, 2), ("02", None, 4), ("03", "c", 6),
    ]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.text("ab\n\"',;é", min_size=1), st.text('xy\n"', min_size=1)), min_size=1, max_size=12),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_line_breaks_inside_cells_do_not_move_the_lines(tmp_path: Path, rows: list[tuple[str, str]], end: str) -> None:
    path = tmp_path / "f.csv"
    lines, at = [], 2
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator=end)
        writer.writerow(("code", "nom"))
        for row in rows:
            writer.writerow(row)
            if any(cell.strip() for cell in row):
                lines.append(at)
            at += 1 + sum(cell.count("\n") for cell in row)
    if not lines:
        return

    assert [row[LINE] for row in scan(path, LAYOUT).rows()] == lines


def test_gzip_parquet_and_json_give_the_rows_of_the_csv(tmp_path: Path) -> None:
    content = b"code,nom,on\n01,Metz,true\n,,\n02,Nancy,false\n"
    wide = Layout({"code": "code", "name": "nom", "on": "on"})
    (tmp_path / "f.csv").write_bytes(content)
    (tmp_path / "f.csv.gz").write_bytes(gzip.compress(content))
    pl.DataFrame({"code": ["01", None, "02"], "nom": ["Metz", None, "Nancy"], "on": [True, None, False]}).write_parquet(
        tmp_path / "f.parquet"
    )
    (tmp_path / "f.json").write_text(
        '{"data": [{"code": "01", "nom": "Metz", "on": true}, {}, {"code": "02", "nom": "Nancy", "on": false}]}',
        encoding="utf-8",
    )

    tables = {name: scan(tmp_path / name, wide) for name in ("f.csv", "f.csv.gz", "f.parquet", "f.json")}

    for table in tables.values():
        assert table.frame.rows() == [("01", "Metz", "true"), ("02", "Nancy", "false")]
    assert {name: table.lines.tolist() for name, table in tables.items()} == {
        "f.csv": [2, 4], "f.csv.gz": [2, 4], "f.parquet": [1, 3], "f.json": [1, 3],
    }  # fmt: skip


def test_only_the_rows_asked_for_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"code,nom\n01,a\n02,b\n01,c\n")

    kept = [(row["name"], row[LINE]) for row in scan(path, LAYOUT, where={"code": {"01"}}).rows()]

    assert kept == [("a", 2), ("c", 4)]


def test_optional_columns_may_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"code\n01\n")

    table = scan(path, Layout({"code": "code", "name": "nom"}, optional=frozenset({"name"})))

    assert (table.frame.columns, dict(table.columns)) == (["code"], {"code": "code"})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"code,nom\n", "nothing but its header"),
        (b"code|nom\n01|Metz\n", "one column only"),
        (b"codes,nom\n01,Metz\n", "the nearest: \u201ccodes\u201d"),
        (b"code,nom\n01,Metz,57\n", "line 2: 3 cells for 2 titles"),
        (b'code,nom\n01,Metz\n"02"x,Nancy\n', "line 3"),
        (b"PK\x03\x04\x14\x00\x06\x00", "Excel"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x00\x01\x02\x03\x04", "not a data file"),
        (b"PAR1 and then nothing", "damaged"),
        (b"\x1f\x8b\x08\x00not gzip", "damaged"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence_that_names_the_file(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "fichier.csv"
    path.write_bytes(content)

    with pytest.raises(DataErrors) as wrong:
        scan(path, LAYOUT)

    assert sentence in wrong.value.en
    assert "fichier.csv" in wrong.value.fr
    assert "\n" not in wrong.value.fr + wrong.value.en


def test_broken_json_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text('[\n{"code": 1},\n{"code" 2}]', encoding="utf-8")

    with pytest.raises(DataErrors, match="line 3"):
        scan(path, LAYOUT)


def test_titles_tell_which_file_it_is(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text('a;"b ; c";d\n1;2;3\n', encoding="utf-8")

    assert header(path) == ["a", "b ; c", "d"]


def test_the_digest_of_files_depends_on_bytes_order_and_options(tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.write_bytes(b"a")
    two.write_bytes(b"b")

    digests = [
        digest_of_files([one, two], {}), digest_of_files([two, one], {}), digest_of_files([one], {}),
        digest_of_files([one, two], {"poles": "x"}),
    ]  # fmt: skip

    assert len(set(digests)) == 4
    assert digests[0] == digest_of_files([one, two], {})


@pytest.mark.parametrize("where", [None, {"b": ["b7"]}, {"b": ["b90"]}], ids=["all", "its own", "another"])
def test_a_row_with_more_cells_than_titles_is_never_read_with_its_cells_shifted(
    tmp_path: Path, where: dict[str, list[str]] | None
) -> None:
    path = tmp_path / "streets.csv"
    path.write_text("a,b,c\n" + "".join(f"a{i},b{i},c{i}{',more' if i == 7 else ''}\n" for i in range(100)))

    with pytest.raises(DataErrors, match="line 9: 4 cells for 3 titles"):
        scan(path, Layout({"a": "a", "b": "b", "c": "c"}), where=where)


@pytest.mark.parametrize("ending", ["", ",", ",,,"])
@pytest.mark.parametrize("where", [None, {"b": ["b7"]}], ids=["all", "few"])
def test_empty_cells_after_the_last_title_do_no_harm(
    tmp_path: Path, ending: str, where: dict[str, list[str]] | None
) -> None:
    path = tmp_path / "trailing.csv"
    path.write_text("a,b,c\n" + "".join(f"a{i},b{i},c{i}{ending}\n" for i in range(100)))

    rows = [*scan(path, Layout({"a": "a", "b": "b", "c": "c"}), where=where).rows()]

    assert {"a": "a7", "b": "b7", "c": "c7", LINE: 9} in rows
    assert len(rows) == (100 if where is None else 1)


def test_a_row_with_fewer_cells_lacks_the_last_ones(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("a,b,c\n" + "".join(f"a{i},b{i}\n" if i == 7 else f"a{i},b{i},c{i}\n" for i in range(100)))

    rows = [*scan(path, Layout({"a": "a", "b": "b", "c": "c"}), where={"b": ["b7"]}).rows()]

    assert rows == [{"a": "a7", "b": "b7", "c": None, LINE: 9}]
