"""Marks that drawings share: the shape of a sphere, the line of a basis, and the legend that explains them."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from graph_service.drawing.captions import caption
from graph_service.drawing.measure import width
from graph_service.drawing.palette import DASHES, SPHERES
from graph_service.drawing.svg import Markup, group, label, tag

_SIDES = {"public": 6, "research": 4, "association": 3, "support": 5}
"""Spheres drawn as polygons with a corner at the top; a company is a disc, education a square, others a ring."""

Item = tuple[Markup, str]
"""A mark around (0, 0), and what it means."""


def shape(sphere: str | None, x: float, y: float, radius: float) -> Markup:
    """The mark of an actor: a shape and a colour per sphere."""
    role = sphere if sphere in SPHERES else "other"
    if role in ("company", "other"):
        return tag("circle", role=role, cx=x, cy=y, r=radius)
    if role == "education":
        side = radius * 1.7
        return tag("rect", role=role, x=x - side / 2, y=y - side / 2, width=side, height=side)
    sides = _SIDES[role]
    corners = [
        (
            x + radius * 1.15 * math.sin(2 * math.pi * each / sides),
            y - radius * 1.15 * math.cos(2 * math.pi * each / sides),
        )
        for each in range(sides)
    ]
    return tag("polygon", role=role, points=" ".join(f"{a:.1f},{b:.1f}" for a, b in corners))


def dash(basis: str) -> str | None:
    """The dashes of a line: none when declared."""
    return DASHES.get(basis, DASHES["inferred"])


def sphere_items(spheres: Collection[str | None], lang: str) -> list[Item]:
    """Legend of the spheres that occur, in their usual order; none when nothing has one."""
    known = [each for each in SPHERES if each in spheres]
    strange = ["other"] if known and any(each not in SPHERES for each in spheres) else []
    return [(shape(each, 0, 0, 6), caption(lang, each)) for each in [*known, *strange]]


def basis_items(bases: Collection[str], lang: str) -> list[Item]:
    """Legend of the lines that occur: from declared to inferred."""
    return [
        (tag("line", role="flow", x1=-14, x2=8, y1=0, y2=0, stroke_dasharray=dash(each)), caption(lang, each))
        for each in DASHES
        if each in bases
    ]


def legend(items: Sequence[Item], x: float, y: float, room: float) -> tuple[Markup, float]:
    """The items in lines no wider than `room` from (x, y), and the y below them."""
    drawn, at_x, at_y = [], x, y
    for mark, text in items:
        wide = 30 + width(text, 12) + 16
        if at_x > x and at_x + wide > x + room:
            at_x, at_y = x, at_y + 22
        drawn.append(
            group(
                group(mark, transform=f"translate({at_x + 16:.1f} {at_y:.1f})"),
                label([text], at_x + 30, at_y + 4, size=12, role="soft"),
            )
        )
        at_x += wide
    return group(*drawn) if drawn else Markup(""), at_y + (22 if items else 0)
