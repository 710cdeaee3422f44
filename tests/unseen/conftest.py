"""The service of the API's tests is asked here too."""

from __future__ import annotations

from tests.api.conftest import service

__all__ = ["service"]
