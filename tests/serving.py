"""An application on a real server, and the demonstration as the command line starts it."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import uvicorn

from graph_service.http.protocol import server_options


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Any ASGI application on a free port of the loopback, with the limits of the service; its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, **server_options()))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = time.monotonic() + 60
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        assert server.started, "the service did not start"
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)


@contextmanager
def demonstrating(
    sillon: Sequence[str | Path], folder: Path, variables: Mapping[str, str], kept: Path | None = None
) -> Iterator[dict[str, Any]]:
    """`sillon demo` running in `folder`, and the JSON that it said; it must end well when it is told to.

    `kept`: where a loaded data folder is kept for the next one, so that it has not to be loaded twice in one run.
    """
    if kept is not None and kept.is_dir():
        shutil.copytree(kept, folder / "data-demo")
    process = subprocess.Popen(
        [*sillon, "demo", "--port", "0", "--json"], cwd=folder, env=variables, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if line == "}\n":
                break
        yield json.loads("".join(said))
    finally:
        process.terminate()
        ended = process.wait(timeout=30)
    assert ended == 0
    if kept is not None and not kept.is_dir():
        draft = Path(tempfile.mkdtemp(dir=kept.parent)) / kept.name
        shutil.copytree(folder / "data-demo", draft)
        with suppress(OSError):  # another process was quicker
            draft.rename(kept)
