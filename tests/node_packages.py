"""Packages of Node.js that tests need: fetched once by their lock, and kept outside the checkout."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from tests.neo4j_server import cache_folder


def installed(package: Path) -> Path | str:
    """The folder in which the packages of a folder's lock are installed, or why there is none."""
    missing = [tool for tool in ("node", "npm") if shutil.which(tool) is None]
    if missing:
        return f"{' and '.join(missing)} not found"
    lock = (package / "package-lock.json").read_bytes()
    folder = cache_folder() / f"{package.name}-{hashlib.sha256(lock).hexdigest()[:12]}"
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{package.name}-", dir=folder.parent))
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(package / name, fresh / name)
    done = subprocess.run(
        ["npm", "ci", "--ignore-scripts"], cwd=fresh, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        shutil.rmtree(fresh)
        return f"npm ci failed: {done.stderr[-300:]}"
    with suppress(OSError):  # somebody else was faster: theirs is the same
        fresh.replace(folder)
    shutil.rmtree(fresh, ignore_errors=True)
    return folder
