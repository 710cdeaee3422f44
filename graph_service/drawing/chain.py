"""A value chain in columns: what feeds before what is fed, arrows between them, what is missing marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_service.drawing.captions import actors, caption
from graph_service.drawing.columns import MARGIN, PAGE, Grid, Place, stand
from graph_service.drawing.flows import Flow, flow_lines, plain
from graph_service.drawing.marks import legend
from graph_service.drawing.measure import wrapped
from graph_service.drawing.svg import Markup, document, label, linked, tag

GAP = 18.0
_PAD, _STEP, _LINES = 9.0, 16.0, 4
_SIZE = 12.5
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


def chain_columns(
    stages: Sequence[StageBox], *, title: str, lang: str = "fr", wide: float = PAGE, use: str | None = None
) -> str:
    """The drawing, no wider than `wide` (at least 182). Goods run from left to right, and on to the band below.

    A stage stands in the column after those of a lower rank that feed it; what runs side by side stands below one
    another. Stages without a rank are the last. A stage that is given twice counts once; flows to stages that are not
    given are not drawn. `use`: which readers it is for (`svg.document`).
    """
    stages = list({stage.id: stage for stage in stages}.values())
    known = {stage.id for stage in stages}
    flows = [(stage.id, fed, "") for stage in stages for fed in dict.fromkeys(stage.feeds) if fed in known]
    flows = [flow for flow in flows if flow[0] != flow[1]]
    columns = _columns(stages, flows)
    grid = Grid.within(len(columns), wide)
    high = 2 * _PAD + _STEP * max(
        (len(_lines(stage, grid)) + 1 + len(_note(stage, grid)) for stage in stages), default=1
    )
    set_up = stand(columns, flows, grid, lambda _: high, gap=GAP, top=MARGIN)
    lines = flow_lines(flows, set_up.places, set_up.floors, plain)
    missing = [stage for stage in stages if not stage.held]
    items = []
    if flows:
        items.append((tag("line", role="flow", x1=-14, x2=8, y1=0, y2=0), caption(lang, "feeds")))
    if missing:
        items.append((tag("polygon", role="missing", points=_cut(-14, -8, 22, 16, 5)), caption(lang, "missing")))
    told, height = legend(items, MARGIN, set_up.bottom + GAP + 4, grid.right - 2 * MARGIN)
    if not stages:
        told = label([caption(lang, "nothing")], MARGIN, MARGIN + 16)
    boxes = [_box(stage, set_up.places[stage.id], grid, lang) for stage in stages]
    names = ", ".join(stage.label for stage in missing)
    desc = " ".join(
        (
            caption(lang, "chain_desc", stages=len(stages), flows=len(flows)),
            caption(lang, "missing_named", names=names) if missing else caption(lang, "none_missing"),
        )
    )
    return document(grid.right, height + 8, [*lines, *boxes, told], title=title, desc=desc, use=use)


def _columns(stages: Sequence[StageBox], flows: Sequence[Flow]) -> list[list[str]]:
    """Ids by column. A stage that nothing feeds stands just before the first one that it feeds.

    One that has no flows stands after those of a lower rank: a chain without flows is told by its ranks.
    """
    rank = {stage.id: stage.rank for stage in stages if stage.rank is not None}
    forward = [(a, b) for a, b, _ in flows if a in rank and b in rank and rank[a] < rank[b]]
    linked_ones = {one for flow in forward for one in flow}
    at: dict[str, int] = {}
    for one in sorted(rank, key=lambda one: (rank[one], one)):
        before = [at[start] for start, end in forward if end == one]
        if one not in linked_ones:
            before = [at[other] for other in at if rank[other] < rank[one]]
        at[one] = max(before, default=-1) + 1
    fed = {end for _, end in forward}
    for one in sorted(linked_ones - fed, key=lambda one: (rank[one], one)):
        at[one] = min(at[end] for start, end in forward if start == one) - 1
    last = max(at.values(), default=-1) + 1
    column_of = {stage.id: at.get(stage.id, last) for stage in stages}
    return [[one for one in column_of if column_of[one] == each] for each in sorted(set(column_of.values()))]


def _lines(stage: StageBox, grid: Grid) -> list[str]:
    return wrapped(stage.label, grid.box - 2 * _PAD, _LINES, _SIZE)


def _note(stage: StageBox, grid: Grid) -> list[str]:
    return wrapped(stage.note, grid.box - 2 * _PAD, 2, 12) if stage.note else []


def _box(stage: StageBox, place: Place, grid: Grid, lang: str) -> Markup:
    absent = not stage.held
    size: Mapping[str, float] = {"x": place.x, "y": place.y, "width": place.wide, "height": place.high}
    outline = (
        tag("polygon", role="missing", points=_cut(place.x, place.y, place.wide, place.high, _CUT))
        if absent
        else tag("rect", role="box", rx=6, **size)
    )
    lines = _lines(stage, grid)
    x, y = place.x + _PAD, place.y + _PAD + 11
    said = caption(lang, "missing") if absent else actors(lang, stage.held)
    parts = [
        tag("title", f"{stage.label} : {said}" if lang == "fr" else f"{stage.label}: {said}"),
        outline,
        label(lines, x, y, size=_SIZE, step=_STEP, role="ink", font_weight=600),
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
        parts.append(label(_note(stage, grid), x, y + _STEP * (len(lines) + 1), size=12, role="ink"))
    return linked(stage.href, *parts)


def _cut(x: float, y: float, wide: float, high: float, cut: float) -> str:
    corners = (
        (x + cut, y), (x + wide - cut, y), (x + wide, y + cut), (x + wide, y + high - cut),
        (x + wide - cut, y + high), (x + cut, y + high), (x, y + high - cut), (x, y + cut),
    )  # fmt: skip
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)
