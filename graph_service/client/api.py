"""One instance of the API, spoken to over HTTP: paths in, JSON out, problems raised as our own errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO, Self

import httpx
import orjson

from graph_service.access.viewer import SEEN_AS
from graph_service.client.problems import error_of
from graph_service.kernel.errors import SillonError, TookTooLong, Unavailable

Json = dict[str, Any]
Value = str | int | float | bool

_CONNECT_S = 3.0
_READ_S = 120.0
"""Longer than any deadline of a question: the service itself says when it stops."""
_FILE_S = 3_600.0
"""A whole graph is written before its first byte is sent."""


class ApiClient:
    """Speaks to the API at `address`; with a key, as its holder.

    `shared`: the service is there for others too, and stays when we leave. `seen_as`: with whose eyes the
    administrator looks (public, member, member:CURIE, analyst); None: with his own.
    """

    def __init__(
        self, address: str, key: str | None = None, *, lang: str = "fr", shared: bool = True, seen_as: str | None = None
    ) -> None:
        headers = {"Accept-Language": lang}
        if seen_as is not None:
            headers[SEEN_AS] = seen_as
        if key is not None:
            headers["Authorization"] = f"Bearer {key}"
        self.address = address
        self.shared = shared
        self._http = httpx.Client(
            base_url=address, headers=headers, timeout=httpx.Timeout(_READ_S, connect=_CONNECT_S), trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def get(self, path: str, params: Mapping[str, Value | Sequence[Value]] | None = None) -> Json:
        """The whole envelope of a question. Raises the SillonError that the service answered, or Unavailable."""
        return self._envelope("GET", path, params=params)

    def post(self, path: str, body: Json, params: Mapping[str, Value | Sequence[Value]] | None = None) -> Json:
        """The whole envelope of what was asked for by POST. Raises as `get` does."""
        return self._envelope("POST", path, params=params, body=body)

    def put(self, path: str, body: Json) -> Json:
        """The whole envelope of what was changed. Raises as `get` does."""
        return self._envelope("PUT", path, body=body)

    def delete(self, path: str) -> Json:
        """The whole envelope of what was taken away. Raises as `get` does."""
        return self._envelope("DELETE", path)

    def download(
        self, path: str, params: Mapping[str, Value], out: BinaryIO, told: Callable[[int, int], None] | None = None
    ) -> tuple[int, Mapping[str, str]]:
        """Write an answer to `out` as it comes; how many bytes it was, and its headers. Raises as `get` does.

        `told` is called with the bytes that came and those that will (0: not known).
        """
        size = 0
        try:
            limits = httpx.Timeout(_FILE_S, connect=_CONNECT_S)
            with self._http.stream("GET", path, params=dict(params), timeout=limits) as answer:
                if answer.is_error:
                    answer.read()
                    raise _told(answer)
                total = int(answer.headers.get("content-length", 0))
                for piece in answer.iter_bytes():
                    size += out.write(piece)
                    if told is not None:
                        told(size, total)
                headers = dict(answer.headers)
        except httpx.HTTPError as error:
            raise self._unreached(error) from error
        return size, headers

    def _envelope(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Value | Sequence[Value]] | None = None,
        body: Json | None = None,
    ) -> Json:
        content = None if body is None else orjson.dumps(body)
        headers = {} if body is None else {"Content-Type": "application/json"}
        try:
            answer = self._http.request(
                method, path, params=None if params is None else dict(params), content=content, headers=headers
            )
        except httpx.HTTPError as error:
            raise self._unreached(error) from error
        if answer.is_error:
            raise _told(answer)
        return _object(answer)

    def _unreached(self, error: httpx.HTTPError) -> SillonError:
        if isinstance(error, httpx.ReadTimeout):
            return TookTooLong(
                f"Le service de {self.address} n’a pas répondu à temps.",
                f"The service at {self.address} did not answer in time.",
            )
        return Unavailable(
            f"Le service de {self.address} ne répond pas ({type(error).__name__}).",
            f"The service at {self.address} does not answer ({type(error).__name__}).",
        )


def _told(answer: httpx.Response) -> SillonError:
    try:
        return error_of(_object(answer), answer.status_code)
    except Unavailable:
        return error_of({}, answer.status_code)


def _object(answer: httpx.Response) -> Json:
    try:
        read = orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        read = None
    if not isinstance(read, dict):
        raise Unavailable(
            f"Réponse inattendue de {answer.url} : ce n’est pas un service Sillon.",
            f"Unexpected answer from {answer.url}: this is not a Sillon service.",
        )
    return read
