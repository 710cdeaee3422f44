"""Lists of codes become schemes: each code a concept below the one above, what is wrong told with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph_service.kernel.errors import DataErrors, WrongInput
from graph_service.schema.model import GraphSchema
from loaders import shipped
from loaders.door import Door, RefusedError
from loaders.records import Asked, Edge, Node, Record, RowProblem, Told
from loaders.sources import SOURCES
from tests.requirements import require
from tests.territory import TODAY

DATA = Path(__file__).parents[3] / "shared" / "data" / "nomenclatures"
NAF = shipped.reference("naf_rev2.csv")
Writes = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Writes:
    def write(text: str) -> Path:
        file = tmp_path / "codes.csv"
        file.write_bytes(text.encode())
        return file

    return write


def told_by(source: str, file: Path) -> Told:
    return SOURCES[source].tell(Asked((file,)))


def read(source: str, file: Path) -> list[Record]:
    return list(told_by(source, file).records)


def nodes(records: list[Record]) -> dict[str, Node]:
    return {record.id: record for record in records if isinstance(record, Node)}


def edges(records: list[Record], kind: str) -> list[tuple[str, str]]:
    return [(r.start[1], r.end[1]) for r in records if isinstance(r, Edge) and r.type == kind]


def problems(records: list[Record]) -> list[tuple[int, str, str, bool, str]]:
    return [(r.line, r.column, r.value, r.rejected, r.en) for r in records if isinstance(r, RowProblem)]


def test_a_waste_has_its_code_without_spaces_as_id_and_as_published_as_notation(written: Writes) -> None:
    records = read("ewc", written("code,parent,label_en\n09,,SOAP WASTES\n09 07,09,bubbles\n09 07 01*,09 07,suds\n"))

    assert [node.id for node in nodes(records).values()] == ["scheme:ewc", "ewc:09", "ewc:0907", "ewc:090701s"]
    suds = nodes(records)["ewc:090701s"]
    assert (suds.properties["notation"], suds.line) == ("09 07 01*", 4)
    assert "090701" in suds.properties["search_text"].split()
    assert nodes(records)["ewc:09"].properties["label_en"] == "Soap wastes"
    assert edges(records, "BROADER") == [("ewc:0907", "ewc:09"), ("ewc:090701s", "ewc:0907")]
    assert problems(records) == []


def test_a_code_above_that_the_file_lacks_is_told_with_its_line_and_the_nearest_takes_its_place(
    written: Writes,
) -> None:
    records = read("ewc", written("code,parent,label_en\n09,,soap\n09 08 01,09_08,foam\n10 01,10,ash\n"))

    assert edges(records, "BROADER") == [("ewc:090801", "ewc:09")]
    assert problems(records) == [
        (3, "parent", "09_08", False, "is not in the file; put below ewc:09"),
        (4, "parent", "10", False, "is not in the file; loaded without this edge"),
    ]


def test_a_waste_is_found_by_its_examples(written: Writes) -> None:
    records = read("ewc", written("code,parent,label_en,examples_en\n09,,soap,Lather|Dish water\n"))

    assert nodes(records)["ewc:09"].properties["search_text"] == "soap 09 lather dish water"


def test_products_come_from_the_columns_of_their_publisher_too(written: Writes) -> None:
    records = read("cpa", written("Order;Level;Code;Parent;Description\n1;1;U;;MADE THINGS\n2;2;98;U;Made toys\n"))

    assert nodes(records)["cpa:98"].properties == {
        "label_en": "Made toys", "notation": "98", "level": 2, "search_text": "made toys 98",
    }  # fmt: skip
    assert edges(records, "BROADER") == [("cpa:98", "cpa:U")]


def test_a_file_without_names_is_refused_and_says_which_column_it_lacks(written: Writes) -> None:
    with pytest.raises(DataErrors, match="lacks the column “Description”"):
        told_by("cpa", written("code,parent,title\n01,,x\n"))


def test_rows_without_code_or_name_are_set_aside_with_their_line(written: Writes) -> None:
    records = read("cpa", written("code,parent,label_en\n,,x\n01,,\n02,,y\n"))

    assert problems(records) == [(2, "code", "", True, "empty cell"), (3, "label_en", "", True, "empty cell")]
    assert list(nodes(records)) == ["scheme:cpa", "cpa:02"]


@pytest.mark.parametrize("source", ["cpa", "ewc", "naf2025"])
def test_without_a_file_one_is_told_how_to_give_it(source: str) -> None:
    with pytest.raises(WrongInput, match=f"sillon load {source} FILE") as wrong:
        SOURCES[source].tell(Asked())
    assert wrong.value.field == "files"


def test_naf_2025_is_matched_with_the_headings_of_nace_that_it_is_made_of(written: Writes) -> None:
    rows = "code,level,parent,label_fr\nC,1,,INDUSTRIE\n25.11,4,,Portes\n25.11G,5,25.11,Volets\n25.12Y,5,,Grilles\n"

    matches = [r for r in read("naf2025", written(rows)) if isinstance(r, Edge) and r.type == "MATCHES"]

    assert [(edge.start[1], edge.properties["relation"], edge.end[1], edge.line) for edge in matches] == [
        ("naf2025:C", "exactMatch", "nace21:C", 2),
        ("naf2025:25.11", "exactMatch", "nace21:25.11", 3),
        ("naf2025:25.11G", "broadMatch", "nace21:25.11", 4),
        ("naf2025:25.12Y", "exactMatch", "nace21:25.12", 5),
    ]


def test_another_encoding_is_read_and_said(tmp_path: Path) -> None:
    file = tmp_path / "wastes.csv"
    file.write_bytes("code;parent;label_fr\n09;;déchets fœtides\n".encode("iso8859-15"))

    told = told_by("ewc", file)

    assert told.hints == (("wastes.csv est lu en iso8859-15.", "wastes.csv is read as iso8859-15."),)
    assert nodes(list(told.records))["ewc:09"].properties["label_fr"] == "déchets fœtides"


def test_a_line_in_another_encoding_than_the_rest_is_named_and_nothing_is_read(tmp_path: Path) -> None:
    file = tmp_path / "wastes.csv"
    file.write_bytes("code,parent,label_fr\n09,,déchets fœtides\n10,,".encode() + "brulés\n".encode("cp1252"))

    with pytest.raises(DataErrors, match=r"^wastes\.csv, line 3: the file is in UTF-8, but this line is not") as wrong:
        told_by("ewc", file)
    assert wrong.value.more["line"] == 3


CLASS = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "<http://id.insee.fr/codes/naf2025/sousClasse/25.11g> a skos:Concept ;\n"
    "    skos:broader <http://id.insee.fr/codes/naf2025/classe/2511> ;\n"
    '    skos:prefLabel "Volets"@fr , "Shutters"@en .\n'
    '<http://id.insee.fr/codes/naf2025/classe/2511> a skos:Concept ; skos:prefLabel "Portes"@fr .\n'
)


def test_a_list_in_rdf_says_what_its_table_says(tmp_path: Path, written: Writes) -> None:
    file = tmp_path / "codes.ttl"
    file.write_text(CLASS, encoding="utf-8")
    table = "code,parent,label_fr\n25.11G,25.11,Volets\n25.11,,Portes\n"

    assert without_place(read("naf2025", file)) == without_place(read("naf2025", written(table)))


def test_an_address_of_another_list_is_set_aside_by_the_door(tmp_path: Path, schema: GraphSchema) -> None:
    file = tmp_path / "codes.ttl"
    file.write_text(CLASS.replace("naf2025/classe", "nafr2/classe"), encoding="utf-8")

    door, refused = Door(schema, "", TODAY, "tests"), []
    for node in nodes(read("naf2025", file)).values():
        try:
            door.node(node)
        except RefusedError as why:
            refused.append((node.line, why.column, why.fr.rpartition(" : ")[2]))

    assert refused == [(5, "code", "activité NAF 2025.")]


def without_place(records: list[Record]) -> set[str]:
    """What records say, but for where it stands."""
    return {str(replace(record, line=0, file="")) for record in records if isinstance(record, Node | Edge)}


@pytest.mark.data
@pytest.mark.parametrize(
    ("source", "profile", "table", "turtle"),
    [("naf2025", "", DATA / "naf_2025.csv", "naf_2025.ttl"), ("nomenclature", "naf", NAF, "naf_rev2.ttl")],
)
def test_both_publications_of_a_list_say_the_same(source: str, profile: str, table: Path, turtle: str) -> None:
    require("data", (DATA / turtle).is_file(), f"{turtle} lies beside the checkout, in ../shared/data")

    first, second = (list(SOURCES[source].tell(Asked((file,), profile)).records) for file in (table, DATA / turtle))

    for record in first + second:
        if isinstance(record, Node):
            record.properties.pop("level", None)
    assert without_place(first) == without_place(second)
    assert len(first) > 5_000


@pytest.mark.data
@pytest.mark.parametrize(
    ("source", "file", "concepts", "broader"),
    [
        ("cpa", "cpa_2_1.csv", 5_522, 5_501),
        ("ewc", "ewc_2002.csv", 889, 870),
        ("naf2025", "naf_2025.csv", 1_794, 1_772),
    ],
)
def test_every_code_of_the_publishers_passes_the_door(
    source: str, file: str, concepts: int, broader: int, schema: GraphSchema
) -> None:
    require("data", (DATA / file).is_file(), f"{file} lies beside the checkout, in ../shared/data")
    door, counted = Door(schema, "", TODAY, "tests"), Counter[str]()
    for record in read(source, DATA / file):
        if isinstance(record, RowProblem):
            assert not record.rejected
            counted["told"] += 1
            continue
        assert isinstance(record, Node | Edge)
        entry = door.node(record) if isinstance(record, Node) else door.edge(record)
        assert entry is not None
        counted[entry.type] += 1

    assert (counted["Concept"], counted["IN_SCHEME"], counted["BROADER"]) == (concepts, concepts, broader)
    assert counted["told"] == (10 if source == "ewc" else 0)


@pytest.mark.data
def test_every_heading_of_naf_2025_is_one_of_the_nace_that_ships() -> None:
    file = DATA / "naf_2025.csv"
    require("data", file.is_file(), "naf_2025.csv lies beside the checkout, in ../shared/data")
    nace = {r.id for r in SOURCES["nomenclature"].tell(Asked()).records if isinstance(r, Node)}

    assert {end for _, end in edges(read("naf2025", file), "MATCHES")} == {
        identifier for identifier in nace if identifier.startswith("nace21:")
    }
