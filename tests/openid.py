"""A real OpenID provider in a process of its own, and a browser without a screen that signs in there."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import httpx

from tests.node_packages import installed
from tests.requirements import require

_HERE = Path(__file__).parent / "openid_provider"
CLIENT_ID, CLIENT_SECRET = "sillon", "what-only-sillon-and-the-provider-know"
Accounts = Mapping[str, Mapping[str, object]]


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def provider(port: int, back: str, accounts: Accounts, *, signed: bool = False) -> Iterator[str]:
    """The provider's address. `back`: where those who signed in are sent; `signed`: user information is a token."""
    folder = installed(_HERE)
    require("node", isinstance(folder, Path), str(folder))
    assert isinstance(folder, Path)
    told = [str(port), back, json.dumps(accounts), "signed" if signed else "plain"]
    with (_HERE / "provider.mjs").open() as script:  # from its input: packages are looked for where it runs
        process = subprocess.Popen(
            ["node", "--input-type=module", "-", *told],
            cwd=folder, stdin=script, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        yield str(json.loads(process.stdout.readline())["issuer"])
    finally:
        process.kill()
        process.communicate(timeout=30)


def signs_in(browser: httpx.Client, leaving: httpx.Response, account: str) -> str:
    """Follow the provider's pages to the address that leads back to the service, as somebody who says he is `account`.

    `leaving`: the service's answer that leads to the provider.
    """
    address = leaving.headers["location"]
    issuer = address.partition("/auth?")[0]
    answer = browser.get(address)
    for _ in range(12):
        if answer.is_redirect:
            address = urljoin(str(answer.url), answer.headers["location"])
            if not address.startswith(issuer):
                return address
            answer = browser.get(address)
            continue
        action = re.search(r'action="([^"]+)" method="post"', answer.text)
        prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
        assert action, answer.text
        assert prompt, answer.text
        given = {"prompt": prompt[1], **({"login": account, "password": "x"} if prompt[1] == "login" else {})}
        answer = browser.post(urljoin(str(answer.url), unescape(action[1])), data=given)
    raise AssertionError(f"the provider leads nowhere: {answer.url}")
