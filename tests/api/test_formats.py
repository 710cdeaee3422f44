"""Rows as bytes."""

from __future__ import annotations

import csv
import io
from typing import Any

import orjson
import pytest

from graph_service.formats.csv import Cell, Column, csv_bytes, csv_pieces
from graph_service.formats.geojson import geojson_bytes

COLUMN: Column[Cell] = Column({"fr": "Valeur", "en": "Value"}, lambda row: row)


def cells(rows: list[Cell], lang: str = "fr") -> list[str]:
    text = csv_bytes([COLUMN], rows, lang).decode("utf-8-sig")
    return [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")][1:]


@pytest.mark.parametrize("text", ["=1+1", "+33 3 87", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_text_is_a_formula(text: str) -> None:
    assert cells([text]) == ["'" + text]


def test_text_comes_back_as_it_was() -> None:
    texts: list[Cell] = ['a;b "c"', "deux\nlignes", "Épinal – « œuvre »", "1.000 PATES"]

    assert cells(texts) == texts


def test_numbers_have_the_sign_of_their_language() -> None:
    assert cells([49.1193, -6.5, 12, None, True], "fr") == ["49,1193", "-6,5", "12", "", "oui"]
    assert cells([49.1193, -6.5, 12, None, False], "en") == ["49.1193", "-6.5", "12", "", "no"]


def test_a_spreadsheet_knows_it_is_unicode_and_semicolons() -> None:
    assert csv_bytes([COLUMN, COLUMN], ["é"], "fr") == b"\xef\xbb\xbfValeur;Valeur\r\n\xc3\xa9;\xc3\xa9\r\n"


def test_long_tables_come_in_pieces_that_make_the_same_bytes() -> None:
    rows: list[Cell] = list(range(2_500))

    assert len(list(csv_pieces([COLUMN], rows, "fr"))) == 4
    assert b"".join(csv_pieces([COLUMN], rows, "fr")) == csv_bytes([COLUMN], rows, "fr")


def test_a_point_is_longitude_then_latitude_and_an_actor_without_one_stays() -> None:
    rows: list[dict[str, Any]] = [{"id": "a", "at": (49.1, 6.2)}, {"id": "b", "at": None}]
    made = orjson.loads(geojson_bytes(rows, lambda row: row["at"], lambda row: {"id": row["id"]}))

    assert [each["geometry"] for each in made["features"]] == [{"type": "Point", "coordinates": [6.2, 49.1]}, None]
