"""The laws of the project: where each is kept, and where a planted breach of it is caught.

A convention that matters is a test whose failure names the place. This room is the index of them all: whoever adds a
law adds its line, and a line that leads nowhere fails.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parent


@dataclass(frozen=True)
class Law:
    """One law, the test that shows that it holds, and the one that plants a breach: `file::test`."""

    says: str
    holds: str
    planted: str


LAWS = (
    Law(
        "an edge is never wider than its ends, in a whole stored graph",
        "laws/test_graph.py::test_the_town_keeps_every_law",
        "laws/test_graph.py::test_a_wider_edge_that_was_stored_behind_the_loaders_is_found",
    ),
    Law(
        "what is guarded has an audience; a fact has basis, confidence and source; digests are of what is stored",
        "laws/test_graph.py::test_the_demonstration_keeps_every_law",
        "laws/test_graph.py::test_a_planted_breach_is_named_with_its_place",
    ),
    Law(
        "every id parses under prefixes.toml, with a prefix of its label",
        "laws/test_graph.py::test_the_town_keeps_every_law",
        "laws/test_graph.py::test_a_planted_id_is_named",
    ),
    Law(
        "no edge leads from a node to itself or to nothing, and nothing is told twice",
        "laws/test_graph.py::test_the_town_keeps_every_law",
        "laws/test_graph.py::test_a_node_told_twice_an_edge_to_itself_and_an_end_that_is_gone_are_named",
    ),
    Law(
        "what the loaders store keeps the laws of the graph, on both engines",
        "engine/test_load_territory.py::test_what_is_stored_keeps_the_laws_of_the_graph",
        "engine/test_load_territory.py::test_a_node_that_becomes_narrower_narrows_the_edges_of_others",
    ),
    Law(
        "what a reader cannot see changes no byte of his answers",
        "unseen/test_noninterference.py::test_what_a_viewer_cannot_see_changes_no_byte_of_any_answer",
        "unseen/test_noninterference.py::test_a_product_that_leaks_is_found_within_twenty_pairs",
    ),
    Law(
        "a question reads what is guarded through the gate only",
        "laws/test_gate.py::test_whole_questions_are_accepted_by_the_same_judge",
        "laws/test_gate.py::test_a_question_that_lost_a_gate_is_refused_with_its_file_and_line",
    ),
    Law(
        "no way around the gate is open",
        "unit/test_gate_attacks.py::test_an_honest_question_is_accepted",
        "unit/test_gate_attacks.py::test_a_way_around_the_gate_is_refused",
    ),
    Law(
        "what the engines understand differently is refused",
        "laws/test_gate.py::test_whole_questions_are_accepted_by_the_same_judge",
        "unit/test_catalogue_refusals.py::test_the_file_is_refused_at_its_line_for_its_reason",
    ),
    Law(
        "ontology, graph.toml and prefixes.toml do not contradict one another",
        "unit/test_schema_words.py::test_the_untouched_copy_is_accepted",
        "unit/test_schema_contradictions.py::test_a_contradiction_planted_in_the_storage_file_is_refused",
    ),
    Law(
        "each room imports only what its contract allows",
        "laws/test_floors.py::test_the_packages_keep_every_contract",
        "laws/test_floors.py::test_a_contract_is_broken_by_the_import_that_it_forbids",
    ),
    Law(
        "models, queries and services of every domain are in the contract against HTTP",
        "laws/test_floors.py::test_every_room_of_a_domain_is_in_the_contract_against_http",
        "laws/test_floors.py::test_a_room_that_the_contract_forgets_is_told",
    ),
    Law(
        "modules are short and say what they are for, excuses have reasons, imports stand at the top; "
        "no file names a machine, an index, a secret or a tool that wrote it",
        "laws/test_files.py::test_the_project_keeps_the_law",
        "laws/test_files.py::test_a_planted_breach_is_named_with_its_place",
    ),
    Law(
        "the lock has hashes and names no place",
        "packaging/test_lock.py::test_the_lock_names_no_index_and_no_machine",
        "packaging/test_lock.py::test_a_planted_place_is_found",
    ),
    Law(
        "every question has a golden answer",
        "laws/test_promises.py::test_every_question_has_a_golden_answer",
        "laws/test_promises.py::test_a_question_without_a_golden_answer_is_named",
    ),
    Law(
        "every parameter, answer and field of the API has an example",
        "api/test_openapi.py::test_every_parameter_and_every_answer_has_an_example",
        "laws/test_promises.py::test_a_parameter_and_an_answer_without_an_example_are_named",
    ),
    Law(
        "every language has every message",
        "laws/test_promises.py::test_every_language_has_every_message",
        "laws/test_promises.py::test_a_message_that_one_language_lacks_is_named",
    ),
    Law(
        "our own schemes are sound SKOS: what is found in them is what ontology/quality.toml allows, to the number",
        "unit/test_thesaurus_own.py::test_our_schemes_have_what_is_allowed_and_nothing_else",
        "unit/test_thesaurus_own.py::test_a_breach_in_our_schemes_is_not_covered_by_the_allow_list",
    ),
)


def lost(laws: Iterable[Law], tests: Path) -> list[str]:
    """Tests that the index names and that are not there, or that assert nothing."""
    wanted = {name for law in laws for name in (law.holds, law.planted)}
    return sorted(name for name in wanted if not _asserts(tests, *name.split("::")))


def unlisted(laws: Iterable[Law], tests: Path) -> list[str]:
    """Files of the laws that the index forgets."""
    listed = {name.partition("::")[0] for law in laws for name in (law.holds, law.planted)}
    return sorted({f"laws/{path.name}" for path in (tests / "laws").glob("test_*.py")} - listed)


def _asserts(tests: Path, file: str, test: str) -> bool:
    path = tests / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == test]
    return any(_judges(node) for function in found for node in ast.walk(function))


def _judges(node: ast.AST) -> bool:
    """An assertion, `with pytest.raises`, or the call of a function that asserts."""
    return isinstance(node, ast.Assert | ast.With) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))


def test_every_law_has_a_test_that_it_holds_and_one_that_a_breach_is_caught() -> None:
    assert lost(LAWS, TESTS) == []
    assert [law.says for law in LAWS if law.holds == law.planted] == []


def test_every_file_of_laws_is_in_the_index() -> None:
    assert unlisted(LAWS, TESTS) == []


def test_a_law_whose_test_is_gone_and_a_file_that_is_not_listed_are_named(tmp_path: Path) -> None:
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "test_kept.py").write_text("def test_a() -> None:\n    assert 1\n", encoding="utf-8")
    (tmp_path / "laws" / "test_idle.py").write_text('def test_b() -> None:\n    """Idle."""\n', encoding="utf-8")
    planted = [Law("a", "laws/test_kept.py::test_a", "laws/test_gone.py::test_a")]

    assert lost(planted, tmp_path) == ["laws/test_gone.py::test_a"]
    assert lost([Law("b", "laws/test_idle.py::test_b", "laws/test_kept.py::test_c")], tmp_path) == [
        "laws/test_idle.py::test_b",
        "laws/test_kept.py::test_c",
    ]
    assert unlisted(planted, tmp_path) == ["laws/test_idle.py"]
