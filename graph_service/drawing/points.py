"""Points on a map of our own: no tiles, no network; a scale bar, the towns that are given, and the circle searched."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph_service.drawing.captions import caption
from graph_service.drawing.captions import points as said
from graph_service.drawing.gathering import RADIUS, SIZE, At, Mark, gathered
from graph_service.drawing.labels import Labels
from graph_service.drawing.marks import legend, shape, sphere_items
from graph_service.drawing.measure import wrapped
from graph_service.drawing.projection import Projection, scale_bar
from graph_service.drawing.svg import Markup, document, group, label, linked, path, tag

WIDE, HIGH = 720.0, 640.0
"""The largest drawing; a territory that is longer one way has a smaller one, which still has room for names."""
_NARROW, _LOW = 520.0, 300.0
_MARGIN, _CROSS = 36.0, 4.0
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


def points_on_map(
    points: Sequence[MapPoint],
    *,
    title: str,
    towns: Sequence[Town] = (),
    around: Circle | None = None,
    ground: Sequence[tuple[float, float]] = (),
    note: str | None = None,
    lang: str = "fr",
    wide: float = WIDE,
    use: str | None = None,
) -> str:
    """The drawing, no wider than `wide`. Points too near to be told apart share one mark with their number.

    `ground`: degrees of faint dots behind, such as the communes of a territory; `towns` are named in their order, while
    there is room; `note` says what is not drawn; `use` as in `svg.document`. Raises ValueError for a place that is not
    on Earth.
    """
    placed: list[MapPoint | Town | Circle] = [*points, *towns, *([around] if around else [])]
    for each in placed:
        if not (math.isfinite(each.lat) and math.isfinite(each.lon) and abs(each.lat) <= 90 and abs(each.lon) <= 180):
            raise ValueError(f"{each.label} is at {each.lat}, {each.lon}")
    extent = _extent(points, towns, around)
    projection, wide, high = Projection.sized(extent, (min(_NARROW, wide), wide), (_LOW, HIGH), _MARGIN)
    marks = gathered([projection.at(point.lat, point.lon) for point in points])
    labels = Labels(wide, high - 36)  # below: the scale bar
    for mark in marks:
        labels.reserve(mark.x, mark.y, mark.radius + 1)
    body = [
        *_searched(around, projection),
        *_dots(ground, projection, wide, high),
        tag("rect", role="frame", x=0.5, y=0.5, width=wide - 1, height=high - 1),
        *_towns(_named(towns, around, projection, high), marks, labels),
        *(_mark(mark, [points[each] for each in mark.points], labels, lang) for mark in marks),
        scale_bar(projection, 16, high - 16),
    ]
    told, below = legend(sphere_items({point.sphere for point in points}, lang), 4, high + 20, wide)
    desc = said(lang, len(points)) if points else caption(lang, "nothing")
    if note:
        lines = wrapped(note, wide - 16, 3, 12)
        told = group(told, label(lines, 8, below + 4, size=12, role="warn"))
        below, desc = below + 6 + 16 * len(lines), f"{desc} {note}"
    return document(wide, below, [*body, told], title=title, desc=desc, use=use)


def _extent(points: Sequence[MapPoint], towns: Sequence[Town], around: Circle | None) -> list[tuple[float, float]]:
    """What must be seen: the points and the circle; the towns only when there is nothing else."""
    seen = [(point.lat, point.lon) for point in points]
    if around:
        north = (around.km or 1.0) / 111.2
        east = north / max(math.cos(math.radians(around.lat)), 0.01)
        seen += [(around.lat - north, around.lon - east), (around.lat + north, around.lon + east)]
    return seen or [(town.lat, town.lon) for town in towns]


def _mark(mark: Mark, points: Sequence[MapPoint], labels: Labels, lang: str) -> Markup:
    if len(points) > 1:
        names = [point.label for point in points[:_NAMES_IN_TITLE]]
        more = len(points) - len(names)
        if more:
            names.append(caption(lang, "and_more", n=more))
        return group(
            tag("title", f"{caption(lang, 'here', n=len(points))}: {', '.join(names)}"),
            tag("circle", role="box", cx=mark.x, cy=mark.y, r=mark.radius),
            label([str(len(points))], mark.x, mark.y + 4, size=SIZE, text_anchor="middle", font_weight=600),
        )
    point = points[0]
    name = labels.placed(point.label, mark.x, mark.y, RADIUS)
    return linked(point.href, tag("title", point.label), shape(point.sphere, mark.x, mark.y, RADIUS), *name)


def _searched(around: Circle | None, projection: Projection) -> list[Markup]:
    if around is None or around.km is None:
        return []
    x, y = projection.at(around.lat, around.lon)
    return [tag("circle", role="reach", cx=x, cy=y, r=projection.pixels(around.km))]


def _dots(ground: Sequence[tuple[float, float]], projection: Projection, wide: float, high: float) -> Iterator[Markup]:
    for lat, lon in ground:
        x, y = projection.at(lat, lon)
        if 3 < x < wide - 3 and 3 < y < high - 3:
            yield tag("circle", role="ground", cx=x, cy=y, r=1.6)


def _named(towns: Sequence[Town], around: Circle | None, projection: Projection, high: float) -> list[tuple[Town, At]]:
    """Towns that are on the map, where they stand there, and first the place that was searched around."""
    known = [Town(around.label, around.lat, around.lon)] if around else []
    known += [town for town in towns if not (around and town.label == around.label)]
    placed = [(town, projection.at(town.lat, town.lon)) for town in known]
    return [(town, (x, y)) for town, (x, y) in placed if 4 < x < 2 * projection.x - 4 and 4 < y < high - 40]


def _towns(named: Sequence[tuple[Town, At]], marks: Sequence[Mark], labels: Labels) -> list[Markup]:
    """A cross and a name for each town that has room for them; the mark on a town stands for its cross."""
    covered = [
        next((mark.radius for mark in marks if math.dist(at, (mark.x, mark.y)) < mark.radius + _CROSS), None)
        for _, at in named
    ]
    for (_, at), radius in zip(named, covered, strict=True):
        if radius is None:
            labels.reserve(*at, _CROSS)
    drawn = []
    for (town, (x, y)), radius in zip(named, covered, strict=True):
        cross = tag(
            "path", role="flow", d=path("M", x - _CROSS, y, "H", x + _CROSS, "M", x, y - _CROSS, "V", y + _CROSS)
        )
        tries = (_CROSS + 1,) if radius is None else (radius, radius + 7, radius + 14)
        names = (labels.placed(town.label, x, y, away, role="soft-halo", italic=True) for away in tries)
        name = next(filter(None, names), [])
        if name:
            drawn.append(group(tag("title", town.label), *([cross] if radius is None else []), *name))
    return drawn
