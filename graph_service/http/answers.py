"""From a question to its answer, at one version (`http.steady`): page, rows, envelope, headers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from graph_service.access.viewer import Scope, Viewer
from graph_service.http.cursors import Cursors, question_key
from graph_service.http.language import language_of
from graph_service.http.negotiation import MEDIA_TYPES, Format, format_of
from graph_service.http.opening import store_of
from graph_service.http.parameters import ROWS, Explained, Paged, Plain, said_once
from graph_service.http.steady import Headers, steady_answer
from graph_service.http.viewer import level_of, viewer_of
from graph_service.kernel.identifiers import Curie
from graph_service.locale import Language
from graph_service.schema.words import Words
from graph_service.store.facts import explain
from graph_service.store.port import GraphStore, VersionSeen

EXPORT_ROWS = 50_000
"""Rows of one csv or geojson answer; the rest is behind its Link header."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request as the domains need it."""

    request: Request
    store: GraphStore
    viewer: Viewer
    version: VersionSeen
    lang: Language
    form: Format
    offset: int
    limit: int

    def curie(self, text: str, field: str = "id") -> Curie:
        """The text as an identifier. Raises UnknownIdentifier."""
        return curie_of(self.request, text, field)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a domain answers, before it is an envelope."""

    data: object
    """A frozen model, or a sequence of them."""
    method: str
    """Question of the catalogue or name of the computation."""
    scope: Scope
    total: int | None = None
    """Rows on all pages; None: the answer has no pages."""
    territory: str | None = None
    near: Mapping[str, object] | None = None
    """The place behind `near`: id, label, lat, lon."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    truncated: Mapping[str, int] = field(default_factory=dict)
    """What is longer than what is given → how many of it are given."""
    basis: Mapping[str, int] = field(default_factory=dict)
    facets: Sequence[object] | None = None
    facts: Callable[[], Iterable[str]] = tuple
    """Ids of the facts behind the rows; called with explain=true only."""
    sought: object = None
    """Of an answer that says what is not there: the world it was sought in, a frozen model."""
    understood: Mapping[str, object] = field(default_factory=dict)
    """Parameters whose meaning was found out."""


Writer = Callable[[Answer, Words, str | None], bytes]
"""From an answer, what the reader calls the codes in it, and the address of the rows that follow, if any do."""
Work = Callable[[Question], Answer]


def curie_of(request: Request, text: str, field: str = "id") -> Curie:
    """The text as an identifier of ours. Raises UnknownIdentifier naming the field."""
    curie: Curie = request.app.state.schema.prefixes.curie(text, field=field)
    return curie


def reply(
    request: Request,
    asked: Plain,
    work: Work,
    writers: Mapping[Format, Writer] | None = None,
    *,
    body: str = "",
) -> Response:
    """Answer a question about the graph; `writers` are the forms it has besides JSON, `body` is what was posted."""
    said_once(request, asked)
    store, viewer, lang = store_of(request), viewer_of(request), language_of(request)
    writers = writers or {}
    form = format_of(getattr(asked, "format", None), request.headers.get("accept"), ("json", *writers))

    def work_at(version: VersionSeen) -> tuple[Question, Answer, Any]:
        question = Question(request, store, viewer, version, lang, form, *_page(request, asked, viewer, version, form))
        answer = work(question)
        return question, answer, _explained(question, asked, answer)

    def draw(found: tuple[Question, Answer, Any], headers: Headers) -> Response:
        question, answer, explained = found
        following = _next(question, answer)
        if following:
            headers["Link"] = f'<{following}>; rel="next"'
        if form == "json":
            content = _envelope(question, answer, following, explained)
            return Response(content, media_type=MEDIA_TYPES[form], headers=headers)
        name = request.url.path.rpartition("/")[2].replace(":", "-") or "sillon"
        headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
        return Response(
            writers[form](answer, Words(store.schema, lang), following), media_type=MEDIA_TYPES[form], headers=headers
        )

    key = (request.url.path, lang, form, *_flat(request), body)
    return steady_answer(request, store, viewer, lang, key, work_at, draw)


def as_json(value: object) -> bytes:
    """orjson of anything made of frozen models, dataclasses, mappings and sequences."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS)


def simple(
    request: Request,
    asked: Plain | None,
    data: object,
    *,
    seen: VersionSeen | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An envelope of what is not in the graph (jobs, sources, status): never kept in a cache.

    `seen`: the version of the graph at that moment, None when it cannot be read or has nothing to do with it.
    """
    if asked is not None:
        said_once(request, asked)
    meta = {"level": level_of(request), "version": seen and seen.hash, "version_date": seen and seen.moved_at}
    return Response(
        as_json({"data": data, "meta": meta}),
        status_code=status,
        media_type=MEDIA_TYPES["json"],
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.__dict__
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


def _page(request: Request, asked: Plain, viewer: Viewer, version: VersionSeen, form: Format) -> tuple[int, int]:
    if not isinstance(asked, Paged):
        return 0, ROWS
    limit = asked.limit or (ROWS if form == "json" else EXPORT_ROWS)
    if not asked.after:
        return 0, limit
    cursors: Cursors = request.app.state.cursors
    return cursors.offset(asked.after, viewer, version.hash, _key(request), _address(request, None)), limit


def _next(question: Question, answer: Answer) -> str | None:
    end = question.offset + question.limit
    if answer.total is None or end >= answer.total:
        return None
    cursors: Cursors = question.request.app.state.cursors
    made = cursors.made(question.viewer, question.version.hash, _key(question.request), end)
    return _address(question.request, made)


def _key(request: Request) -> str:
    return question_key(request.url.path, request.query_params.multi_items(), language_of(request))


def _address(request: Request, after: str | None) -> str:
    """The address of this question, at another page."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    query = urlencode(kept + ([("after", after)] if after else []))
    path = quote(request.url.path, safe="/:")
    return f"{path}?{query}" if query else path


def _flat(request: Request) -> list[str]:
    return [part for pair in sorted(request.query_params.multi_items()) for part in pair]


def _explained(question: Question, asked: Plain, answer: Answer) -> dict[str, object] | None:
    if not isinstance(asked, Explained) or not asked.explain or question.form != "json":
        return None
    given = asked.model_dump(exclude={"explain", "after", "format"}, exclude_none=True)
    near = {} if answer.near is None else {"near": answer.near}
    return {
        "method": answer.method,
        "version": question.version.hash,
        "parameters": {**given, "lang": question.lang, **answer.understood, **near},
        "facts": explain(question.store, question.viewer, answer.facts(), lang=question.lang),
    }


def _envelope(question: Question, answer: Answer, following: str | None, explained: dict[str, object] | None) -> bytes:
    paged = answer.total is not None
    meta: dict[str, Any] = {
        "version": question.version.hash,
        "version_date": question.version.moved_at,
        "level": question.viewer.level,
        "scope": answer.scope,
        "territory": answer.territory,
        "near": answer.near,
        "basis": answer.basis,
        "left_out": answer.left_out,
        "truncated": answer.truncated,
        "total": answer.total,
        "limit": question.limit if paged else None,
        "next": following,
    }
    if answer.sought is not None:
        meta["sought"] = answer.sought
    if answer.facets is not None:
        meta["facets"] = answer.facets
    whole: dict[str, object] = {"data": answer.data, "meta": meta}
    if explained is not None:
        whole["explain"] = explained
    return as_json(whole)
