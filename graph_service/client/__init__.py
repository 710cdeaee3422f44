"""The way in for programs: the API of a running service, or of one opened for the time of a command.

`connect(settings)` finds out which of the two it is; the caller sees the same `ApiClient`.
"""

from __future__ import annotations

from graph_service.client.api import ApiClient, Json
from graph_service.client.connection import connect

__all__ = ["ApiClient", "Json", "connect"]
