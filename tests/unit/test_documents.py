"""What README and the pages of docs/ say is true: commands exist, links lead somewhere, sources are the real ones."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from graph_service.cli import app, main
from loaders.sources import SOURCES

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "cypher" / "README.md"])
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(text: str) -> list[list[str]]:
    """The `sillon …` lines of fenced blocks, split into words."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.startswith("sillon ")]


def goals(text: str) -> set[str]:
    return set(re.findall(r"^make (\w+)", text, re.MULTILINE))


def sources_table() -> str:
    rows = [SOURCES[name].SOURCE for name in sorted(SOURCES)]
    lines = ["| source | what | publisher, licence |", "|---|---|---|"]
    lines += [f"| `{row.id}` | [{row.title}]({row.homepage}) | {row.publisher}, {row.licence} |" for row in rows]
    return "\n".join(lines)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_has_a_verb_and_flags_that_exist(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    families = {group.typer_instance.info.name for group in app.registered_groups if group.typer_instance}
    for _, verb, *rest in commands(page.read_text(encoding="utf-8")):
        words = [verb, *rest[:1]] if verb in families else [verb]
        with pytest.raises(SystemExit) as left:
            main([*words, "--help"])
        told = capsys.readouterr().out
        assert left.value.code == 0, f"{page.name}: there is no verb {verb}"
        flags = {word.split("=")[0] for word in rest if word.startswith("-")}
        assert {flag for flag in flags if not re.search(rf"(?<![\w-]){flag}\b", told)} == set(), f"{page.name}: {verb}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_source_and_variable_that_is_named_exists(page: Path) -> None:
    from graph_service.settings import PREFIX, Settings

    text = page.read_text(encoding="utf-8")
    loaded = {rest[0] for _, verb, *rest in commands(text) if verb == "load"}
    variables = {PREFIX + name.upper() for name in Settings.model_fields}

    assert loaded - set(SOURCES) - {"SOURCE"} == set()
    assert set(re.findall(r"SILLON_[A-Z][A-Z0-9_]*", text)) - variables == set()


def test_every_goal_of_make_that_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert {"demo", "test"} <= goals(README)
    assert goals(README) - set(re.findall(r"^(\w+):", makefile, re.MULTILINE)) == set()


def test_the_readme_lists_the_sources_as_they_declare_themselves() -> None:
    listed = re.search(r"<!-- sources -->\n(.*?)\n<!-- end -->", README, re.DOTALL)

    assert listed is not None
    assert listed.group(1) == sources_table(), f"in README.md, between the marks, put:\n{sources_table()}"


def test_the_map_of_the_tree_names_what_is_there() -> None:
    tree = re.search(r"^## The tree\n+```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)

    assert tree is not None
    named = [line.split()[0] for line in tree.group(1).splitlines() if line and not line.startswith(" ")]
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_a_wrong_command_would_be_noticed() -> None:
    assert commands("```\nsillon load sirene f.csv --profil x  # a comment\n```\n") == [
        ["sillon", "load", "sirene", "f.csv", "--profil", "x"]
    ]
