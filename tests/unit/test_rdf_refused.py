"""What is wrong with an exported graph is told with its line; what means harm is refused, and takes little."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_service.kernel.errors import DataErrors, WrongInput
from loaders.records import Asked, Record, RowProblem
from loaders.sources import rdf
from tests.unit.outside_files import BOMBS, DEEP, NESTED, TERM, with_context
from tests.unit.traced import traced

SL, ID = "https://w3id.org/sillon/ontology#", "https://w3id.org/sillon/id/"
HEAD = (
    f"@prefix sl: <{SL}> .\n@prefix siret: <{ID}siret/> .\n@prefix source: <{ID}source/> .\n@prefix fact: <{ID}fact/> "
    f".\n@prefix machine: <{ID}machine/> .\n@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> "
    ".\n@prefix skill: <https://w3id.org/sillon/id/skill/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)
FIRST = HEAD.count("\n") + 1
MACHINE = "machine:6f1f1c0e-5a0e-5d0b-9a57-1d6c6b0b5e11"


def told(*files: Path) -> list[Record]:
    return list(rdf.tell(Asked(files)).records)


def problems(text: str, folder: Path) -> list[tuple[int, str, str, bool]]:
    file = folder / "told.ttl"
    file.write_text(HEAD + text, encoding="utf-8")
    found = [each for each in told(file) if isinstance(each, RowProblem)]
    return [(each.line - FIRST, each.column, each.en, each.rejected) for each in found]


@pytest.mark.parametrize(
    ("text", "place", "because"),
    [
        ("machine:1 a sl:Equipment .", (0, "id"), "no prefix of ours covers this IRI"),
        (f"\n{MACHINE} a sl:Equipment ; sl:fromSource source:x .", (1, "sl:audience"), "sl:audience is missing"),
        (f"{MACHINE} a sl:Equipment ; sl:audience 'public' .", (0, "sl:fromSource"), "sl:fromSource is missing"),
        (f"{MACHINE} a sl:Equipment ; geo:lat 'north' .", (0, "geo:lat"), "a number is expected"),
        (f"{MACHINE} a sl:Equipment ; geo:lat siret:1 .", (0, "geo:lat"), "a literal is expected, not an IRI"),
        (f"{MACHINE} a sl:Equipment ; geo:lat 1, 2 .", (0, "geo:lat"), "two values where one is expected"),
        (f"{MACHINE} a sl:Equipment ; sl:shareable 'yes' .", (0, "sl:shareable"), "true or false is expected"),
        (f"{MACHINE} a sl:Equipment ; rdfs:label 'Four'@fr .", (0, "rdfs:label"), "this text has no language here"),
        (f"{MACHINE} a sl:Equipment ; sl:owner machine:x .", (0, "sl:owner"), "no prefix of ours covers this IRI"),
        (
            f"{MACHINE} a sl:Equipment ; sl:fromSource skill:x .", (0, "sl:fromSource"),
            "the IRI of a source: is expected",
        ),
        (f"{MACHINE} a sl:Equipment, sl:Actor .", (0, "id"), "two classes at once"),
        ("skill:x a skos:Concept ; sl:level 99999999999999999999 .", (0, "sl:level"), "a whole number is expected"),
        ("fact:x a sl:Fact .", (0, "id"), "no prefix of ours covers this IRI"),
        (f"fact:{'a' * 32} a sl:Fact .", (0, "rdf:subject"), "one rdf:subject is expected, an IRI"),
        (
            f"fact:{'a' * 32} a sl:Fact ; rdf:subject siret:73282932000074 ; rdf:predicate sl:feeds ; "
            "rdf:object skill:x .",
            (0, "rdf:predicate"), "is no relation of a fact or a link",
        ),
        (
            f"fact:{'a' * 32} a sl:Fact ; rdf:subject siret:73282932000074 ; rdf:predicate sl:holds ; "
            "rdf:object skill:x ; sl:fromSource source:x ; sl:audience 'public' ; sl:confidence 1.0 ; "
            "sl:basis 'guessed' .",
            (0, "sl:basis"), "not in the list: declared, observed, inferred",
        ),
    ],
)  # fmt: skip
def test_what_cannot_come_in_is_set_aside_with_its_line_and_reason(
    text: str, place: tuple[int, str], because: str, tmp_path: Path
) -> None:
    assert problems(text, tmp_path) == [(*place, because, True)]


def test_what_nobody_keeps_is_counted_by_name_with_the_first_line(tmp_path: Path) -> None:
    found = problems(
        "skill:x a skos:Concept ; sl:fromSource source:x ; skos:editorialNote 'a', 'b' ;\n  skos:prefLabel 'x'@it .\n"
        "skill:y a skos:Concept ; sl:fromSource source:x ; skos:editorialNote 'c' .\n"
        "skill:y skos:broader skill:x .\n<http://e.org/a> a <http://e.org/C> .\n",
        tmp_path,
    )

    assert found == [
        (4, "http://e.org/C", "no class of Sillon, no sl:Fact and no sl:Link; left out (1)", False),
        (3, "skos:broader", "no sl:Fact or sl:Link says its source; left out (1)", False),
        (0, "skos:editorialNote", "is no predicate that Sillon keeps here; left out (3)", False),
        (0, "skos:prefLabel", "a language that Sillon does not keep here; left out (1)", False),
    ]


def test_what_is_said_of_a_thing_in_two_places_is_set_aside_the_second_time(tmp_path: Path) -> None:
    found = problems(
        "skill:x a skos:Concept ; sl:fromSource source:x .\nskill:y a skos:Concept ; sl:fromSource source:x .\n"
        "skill:x a skos:Concept ; skos:notation '1' .",
        tmp_path,
    )

    assert found == [(2, "id", "what is said of it must stand together: sort the file (N-Quads, then sort)", True)]


def test_rdf_that_is_no_export_of_ours_is_refused_and_told_what_was_expected(tmp_path: Path) -> None:
    file = tmp_path / "foreign.ttl"
    file.write_text("@prefix e: <http://e.org/> . e:a a e:C ; e:p e:b . e:b a e:C .", encoding="utf-8")

    with pytest.raises(DataErrors) as refused:
        told(file)

    assert "foreign.ttl is not a graph that Sillon exported" in refused.value.en
    assert "http://e.org/C" in refused.value.en
    assert "sillon export --format ttl|jsonld|nq" in refused.value.fr


def test_without_a_file_and_with_one_that_is_not_there_the_way_out_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataErrors, match=r"Turtle, N-Triples, .*JSON-LD"):
        rdf.tell(Asked())
    with pytest.raises(WrongInput, match=r"There is no file none\.ttl"):
        told(tmp_path / "none.ttl")


WRONG: dict[str, tuple[str, bytes]] = {
    **{name: ("rdf", text) for name, text in BOMBS.items() if not name.startswith(("in UTF", "in a page"))},
    "a remote context": ("jsonld", with_context("{}", "http://127.0.0.1:9/c").encode()),
    "a context that is a file": ("jsonld", with_context("{}", "file:///etc/passwd").encode()),
    "brackets": ("ttl", NESTED["brackets"][1].encode()),
    "closed brackets": ("ttl", ("(" * DEEP + ")" * DEEP + " <http://e.org/p> 1 .").encode()),
    "NUL in an IRI": ("nq", b"<http://e.org/a\x00> <http://e.org/p> <http://e.org/b> .\n"),
    "an escaped NUL in an IRI": ("nq", b"<http://e.org/a\\u0000> <http://e.org/p> <http://e.org/b> .\n"),
    "another encoding": ("ttl", '<http://e.org/a> <http://e.org/p> "é" .'.encode("latin-1")),
    "UTF-16": ("ttl", '<http://e.org/a> <http://e.org/p> "é" .'.encode("utf-16")),
    "IRIs of files": ("nt", b"<file:///etc/passwd> <file:///a> <file:///b> .\n"),
    "a long text": ("nt", (TERM + '"' + "x" * 2_000_000 + '" .\n').encode()),
}


@pytest.mark.parametrize("name", WRONG)
def test_files_that_mean_harm_are_refused_in_one_sentence_and_little_memory(name: str, tmp_path: Path) -> None:
    form, content = WRONG[name]
    file = tmp_path / f"harm.{form}"
    file.write_bytes(content)

    with traced() as peak, pytest.raises(DataErrors) as refused:
        told(file)

    assert "harm." in refused.value.en
    assert refused.value.en.endswith("Nothing was written.")
    assert refused.value.fr.endswith("Rien n'a été écrit.")
    assert peak[0] < 20_000_000
