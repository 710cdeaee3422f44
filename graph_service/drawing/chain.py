"""A value chain in columns: stages by rank, arrows from what feeds to what is fed, what is missing marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_service.drawing.captions import actors, caption
from graph_service.drawing.flows import flow_lines
from graph_service.drawing.marks import legend
from graph_service.drawing.measure import shortened, wrapped
from graph_service.drawing.svg import Markup, document, label, linked, tag

WIDE, GUTTER, GAP, MARGIN = 168.0, 60.0, 24.0, 28.0
_PAD, _STEP, _LINES = 12.0, 16.0, 3
_CUT = 14.0
"""Corners that a missing stage lacks."""


@dataclass(frozen=True, slots=True)
class StageBox:
    """A stage: how many actors hold it, which stages it feeds, and a remark (who could hold it)."""

    id: str
    label: str
    rank: int | None = None
    feeds: tuple[str, ...] = ()
    held: int = 0
    href: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands, and in which column."""

    x: float
    y: float
    wide: float
    high: float
    column: int


def chain_columns(stages: Sequence[StageBox], *, title: str, lang: str = "fr") -> str:
    """The drawing. Stages of one rank stand in one column, those without a rank in the last; order within it is kept.

    A stage that is given twice counts once; flows to stages that are not given are not drawn.
    """
    stages = list({stage.id: stage for stage in stages}.values())
    places, bottom = _places(stages)
    flows = [(stage.id, fed) for stage in stages for fed in dict.fromkeys(stage.feeds) if fed in places]
    flows = [(start, end) for start, end in flows if start != end]
    lines, bottom = flow_lines(flows, places, bottom, gutter=GUTTER)
    right = max((place.x + place.wide for place in places.values()), default=WIDE) + GUTTER
    missing = [stage for stage in stages if not stage.held]
    items = []
    if flows:
        items.append((tag("line", role="flow", x1=-14, x2=8, y1=0, y2=0), caption(lang, "feeds")))
    if missing:
        items.append((tag("polygon", role="missing", points=_cut(-14, -8, 22, 16, 5)), caption(lang, "missing")))
    told, height = legend(items, MARGIN, bottom + GAP, right - 2 * MARGIN)
    if not stages:
        told = label([caption(lang, "nothing")], MARGIN, MARGIN + 16)
    boxes = [_box(stage, places[stage.id], lang) for stage in stages]
    names = ", ".join(stage.label for stage in missing)
    desc = " ".join(
        (
            caption(lang, "chain_desc", stages=len(stages), flows=len(flows)),
            caption(lang, "missing_named", names=names) if missing else caption(lang, "none_missing"),
        )
    )
    return document(right, height + 8, [*lines, *boxes, told], title=title, desc=desc)


def _places(stages: Sequence[StageBox]) -> tuple[dict[str, Place], float]:
    """Each box in its column, columns centred on one another, and the bottom of the lowest."""
    last = max((stage.rank for stage in stages if stage.rank is not None), default=0) + 1
    ranks = [last if stage.rank is None else stage.rank for stage in stages]
    columns = [[stage for stage, its in zip(stages, ranks, strict=True) if its == rank] for rank in sorted(set(ranks))]
    high = 2 * _PAD + _STEP * max((len(_lines(stage)) + (2 if stage.note else 1) for stage in stages), default=1)
    tallest = max(map(len, columns), default=0)
    places = {}
    for number, column in enumerate(columns):
        top = MARGIN + (tallest - len(column)) * (high + GAP) / 2
        for row, stage in enumerate(column):
            x = MARGIN + GUTTER / 2 + number * (WIDE + GUTTER)
            places[stage.id] = Place(x, top + row * (high + GAP), WIDE, high, number)
    return places, MARGIN + max(tallest * (high + GAP) - GAP, 0)


def _lines(stage: StageBox) -> list[str]:
    return wrapped(stage.label, WIDE - 2 * _PAD, _LINES)


def _box(stage: StageBox, place: Place, lang: str) -> Markup:
    absent = not stage.held
    size: Mapping[str, float] = {"x": place.x, "y": place.y, "width": place.wide, "height": place.high}
    outline = (
        tag("polygon", role="missing", points=_cut(place.x, place.y, place.wide, place.high, _CUT))
        if absent
        else tag("rect", role="box", rx=6, **size)
    )
    lines = _lines(stage)
    x, y = place.x + _PAD, place.y + _PAD + 11
    said = caption(lang, "missing") if absent else actors(lang, stage.held)
    parts = [
        tag("title", f"{stage.label} : {said}" if lang == "fr" else f"{stage.label}: {said}"),
        outline,
        label(lines, x, y, step=_STEP, role="ink", font_weight=600),
        label(
            [said],
            x,
            y + _STEP * len(lines),
            size=12,
            role="warn" if absent else "link" if stage.href else "soft",
            font_weight=600 if absent else None,
        ),
    ]
    if stage.note:
        note = shortened(stage.note, WIDE - 2 * _PAD, 12)
        parts.append(label([note], x, y + _STEP * (len(lines) + 1), size=12, role="ink"))
    return linked(stage.href, *parts)


def _cut(x: float, y: float, wide: float, high: float, cut: float) -> str:
    corners = (
        (x + cut, y), (x + wide - cut, y), (x + wide, y + cut), (x + wide, y + high - cut),
        (x + wide - cut, y + high), (x + cut, y + high), (x, y + high - cut), (x, y + cut),
    )  # fmt: skip
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)
