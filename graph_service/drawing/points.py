"""Points on a map of our own: no tiles, no network; a scale bar, the towns that are given, and the circle searched."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.drawing.captions import caption
from graph_service.drawing.labels import Labels
from graph_service.drawing.marks import legend, shape, sphere_items
from graph_service.drawing.projection import Projection, scale_bar
from graph_service.drawing.svg import Markup, document, group, label, linked, path, tag

WIDE, HIGH = 720.0, 480.0
MOST = 400
"""Marks of one drawing; points are gathered until there are no more."""
_MARGIN, _RADIUS = 36.0, 6.0
_NAMES_IN_TITLE = 10


@dataclass(frozen=True, slots=True)
class MapPoint:
    """Something with a name and a place, in degrees."""

    label: str
    lat: float
    lon: float
    sphere: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Town:
    """A place that people know, to see where the points are; drawn when it lies on the map."""

    label: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Circle:
    """Where was searched: around a place, this far."""

    label: str
    lat: float
    lon: float
    km: float | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    """Points that fall together on the drawing."""

    x: float
    y: float
    points: tuple[MapPoint, ...]


def points_on_map(
    points: Sequence[MapPoint],
    *,
    title: str,
    towns: Sequence[Town] = (),
    around: Circle | None = None,
    note: str | None = None,
    lang: str = "fr",
) -> str:
    """The drawing. Points too near to be told apart share one mark with their number; `note` says what is not drawn.

    Raises ValueError for a place that is not on Earth.
    """
    placed: list[MapPoint | Town | Circle] = [*points, *towns, *([around] if around else [])]
    for each in placed:
        if not (math.isfinite(each.lat) and math.isfinite(each.lon) and abs(each.lat) <= 90 and abs(each.lon) <= 180):
            raise ValueError(f"{each.label} is at {each.lat}, {each.lon}")
    projection = Projection.over(_extent(points, towns, around), WIDE, HIGH, _MARGIN)
    marks = _marks(points, projection)
    labels = Labels(WIDE, HIGH - 36)  # below: the scale bar
    for mark in marks:
        labels.reserve(mark.x, mark.y, _size(mark) + 1)
    body = [
        *_searched(around, projection),
        tag("rect", role="frame", x=0.5, y=0.5, width=WIDE - 1, height=HIGH - 1),
        *_towns(towns, around, projection, labels),
        *(_mark(mark, labels, lang) for mark in marks),
        scale_bar(projection, 16, HIGH - 16),
    ]
    told, below = legend(sphere_items({point.sphere for point in points}, lang), 4, HIGH + 20, WIDE)
    desc = caption(lang, "map_desc", n=len(points)) if points else caption(lang, "nothing")
    if note:
        told = group(told, label([note], 8, below + 4, size=12, role="warn"))
        below, desc = below + 22, f"{desc} {note}"
    return document(WIDE, below, [*body, told], title=title, desc=desc)


def _extent(points: Sequence[MapPoint], towns: Sequence[Town], around: Circle | None) -> list[tuple[float, float]]:
    """What must be seen: the points and the circle; the towns only when there is nothing else."""
    seen = [(point.lat, point.lon) for point in points]
    if around:
        north = (around.km or 1.0) / 111.2
        east = north / max(math.cos(math.radians(around.lat)), 0.01)
        seen += [(around.lat - north, around.lon - east), (around.lat + north, around.lon + east)]
    return seen or [(town.lat, town.lon) for town in towns]


def _marks(points: Sequence[MapPoint], projection: Projection) -> list[_Mark]:
    """Points in cells of the drawing, wider until there are at most MOST; each mark in the middle of its points."""
    placed = [(*projection.at(point.lat, point.lon), point) for point in points]
    cell = _RADIUS
    while True:
        cells: dict[tuple[int, int], list[tuple[float, float, MapPoint]]] = {}
        for x, y, point in placed:
            cells.setdefault((int(x // cell), int(y // cell)), []).append((x, y, point))
        if len(cells) <= MOST:
            break
        cell *= 1.5
    return [
        _Mark(
            sum(x for x, _, _ in each) / len(each),
            sum(y for _, y, _ in each) / len(each),
            tuple(point for _, _, point in each),
        )
        for each in cells.values()
    ]


def _size(mark: _Mark) -> float:
    return _RADIUS if len(mark.points) == 1 else 8 + 2 * math.log10(len(mark.points)) + 2


def _mark(mark: _Mark, labels: Labels, lang: str) -> Markup:
    if len(mark.points) > 1:
        names = [point.label for point in mark.points[:_NAMES_IN_TITLE]]
        more = len(mark.points) - len(names)
        if more:
            names.append(caption(lang, "and_more", n=more))
        return group(
            tag("title", f"{caption(lang, 'here', n=len(mark.points))}: {', '.join(names)}"),
            tag("circle", role="box", cx=mark.x, cy=mark.y, r=_size(mark)),
            label([str(len(mark.points))], mark.x, mark.y + 4, size=11, text_anchor="middle", font_weight=600),
        )
    point = mark.points[0]
    name = labels.placed(point.label, mark.x, mark.y, _RADIUS)
    return linked(point.href, tag("title", point.label), shape(point.sphere, mark.x, mark.y, _RADIUS), *name)


def _searched(around: Circle | None, projection: Projection) -> list[Markup]:
    if around is None or around.km is None:
        return []
    x, y = projection.at(around.lat, around.lon)
    return [tag("circle", role="reach", cx=x, cy=y, r=projection.pixels(around.km))]


def _towns(towns: Sequence[Town], around: Circle | None, projection: Projection, labels: Labels) -> list[Markup]:
    """A cross and a name for each town on the map that has room for them, and first for the place searched around."""
    known = [Town(around.label, around.lat, around.lon)] if around else []
    known += [town for town in towns if not (around and town.label == around.label)]
    drawn = []
    for town in known:
        x, y = projection.at(town.lat, town.lon)
        if not (4 < x < WIDE - 4 and 4 < y < HIGH - 40):
            continue
        name = labels.placed(town.label, x, y, 5, role="soft-halo", italic=True)
        name = name or labels.placed(town.label, x, y, 16, role="soft-halo", italic=True)  # a mark stands on the town
        if name:
            cross = tag("path", role="flow", d=path("M", x - 4, y, "H", x + 4, "M", x, y - 4, "V", y + 4))
            drawn.append(group(tag("title", town.label), cross, *name))
    return drawn
