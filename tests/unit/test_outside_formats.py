"""Each form of RDF is told from its name or its beginning, and says what the library itself says of it."""

from __future__ import annotations

import io
import time
from collections.abc import Iterable
from pathlib import Path, PurePath

import pyoxigraph as ox
import pytest

from graph_service.kernel.errors import WrongInput
from graph_service.schema.nquads import Quad
from graph_service.schema.outside import nquads_outside, read_outside, read_outside_turtle
from graph_service.schema.outside_format import FORMATS, HEAD, Format, format_of
from graph_service.schema.rdf import Blank, Iri, Node, read_turtle
from tests.requirements import require

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
OURS = sorted((ROOT / "ontology").rglob("*.ttl"))
SAID = """
<http://e.org/a> <http://e.org/p> "one \\"word\\" \\\\ \\t\\n\\r\\b\\f \\u0001 \\u0085 \\u2028 é 😀"@fr .
<http://e.org/a> <http://e.org/p> "00032017500016"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://e.org/a> <http://e.org/p> "" , "\\u0000" .
_:x <http://e.org/q> _:y .
<http://e.org/é> <http://e.org/p> <http://e.org/a#b?c@d'e> , "a <b> @c ^^<d> .", "@fr", "\\"^^<http://e.org/t>" .
"""


def library(path: Path, form: ox.RdfFormat) -> set[str]:
    return canonical(ox.parse(path=path, format=form))


def canonical(quads: Iterable[ox.Quad]) -> set[str]:
    """The statements with the same names for the same blank nodes."""
    found = ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in found}


def term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(node, Iri):
        return ox.NamedNode(node)
    if isinstance(node, Blank):
        return ox.BlankNode(node.removeprefix("_:"))
    if node.lang:
        return ox.Literal(node.value, language=node.lang)
    return ox.Literal(node.value, datatype=ox.NamedNode(node.datatype))


def again(quads: Iterable[Quad]) -> set[str]:
    """What our values say, as the library writes it."""
    return canonical(
        ox.Quad(
            term(quad.subject),  # type: ignore[arg-type]  # a text is no subject
            ox.NamedNode(quad.predicate),
            term(quad.object),
            term(quad.graph) if quad.graph else ox.DefaultGraph(),  # type: ignore[arg-type]  # nor is it a graph
        )
        for quad in quads
    )


def of_others() -> list[Path]:
    return [path for folder in ("vocabularies", "nomenclatures", "themes") for path in (DATA / folder).glob("*.ttl")]


@pytest.mark.data
def test_files_of_others_say_what_the_library_says_of_them() -> None:
    require("data", DATA.is_dir(), f"no folder {DATA.name} beside the project")
    files = of_others()

    assert len(files) > 15
    for path in files:
        expected = library(path, ox.RdfFormat.TURTLE)
        assert again(read_outside(path)) == expected, path.name
        written = b"".join(nquads_outside(path))
        assert canonical(ox.parse(written, ox.RdfFormat.N_QUADS)) == expected, path.name


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_own_files_say_the_same_through_the_child(path: Path) -> None:
    ours, theirs = read_turtle(path), read_outside_turtle(path)

    assert again(read_outside(path)) == library(path, ox.RdfFormat.TURTLE)
    assert theirs.namespaces == ours.namespaces
    assert theirs.named_subjects() == ours.named_subjects()
    assert [theirs.line(each) for each in ours.named_subjects()] == [ours.line(each) for each in ours.named_subjects()]


@pytest.fixture(scope="module")
def said() -> list[ox.Quad]:
    """Every kind of term, each sign that is escaped."""
    graph = ox.NamedNode("http://e.org/g")
    triples = list(ox.parse(SAID.encode(), ox.RdfFormat.TURTLE))
    return [*triples, *(ox.Quad(each.subject, each.predicate, each.object, graph) for each in triples[:2])]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_each_format_is_read_by_its_name_by_its_extension_and_by_its_beginning(
    form: Format, said: list[ox.Quad], tmp_path: Path
) -> None:
    library_form = getattr(ox.RdfFormat, form.parser)
    quads = said if library_form.supports_datasets else said[: len(said) - 2]
    if form.title == "RDF/XML":  # which cannot hold every sign
        quads = [quad for quad in quads if not any(sign in str(quad) for sign in ("\\u0000", "\\u0001", "\\b", "\\f"))]
    out = io.BytesIO()
    ox.serialize(quads if library_form.supports_datasets else [quad.triple for quad in quads], out, library_form)
    expected = canonical(ox.parse(out.getvalue(), library_form))

    assert len(expected) >= 6
    for name, asked in (("a.bin", form.name), *((f"a.{end}", None) for end in form.extensions), ("a", None)):
        path = tmp_path / name
        path.write_bytes(out.getvalue())
        assert again(read_outside(path, format=asked)) == expected, name


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("# a comment\n\n@prefix e: <http://e.org/> .", "trig"),
        ("PREFIX e: <http://e.org/>", "trig"),
        ("<http://e.org/a> <http://e.org/p> <http://e.org/b> .\n\n# c", "nquads"),
        ("<http://e.org/a> <http://e.org/p> <http://e.org/b> .\n[] a <http://e.org/c> .", "trig"),
        ('<http://e.org/a> <http://e.org/p> "x" .\n' * HEAD, "nquads"),
        ('<http://e.org/a> <http://e.org/p> "x <y> ."@fr <http://e.org/g> .', "nquads"),
        ("_:a <http://e.org/p> _:b _:g .", "nquads"),
        ('[ {"@id": "http://e.org/a"} ]', "jsonld"),
        (' {\n "@context": {}}', "jsonld"),
        ("[ <http://e.org/p> 1 ] .", "trig"),
        ("{ <http://e.org/a> <http://e.org/p> 1 }", "trig"),
        ("\ufeff<?xml version='1.0'?>", "rdfxml"),
        ("<rdf:RDF xmlns:rdf=''>", "rdfxml"),
        ("<!-- a comment -->", "rdfxml"),
    ],
)
def test_a_file_without_a_telling_name_is_told_by_its_beginning(head: str, name: str) -> None:
    assert format_of(PurePath("file.dat"), head.encode()[:HEAD]).name == name


def test_what_is_asked_wins_over_the_name_and_the_name_over_the_beginning() -> None:
    assert format_of(PurePath("a.ttl"), b"{}", "JSONLD").name == "jsonld"
    assert format_of(PurePath("a.ttl"), b"{}", ".nq").name == "nquads"
    assert format_of(PurePath("a.TTL"), b"{}").name == "turtle"


@pytest.mark.parametrize(("head", "asked"), [(b"PK\x03\x04", None), (b"", None), (b"id;label\n", None), (b"{}", "hdt")])
def test_what_is_unknown_is_refused_with_all_that_is_known(head: bytes, asked: str | None) -> None:
    with pytest.raises(WrongInput) as refused:
        format_of(PurePath("a.bin"), head, asked)

    for form in FORMATS:
        assert form.name in refused.value.fr
        assert form.name in refused.value.en


@pytest.mark.parametrize("sign", ["_:", "<", "_:a<>", '"', " ", "a:", "#\n", "_:a.", "<a> "])
def test_a_beginning_that_repeats_itself_is_told_in_no_time(sign: str) -> None:
    started = time.monotonic()
    for begun in ("", "_:", "<a> <b> ", '<a> <b> "'):
        try:
            format_of(PurePath("a"), (begun + sign * HEAD).encode()[:HEAD])
        except WrongInput:
            continue

    assert time.monotonic() - started < 2


def test_relative_names_are_relative_to_the_base_that_is_given(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<a> <#p> <> .", encoding="utf-8")
    (quad,) = read_outside(path, base="http://e.org/x/y")

    assert quad[:3] == ("http://e.org/x/a", "http://e.org/x/y#p", "http://e.org/x/y")
