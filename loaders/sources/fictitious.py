"""Three hundred fictitious actors of the Sillon lorrain and all they declare: invented names in real communes.

reads   files of every kind of loaders/kinds.toml, told apart by their columns; what ships when none is given
yields  what those rows say (see loaders.declared): records, things told, facts with their declarer and audience

Refuses to load anywhere but in the folder of the demonstration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from graph_service.kernel.identifiers import Curie, told_id
from graph_service.store.promises import promises
from loaders import declared, readers, shipped
from loaders.cells import Cells
from loaders.concept_names import concept_names
from loaders.kinds import Kind, kind_of
from loaders.kinds_file import kinds
from loaders.readers import Layout, Table
from loaders.records import Asked, Record, Source, Told
from loaders.sources import schemes

SOURCE = Source(
    id="fictitious",
    title="Acteurs fictifs de démonstration (aucun n'existe)",
    publisher="Sillon",
    licence="Apache-2.0",
    homepage="https://w3id.org/sillon/ontology",
    how_to_get="Livré avec Sillon, pour « sillon demo » seulement : toute ressemblance serait fortuite.",
    fictitious=True,
)
PROFILES: Sequence[str] = ()
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ()

_DECLARED_ON = "2025-01-15"


def tell(asked: Asked) -> Told:
    """What the given files say, or those that ship. Raises DataErrors."""
    files = asked.files or tuple(shipped_files())
    tables = [_table(path) for path in files]
    return Told(sum(len(table) for _, table in tables), _records(tables), tuple(files))


def shipped_files() -> Iterator[Path]:
    """The files of the fictitious territory, in the order of their kinds."""
    return (path for name in kinds() if (path := shipped.demonstration(f"{name}.csv")).exists())


def actor_id(key: str) -> Curie:
    """The id of the actor with this key."""
    return told_id("sl-actor", SOURCE.id, key)


def thing_id(label: str, declarer: str, key: str) -> Curie:
    """The id of what the actor with the key `declarer` (empty: nobody) tells under `key`, such as its machine."""
    return _terms().thing(label, actor_id(declarer) if declarer else "", key)


def _records(tables: Sequence[tuple[Kind, Table]]) -> Iterator[Record]:
    terms = _terms()
    for kind, table in tables:
        yield from declared.records(kind, table.rows(), terms, file=table.name, titles=table.columns)


def _table(path: Path) -> tuple[Kind, Table]:
    titles = readers.header(path)
    kind = kind_of(path.name, titles, kinds())
    columns = {str(kind.column_of(title)): title for title in titles}
    return kind, readers.scan(path, Layout(columns))


@cache
def _terms() -> declared.Terms:
    schema, _ = promises()
    names = concept_names(schemes.tell(Asked()).records)
    return declared.Terms(SOURCE.id, schema, Cells(schema, names), actor_id, kinds(), _DECLARED_ON)
