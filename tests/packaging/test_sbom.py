"""The bill of materials names every package that is installed, with its version, and nothing of this machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_installed_package_is_in_the_bill_with_its_version(tmp_path: Path) -> None:
    command = next(line for line in (ROOT / "Makefile").read_text().splitlines() if "cyclonedx-py" in line)
    tool = shutil.which("cyclonedx-py", path=str(Path(sys.executable).parent))
    assert tool is not None
    options = command.partition("cyclonedx-py ")[2].replace("-o sbom.json", f"-o {tmp_path / 'sbom.json'}").split()

    subprocess.run([tool, *options[:-1], sys.executable], cwd=ROOT, check=True, capture_output=True, timeout=300)

    text = (tmp_path / "sbom.json").read_text(encoding="utf-8")
    told = {each["name"].lower().replace("_", "-"): each for each in json.loads(text)["components"]}
    installed = {each.name.lower().replace("_", "-"): each.version for each in distributions() if each.name != "sillon"}
    assert len(installed) > 100
    assert {name: told[name]["version"] for name in installed if name in told} == installed
    assert sum("licenses" in each for each in told.values()) > 0.8 * len(told)
    assert str(ROOT) not in text
    assert str(Path(sys.prefix)) not in text
