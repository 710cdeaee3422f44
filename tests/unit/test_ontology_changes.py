"""What was published once stays: as itself, or to lead to what took its place; and what changed is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graph_service import resources
from graph_service.cli import main
from graph_service.schema.terms import read_ontology
from graph_service.schema.thesaurus.changes import (
    HISTORY,
    changes,
    our_words,
    releases,
    vanished,
    without_a_successor,
    words_in,
)

ONTOLOGY = resources.folder("ontology")
SKILL = "https://w3id.org/sillon/id/skill/"
PREFIXES = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix sl: <https://w3id.org/sillon/ontology#> .\n"
    f"@prefix skill: <{SKILL}> .\n"
)
BEFORE = (
    'skill:joining a skos:Concept ; skos:prefLabel "Assemblage"@fr, "Joining"@en .\n'
    'skill:welding a skos:Concept ; skos:prefLabel "Soudage"@fr ; skos:broader skill:joining .\n'
    'skill:soldering a skos:Concept ; skos:prefLabel "Soudure"@fr .\n'
    'skill:gluing a skos:Concept ; skos:prefLabel "Collage"@fr .\n'
)
AFTER = (
    'skill:joining a skos:Concept ; skos:prefLabel "Assembler"@fr, "Joining"@en, "Fügen"@de .\n'
    'skill:welding a skos:Concept ; skos:prefLabel "Soudage"@fr .\n'
    'skill:brazing a skos:Concept ; skos:prefLabel "Brasage"@fr .\n'
    'skill:soldering a skos:Concept ; skos:prefLabel "Soudure"@fr ; sl:replacedBy skill:brazing .\n'
)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of the ontology that may be spoilt."""
    return Path(shutil.copytree(ONTOLOGY, tmp_path / "ontology"))


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """An earlier release as a folder, and a later one as a file."""
    old, new = tmp_path / "old" / "schemes" / "skills.ttl", tmp_path / "new.ttl"
    old.parent.mkdir(parents=True)
    old.write_text(PREFIXES + BEFORE, encoding="utf-8")
    new.write_text(PREFIXES + AFTER, encoding="utf-8")
    return tmp_path / "old", new


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["ontology", "changes", *arguments])
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


def test_nothing_that_was_published_has_vanished() -> None:
    assert list(vanished(ONTOLOGY)) == [], (
        "a published IRI stays: put the word back with sl:replacedBy (ontology/DECISIONS.md, 40)"
    )


def test_what_was_given_up_leads_to_a_word_in_use() -> None:
    assert list(without_a_successor(our_words(ONTOLOGY))) == []


def test_the_first_release_is_written_down() -> None:
    version, iris = releases(ONTOLOGY)[0]

    assert version == read_ontology(ONTOLOGY / "sillon.ttl").version == "0.1.0"
    assert iris == sorted(set(iris))
    stage = "https://w3id.org/sillon/id/stage/hydrogen-power"
    assert {f"{SKILL}welding", "https://w3id.org/sillon/ontology#holds", stage} < set(iris)
    assert len(iris) > 1_700


def test_a_word_that_is_taken_out_is_missed(ours: Path) -> None:
    file = ours / "schemes" / "skills.ttl"
    blocks = file.read_text(encoding="utf-8").split("\n\n")
    kept = [block for block in blocks if not block.startswith("skill:tig-welding ")]
    file.write_text("\n\n".join(kept), encoding="utf-8")

    assert len(kept) == len(blocks) - 1
    assert list(vanished(ours)) == [(f"{SKILL}tig-welding", "0.1.0")]


def test_a_term_that_is_taken_out_is_missed_too(ours: Path) -> None:
    (ours / HISTORY / "0.0.9.txt").write_text("https://w3id.org/sillon/ontology#owned\n", encoding="utf-8")

    assert list(vanished(ours)) == [("https://w3id.org/sillon/ontology#owned", "0.0.9")]
    assert [version for version, _ in releases(ours)] == ["0.0.9", "0.1.0"]


def test_versions_are_in_the_order_of_their_numbers(ours: Path) -> None:
    for version in ("0.10.0", "0.9.0"):
        (ours / HISTORY / f"{version}.txt").write_text("", encoding="utf-8")

    assert [version for version, _ in releases(ours)] == ["0.1.0", "0.9.0", "0.10.0"]


@pytest.mark.parametrize(
    "said",
    [
        "skill:a a skos:Concept ; <http://www.w3.org/2002/07/owl#deprecated> true .",
        "skill:a a skos:Concept ; sl:replacedBy skill:nowhere .",
        "skill:a a skos:Concept ; sl:replacedBy skill:b . skill:b a skos:Concept ; sl:replacedBy skill:a .",
    ],
)
def test_a_word_that_leads_nowhere_is_missed(said: str, tmp_path: Path) -> None:
    (tmp_path / "words.ttl").write_text(PREFIXES + said, encoding="utf-8")

    assert f"{SKILL}a" in list(without_a_successor(words_in(tmp_path / "words.ttl", ONTOLOGY)))


def test_each_kind_of_change_is_told(two: tuple[Path, Path]) -> None:
    found = changes(words_in(two[0], ONTOLOGY), words_in(two[1], ONTOLOGY))

    assert found.added == (f"{SKILL}brazing",)
    assert found.gone == (f"{SKILL}gluing",)
    assert found.given_up == ((f"{SKILL}soldering", f"{SKILL}brazing"),)
    assert found.relabelled == (
        (f"{SKILL}joining", "de", "", "Fügen"),
        (f"{SKILL}joining", "fr", "Assemblage", "Assembler"),
    )
    assert found.moved == ((f"{SKILL}welding", (f"{SKILL}joining",), ()),)


def test_a_release_has_not_changed_since_itself(two: tuple[Path, Path]) -> None:
    for one in two:
        found = changes(words_in(one, ONTOLOGY), words_in(one, ONTOLOGY)).as_json()
        assert not any(found.values())


def test_the_command_tells_programs_and_people_and_fails_for_what_is_gone(
    two: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SILLON_LANG", "fr")
    code, out, _ = run(capsys, *map(str, two), "--json")
    told = json.loads(out)
    assert (code, told["since"]) == (1, str(two[0]))
    assert told["given_up"] == [{"iri": f"{SKILL}soldering", "instead": f"{SKILL}brazing"}]
    assert told["moved"] == [{"iri": f"{SKILL}welding", "before": [f"{SKILL}joining"], "after": []}]

    code, out, _ = run(capsys, *map(str, two))
    assert code == 1
    assert f"{SKILL}soldering → {SKILL}brazing (Brasage)" in out
    assert f"{SKILL}joining [fr] Assemblage → Assembler" in out
    assert "disparus" in out


def test_without_a_release_ours_is_compared_with_what_it_published(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--json")
    told = json.loads(out)

    assert (code, told["since"], told["gone"]) == (0, releases(ONTOLOGY)[-1][0], [])


@pytest.mark.parametrize(("name", "told"), [("nowhere.ttl", "nowhere.ttl"), (".", "Il n’y a pas de fichier .ttl")])
def test_a_release_that_is_not_there_is_refused(
    name: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SILLON_LANG", "fr")
    code, out, err = run(capsys, str(tmp_path / name))

    assert (code, out) == (2, "")
    assert told in err
