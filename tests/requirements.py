"""What a test needs and this machine may lack: skipped with the reason, or a failure when REQUIRE names it."""

from __future__ import annotations

import os

import pytest

AT_NIGHT = "NIGHTLY" in os.environ
at_night = pytest.mark.skipif(not AT_NIGHT, reason="it takes minutes: `make nightly` sets NIGHTLY")
NEEDS = ("neo4j", "chromium", "node", "data")


def required() -> frozenset[str]:
    """The needs that the REQUIRE variable names: commas between them, as in `REQUIRE=neo4j,node`."""
    named = frozenset(filter(None, (name.strip() for name in os.environ.get("REQUIRE", "").split(","))))
    if named - set(NEEDS):
        raise pytest.UsageError(f"REQUIRE names {', '.join(sorted(named - set(NEEDS)))}; it knows {', '.join(NEEDS)}")
    return named


def require(need: str, available: bool, reason: str) -> None:
    """Go on when `need` is available; otherwise fail if REQUIRE names it, and skip with `reason` if not."""
    assert need in NEEDS, f"{need} is not one of {', '.join(NEEDS)}"
    if available:
        return
    if need in required():
        pytest.fail(f"REQUIRE names {need}, which is not available: {reason}", pytrace=False)
    pytest.skip(f"{need} is not available: {reason}")
