"""RDF of somebody else's: what means harm is refused with its place, in bounded time, and the next file is read."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_service.kernel.errors import DataErrors, WrongInput
from graph_service.schema.outside import nquads_outside, read_outside, read_outside_turtle
from graph_service.schema.outside_process import limits_for
from graph_service.schema.rdf import Iri, Text
from tests.unit.outside_files import BOMBS, CONTEXTS, NESTED, TERM, THING, XML, listener, naming, with_context
from tests.unit.outside_reading import file, reads_on, refusal

ENOUGH = 2.0
"""Seconds of CPU for what is nested to excess: the limit of a file that nobody needs."""


@pytest.fixture(autouse=True)
def next_file_is_read(tmp_path: Path) -> Iterator[None]:
    """Whatever happened, no child is left and we read on."""
    yield
    assert reads_on(tmp_path)


@pytest.mark.parametrize("bomb", BOMBS)
def test_entities_are_refused_however_they_are_hidden(bomb: str, tmp_path: Path) -> None:
    started = time.monotonic()
    error = refusal(file(tmp_path, "bomb.rdf", BOMBS[bomb]))

    assert error.more["line"] >= 1
    assert time.monotonic() - started < 10


def test_the_line_of_a_document_type_is_told_and_what_to_do(tmp_path: Path) -> None:
    error = refusal(file(tmp_path, "bomb.rdf", "<?xml version='1.0'?>\n\n" + "<!DOCTYPE a>\n" + THING.format("x")))

    assert error.en.startswith("bomb.rdf:3: The file has “<!DOCTYPE”")
    assert "Turtle" in error.fr


def test_a_document_type_spelt_with_entities_is_a_text(tmp_path: Path) -> None:
    (quad, _) = sorted(read_outside(file(tmp_path, "text.rdf", THING.format("&lt;!DOCTYPE html>"))), key=lambda q: q[1])

    assert isinstance(quad.object, Text)
    assert quad.object.value == "<!DOCTYPE html>"


@pytest.mark.parametrize("context", CONTEXTS, ids=str)
@pytest.mark.parametrize("address", ["http://127.0.0.1:9/c", "file:///etc/passwd", "//e.org/c", "relative"])
def test_a_context_elsewhere_is_refused(context: object, address: str, tmp_path: Path) -> None:
    error = refusal(file(tmp_path, "far.jsonld", with_context(context, address)), base="http://e.org/")

    assert "fetches nothing" in error.en
    assert error.more["line"] == 1


def test_a_context_in_the_file_is_read_wherever_it_stands(tmp_path: Path) -> None:
    path = file(tmp_path, "near.jsonld", '{"@id": "http://e.org/x", "p": "v",\n"@context": {"p": "http://e.org/p"}}')

    assert [(quad.predicate, quad.line) for quad in read_outside(path)] == [("http://e.org/p", 0)]


def test_nothing_is_fetched_ever(tmp_path: Path) -> None:
    with listener() as (address, heard):
        for number, (form, text) in enumerate(naming(address).values()):
            path = file(tmp_path, f"{number}.txt", text)
            for base in (None, address):
                try:
                    list(read_outside(path, format=form, base=base))
                except DataErrors:
                    continue
        silent = list(heard)
        with urllib.request.urlopen(address, timeout=5) as answer:
            answer.read()

    assert silent == []
    assert heard == ["/named"], "the listener does not hear"


def test_the_name_of_a_local_file_is_a_name(tmp_path: Path) -> None:
    secret = file(tmp_path, "secret.ttl", TERM + '"secret" .')
    path = file(tmp_path, "names.ttl", f"<{secret.as_uri()}> <http://e.org/p> <{secret.as_uri()}> .")

    assert [(quad.subject, quad.object) for quad in read_outside(path)] == [
        (Iri(secret.as_uri()), Iri(secret.as_uri()))
    ]


@pytest.mark.parametrize("kind", NESTED)
def test_what_is_nested_to_excess_is_read_or_refused_in_bounded_time(kind: str, tmp_path: Path) -> None:
    form, text = NESTED[kind]
    path = file(tmp_path, "deep.txt", text)
    limits = limits_for(len(text))._replace(cpu=ENOUGH, wall=30.0)
    started = time.monotonic()
    try:
        told = str(sum(1 for _ in read_outside(path, format=form, limits=limits)))
    except DataErrors as refused:
        told = refused.fr

    assert told.startswith("deep.txt") or int(told) > 0
    assert time.monotonic() - started < 45


def test_a_child_that_falls_over_its_stack_is_one_sentence(tmp_path: Path) -> None:
    text = TERM + "1 .\n" + NESTED["statements about statements"][1]
    error = refusal(file(tmp_path, "deep.ttl", text))

    assert error.en == ("deep.ttl: Reading fell over, most likely at something nested too deep. Simplify the file.")


def test_a_text_of_two_megabytes_is_read(tmp_path: Path) -> None:
    for name, text in (("one.ttl", "x" * 2_000_000), ("lines.ttl", "x\n" * 1_000_000)):
        (quad,) = read_outside(file(tmp_path, name, f'{TERM}"""{text}""" .'))
        assert isinstance(quad.object, Text)
        assert quad.object.value == text


def test_a_text_without_end_is_refused(tmp_path: Path) -> None:
    error = refusal(file(tmp_path, "open.ttl", f'{TERM}1 .\n{TERM}"""' + "x\n" * 9_000_000))

    assert "16 MB" in error.en
    assert "16 Mo" in error.fr


BAD_NAMES: dict[str, tuple[str, str]] = {
    "NUL": ("turtle", "<http://e.org/\0a> <http://e.org/p> 1 ."),
    "NUL by its number": ("turtle", "<http://e.org/\\u0000a> <http://e.org/p> 1 ."),
    "blank": ("turtle", "<http://e.org/ a> <http://e.org/p> 1 ."),
    "blank by its number": ("ntriples", '<http://e.org/\\u0020a> <http://e.org/p> "1" .'),
    "NUL in a type": ("nquads", '<http://e.org/a> <http://e.org/p> "1"^^<http://e.org/\\u0000> .'),
    "relative": ("turtle", "<a> <http://e.org/p> 1 ."),
    "blank in XML": ("rdfxml", XML.format('<e:C rdf:about="http://e.org/ a"/>').replace("\n", " ")),
    "NUL in XML": ("rdfxml", XML.format('<e:C rdf:about="http://e.org/\0a"/>').replace("\n", " ")),
    "NUL by its number in XML": ("rdfxml", XML.format('<e:C rdf:about="http://e.org/&#0;a"/>').replace("\n", " ")),
}


@pytest.mark.parametrize("kind", BAD_NAMES)
def test_a_name_that_is_no_iri_is_refused_with_its_line(kind: str, tmp_path: Path) -> None:
    form, text = BAD_NAMES[kind]
    error = refusal(file(tmp_path, "names.txt", "\n" + text), format=form)

    assert error.more["line"] == 2
    assert "\0" not in error.fr


def test_of_json_no_name_that_is_no_iri_comes_out(tmp_path: Path) -> None:
    text = '{"@id": "http://e.org/\\u0000x", "http://e.org/p": "v", "http://e.org/q\\u0000": "w"}'

    assert list(read_outside(file(tmp_path, "names.jsonld", text))) == []


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("latin.ttl", (TERM + '1 .\n' + TERM + '"é" .').encode("latin-1"), 2),
        ("latin.nt", ('\n\n' + TERM + '"é" .').encode("latin-1"), 3),
        ("latin.rdf", THING.format("é").encode("latin-1"), 3),
        ("declared.rdf", ('<?xml version="1.0" encoding="ISO-8859-1"?>' + THING.format("é")).encode("latin-1"), 1),
        ("latin.jsonld", '{\n"http://e.org/p": "é"}'.encode("latin-1"), 2),
        ("wide.ttl", (TERM + "1 .").encode("utf-16"), 1),
        ("wide.jsonld", '{"http://e.org/p": "é"}'.encode("utf-16-be"), 1),
        ("zip.ttl", b"PK\x03\x04\x00\x00", 1),
    ],
)  # fmt: skip
def test_a_wrong_encoding_is_refused_with_its_line(name: str, content: bytes, line: int, tmp_path: Path) -> None:
    assert refusal(file(tmp_path, name, content)).more["line"] == line


def test_lines_are_told_by_each_format_that_has_them(tmp_path: Path) -> None:
    texts = {
        "a.ttl": TERM + "1 .\n# comment\n\n" + TERM + "2,\n 3 .\n",
        "a.rdf": XML.format('<e:C rdf:about="http://e.org/a">\n<e:p>1</e:p>\n</e:C>'),
        "a.nq": TERM + '"1" <http://e.org/g> .\n' + TERM + '"2" _:g .\n',
    }
    lines = {name: [quad.line for quad in read_outside(file(tmp_path, name, text))] for name, text in texts.items()}

    assert lines == {"a.ttl": [1, 4, 5], "a.rdf": [3, 4], "a.nq": [1, 2]}


def test_triples_by_subject_know_prefixes_lines_and_every_graph(tmp_path: Path) -> None:
    path = file(
        tmp_path, "all.trig", "@prefix e: <http://e.org/> .\n" + 'e:a e:p "x\\n\\"y\\"\\\\"@fr .\ne:g { e:a e:p e:b }\n'
    )
    turtle = read_outside_turtle(path)

    assert turtle.namespaces == {"e": "http://e.org/"}
    assert [str(getattr(each, "value", each)) for each in turtle.objects(Iri("http://e.org/a"), "e:p")] == [
        'x\n"y"\\', "http://e.org/b",
    ]  # fmt: skip
    assert turtle.line(Iri("http://e.org/a")) == 2


def test_a_statement_about_a_statement_is_refused_as_values_and_passes_as_n_quads(tmp_path: Path) -> None:
    path = file(tmp_path, "about.ttl", "\n" + TERM + f"<<( {TERM} 1 )>> .")

    assert "rdf:Statement" in refusal(path).en
    assert b"<<(" in b"".join(nquads_outside(path))


def test_what_is_no_file_is_wrong_use(tmp_path: Path) -> None:
    for path in (tmp_path / "none.ttl", tmp_path):
        with pytest.raises(WrongInput):
            next(read_outside(path))


def test_a_base_that_is_no_iri_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="base IRI"):
        next(read_outside(file(tmp_path, "a.ttl", TERM + "1 ."), base="not an iri"))
