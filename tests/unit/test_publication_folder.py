"""The command that publishes: what it refuses, and that a reader never sees half a publication."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_service.cli import main
from graph_service.kernel.errors import WrongInput
from graph_service.publication.folder import put
from graph_service.publication.site import MARKER


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["ontology", "publish", *arguments])
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


def test_the_command_says_what_it_wrote_and_writes_it_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SILLON_LANG", "en")
    code, out, err = run(capsys, str(tmp_path / "new" / "site"), "--scheme", "refusal", "--json")
    told = json.loads(out)
    written = {
        path.relative_to(tmp_path / "new" / "site").as_posix(): path.read_bytes()
        for path in (tmp_path / "new" / "site").rglob("*")
        if path.is_file()
    }

    assert (code, told["version"], told["files"], told["words"]) == (0, "0.1.0", len(written), 17)
    assert "100 %" in err
    code, out, _ = run(capsys, str(tmp_path / "new" / "site"), "--scheme", "refusal")
    assert (code, "17 words" in out) == (0, True)
    assert written == {
        path.relative_to(tmp_path / "new" / "site").as_posix(): path.read_bytes()
        for path in (tmp_path / "new" / "site").rglob("*")
        if path.is_file()
    }
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["site"]
    assert (tmp_path / "new" / "site").stat().st_mode & 0o777 == 0o755


def test_a_folder_of_somebody_else_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SILLON_LANG", "fr")
    (tmp_path / "thesis.doc").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for place in (tmp_path, tmp_path / "file"):
        code, _, err = run(capsys, str(place))
        assert (code, "donnez un dossier vide ou nouveau" in err) == (2, True)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "thesis.doc"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--base", "javascript:alert(1)"], "n'est pas l'adresse d'un site"),
        (["--base", 'https://e.org/"x'], "n'est pas l'adresse d'un site"),
        (["--scheme", "nothing"], "« skill »"),
        (["--since", "nowhere.ttl"], "nowhere.ttl"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_written(
    arguments: list[str],
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SILLON_LANG", "fr")
    code, _, err = run(capsys, str(tmp_path / "site"), *arguments)

    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert told in err


def test_a_publication_that_fails_half_way_leaves_the_earlier_one(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[str, bytes]]:
        yield MARKER, b"new"
        raise KeyboardInterrupt

    put(tmp_path / "site", [(MARKER, b"old"), ("a/b.txt", b"old")], MARKER, lambda done: None)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path / "site", failing(), MARKER, lambda done: None)

    assert (tmp_path / "site" / MARKER).read_bytes() == b"old"
    assert (tmp_path / "site" / "a" / "b.txt").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_two_words_never_share_a_file(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match=r"A\.html"):
        put(tmp_path / "site", [("a.html", b""), ("A.html", b"")], MARKER, lambda done: None)
    assert list(tmp_path.iterdir()) == []
