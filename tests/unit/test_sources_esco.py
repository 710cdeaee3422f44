"""The files of ESCO, told apart by their columns, become one scheme; what is wrong is told with file and line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from graph_service.kernel.errors import DataErrors, WrongInput
from loaders.records import Asked, Edge, Node, RowProblem, Told
from loaders.sources import esco

A, B = (f"{letter * 8}-0000-4000-8000-000000000000" for letter in "ab")
BASE = "http://data.europa.eu/esco/"
SKILLS = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status,definition,description\n"
    f'KnowledgeSkillCompetence,{BASE}skill/{A},skill/competence,sector-specific,tresser l’osier,"vannerie\n'
    'tressage d’osier",released,,Former un panier.\n'
    f"KnowledgeSkillCompetence,{BASE}skill/{B},knowledge,cross-sector,osier,,released,Un bois souple.,Autre.\n"
)
GROUPS = (
    "conceptType,conceptUri,preferredLabel,altLabels,code\n"
    f"SkillGroup,{BASE}skill/S9,tresser,,S9\nSkillGroup,{BASE}skill/S8,façonner le végétal,,S8\n"
)
BROADER = (
    "conceptType,conceptUri,broaderType,broaderUri\n"
    f"KnowledgeSkillCompetence,{BASE}skill/{A},SkillGroup,{BASE}skill/S9\n"
    f"KnowledgeSkillCompetence,{BASE}skill/{A},SkillGroup,{BASE}skill/S8\n"
)
OCCUPATIONS = (
    "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,code\n"
    f"Occupation,{BASE}occupation/{A},7317,vannier/vannière,vannier|vannier/vannière| vannière,7317.1\n"
)
ISCO = f"conceptType,conceptUri,code,preferredLabel\nISCOGroup,{BASE}isco/C7317,7317,Métiers de la vannerie\n"
HIERARCHY = (
    ",".join(f"Level {n} URI,Level {n} preferred term" for n in range(4))
    + ",Level 0 code,Level 1 code,Level 2 code,Level 3 code\n"
    + f"{BASE}skill/S,aptitudes,{BASE}skill/S8,façonner,{BASE}skill/S8.1,tresser,,,S,S8,S8.1,\n"
)

Tells = Callable[..., Told]
"""Names and texts of files, then options by name."""


@pytest.fixture
def told_by(tmp_path: Path) -> Tells:
    def tell(files: Mapping[str, str], **options: str) -> Told:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return esco.tell(Asked(tuple(tmp_path / name for name in files), options=options))

    return tell


def concepts(told: Told) -> dict[str, Node]:
    return {record.id: record for record in told.records if isinstance(record, Node) and record.label == "Concept"}


def links(told: Told) -> list[tuple[str, str, str, int]]:
    return [(r.start[1], r.end[1], r.file, r.line) for r in told.records if isinstance(r, Edge) and r.type == "BROADER"]


def problems(told: Told) -> list[tuple[str, int, str, str]]:
    return [(r.file, r.line, r.value, r.en) for r in told.records if isinstance(r, RowProblem)]


def test_a_skill_has_its_names_its_meaning_and_the_address_of_its_publisher(told_by: Tells) -> None:
    found = concepts(told_by({"skills_fr.csv": SKILLS}))

    assert list(found) == [f"esco:skill/{A}", f"esco:skill/{B}"]
    skill = found[f"esco:skill/{A}"]
    assert skill.properties["label_fr"] == "tresser l’osier"
    assert skill.properties["alt_fr"] == ["tressage d’osier", "vannerie"]
    assert skill.properties["definition_fr"] == "Former un panier."
    assert {"vannerie", "osier"} <= set(skill.properties["search_text"].split())
    assert found[f"esco:skill/{B}"].properties["definition_fr"] == "Un bois souple."
    assert (found[f"esco:skill/{B}"].file, found[f"esco:skill/{B}"].line) == ("skills_fr.csv", 4)


def test_a_skill_with_two_broader_ones_is_below_both(told_by: Tells) -> None:
    files = {"skills_fr.csv": SKILLS, "skillGroups_fr.csv": GROUPS, "broaderRelationsSkillPillar_fr.csv": BROADER}

    told = told_by(files)

    assert links(told) == [
        (f"esco:skill/{A}", "esco:skill/S9", "broaderRelationsSkillPillar_fr.csv", 2),
        (f"esco:skill/{A}", "esco:skill/S8", "broaderRelationsSkillPillar_fr.csv", 3),
    ]
    assert told.hints == ()


def test_links_to_what_no_file_describes_say_which_file_is_missing(told_by: Tells) -> None:
    told = told_by({"skills_fr.csv": SKILLS, "broaderRelationsSkillPillar_fr.csv": BROADER})

    assert [en for _, en in told.hints] == [
        "2 links lead to concepts that no file describes: give skillGroups_fr.csv, or ISCOGroups_fr.csv, as well."
    ]


def test_an_occupation_is_in_its_isco_group_when_the_groups_are_given(told_by: Tells) -> None:
    assert links(told_by({"occupations_fr.csv": OCCUPATIONS})) == []
    told = told_by({"occupations_fr.csv": OCCUPATIONS, "ISCOGroups_fr.csv": ISCO})

    assert links(told) == [(f"esco:occupation/{A}", "esco:isco/C7317", "occupations_fr.csv", 2)]


def test_an_occupation_has_its_code_and_both_its_forms(told_by: Tells) -> None:
    [occupation] = concepts(told_by({"occupations_fr.csv": OCCUPATIONS})).values()

    assert occupation.properties["notation"] == "7317.1"
    assert occupation.properties["alt_fr"] == ["vannier", "vannière"]


def test_the_hierarchy_gives_groups_their_names_their_codes_and_their_place(told_by: Tells) -> None:
    files = {"skillsHierarchy_fr.csv": HIERARCHY, "skillGroups_fr.csv": GROUPS}
    found = concepts(told_by(files))

    assert found["esco:skill/S8"].properties["label_fr"] == "façonner le végétal", "its own file says it better"
    assert (found["esco:skill/S8.1"].properties["label_fr"], found["esco:skill/S8.1"].properties["notation"]) == (
        "tresser", "S8.1",
    )  # fmt: skip
    assert [(start, end) for start, end, _, _ in links(told_by(files))] == [
        ("esco:skill/S8", "esco:skill/S"), ("esco:skill/S8.1", "esco:skill/S8"),
    ]  # fmt: skip


def test_a_second_language_adds_names_to_the_same_concepts(told_by: Tells) -> None:
    english = f"conceptUri,preferredLabel,altLabels\n{BASE}skill/{A},weave wicker,basketry\n"

    found = concepts(told_by({"skills_fr.csv": SKILLS, "skills_en.csv": english}))

    properties = found[f"esco:skill/{A}"].properties
    assert (properties["label_fr"], properties["label_en"]) == ("tresser l’osier", "weave wicker")
    assert len(found) == 2


def test_the_language_is_told_by_the_file_or_asked_for(told_by: Tells) -> None:
    assert "label_de" in next(iter(concepts(told_by({"skills.csv": SKILLS}, lang="de")).values())).properties
    with pytest.raises(WrongInput, match=r"^skills\.csv: which language .* --lang fr") as wrong:
        told_by({"skills.csv": SKILLS})
    assert wrong.value.field == "lang"


def test_rows_that_cannot_be_are_told_with_file_and_line(told_by: Tells) -> None:
    rows = (
        "conceptUri,preferredLabel\n"
        f"{BASE}skill/{A},tresser\nhttp://example.org/skill/1,tisser\n{BASE}skill/{B},\n{BASE}skill/{A},nouer\n"
    )

    assert problems(told_by({"skills_fr.csv": rows})) == [
        ("skills_fr.csv", 3, "http://example.org/skill/1", "is not the address of a concept of ESCO"),
        ("skills_fr.csv", 4, "", "empty cell"),
        ("skills_fr.csv", 5, f"esco:skill/{A}", "told before on line 2, with another content"),
    ]


def test_a_file_that_is_none_of_escos_is_refused(told_by: Tells) -> None:
    with pytest.raises(DataErrors, match=r"^other_fr\.csv lacks the columns “conceptUri”"):
        told_by({"other_fr.csv": "code,label\n1,x\n"})


def test_without_files_one_is_told_which_to_give() -> None:
    with pytest.raises(WrongInput, match=r"sillon load esco skills_fr\.csv"):
        esco.tell(Asked())
