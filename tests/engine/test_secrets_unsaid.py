"""Secrets of an instance and of its people stand in no log, no answer, no page and no description: canaries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.engine.test_cli_serve import SILLON, _document
from tests.environment import environment

CANARY = "canary-of-a-secret-that-nobody-says-0123456789"


def test_no_secret_is_in_logs_answers_pages_or_the_description(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"signing-{CANARY}", encoding="utf-8")
    told = {
        "SILLON_DATA": str(tmp_path / "data"), "SILLON_LANG": "en", "SILLON_LOG": "debug",
        "SILLON_SECRET_FILE": str(secret), "SILLON_OIDC_ISSUER": "http://127.0.0.1:9",
        "SILLON_OIDC_CLIENT_ID": "sillon", "SILLON_OIDC_CLIENT_SECRET": f"oidc-{CANARY}",
    }  # fmt: skip
    process = subprocess.Popen(
        [*SILLON, "serve", "--port", "0", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=environment(told),
    )  # fmt: skip
    said: list[str] = []
    try:
        served = _document(process)
        key = json.loads((tmp_path / "data" / "engine.json").read_text(encoding="utf-8"))["key"]
        [ticket] = parse_qs(urlsplit(served["first_administrator"]).query)["invitation"]
        with httpx.Client(base_url=served["address"], trust_env=False, timeout=60) as browser:
            browser.get(f"/connexion?invitation={ticket}")
            browser.post("/connexion", data={"invitation": ticket})
            session = browser.cookies["sillon_session"]
            made = browser.post("/v1/keys", json={"label": "x", "role": "analyst"}).json()["data"]["secret"]
            for path in (
                "/", "/mon-compte", "/v1/me", "/v1/status", "/v1/keys", "/v1/people", "/openapi.json", "/docs",
                "/nowhere", "/v1/actors?limit=x", f"/v1/nowhere/{made}", f"/connexion?invitation={ticket}",
                "/connexion/fournisseur",
                f"/connexion/retour?code={CANARY}&state={CANARY}", f"/v1/actors?after={made}",
            ):  # fmt: skip
                for headers in ({}, {"Accept": "text/html"}, {"Authorization": f"Bearer {made}x"}):
                    answer = browser.get(path, headers=headers)
                    said.append(f"{answer.text} {dict(answer.headers)}")
    finally:
        process.terminate()
        _, log = process.communicate(timeout=60)

    pages = "\n".join(said)
    assert log.count('"answered"') > 30
    for name, value in {"canary": CANARY, "local key": key, "key": made, "session": session, "link": ticket}.items():
        assert value not in log, name
        if name in {"canary", "local key", "session"}:
            assert value not in pages, name
    assert sys.executable not in pages
    assert str(Path(os.curdir).resolve()) not in pages
