"""Our own Turtle is read in its order, with languages and lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.rdf import Iri, Text, read_turtle


def test_a_turtle_file_is_read_in_order_with_languages(tmp_path: Path) -> None:
    path = tmp_path / "small.ttl"
    path.write_text('@prefix e: <http://e.org/> . e:a e:p "un"@fr, e:b ; e:q ( e:c ) .', encoding="utf-8")

    turtle = read_turtle(path)

    assert turtle.objects(Iri("http://e.org/a"), "e:p")[0] == Text(
        "un", "fr", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    )
    assert turtle.subjects("e:p", "e:b") == ["http://e.org/a"]
    assert turtle.named_subjects() == ["http://e.org/a"]


def test_a_subject_knows_its_line_even_after_a_line_longer_than_any_buffer(tmp_path: Path) -> None:
    path = tmp_path / "long.ttl"
    path.write_text(
        f'@prefix e: <http://e.org/> .\ne:a e:p "{"é" * 400_000}" ;\n  e:p e:b .\n\n\ne:c e:p e:d .', encoding="utf-8"
    )

    turtle = read_turtle(path)

    assert [turtle.line(Iri(f"http://e.org/{name}")) for name in "acd"] == [2, 6, 0]
    long = turtle.objects(Iri("http://e.org/a"), "e:p")[0]
    assert isinstance(long, Text)
    assert len(long.value) == 400_000


@pytest.mark.parametrize(
    "content", [b"<http://e.org/a> <p> .", b"\xff\xfe", b"<http://e.org/a b> <http://e.org/p> 1 ."]
)
def test_what_is_not_turtle_is_refused_with_its_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_bytes(b"\n" + content)

    with pytest.raises(BrokenPromise, match=r"broken\.ttl, line 2: is not Turtle"):
        read_turtle(path)
