"""A hundred fictitious actors of the Sillon lorrain, for the demonstration: invented names in real communes.

reads   actors (key, name, sphere, activity, commune, point, workforce, audience, description); links between them
yields  Record nodes; DESCRIBED_BY, LOCATED_IN, IN_SECTOR edges, links between actors: all declared by the actor itself

Refuses to load anywhere but in the folder of the demonstration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph_service.kernel.identifiers import Curie, told_id
from loaders import readers, shipped
from loaders.entries import record_id
from loaders.readers import Layout
from loaders.records import LINE, Asked, Edge, Node, Record, Row, RowProblem, Source, Told

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

LINKS = ("SUPPLIES", "KNOWS", "COLLABORATES_WITH", "PARTNER_OF", "FINANCES", "ADVISES")
_ACTORS = Layout(
    {name: name for name in (
        "key", "name", "sphere", "activity", "commune", "lat", "lon", "workforce", "audience", "description",
    )}
)  # fmt: skip
_LINKS = Layout({name: name for name in ("from", "type", "to", "audience")})
_DECLARED_ON = "2025-01-15"


def tell(asked: Asked) -> Told:
    """The actors and links of the given files (actors first), or those that ship. Raises DataErrors."""
    files = asked.files or (shipped.demonstration("actors.csv"), shipped.demonstration("links.csv"))
    actors = readers.scan(files[0], _ACTORS)
    links = readers.scan(files[1], _LINKS) if len(files) > 1 else None
    read = len(actors) + (len(links) if links else 0)
    return Told(read, records(actors.rows(), links.rows() if links else ()), tuple(files))


def actor_id(key: str) -> Curie:
    """The id of the actor with this key."""
    return told_id("sl-actor", SOURCE.id, key)


def records(actors: Iterable[Row], links: Iterable[Row]) -> Iterator[Record]:
    """Turn rows into records."""
    for row in actors:
        yield from _actor(row)
    for row in links:
        yield from _link(row)


def _actor(row: Row) -> Iterator[Record]:
    line = row[LINE]
    if row["key"] is None or row["name"] is None:
        column = "key" if row["key"] is None else "name"
        yield RowProblem(line, column, "", "cellule vide", "empty cell", rejected=True, file="actors")
        return
    actor = actor_id(row["key"])
    told = _declared(row, actor, "actors")
    commune = f"insee:{row['commune']}"
    record = record_id(SOURCE.id, actor, actor)
    shown = {name: row[name] for name in ("name", "sphere", "workforce", "description")}
    point: dict[str, Any] = {}
    if row["lat"] and row["lon"]:
        point = {"lat": float(row["lat"]), "lon": float(row["lon"]), "precision": "address"}
    yield Node(
        "Record", record, {**shown, **point}, line, commune, told["audience"], actor, column="key", file="actors"
    )
    start = ("Actor", actor)
    yield Edge("DESCRIBED_BY", start, ("Record", record), partition=commune, **told)
    yield Edge("LOCATED_IN", start, ("Territory", commune), partition=commune, column="commune", **told)
    if row["activity"]:
        sector = ("Concept", f"naf:{row['activity']}")
        yield Edge("IN_SECTOR", start, sector, {"rank": 1}, partition=commune, column="activity", **told)


def _link(row: Row) -> Iterator[Record]:
    if row["type"] not in LINKS or row["from"] is None or row["to"] is None:
        listed = ", ".join(LINKS)
        yield RowProblem(row[LINE], "type", row["type"] or "", f"pas dans la liste : {listed}",
                         f"not in the list: {listed}", rejected=True, file="links")  # fmt: skip
        return
    start, end = actor_id(row["from"]), actor_id(row["to"])
    yield Edge(row["type"], ("Actor", start), ("Actor", end), column="to", **_declared(row, start, "links"))


def _declared(row: Row, actor: Curie, file: str) -> dict[str, Any]:
    """What all that an actor declares has in common."""
    return {
        "line": row[LINE],
        "basis": "declared",
        "observed_on": _DECLARED_ON,
        "audience": row["audience"] or "public",
        "owner": actor,
        "file": file,
    }
