"""Flags that several verbs share, and the settings they make."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph_service.settings import Settings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="FOLDER", help="Data folder of the embedded engine. [env: SILLON_DATA; default: data]"
    ),
]
Host = Annotated[
    str | None, typer.Option("--host", help="Address to listen on. [env: SILLON_HOST; default: 127.0.0.1]")
]
Port = Annotated[
    int | None, typer.Option("--port", help="Port to listen on, 0 for a free one. [env: SILLON_PORT; default: 8000]")
]


def settings(data: Path | None = None, host: str | None = None, port: int | None = None) -> Settings:
    """Settings from the environment, flags first. Raises WrongInput."""
    from graph_service.settings import load_settings

    return load_settings(data=data, host=host, port=port)
