"""Our own schemes have what quality.toml allows, not one more and not one less; and what the command line says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graph_service import resources
from graph_service.cli import main
from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.thesaurus.check import NAMES, QUALITY, check_ours, read_allowed
from graph_service.schema.thesaurus.terms import SKOS

ONTOLOGY = resources.folder("ontology")
PRODUCTS = ONTOLOGY / "schemes" / "products.ttl"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of the ontology that may be spoilt."""
    return Path(shutil.copytree(ONTOLOGY, tmp_path / "ontology"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["ontology", "check", *arguments])
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


def test_our_schemes_have_what_is_allowed_and_nothing_else() -> None:
    unexpected = check_ours(ONTOLOGY).unexpected()

    assert unexpected == {}, f"correct the schemes, or ontology/{QUALITY}, which gives (found, allowed)"


def test_chains_and_stages_are_checked_and_lists_of_values_are_not() -> None:
    report = check_ours(ONTOLOGY)
    seen = {iri for finding in report.found["missing_out_links"] for iri in finding.iris}
    orphans = {iri for finding in report.found["orphan_concepts"] for iri in finding.iris}

    assert "https://w3id.org/sillon/id/stage/hydrogen-power" in orphans
    assert "https://w3id.org/sillon/id/certificate/acermi" in seen
    assert [iri for iri in seen if iri.startswith("https://w3id.org/sillon/ontology#")] == []
    files = {finding.place.file for found in report.found.values() for finding in found}
    assert "ontology/schemes/products.ttl" in files


def test_a_breach_in_our_schemes_is_not_covered_by_the_allow_list(ours: Path) -> None:
    before = len(check_ours(ours).found["missing_labels"])
    with (ours / "schemes" / "products.ttl").open("a", encoding="utf-8") as file:
        file.write("\nproduct:hydrogen skos:broader product:nowhere .\n")

    assert check_ours(ours).unexpected()["missing_labels"] == (before + 1, before)


def test_an_entry_that_is_no_longer_needed_fails_too(ours: Path) -> None:
    with (ours / QUALITY).open("a", encoding="utf-8") as file:
        file.write('\n[empty_labels]\ncount = 2\nreason = "There were two."\n')

    assert check_ours(ours).unexpected() == {"empty_labels": (0, 2)}


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('[empty_label]\ncount = 1\nreason = "x"', "no such check"),
        ('[empty_labels]\ncount = 0\nreason = "x"', "number from 1"),
        ('[empty_labels]\ncount = true\nreason = "x"', "number from 1"),
        ("[empty_labels]\ncount = 1", "no reason"),
        ('[empty_labels]\ncount = 1\nreason = " "', "no reason"),
        ('[empty_labels]\ncount = 1\nreason = "x"\nwhy = "y"', "means nothing here"),
        ("empty_labels = 1", "no such check"),
    ],
)
def test_an_entry_without_check_count_or_reason_is_refused(entry: str, told: str, tmp_path: Path) -> None:
    (tmp_path / QUALITY).write_text(entry, encoding="utf-8")
    with pytest.raises(BrokenPromise, match=told):
        read_allowed(tmp_path / QUALITY)


def test_the_command_passes_our_schemes_and_says_what_is_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    code, told, beside = run(capsys)

    assert (code, beside) == (0, "")
    assert [name for name in NAMES if f"\n{name} " not in told] == []
    assert "permis" in told.splitlines()[0]


def test_json_has_every_check_with_its_count_and_items(capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = run(capsys, str(PRODUCTS), "--json")
    answer = json.loads(told)

    assert code == 1
    assert set(answer) == {"checks"}
    assert list(answer["checks"]) == list(NAMES)
    assert [name for name, each in answer["checks"].items() if each["count"] != len(each["items"])] == []
    (first, *_) = answer["checks"]["missing_out_links"]["items"]
    assert first == {
        "iris": ["https://w3id.org/sillon/id/product/energy-carrier"], "says": "", "file": str(PRODUCTS),
        "line": first["line"],
    }  # fmt: skip
    assert PRODUCTS.read_text(encoding="utf-8").splitlines()[first["line"] - 1].startswith("product:energy-carrier a ")


def test_a_person_reads_counts_and_the_first_places(capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = run(capsys, str(PRODUCTS))
    head, _, rest = told.partition("\n\nmissing_out_links\n")

    assert code == 1
    assert "permis" not in head
    assert f"  {PRODUCTS}:" in rest
    assert rest.rstrip().endswith("…")


def test_a_sound_file_leaves_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text("", encoding="utf-8")

    assert run(capsys, str(path))[0] == 0


def test_a_file_that_is_missing_or_no_turtle_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoilt = tmp_path / "spoilt.ttl"
    spoilt.write_text("\n\n:a :b .", encoding="utf-8")

    assert run(capsys, str(tmp_path / "none.ttl")) == (2, "", f"sillon: Il n’y a pas de fichier {tmp_path}/none.ttl.\n")
    code, told, beside = run(capsys, str(spoilt), "--json")
    assert (code, told) == (1, "")
    assert "spoilt.ttl:3: " in beside


def test_without_a_verb_the_family_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["ontology", "--help"])

    assert left.value.code == 0
    assert "\n  check " in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "\n  ontology " in capsys.readouterr().out


def test_what_a_file_says_cannot_give_orders_to_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "orders.ttl"
    label = "\\u001b]0;title\\u0007" + "x" * 100_000
    path.write_text(f'<https://example.org/a> <{SKOS}altLabel> "{label}", " " ; a <{SKOS}Concept> .', encoding="utf-8")
    _, told, _ = run(capsys, str(path))

    assert "\ufffd]0;title\ufffdx" in told
    assert "\x1b" not in told
    assert len(told) < 10_000
