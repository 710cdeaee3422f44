"""The way in for programs: the API of a running service, or of one opened for the time of a command.

`connect(settings)` finds out which of the two it is; the caller sees the same `ApiClient`. `Sillon` is what analysts
use: questions as methods. It is read when it is first named, for commands need neither it nor its drawings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_service.client.api import ApiClient, Json
from graph_service.client.connection import connect

if TYPE_CHECKING:
    from graph_service.client.sillon import Sillon

__all__ = ["ApiClient", "Json", "Sillon", "connect"]


def __getattr__(name: str) -> Any:
    if name == "Sillon":
        from graph_service.client.sillon import Sillon

        return Sillon
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
