"""The XML of ROME is read in both its encodings; what it says wrongly of itself is refused with the line."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from graph_service.kernel.errors import DataErrors, WrongInput
from loaders import xml_items
from loaders.records import Asked, Edge, Node, RowProblem, Told
from loaders.sources import rome
from tests.requirements import require

DATA = Path(__file__).parents[3] / "shared" / "data" / "skills"
CODES = (
    "<ogr>\n"
    "<item_referentiel_code_rome>\n<code_ogr>7</code_ogr>\n<code_rome>Z1201</code_rome>\n"
    "<libelle>Vannerie d&apos;œuvre &amp; d’été</libelle>\n<statut1>1</statut1>\n</item_referentiel_code_rome>\n"
    "<item_referentiel_code_rome>\n<code_ogr>8</code_ogr>\n<code_rome>Z1202</code_rome>\n"
    "<libelle>Cannage</libelle>\n<statut1>1</statut1>\n</item_referentiel_code_rome>\n</ogr>\n"
)
SKILLS = (
    "<ogr>\n"
    "<item_referentiel_competence><code_ogr>100901</code_ogr>\n<libelle_competence>SAVOIRS DE LA MAIN"
    "</libelle_competence>\n<libelle>Tressage</libelle></item_referentiel_competence>\n"
    "<item_referentiel_competence><code_ogr>100902</code_ogr>\n<libelle_competence>SAVOIRS DE LA MAIN"
    "</libelle_competence>\n<libelle>Nouage</libelle></item_referentiel_competence>\n</ogr>\n"
)
LATIN = CODES.replace("’", "'")
Tells = Callable[..., Told]


@pytest.fixture
def told_by(tmp_path: Path) -> Tells:
    def tell(*files: bytes) -> Told:
        paths = [tmp_path / f"rome{number}.xml" for number, _ in enumerate(files, 1)]
        for path, content in zip(paths, files, strict=True):
            path.write_bytes(content)
        return rome.tell(Asked(tuple(paths)))

    return tell


def declared(encoding: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}" ?>\n'.encode()


def labels(told: Told) -> dict[str, str]:
    return {r.id: r.properties["label_fr"] for r in told.records if isinstance(r, Node) and r.label == "Concept"}


@pytest.mark.parametrize(
    ("content", "read_as"),
    [
        (declared("utf-8") + CODES.encode(), ""),
        (declared("UTF-8") + b"\n" + CODES.encode(), ""),
        (CODES.encode(), ""),
        (b"\xef\xbb\xbf" + declared("utf-8") + CODES.encode(), ""),
        (b"\xff\xfe" + CODES.encode("utf-16-le"), ""),
        (declared("ISO-8859-15") + LATIN.encode("iso8859-15"), ""),
        (LATIN.encode("iso8859-15"), "iso8859-15"),
        (CODES.encode("cp1252"), "cp1252"),
    ],
    ids=["utf-8", "UTF-8", "undeclared", "mark", "utf-16", "iso-8859-15", "undeclared iso", "undeclared windows"],
)
def test_an_occupation_is_read_in_each_encoding(told_by: Tells, content: bytes, read_as: str) -> None:
    told = told_by(content)

    said = {identifier: label.replace("’", "'") for identifier, label in labels(told).items()}
    assert said == {"rome:Z1201": "Vannerie d'œuvre & d'été", "rome:Z1202": "Cannage"}
    assert [en for _, en in told.hints] == ([f"rome1.xml is read as {read_as}."] if read_as else [])


@pytest.mark.parametrize(
    ("content", "line", "really"),
    [
        (declared("utf-8") + LATIN.encode("iso8859-15"), 6, "iso8859-15"),
        (declared("iso-8859-15") + CODES.encode(), 6, "utf-8"),
        (declared("iso-8859-1") + CODES.encode("cp1252"), 6, "cp1252"),
        (declared("us-ascii") + LATIN.encode("iso8859-15"), 6, "iso8859-15"),
    ],
    ids=["says utf-8", "says iso", "says iso, is windows", "says ascii"],
)
def test_a_file_that_is_not_in_the_encoding_it_declares_is_refused_with_the_line(
    told_by: Tells, content: bytes, line: int, really: str
) -> None:
    with pytest.raises(DataErrors, match=rf"^rome1\.xml, line {line}: .* probably in {really}") as wrong:
        told_by(content)
    assert wrong.value.more["line"] == line


def test_a_line_in_another_encoding_than_the_rest_is_named(told_by: Tells) -> None:
    content = CODES.encode().replace(b"Cannage", "Rempaillé".encode("iso8859-15"))

    with pytest.raises(DataErrors, match=r"^rome1\.xml, line 11: the file is in UTF-8, but this line is not"):
        told_by(content)


def test_an_encoding_that_nobody_writes_any_more_is_refused(told_by: Tells) -> None:
    with pytest.raises(DataErrors, match=r"line 1: the encoding “utf-7” is not read"):
        told_by(declared("utf-7") + CODES.encode())


def test_skills_are_below_their_kind_and_beside_the_occupations(told_by: Tells) -> None:
    told = told_by(CODES.encode(), SKILLS.encode())
    records = list(told.records)

    broader = [(r.start[1], r.end[1], r.file, r.line) for r in records if isinstance(r, Edge) and r.type == "BROADER"]
    assert broader == [
        ("rome:100901", "rome:SAVOIRSDELAMAIN", "rome2.xml", 2),
        ("rome:100902", "rome:SAVOIRSDELAMAIN", "rome2.xml", 5),
    ]
    assert told.read == 4
    assert {r.id: r.properties.get("notation") for r in records if isinstance(r, Node)} == {
        "scheme:rome": None, "rome:Z1201": "Z1201", "rome:Z1202": "Z1202", "rome:SAVOIRSDELAMAIN": None,
        "rome:100901": "100901", "rome:100902": "100902",
    }  # fmt: skip


def test_an_item_without_code_or_name_is_set_aside_with_its_line(told_by: Tells) -> None:
    text = CODES.replace("<libelle>Cannage</libelle>", "<libelle> </libelle>").replace("Z1201", "")

    problems = [
        (r.line, r.column, r.en, r.rejected) for r in told_by(text.encode()).records if isinstance(r, RowProblem)
    ]

    assert problems == [(2, "code_rome", "empty element", True), (8, "libelle", "empty element", True)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('<!DOCTYPE a [<!ENTITY x "y">]>\n' + CODES, r"line 1: “<!DOCTYPE” may declare anything"),
        (CODES.replace("</ogr>", ""), r"line 15: .*no element found"),
        (CODES.replace("</libelle>", "</label>", 1), r"line 5: .*mismatched tag"),
        (CODES.replace("&amp;", "&unknown;"), r"line 5: .*undefined entity"),
        (CODES.replace("Cannage", "<b>" * 20 + "x" + "</b>" * 20), r"line 11: .*> 16"),
        ("code_rome,libelle\nZ1201,Vannerie\n", r"line 1: .*not well-formed|line 1: .*syntax error"),
        ("<html><body>Erreur 404</body></html>", r"is a file of neither the codes of ROME"),
        (" \n", r"^rome1\.xml is empty"),
    ],
    ids=["doctype", "cut short", "mismatched", "entity", "deep", "csv", "html", "empty"],
)
def test_a_file_that_is_none_is_refused_in_one_sentence_with_its_line(told_by: Tells, content: str, why: str) -> None:
    with pytest.raises(DataErrors, match=why) as wrong:
        told_by(content.encode())
    assert "rome1.xml" in wrong.value.fr


def test_a_file_beyond_any_of_rome_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.xml"
    with file.open("wb") as out:
        out.truncate(xml_items.LIMIT + 1)

    tracemalloc.start()
    with pytest.raises(DataErrors, match=r"^large\.xml has more than 64 MB"):
        rome.tell(Asked((file,)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20


def test_without_files_one_is_told_which_to_give() -> None:
    with pytest.raises(WrongInput, match=r"sillon load rome unix_referentiel_code_rome_"):
        rome.tell(Asked())


@pytest.mark.data
def test_both_files_of_the_publisher_are_read_whole() -> None:
    files = sorted(DATA.glob("unix_referentiel_*.xml"))
    require("data", len(files) == 2, "the files of ROME lie beside the checkout, in ../shared/data")

    told = rome.tell(Asked(tuple(files)))
    records = list(told.records)

    assert told.read == 532 + 4_930
    assert not [r for r in records if isinstance(r, RowProblem)]
    found = {r.id: r.properties["label_fr"] for r in records if isinstance(r, Node) and r.label == "Concept"}
    assert len(found) == 532 + 4_930 + 1
    assert found["rome:A1201"] == "Bûcheronnage et élagage"
    assert found["rome:100017"] == "Règles de sécurité"
