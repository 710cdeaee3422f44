"""What is odd in the hierarchy that a load tells: circles, which nothing can lie below, and concepts of two schemes."""

from __future__ import annotations

from collections import defaultdict

from graph_service.schema.thesaurus.graphs import Above
from loaders.entries import Entry
from loaders.work import Work

_BROADER, _IN_SCHEME = "BROADER", "IN_SCHEME"
_SHOWN = 4


def check_hierarchy(work: Work) -> None:
    """Drop and tell the links of a circle, for nobody can tell which is wrong; tell a concept of two schemes."""
    links = list(work.told_edges(_BROADER))
    above: dict[str, list[str]] = defaultdict(list)
    for link in links:
        above[link.start[1]].append(link.end[1])
    circle_of = {node: circle for circle in Above(above).circles for node in circle}
    for link in links:
        circle = circle_of.get(link.start[1])
        if circle is not None and circle is circle_of.get(link.end[1]):
            _drop(work, link, circle)
    first: dict[str, Entry] = {}
    for edge in work.told_edges(_IN_SCHEME):
        before = first.setdefault(edge.start[1], edge)
        if before is not edge:
            work.tally.doubt(
                edge,
                edge.start[1],
                f"dans deux vocabulaires, {before.end[1]} et {edge.end[1]} ; chargé dans les deux",
                f"in two schemes, {before.end[1]} and {edge.end[1]}; loaded into both",
            )


def _drop(work: Work, link: Entry, circle: list[str]) -> None:
    del work.told[link.key]
    way = circle if len(circle) <= _SHOWN else [*circle[:_SHOWN], "…"]
    shown = " → ".join([*way, circle[0]])
    work.tally.doubt(
        link,
        link.end[1],
        f"la hiérarchie tourne en rond ({shown}) ; chargé sans ce lien",
        f"the hierarchy runs in a circle ({shown}); loaded without this edge",
    )
