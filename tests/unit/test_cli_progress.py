"""Long work elsewhere than on a terminal: one line per tenth."""

from __future__ import annotations

import pytest

from graph_service.cli import progress


@pytest.mark.parametrize(
    ("lang", "write", "opened", "half"),
    [
        ("fr", "écriture :", "open :", "écriture : 50 % · 500 sur 1\N{NO-BREAK SPACE}000"),
        ("en", "write:", "open:", "write: 50 % · 500 of 1,000"),
    ],
)
def test_a_tenth_is_said_once_and_a_new_stage_starts_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str, write: str, opened: str, half: str
) -> None:
    monkeypatch.setenv("SILLON_LANG", lang)
    with progress.shown() as told:
        for done in range(0, 1001, 5):
            told("write", done, 1000)
        told("open", 0, 2)
        told("open", 2, 2)

    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" · ")[0] for line in lines] == [
        *(f"{write} {tenth} %" for tenth in range(10, 101, 10)),
        f"{opened} 100 %",
    ]
    assert lines[4].startswith(half)


def test_work_of_unknown_length_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.shown() as told:
        told("read", 12_000, 0)

    assert capsys.readouterr().err == ""


def test_a_file_comes_in_megabytes(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr("graph_service.cli.progress.time.monotonic", lambda: next(clock))
    monkeypatch.setenv("SILLON_LANG", "fr")
    with progress.shown("MB/s") as told:
        told("write", 95, 95)

    assert capsys.readouterr().err == "écriture : 100 % · 95 sur 95 · 95 Mo/s\n"
