"""From a request for a page to its HTML, at one version (`http.steady`): work, template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from graph_service.access.viewer import PUBLIC, Viewer
from graph_service.http.language import language_of
from graph_service.http.opening import store_of
from graph_service.http.steady import Headers, steady_answer
from graph_service.http.viewer import viewer_of
from graph_service.kernel.identifiers import Curie
from graph_service.locale import Language, Texts, texts
from graph_service.schema.model import GraphSchema
from graph_service.schema.words import Words
from graph_service.settings import Settings
from graph_service.store.port import GraphStore, VersionSeen
from graph_service.value_chain import queries as value_chain
from graph_service.value_chain.models import Named
from graph_service.web.address import Address, address_of
from graph_service.web.corner import corner_of
from graph_service.web.templating import address_to, render


@dataclass(frozen=True, slots=True)
class Visit:
    """A request for a page, as the pages need it."""

    request: Request
    store: GraphStore
    viewer: Viewer
    version: VersionSeen
    lang: Language

    @property
    def t(self) -> Texts:
        """The words of the reader's language."""
        return texts(self.lang)

    @property
    def words(self) -> Words:
        """What the ontology calls things in the reader's language."""
        return Words(self.schema, self.lang)

    @property
    def schema(self) -> GraphSchema:
        """Labels, edge types, prefixes."""
        return self.store.schema

    @property
    def settings(self) -> Settings:
        """What differs from one installation to the next."""
        settings: Settings = self.request.app.state.settings
        return settings

    @property
    def here(self) -> Address:
        """The address of this view."""
        return here(self.request)

    def to(self, path: str, **params: object) -> Address:
        """A page of ours; a language that was chosen stays chosen."""
        return address_to(self.request.query_params.get("lang"), path, **params)

    def asked(self, name: str) -> str:
        """A parameter of the address without spaces around it; empty when it is absent."""
        return self.request.query_params.get(name, "").strip()

    def curie(self, text: str, name: str = "id") -> Curie:
        """The text as an identifier of ours. Raises UnknownIdentifier."""
        return self.schema.prefixes.curie(text, field=name)


@dataclass(frozen=True, slots=True)
class Content:
    """What a page shows."""

    template: str
    room: str
    """The entry of the menu it belongs to; empty for none."""
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    moved_to: Address | None = None
    """Where to look from now on; nothing is shown here then."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks, when it is not the public: the page says so."""

    level: str
    speaks_for: tuple[Named, ...]


def here(request: Request) -> Address:
    """The address of the view that is asked for."""
    return address_of(request.url.path, request.query_params.multi_items())


def page(request: Request, work: Callable[[Visit], Content]) -> Response:
    """The page of a question about the graph."""
    store, viewer, lang = store_of(request), viewer_of(request), language_of(request)

    def work_at(version: VersionSeen) -> tuple[VersionSeen, Eyes | None, Content]:
        visit = Visit(request, store, viewer, version, lang)
        return version, _eyes(visit), work(visit)

    def draw(found: tuple[VersionSeen, Eyes | None, Content], headers: Headers) -> Response:
        version, eyes, content = found
        if content.moved_to is not None:
            return RedirectResponse(str(content.moved_to), status_code=301, headers=headers)
        return _drawn(request, lang, content, headers, version, eyes)

    return steady_answer(request, store, viewer, lang, ("page", lang, str(here(request))), work_at, draw)


def _eyes(visit: Visit) -> Eyes | None:
    if visit.viewer == PUBLIC:
        return None
    named = (value_chain.actor(visit.store, visit.viewer, actor=visit.curie(owner)) for owner in visit.viewer.owners)
    level = "administrator" if visit.viewer.administrator else visit.viewer.level
    return Eyes(level, tuple(actor for actor in named if actor))


def plain_page(request: Request, content: Content, headers: Mapping[str, str] | None = None) -> Response:
    """A page that needs no graph: it can be drawn while the database is down."""
    lang = language_of(request)
    return _drawn(request, lang, content, {"Content-Language": lang, **(headers or {})}, None)


def _drawn(
    request: Request,
    lang: Language,
    content: Content,
    headers: Mapping[str, str],
    version: VersionSeen | None,
    eyes: Eyes | None = None,
) -> Response:
    settings: Settings = request.app.state.settings
    html = render(
        content.template,
        {
            **content.values,
            "lang": lang,
            "chosen_lang": request.query_params.get("lang"),
            "here": here(request),
            "origin": f"{request.url.scheme}://{request.url.netloc}",
            "demonstration": settings.demonstration,
            "corner": corner_of(request),
            "eyes": eyes,
            "version": version,
            "room": content.room,
        },
        request.app.state.schema,
    )
    return HTMLResponse(html, status_code=content.status, headers=dict(headers))
