"""Laws of the files: short modules that say what they are for, excuses with reasons, nothing of one machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.laws.files import (
    LONGEST,
    ROOT,
    late_imports,
    modules,
    project_files,
    too_long,
    unwanted,
    without_docstring,
    without_reason,
)

Law = Callable[[Path], list[str]]


def nothing_unwanted(root: Path) -> list[str]:
    return unwanted(root, project_files(root))


LAWS: dict[str, Law] = {
    "no module is longer than a person reads in one go": too_long,
    "every module says what it is for": without_docstring,
    "every exception from a rule says why beside it": without_reason,
    "no file names a machine, an index, a secret or a tool that wrote it": nothing_unwanted,
    "imports stand at the top of their module": late_imports,
}
_DOC = '"""Planted."""\n\n'
PLACE = "graph_service/planted.py"
# In two pieces each, so that this file keeps the law.
PLANTS: dict[str, tuple[Law, str, str]] = {
    "a module of 301 lines": (too_long, "x = 1\n" * (LONGEST + 1), ": 301 lines"),
    "no docstring": (without_docstring, "x = 1\n", ":1: no docstring"),
    "a comment instead of one": (without_docstring, "# For tests.\nx = 1\n", ":1: no docstring"),
    "a bare noqa": (without_reason, "x = 1  # no" + "qa\n", ":1: noqa"),
    "a noqa with a code alone": (without_reason, "\nx = 1  # no" + "qa: A001\n", ":2: noqa"),
    "a noqa with two codes alone": (without_reason, "x = 1  # no" + "qa: A001, S101\n", ":1: noqa"),
    "a bare type: ignore": (without_reason, "x = 1  # type: " + "ignore\n", ":1: type: ignore"),
    "a type: ignore with a code alone": (without_reason, "x = 1  # type: " + "ignore[arg-type]\n", "ignore[arg-type]"),
    "one excuse as the reason of another": (
        without_reason, "x = 1  # type: " + "ignore[misc]  # no" + "qa: A001\n", ":1: type: ignore[misc]",
    ),
    "a bare skip": (without_reason, "import pytest\npytest.skip()\n", ":2: pytest.skip"),
    "a skip that says nothing": (without_reason, "import pytest\npytest.skip('later')\n", ":2: pytest.skip"),
    "a bare mark": (without_reason, "import pytest\n@pytest.mark.skip\ndef f(): ...\n", ":2: pytest.mark.skip"),
    "a mark with a condition alone": (
        without_reason, "import pytest\n@pytest.mark.skipif(True)\ndef f(): ...\n", ":2: pytest.mark.skipif",
    ),
    "an expected failure without a reason": (
        without_reason, "import pytest\nx = pytest.mark.xfail(strict=True)\n", ":2: pytest.mark.xfail",
    ),
    "a home": (nothing_unwanted, "x = '/ho" + "me/maria/sillon'\n", ":1: a path of one machine"),
    "a home elsewhere": (nothing_unwanted, "x = 'C:\\\\Us" + "ers\\\\maria'\n", ":1: a path of one machine"),
    "a folder of this day": (nothing_unwanted, "\n# see /tm" + "p/notes.md\n", ":2: a path of one machine"),
    "an index": (nothing_unwanted, "# https://py" + "pi.example.org/simple\n", ":1: the address of a package index"),
    "an index as an option": (nothing_unwanted, "# pip --index-" + "url http://x/simple\n", "a package index"),
    "a key": (nothing_unwanted, "x = 'gh" + "p_" + "a1" * 18 + "'\n", ":1: a secret"),
    "a private key": (nothing_unwanted, "# -----BEG" + "IN RSA PRIVATE KEY-----\n", ":1: a secret"),
    "a password in an address": (nothing_unwanted, "x = 'bolt://neo4j:" + "hunter2@graph.example'\n", ": a secret"),
    "the name of a tool": (nothing_unwanted, "# asked Cl" + "aude\n", ":1: the tools that wrote it"),
    "what a tool says of itself": (nothing_unwanted, "# AI" + "-generated\n", ":1: the tools that wrote it"),
    "talk about a sitting": (nothing_unwanted, "# left for the next ses" + "sion\n", ":1: the tools that wrote it"),
    "an import in a function": (
        late_imports, "def f() -> None:\n    from loaders import records\n", ":2: loaders is imported inside",
    ),
    "an import in a method": (
        late_imports, "class A:\n    def f(self) -> None:\n        import json\n", ":3: json is imported inside",
    ),
}  # fmt: skip
KEPT = """import pytest
x = 1  # noqa: A001  (the word of the address)
y = x  # type: ignore[misc]  # the library narrows it so
pytest.skip("no browser on the PATH")


def f() -> None:
    import httpx
"""


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_the_project_keeps_the_law(law: Law) -> None:
    assert law(ROOT) == []


def test_what_is_judged_is_the_whole_project_and_nothing_but_it() -> None:
    places = {path.relative_to(ROOT).as_posix() for path in project_files(ROOT)}

    assert {
        "README.md",
        ".ci/run",
        "graph_service/app.py",
        "loaders/data/demo/actors.csv",
        "tests/laws/files.py",
    } <= places
    assert not [place for place in places if place.startswith((".venv/", ".git/", "benchmarks/out/", "data-demo/"))]
    assert len(modules(ROOT)) > 200


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project of one module, yet to be written."""
    (tmp_path / "graph_service").mkdir()
    (tmp_path / ".gitignore").write_bytes((ROOT / ".gitignore").read_bytes())
    return tmp_path


@pytest.mark.parametrize(("law", "text", "words"), PLANTS.values(), ids=PLANTS)
def test_a_planted_breach_is_named_with_its_place(checkout: Path, law: Law, text: str, words: str) -> None:
    (checkout / PLACE).write_text(text, encoding="utf-8")

    told = law(checkout)
    assert [line for line in told if not line.startswith(f"{PLACE}:")] == []
    assert any(words in line for line in told), told


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_what_keeps_the_law_is_left_alone(checkout: Path, law: Law) -> None:
    (checkout / PLACE).write_text(_DOC + KEPT, encoding="utf-8")
    (checkout / "graph_service" / "__pycache__").mkdir()
    (checkout / "graph_service" / "__pycache__" / "left_out.py").write_text("x = 1\n" * 500, encoding="utf-8")

    assert law(checkout) == []
