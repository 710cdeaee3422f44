"""requirements.lock: every requirement at a version that fits, with hashes, and no trace of where it was made."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["dev"],
    *PROJECT["build-system"]["requires"],
]


def locked(text: str) -> dict[str, list[Version]]:
    """Package → its versions (several when they differ by platform)."""
    found: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(Version(version))
    return found


def places(text: str) -> list[str]:
    """Addresses, index options and absolute paths: what a lock must not hold."""
    return re.findall(
        r"https?://\S+|file:\S+|^\s*--(?:index-url|extra-index-url|find-links|trusted-host)\b.*|(?<![\w.])/(?:\w[\w.-]*/)+\w*",
        text,
        re.MULTILINE,
    )


@pytest.mark.parametrize("wanted", WANTED)
def test_each_requirement_is_locked_at_a_version_that_fits(wanted: str) -> None:
    requirement = Requirement(wanted)
    versions = locked(LOCK).get(canonicalize_name(requirement.name), [])

    assert versions, f"{requirement.name} is not in requirements.lock; CONTRIBUTING.md says how to renew it"
    assert all(requirement.specifier.contains(version, prereleases=True) for version in versions)


def test_each_package_has_hashes() -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]

    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_lock_names_no_index_and_no_machine() -> None:
    assert places(LOCK) == []


@pytest.mark.parametrize(
    "planted",
    [
        "--index-url https://packages.example/simple",
        "# made in /home/somebody/sillon/x",
        "--find-links wheels",
        "a @ file:///x",
    ],
)
def test_a_planted_place_is_found(planted: str) -> None:
    assert places(LOCK + planted + "\n")
