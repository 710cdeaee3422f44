"""How each engine is opened: schema and catalogue read, migrations run, then the store."""

from __future__ import annotations

from graph_service.kernel.errors import Unavailable
from graph_service.schema.constraints import embedded_statements, neo4j_statements
from graph_service.schema.model import GraphSchema
from graph_service.settings import Settings
from graph_service.store import embedded
from graph_service.store.bolt import Bolt
from graph_service.store.catalogue import Catalogue
from graph_service.store.graph import BoltStore
from graph_service.store.migrations import migrate
from graph_service.store.promises import promises, rules

_AWAIT = "CALL db.awaitIndexes(60)"


def open_embedded(settings: Settings) -> BoltStore:
    """The engine in this process, on the folder of the settings."""
    schema, catalogue = promises()
    engine = embedded.start(settings.data, command_timeout_ms=int(settings.deadline_s * 1_000))
    try:
        bolt = Bolt(engine.uri, embedded.USER, engine.password, embedded.DATABASE)
        migrate(
            bolt,
            schema_version=schema.version,
            constraints=embedded_statements(schema),
            run_constraint=engine.command,
        )
    except Exception:  # whatever it was: the engine holds the folder until it is closed
        engine.close()
        raise
    store = _store(settings, bolt, schema, catalogue, engine)
    store.recover()
    return store


def open_neo4j(settings: Settings) -> BoltStore:
    """A Neo4j server, cluster or Aura at the address of the settings."""
    schema, catalogue = promises()
    bolt = Bolt(str(settings.neo4j_uri), settings.neo4j_user, settings.password(), settings.neo4j_database)
    try:
        if not bolt.answers():
            raise Unavailable(
                f"Neo4j ne répond pas à {settings.neo4j_uri}.", f"Neo4j does not answer at {settings.neo4j_uri}."
            )

        def run(text: str) -> None:
            bolt.write(lambda tx: tx.run(text))

        done = migrate(bolt, schema_version=schema.version, constraints=neo4j_statements(schema), run_constraint=run)
        if done:
            bolt.read(lambda tx: tx.run(_AWAIT), 70.0)
    except Exception:  # whatever it was: its connections are left by nobody else
        bolt.close()
        raise
    store = _store(settings, bolt, schema, catalogue, None)
    store.recover()
    return store


def _store(
    settings: Settings, bolt: Bolt, schema: GraphSchema, catalogue: Catalogue, engine: embedded.EmbeddedEngine | None
) -> BoltStore:
    return BoltStore(
        bolt,
        schema,
        catalogue,
        rules(),
        deadline_s=settings.deadline_s,
        transaction_objects=settings.transaction_objects,
        engine=engine,
    )
