"""A small invented town, with one of everything that a file of an actor may show. Nobody in it exists."""

from __future__ import annotations

from typing import Any

from graph_service.kernel.canonical import short_hash
from graph_service.kernel.identifiers import told_id
from graph_service.schema.digests import entry_digest
from graph_service.schema.model import GraphSchema
from graph_service.store.changes import Change
from graph_service.store.port import GraphStore
from tests.engine.town_chain import chains
from tests.engine.town_names import (
    BAKERY,
    CLUB,
    COUNCIL,
    FOUNDRY,
    GROUP,
    LABORATORY,
    SAWMILL,
    SECRET,
    WORKSHOP,
    siren,
)

APART = ("DESCRIBED_BY", "ESTABLISHMENT_OF", "LOCATED_IN", "IN_SECTOR")
"""Facts that come with an actor."""
SOURCES = {"register": "Registre inventé", "survey": "Enquête inventée"}


class Town:
    """Nodes and edges, as the changes of one load."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.labels: dict[str, str] = {}

    def node(self, kind: str, id: str, /, **properties: Any) -> None:  # noqa: A002  (its property's name)
        """A node with its digest; what is shared has no source."""
        if kind not in ("Actor", "LegalUnit"):
            properties.setdefault("source", "register")
        told = {"id": id, **{name: value for name, value in properties.items() if value is not None}}
        told["digest"] = entry_digest(kind, told)
        self.labels[id] = kind
        self.changes.append(Change("create", "node", kind, id, told))

    def edge(self, kind: str, start: str, end: str, /, **properties: Any) -> str:
        """An edge with its id and digest; returns the id."""
        source = str(properties.setdefault("source", "register"))
        identifier = "fact:" + short_hash(kind, start, end, source, properties.get("basis"), properties.get("owner"))
        told = {"id": identifier, **{name: value for name, value in properties.items() if value is not None}}
        told["digest"] = entry_digest(kind, told)
        ends = (self.labels[start], start), (self.labels[end], end)
        self.changes.append(Change("create", "edge", kind, identifier, told, *ends))
        return identifier

    def fact(self, kind: str, start: str, end: str, **properties: Any) -> str:
        """A fact: observed, sure and public unless it is said otherwise."""
        ground = {"basis": "observed", "confidence": 1.0, "observed_on": "2025-01-01", "audience": "public"}
        return self.edge(kind, start, end, **{**ground, **properties})

    def actor(
        self,
        id: str,  # noqa: A002  (its property's name)
        name: str,
        commune: str | None,
        sectors: tuple[str, ...] = (),
        *,
        source: str = "register",
        trade_name: str | None = None,
        **properties: Any,
    ) -> None:
        """An actor with its record, its commune and its sectors."""
        audience, owner = properties.get("audience", "public"), properties.get("owner")
        basis = "observed" if source == "register" else "declared"
        ground = {"source": source, "basis": basis, "audience": audience, "owner": owner}
        self.node("Actor", id, label=name, **{"audience": "public", "sphere": "company", **properties})
        record = "record:" + short_hash(source, id, owner or "")
        told = {"name": name.upper(), "trade_name": trade_name, "postcode": "99000", "headquarters": True}
        self.node("Record", record, source=source, audience=audience, owner=owner, **told)
        self.fact("DESCRIBED_BY", id, record, **ground)
        if commune:
            self.fact("LOCATED_IN", id, commune, **ground)
        for sector in sectors:
            self.fact("IN_SECTOR", id, sector, **ground)


def tell(store: GraphStore, town: Town) -> None:
    """Load the town."""
    with store.loading("tests") as loading:
        load = {"id": "load:" + short_hash("town"), "source": "register", "profile": "", "scope": "", "sequence": 1}
        loading.apply(load, town.changes)


def whole_town(schema: GraphSchema) -> Town:
    """Everything below, in an order in which it can be written."""
    town = Town()
    for name, title in SOURCES.items():
        town.node(
            "Source", f"source:{name}", label=title, licence="inventée", publisher="Nul", homepage="https://example.org"
        )
    _places(town)
    _words(town)
    _actors(town)
    _things(town)
    _links(town, schema)
    chains(town)
    return town


def _places(town: Town) -> None:
    told = [
        ("reg:99", "Région Inventée", "region", None, None, None),
        ("dep:99", "Département Inventé", "department", None, None, None),
        ("pole:invented", "Pôle inventé", "pole", 61_000, None, None),
        ("epci:990000001", "Communauté de Hautfer", "epci", 60_000, None, None),
        ("epci:990000002", "Communauté de Basbois", "epci", 1_000, None, None),
        ("insee:99001", "Hautfer", "commune", 50_000, 49.10, 6.20),
        ("insee:99002", "Saint-Bois-le-Petit", "commune", 10_000, 49.15, 6.30),
        ("insee:99003", "Basbois", "commune", 1_000, 48.50, 6.00),
        ("insee:99004", "Vaux", "commune", 300, 48.60, 6.10),
        ("insee:99005", "Vaux", "commune", 900, 48.70, 6.40),
        ("insee:98001", "Vaux", "commune", 9_000, 45.00, 3.00),
        ("insee:98002", "Loin", "commune", 10, 45.10, 3.10),
        ("insee:98003", "Loin", "commune", 20, 45.20, 3.20),
        ("insee:98004", "Nullepart", "commune", 5, None, None),
    ]
    for id, label, kind, population, lat, lon in told:  # noqa: A001  (its property's name)
        words = label.lower().replace("é", "e").replace("ô", "o").replace("-", " ")
        town.node("Territory", id, label=label, kind=kind, population=population, lat=lat, lon=lon, search_text=words)
    for inner, outer in [
        ("insee:99001", "epci:990000001"),
        ("insee:99002", "epci:990000001"),
        ("insee:99003", "epci:990000002"),
        ("insee:99004", "epci:990000002"),
        ("insee:99005", "epci:990000002"),
        ("epci:990000001", "pole:invented"),
        ("epci:990000002", "pole:invented"),
        ("insee:99001", "dep:99"),
        ("insee:99003", "dep:99"),
        ("dep:99", "reg:99"),
    ]:
        town.edge("WITHIN", inner, outer)


def _words(town: Town) -> None:
    for scheme, french, english in [
        ("naf", "NAF", "NAF"),
        ("nace21", "NACE 2.1", "NACE 2.1"),
        ("skill", "Compétences", "Skills"),
    ]:
        town.node("ConceptScheme", f"scheme:{scheme}", label_fr=french, label_en=english, version="1")
    told = [
        ("naf:C", "Industrie manufacturière", None, "C", None),
        ("naf:16", "Travail du bois", None, "16", "naf:C"),
        ("naf:16.10A", "Sciage et rabotage du bois", None, "16.10A", "naf:16"),
        ("naf:24", "Métallurgie", None, "24", "naf:C"),
        ("naf:24.51Z", "Fonderie de fonte", None, "24.51Z", "naf:24"),
        ("naf:10", "Industries alimentaires", None, "10", "naf:C"),
        ("naf:10.71C", "Boulangerie et boulangerie-pâtisserie", None, "10.71C", "naf:10"),
        ("naf:O", "Administration publique", None, "O", None),
        ("naf:84", "Administration publique et défense", None, "84", "naf:O"),
        ("nace21:24", "Métallurgie", "Manufacture of basic metals", "24", None),
        ("skill:casting", "Fonderie", "Casting", None, None),
        ("skill:sand-casting", "Moulage au sable", "Sand casting", None, "skill:casting"),
    ]
    for id, fr, en, notation, broader in told:  # noqa: A001  (its property's name)
        scheme = id.partition(":")[0]
        meaning = {"definition_fr": f"{fr}, dans les mots de personne.", "level": 1 if broader is None else 2}
        others, said = (["coulée"], ["On verse le métal liquide."]) if id == "skill:casting" else (None, None)
        town.node(
            "Concept",
            id,
            label_fr=fr,
            label_en=en,
            notation=notation,
            alt_fr=others,
            example_fr=said,
            search_text=fr.lower(),
            **meaning,
        )
        town.edge("IN_SCHEME", id, f"scheme:{scheme}")
        if broader:
            town.edge("BROADER", id, broader)
    town.edge("BROADER", "skill:sand-casting", "naf:24")  # a second broader one, in another scheme
    town.edge("MATCHES", "naf:24", "nace21:24", relation="closeMatch")
    town.edge("MATCHES", "naf:24.51Z", "nace21:24", relation="broadMatch")
    town.edge("RELATED", "skill:casting", "naf:24.51Z")
    town.node("ValueChain", "chain:metal", label_fr="Métal", label_en="Metal")
    town.node("Stage", "stage:metal-casting", label_fr="Fonderie", label_en="Casting", rank=1)
    town.edge("STAGE_OF", "stage:metal-casting", "chain:metal")


def _actors(town: Town) -> None:
    here: dict[str, Any] = {
        "lat": 49.11,
        "lon": 6.21,
        "precision": "address",
        "workforce": "21",
        "search_text": "fonderie du hautfer",
    }
    town.actor(FOUNDRY, "Fonderie du Hautfer", "insee:99001", ("naf:24.51Z",), trade_name="Aux Cloches", **here)
    town.actor(
        WORKSHOP, "Fonderie du Hautfer Atelier", "insee:99002", ("naf:24.51Z",), workforce="11", lat=49.16, lon=6.31
    )
    town.actor(SAWMILL, "Scierie Étienne", "insee:99003", ("naf:16.10A",), workforce="11", lat=48.51, lon=6.01)
    town.actor(BAKERY, "Boulangerie du Coin", "insee:99001", ("naf:10.71C",), workforce="01")
    town.actor(COUNCIL, "Ville de Hautfer", "insee:99001", ("naf:84",), sphere="public")
    declared: dict[str, Any] = {"source": "survey", "owner": LABORATORY}
    town.actor(
        LABORATORY, "Laboratoire des alliages", "insee:99001", sphere="research", lat=49.12, lon=6.22, **declared
    )
    members = {"audience": "members", "owner": CLUB, "source": "survey"}
    town.actor(CLUB, "Club du bois", "insee:99003", ("naf:16",), sphere="association", **members)
    town.actor(
        SECRET, "Fonderie cachée", "insee:99001", ("naf:24.51Z",), audience="private", owner=SECRET, source="survey"
    )
    for unit, actors in [(1, (FOUNDRY, WORKSHOP)), (2, (SAWMILL,)), (3, (BAKERY,)), (4, (COUNCIL,))]:
        town.node("LegalUnit", f"siren:{siren(unit)}", label=f"Unité {unit}", legal_form="5710", audience="public")
        for actor in actors:
            town.fact("ESTABLISHMENT_OF", actor, f"siren:{siren(unit)}")
    town.fact("ESTABLISHMENT_OF", SECRET, f"siren:{siren(1)}", audience="private", owner=SECRET)
    town.fact("IN_SECTOR", FOUNDRY, "naf:24.51Z", source="survey", basis="declared", confidence=0.8, owner=FOUNDRY)


def _things(town: Town) -> None:
    labels = {
        "Equipment": "machine",
        "Offer": "offer",
        "Need": "need",
        "Problem": "issue",
        "Project": "project",
        "Training": "training",
        "Contact": "contact",
        "Match": "match",
        "Milestone": "milestone",
        "Note": "note",
        "Aid": "aid",
    }
    for label, prefix in labels.items():
        text = {"text": "Une note."} if label == "Note" else {"label": f"{label} du Hautfer"}
        gate = {} if label == "Aid" else {"audience": "public", "owner": FOUNDRY}
        town.node(label, str(told_id(prefix, "survey", label)), source="survey", **text, **gate)
        if label != "Aid":
            text = {"text": "Cachée."} if label == "Note" else {"label": f"{label} caché"}
            town.node(
                label, str(told_id(prefix, "survey", f"{label} hidden")), audience="private", owner=SECRET, **text
            )
    town.node("Group", GROUP, label="Groupe bois", audience="members", owner=CLUB)


def _links(town: Town, schema: GraphSchema) -> None:
    """Each type of fact that nobody told yet, between each pair of labels: one public, one for its owner alone."""
    firsts = {"Actor": FOUNDRY, "Concept": "skill:casting", "Territory": "insee:99001", "Stage": "stage:metal-casting"}
    actors = {"ADVISES": COUNCIL, "FINANCES": COUNCIL, "SUPPLIES": SAWMILL}
    pairs = [(kind, *ends) for kind, edge in sorted(schema.edges.items()) if edge.fact for ends in edge.ends]
    for kind, start, end in pairs:
        if kind in APART:
            continue
        told = {"source": "survey", "basis": "declared", "confidence": 0.9, "owner": FOUNDRY}
        first = firsts.get(start) or _id_of(town, start)
        second = actors.get(kind, LABORATORY) if end == "Actor" else firsts.get(end) or _id_of(town, end)
        town.fact(kind, first, second, audience="members" if GROUP in (first, second) else "public", **told)
        hidden = {**told, "owner": SECRET, "audience": "private", "source": "register"}
        town.fact(kind, SECRET if start == "Actor" else first, second, **hidden)


def _id_of(town: Town, label: str) -> str:
    return next(identifier for identifier, known in town.labels.items() if known == label)
