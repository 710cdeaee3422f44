"""Communes, intermunicipalities, departments and regions of France, and pôles made of intermunicipalities.

reads   communes, EPCI, departments, regions (INSEE, DGCL); what ships with Sillon when no file is given
yields  Territory nodes; WITHIN edges: commune → EPCI and department, department → region, EPCI → pôle
option  poles: lines NAME=epci:…,epci:…; a run tells all its pôles, those of an earlier run are retired
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from graph_service.analysis.text import search_text, tokens
from graph_service.kernel.errors import DataErrors, WrongInput
from loaders import readers, shipped
from loaders.readers import Layout, Table
from loaders.records import LINE, Asked, Edge, Node, Record, Row, RowProblem, Source, Told

SOURCE = Source(
    id="territories",
    title="Communes, intercommunalités, départements et régions",
    publisher="INSEE, DGCL ; coordonnées GeoNames",
    licence="Licence Ouverte 2.0 ; coordonnées CC BY 4.0",
    homepage="https://www.insee.fr/fr/information/2560452",
    how_to_get="Livré avec Sillon : aucun fichier à donner. D'autres pôles : --pole NOM=epci:…,epci:…",
)
PROFILES: Sequence[str] = ()
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ("poles",)

SILLON_LORRAIN = ("pole:sillon-lorrain", ("245400676", "200039865", "245701362", "200068757"))
"""Grand Nancy, Metz, Thionville (Portes de France), Épinal."""
_COUNTRY_BORDERS = {"lat": (-90.0, 90.0), "lon": (-180.0, 180.0)}

_LAYOUTS: Mapping[str, tuple[str, Layout]] = {
    "communes": (
        "communes_france.csv.gz",
        Layout(
            {name: name for name in ("code", "name", "department", "region", "epci", "population", "lat", "lon")},
            optional=frozenset({"lat", "lon", "population", "region"}),
        ),
    ),
    "epci": ("epci_france.csv", Layout({"code": "siren", "name": "name", "population": "population_municipale"},
                                       optional=frozenset({"population"}))),
    "departments": ("departements_france.csv", Layout({name: name for name in ("code", "name", "region")})),
    "regions": ("regions_france.csv", Layout({"code": "code", "name": "name", "chef_lieu": "chef_lieu"})),
}  # fmt: skip
_FILES = {"region": "regions", "department": "departments", "epci": "epci", "commune": "communes"}
_KINDS = ("regions", "departments", "epci", "communes")


def tell(asked: Asked) -> Told:
    """The territories of the given files (told apart by their columns), or of France. Raises DataErrors, WrongInput."""
    files = asked.files or tuple(shipped.reference(_LAYOUTS[kind][0]) for kind in _KINDS)
    tables: dict[str, Table] = {}
    for path in files:
        kind = _kind_of(path)
        tables[kind] = readers.scan(path, _LAYOUTS[kind][1])
    rows = {kind: table.rows() for kind, table in tables.items()}
    poles = _poles(asked.options.get("poles", ""))
    return Told(sum(map(len, tables.values())), records(rows, poles), tuple(files))


def records(rows: Mapping[str, Iterable[Row]], poles: Mapping[str, tuple[str, ...]]) -> Iterator[Record]:
    """Turn rows (by kind of territory) and pôles (id → SIREN of their EPCI) into records.

    Raises WrongInput for a pôle of an EPCI that is not among the rows.
    """
    known_epci: set[str] = set()
    builders: Mapping[str, Callable[[Row], Iterator[Record]]] = {
        "regions": _region, "departments": _department, "epci": _epci, "communes": _commune,
    }  # fmt: skip
    for kind in _KINDS:
        for row in rows.get(kind, ()):
            if row.get("code") is None or row.get("name") is None:
                column = "code" if row.get("code") is None else "name"
                yield RowProblem(row[LINE], column, "", "cellule vide", "empty cell", rejected=True, file=kind)
                continue
            if kind == "epci":
                known_epci.add(row["code"])
            yield from builders[kind](row)
    yield from _told_poles(poles, known_epci)


def _region(row: Row) -> Iterator[Record]:
    yield _territory(f"reg:{row['code']}", "region", row)


def _department(row: Row) -> Iterator[Record]:
    yield _territory(f"dep:{row['code']}", "department", row)
    if row["region"]:
        yield _within(f"dep:{row['code']}", f"reg:{row['region']}", row, "region")


def _epci(row: Row) -> Iterator[Record]:
    yield _territory(f"epci:{row['code']}", "epci", row, _population(row))
    if row.get("population") and _population(row) is None:
        yield _doubtful(row, "population", "epci")


def _commune(row: Row) -> Iterator[Record]:
    identifier = f"insee:{row['code']}"
    point = {name: _degrees(row.get(name), *_COUNTRY_BORDERS[name]) for name in ("lat", "lon")}
    if point["lat"] is None or point["lon"] is None:
        point = {"lat": None, "lon": None}
    for name in ("lat", "lon"):
        if row.get(name) and point[name] is None:
            yield _doubtful(row, name, "communes")
    if row.get("population") and _population(row) is None:
        yield _doubtful(row, "population", "communes")
    yield _territory(identifier, "commune", row, _population(row), point)
    if row["department"]:
        yield _within(identifier, f"dep:{row['department']}", row, "department")
    if row["epci"]:
        yield _within(identifier, f"epci:{row['epci']}", row, "epci")


def _told_poles(poles: Mapping[str, tuple[str, ...]], known_epci: set[str]) -> Iterator[Record]:
    for identifier, members in poles.items():
        unknown = [siren for siren in members if siren not in known_epci]
        if unknown and identifier == SILLON_LORRAIN[0]:
            continue  # the files are of another territory
        if unknown:
            raise WrongInput(
                f"L'intercommunalité epci:{unknown[0]} du pôle « {identifier} » est inconnue.",
                f"The intermunicipality epci:{unknown[0]} of the pôle “{identifier}” is unknown.",
                field="pole",
            )
        label = identifier.removeprefix("pole:").replace("-", " ").title()
        yield Node("Territory", identifier, {"label": label, "kind": "pole", "search_text": search_text(label)})
        for siren in members:
            yield Edge("WITHIN", ("Territory", f"epci:{siren}"), ("Territory", identifier), column="pole")


def _territory(
    identifier: str, kind: str, row: Row, population: int | None = None, point: Mapping[str, float | None] | None = None
) -> Node:
    shown = {"label": row["name"], "kind": kind, "population": population, **(point or {})}
    shown["search_text"] = search_text(row["name"])
    return Node("Territory", identifier, shown, line=row[LINE], column="code", file=_FILES[kind])


def _within(inner: str, outer: str, row: Row, column: str) -> Edge:
    file = "departments" if inner.startswith("dep:") else "communes"
    return Edge("WITHIN", ("Territory", inner), ("Territory", outer), line=row[LINE], column=column, file=file)


def _doubtful(row: Row, column: str, file: str) -> RowProblem:
    return RowProblem(row[LINE], column, row[column], "nombre illisible", "not a number that makes sense", file=file)


def _population(row: Row) -> int | None:
    text = row.get("population") or ""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _degrees(text: str | None, low: float, high: float) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if low <= value <= high else None


def _poles(text: str) -> dict[str, tuple[str, ...]]:
    """The pôles of the option, with the Sillon lorrain. Raises WrongInput for one that is not NAME=epci:…,…"""
    poles: dict[str, tuple[str, ...]] = dict([SILLON_LORRAIN])
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, members = line.partition("=")
        slug = "-".join(tokens(name.removeprefix("pole:")))
        sirens = tuple(member.strip().removeprefix("epci:") for member in members.split(",") if member.strip())
        if not slug or not sirens or not all(re.fullmatch(r"[0-9]{9}", siren) for siren in sirens):
            raise WrongInput(
                f"« {line} » : on attend NOM=epci:…,epci:… (neuf chiffres par intercommunalité).",
                f"“{line}”: NAME=epci:…,epci:… is expected (nine digits per intermunicipality).",
                field="pole",
            )
        poles[f"pole:{slug}"] = sirens
    return poles


def _kind_of(path: Path) -> str:
    """What a file holds, by its titles: communes have epci, EPCI siren, regions chef_lieu, departments region."""
    titles = set(readers.header(path))
    for kind, mark in (("communes", "epci"), ("epci", "siren"), ("regions", "chef_lieu"), ("departments", "region")):
        if mark in titles:
            return kind
    raise DataErrors(
        f"{path.name} n'est ni un fichier de communes, ni d'EPCI, ni de départements, ni de régions : "
        "aucune colonne epci, siren, region ou chef_lieu.",
        f"{path.name} is a file of neither communes, EPCI, departments nor regions: it has no column epci, siren, "
        "region or chef_lieu.",
        file=path.name,
    )
