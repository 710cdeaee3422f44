"""The variables of a process that a test starts: this machine's, without the settings that its user may have."""

from __future__ import annotations

import os
from collections.abc import Mapping

from graph_service.settings import PREFIX


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment of this process without any `SILLON_…`, and with `variables`."""
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)} | dict(variables)
