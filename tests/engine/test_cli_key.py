"""`sillon key`, on a folder that nobody serves and on one that is served."""

from __future__ import annotations

import json
from pathlib import Path

import httpx

from tests.engine.test_cli_serve import answer, serving, sillon


def test_a_key_made_on_a_folder_opens_its_service_and_is_then_revoked(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    made = answer(folder, "key", "create", "Agence", "--role", "analyst", "--days", "30")

    with serving(folder) as (_, told):
        headers = {"Authorization": f"Bearer {made['secret']}"}
        assert httpx.get(told["address"] + "/v1/me", headers=headers).json()["data"]["role"] == "analyst"
        assert [(key["label"], key["state"]) for key in answer(folder, "key", "list")] == [("Agence", "open")]

        newer = answer(folder, "key", "rotate", made["key"]["name"])
        assert httpx.get(told["address"] + "/v1/me", headers=headers).status_code == 401
        ended = sillon(folder, "key", "revoke", newer["key"]["name"])
        assert (ended.returncode, ended.stderr) == (0, "")
        assert sillon(folder, "key", "revoke", newer["key"]["name"]).returncode == 2
    shown = sillon(folder, "key", "list").stdout
    assert "Agence" in shown
    assert shown.count("revoked") == 2


def test_the_key_alone_is_on_standard_output(tmp_path: Path) -> None:
    done = sillon(tmp_path / "data", "key", "create", "Agence")

    assert done.returncode == 0
    assert done.stdout.startswith("sillon_")
    assert done.stdout.count("\n") == 1
    assert "not be shown again" in done.stderr


def test_what_cannot_be_a_key_is_wrong_use(tmp_path: Path) -> None:
    for more in (["--scope", "load"], ["--actor", "siret:99999999999999"], ["--role", "visitor"], ["--days", "0"]):
        done = sillon(tmp_path / "data", "key", "create", "Agence", *more)
        assert (done.returncode, done.stdout) == (2, ""), more
    assert json.loads(sillon(tmp_path / "data", "key", "list", "--json").stdout) == []
