"""The catalogue: what a header says, what a parameter takes, what a model must look like."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from graph_service import resources
from graph_service.access.viewer import PUBLIC, Viewer
from graph_service.kernel.errors import BrokenPromise, NotFound, UnknownIdentifier, WrongInput
from graph_service.schema.model import GraphSchema
from graph_service.store.bound import BoundQuery
from graph_service.store.catalogue import Catalogue, Query
from graph_service.store.dialect.names import FUNCTIONS, LIST_PREDICATES

_FILE = """// Concepts of a kind.
// Two lines of prose are one sentence.
//
// param  concept  curie            the concept
// param  others   curies           more of them
// param  words    text             what is said
// param  level    int -1..5        how deep
// param  share    float 0..1.5     how much
// param  day      date             since when
// param  deep     bool             whether below
// param  lang     enum fr|en|de    the language
// return id       CURIE of the concept
// scope  own
// access read

MATCH (c:Concept {id: $concept})
WHERE c.id IN $others AND c.label_fr CONTAINS $words AND c.level > $level + $share AND c.notation <> $day
  AND $deep AND $lang = 'fr'
RETURN c.id AS id
ORDER BY id
"""


@pytest.fixture
def small(tmp_path: Path, schema: GraphSchema) -> Catalogue:
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "of_a_kind.cypher").write_text(_FILE, encoding="utf-8")
    (tmp_path / "concepts" / "all.cypher").write_text(
        "// All concepts.\n// return id its CURIE\n// return level its depth\n// scope level\n// access read\n\n"
        "MATCH (c:Concept)\nRETURN c.id AS id, c.level AS level\nORDER BY id\n",
        encoding="utf-8",
    )
    (tmp_path / "concepts" / "mark.cypher").write_text(
        "// Mark a concept.\n// param concept curie the concept\n// scope level\n// access write\n\n"
        "MATCH (c:Concept {id: $concept})\nSET c.level = 1\n",
        encoding="utf-8",
    )
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "later.cypher").write_text("not a question", encoding="utf-8")
    return Catalogue.load(tmp_path, schema)


@pytest.fixture
def question(small: Catalogue) -> Query:
    return small["concepts/of_a_kind"]


_GIVEN: dict[str, Any] = {
    "concept": "naf:25.11Z",
    "others": ["naf:25"],
    "words": "acier",
    "level": 3,
    "share": 0.5,
    "day": date(2024, 2, 29),
    "deep": True,
    "lang": "fr",
}


def test_a_question_is_its_folder_and_its_file(small: Catalogue) -> None:
    assert [query.name for query in small] == ["concepts/all", "concepts/mark", "concepts/of_a_kind"]
    assert [query.name for query in small.reads()] == ["concepts/all", "concepts/of_a_kind"]
    assert "concepts/all" in small
    assert len(small) == 3


def test_a_header_says_sentence_parameters_returns_scope_and_access(question: Query) -> None:
    assert question.sentence == "Concepts of a kind. Two lines of prose are one sentence."
    assert [param.grammar for param in question.params] == [
        "curie", "curies", "text", "int -1..5", "float 0..1.5", "date", "bool", "enum fr|en|de",
    ]  # fmt: skip
    assert [(column.name, column.sentence) for column in question.returns] == [("id", "CURIE of the concept")]
    assert (question.scope, question.access) == ("own", "read")


def test_the_text_is_the_file_with_plain_line_ends(tmp_path: Path, schema: GraphSchema) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "windows.cypher").write_bytes(_FILE.replace("\n", "\r\n").encode())

    assert Catalogue.load(tmp_path, schema)["here/windows"].text == _FILE


def test_an_absent_question_is_not_found_and_the_nearest_is_named(small: Catalogue) -> None:
    with pytest.raises(NotFound, match=r"concepts/all\?"):
        small["concept/all"]


def test_a_missing_folder_is_a_broken_promise(tmp_path: Path, schema: GraphSchema) -> None:
    with pytest.raises(BrokenPromise, match="missing"):
        Catalogue.load(tmp_path / "nowhere", schema)


def test_a_file_that_is_not_utf8_is_a_broken_promise(tmp_path: Path, schema: GraphSchema) -> None:
    (tmp_path / "latin.cypher").write_bytes("// Un été.\n".encode("latin-1"))

    with pytest.raises(BrokenPromise, match=r"latin\.cypher:1: not UTF-8"):
        Catalogue.load(tmp_path, schema)


def test_typed_values_are_bound(question: Query, schema: GraphSchema) -> None:
    assert question.bind(_GIVEN, schema.prefixes) == {**_GIVEN, "day": "2024-02-29"}


def test_texts_of_a_command_line_are_bound(question: Query, schema: GraphSchema) -> None:
    bound = question.bind(
        {
            "concept": "naf:2511z", "others": "naf:25, naf:25.11Z", "words": "acier", "level": "-1", "share": "1",
            "day": "2024-02-29", "deep": "oui", "lang": "de",
        },
        schema.prefixes,
    )  # fmt: skip

    assert bound == {
        "concept": "naf:25.11Z", "others": ["naf:25", "naf:25.11Z"], "words": "acier", "level": -1, "share": 1.0,
        "day": "2024-02-29", "deep": True, "lang": "de",
    }  # fmt: skip
    assert isinstance(bound["share"], float)


def test_a_text_is_bound_in_its_composed_form(question: Query, schema: GraphSchema) -> None:
    assert question.bind({**_GIVEN, "words": "e\u0301te\u0301"}, schema.prefixes)["words"] == "été"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("concept", "25.11Z"), ("concept", "nope:25"), ("concept", 25), ("concept", "naf:`25`"),
        ("concept", "naf:" + "9" * 5_000), ("others", "naf:25,{}"), ("others", 3), ("others", ["naf:25", 3]),
        ("others", ["naf:25"] * 10_001), ("words", 3), ("words", "x" * 2_001), ("words", "\ud800"), ("words", "a\0b"),
        ("level", "3.0"), ("level", 3.0), ("level", True), ("level", 6), ("level", "-2"), ("level", "9" * 5_000),
        ("level", 10**5_000), ("level", ""), ("level", "１"), ("share", "nan"), ("share", "0,5"),
        ("share", float("inf")),
        ("share", 2), ("share", True), ("share", 10**5_000), ("share", "1e999"), ("day", "2024-02-30"),
        ("day", "20240229"), ("day", 2024), ("deep", "perhaps"), ("deep", 1), ("lang", "it"), ("lang", "fr|en"),
        ("lang", None),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else type(value).__name__,
)  # fmt: skip
def test_a_wrong_value_is_refused_and_its_parameter_named(
    question: Query, schema: GraphSchema, name: str, value: Any
) -> None:
    with pytest.raises(WrongInput) as refusal:
        question.bind({**_GIVEN, name: value}, schema.prefixes)

    assert refusal.value.field == name
    for words in (refusal.value.fr, refusal.value.en):
        assert len(words.encode()) < 400


def test_an_unknown_prefix_is_an_unknown_identifier(question: Query, schema: GraphSchema) -> None:
    with pytest.raises(UnknownIdentifier):
        question.bind({**_GIVEN, "concept": "nope:1"}, schema.prefixes)


def test_every_parameter_must_be_given(question: Query, schema: GraphSchema) -> None:
    given = {name: value for name, value in _GIVEN.items() if name != "share"}

    with pytest.raises(WrongInput, match=r"share \(float 0\.\.1\.5\) is missing: how much") as refusal:
        question.bind(given, schema.prefixes)

    assert refusal.value.field == "share"


def test_a_misspelt_parameter_is_refused_and_the_nearest_named(question: Query, schema: GraphSchema) -> None:
    with pytest.raises(WrongInput, match=r"Did you mean level\?") as refusal:
        question.bind({**_GIVEN, "levels": 3}, schema.prefixes)

    assert refusal.value.field == "levels"


@pytest.mark.parametrize("name", ["audiences", "owners"])
def test_nobody_brings_his_own_tokens(question: Query, schema: GraphSchema, name: str) -> None:
    with pytest.raises(WrongInput):
        question.bind({**_GIVEN, name: ["private"]}, schema.prefixes)


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)
    id: str
    level: int | None


class _Lacking(BaseModel):
    model_config = ConfigDict(frozen=True)
    id: str


class _Thawed(BaseModel):
    id: str
    level: int | None


class _Rows:
    """Answers what it was given: the port, as far as a bound question sees it."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = list(rows)

    def read(self, query: str, viewer: Viewer, **params: Any) -> list[dict[str, Any]]:
        return [{**row, **params} for row in self.rows]


def test_rows_become_models_in_their_order() -> None:
    bound = BoundQuery("concepts/all", _Row)
    rows = _Rows({"id": "naf:02"}, {"id": "naf:01"})

    assert bound.all(rows, PUBLIC, level=2) == [_Row(id="naf:02", level=2), _Row(id="naf:01", level=2)]
    assert bound.first(rows, PUBLIC, level=2) == _Row(id="naf:02", level=2)
    assert bound.first(_Rows(), PUBLIC) is None


def test_a_model_with_the_fields_of_its_question_passes(small: Catalogue) -> None:
    BoundQuery("concepts/all", _Row).check(small)


@pytest.mark.parametrize(
    ("name", "model", "words"),
    [
        ("concepts/all", _Lacking, "it lacks level, it adds nothing"),
        ("concepts/of_a_kind", _Row, "it lacks nothing, it adds level"),
        ("concepts/all", _Thawed, "must be frozen"),
        ("concepts/nothing", _Row, "not in the catalogue"),
        ("concepts/mark", _Row, "a question that writes"),
    ],
)
def test_a_model_that_does_not_fit_its_question_stops_the_start(
    small: Catalogue, name: str, model: type[BaseModel], words: str
) -> None:
    with pytest.raises(BrokenPromise, match=words):
        BoundQuery(name, model).check(small)


def _readme() -> str:
    return (resources.folder("cypher") / "README.md").read_text(encoding="utf-8")


def test_the_example_of_the_readme_is_a_question(tmp_path: Path, schema: GraphSchema) -> None:
    example = re.search(r"```cypher\n(// .+?)```", _readme(), re.DOTALL)
    assert example is not None
    (tmp_path / "example.cypher").write_text(example[1], encoding="utf-8")

    assert [column.name for column in Catalogue.load(tmp_path, schema)["example"].returns] == ["id", "label"]


def test_the_readme_lists_the_functions_of_the_dialect() -> None:
    listed = re.search(r"^Functions: `([\w ]+)`, with `([\w ]+)`", _readme(), re.MULTILINE)
    assert listed is not None

    assert {name.lower() for name in listed[1].split()} == FUNCTIONS
    assert set(listed[2].split()) == LIST_PREDICATES | {"reduce"}
