"""The application: the only place where parts are put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import partial
from types import ModuleType

from fastapi import FastAPI

import graph_service
from graph_service import web
from graph_service.access.viewer import PUBLIC, Viewer
from graph_service.accounts import people_router as people
from graph_service.accounts import queries as account_queries
from graph_service.accounts import router as accounts
from graph_service.accounts.arrivals import allow_list
from graph_service.accounts.provider import provider_of
from graph_service.actors import queries as actor_queries
from graph_service.actors import router as actors
from graph_service.complementarity import queries as complementarity_queries
from graph_service.complementarity import router as complementarity
from graph_service.equipment import queries as equipment_queries
from graph_service.equipment import router as equipment
from graph_service.http import docs, export_routes, fact_routes, health, logs, problems, query_routes
from graph_service.http.cookies import Cookies
from graph_service.http.crowd import Crowd
from graph_service.http.cursors import Cursors, secret_of
from graph_service.http.door import Door
from graph_service.http.pace import Pace
from graph_service.http.porch import Porch
from graph_service.intake import router as intake
from graph_service.intake.jobs import Jobs
from graph_service.kernel.errors import WrongInput
from graph_service.projection import queries as projection_queries
from graph_service.settings import Settings
from graph_service.store import facts, open_store
from graph_service.store.bound import BoundQuery
from graph_service.store.catalogue import Catalogue
from graph_service.store.holder import StoreHolder
from graph_service.store.port import GraphStore
from graph_service.store.promises import promises
from graph_service.territories import queries as territory_queries
from graph_service.territories import router as territories
from graph_service.territories.service import resolve_place
from graph_service.value_chain import queries as value_chain_queries
from graph_service.value_chain import router as value_chain
from graph_service.vocabulary import queries as vocabulary_queries
from graph_service.vocabulary import router as vocabulary
from graph_service.vocabulary import suggestion_router as suggestions

_ASKING = (
    facts,
    projection_queries,
    actor_queries,
    territory_queries,
    vocabulary_queries,
    value_chain_queries,
    equipment_queries,
    complementarity_queries,
    account_queries,
)
"""Modules whose bound queries must agree with the catalogue."""
_ROUTES = (
    actors,
    value_chain,
    equipment,
    complementarity,
    territories,
    vocabulary,
    suggestions,
    fact_routes,
    query_routes,
    export_routes,
    accounts,
    people,
    intake,
    health,
    docs,
)
_TAGS = [
    {"name": "actors", "description": "Who is here."},
    {"name": "value chains", "description": "Who holds which stage, what is missing, who supplies whom."},
    {"name": "equipment", "description": "What could be shared, and where."},
    {"name": "complementarity", "description": "Who should meet, and why."},
    {"name": "territories", "description": "Communes and what they belong to."},
    {"name": "vocabulary", "description": "Sectors and other concepts."},
    {"name": "facts", "description": "Who says what, on which ground."},
    {"name": "service", "description": "State of the service."},
    {"name": "administration", "description": "For administrators."},
]


def create_app(settings: Settings, store: GraphStore | None = None, *, visitor: Viewer = PUBLIC) -> FastAPI:
    """The service, with pages and API. A store that is given stays open at shutdown; else one is opened and closed.

    Starts whatever the state of the database. Raises BrokenPromise when our own files contradict one another,
    WrongInput for a home territory that is no identifier or a signing secret that is none, and for a `visitor` (who
    everybody without a key is) other than the public where actors are real.
    """
    logs.configure(settings.log)
    schema, catalogue = promises()
    check_questions(catalogue, _ASKING)
    app = FastAPI(
        title="Sillon",
        summary="The knowledge graph of territorial value chains.",
        version=graph_service.__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        openapi_tags=_TAGS,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.schema = schema
    app.state.lang = settings.lang
    app.state.holder = StoreHolder(settings, store, open_store)
    secret = secret_of(settings)
    app.state.cursors = Cursors(secret)
    app.state.cookies = Cookies(secret, https=(settings.address or "").startswith("https://"))
    app.state.provider = provider_of(settings)
    app.state.allowed = allow_list(settings.oidc_allow, schema.prefixes)
    app.state.jobs = Jobs()
    app.state.places = partial(resolve_place, home=schema.prefixes.curie(settings.territory, field="SILLON_TERRITORY"))
    app.state.admin_key = None
    if visitor != PUBLIC and not settings.demonstration:
        raise WrongInput(
            "On ne parle pour un autre que dans la démonstration.",
            "Nobody speaks for another but in the demonstration.",
            field="visitor",
        )
    app.state.visitor = visitor
    problems.install(app)
    for part in _ROUTES:
        app.include_router(part.router)
    web.mount(app)
    app.add_middleware(Crowd)  # the last one added is the outermost
    app.add_middleware(Door)
    app.add_middleware(Pace, per_minute=settings.rate)
    app.add_middleware(Porch)
    return app


def check_questions(catalogue: Catalogue, modules: Iterable[ModuleType]) -> None:
    """Every bound query of the modules asks what its file answers. Raises BrokenPromise."""
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, BoundQuery):
                value.check(catalogue)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.looks = health.looks()
    app.state.holder.begin()
    try:
        yield
    finally:
        app.state.jobs.close()
        app.state.holder.close()
