"""SVG as text: elements, escaped words, safe links, and the document around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import escape
from typing import Final

from graph_service.drawing.palette import FONT, PALETTE

Value = str | float | None


class Markup(str):
    """Text that is SVG already; any other is escaped when it becomes part of an element."""

    __slots__ = ()


_ATTRIBUTES: Final = {"class_": "class", "role_": "role", "view_box": "viewBox"}


def clean(text: str) -> str:
    """`text` in one line, without what XML cannot hold or what turns the words around it about (U+202E)."""
    kept = "".join(_sign(sign) for sign in text)
    return " ".join(kept.split())


def _sign(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    if kind == "Cf":
        return ""
    return "\N{REPLACEMENT CHARACTER}" if kind in ("Cs", "Cn") else sign


def tag(name: str, *children: str, role: str | None = None, **attributes: Value) -> Markup:
    """One element. `role` names its colours in the palette; an attribute that is None is left out."""
    told: dict[str, Value] = {} if role is None else {"class": f"sl-{role}", **PALETTE[role]}
    for key, value in attributes.items():
        told[_ATTRIBUTES.get(key, key.replace("_", "-"))] = value
    written = "".join(f' {key}="{_value(value)}"' for key, value in told.items() if value is not None)
    inside = "".join(child if isinstance(child, Markup) else escape(clean(child)) for child in children)
    return Markup(f"<{name}{written}>{inside}</{name}>" if children else f"<{name}{written}/>")


def group(*children: str, **attributes: str | None) -> Markup:
    """Elements that belong together."""
    return tag("g", *children, **attributes)


def label(
    lines: Sequence[str], x: float, y: float, *, size: float = 13, step: float = 16, role: str = "ink", **more: Value
) -> Markup:
    """Lines of words, the first with its baseline at `y`."""
    told = [tag("tspan", line, x=x, y=y + number * step) for number, line in enumerate(lines)]
    return tag("text", *told, role=role, font_size=size, **more)


def linked(href: str | None, *children: str) -> Markup:
    """The elements, as a link when there is an address that a page may safely lead to."""
    if href is None or not is_safe(href):
        return group(*children)
    return tag("a", *children, href=href)


def is_safe(href: str) -> bool:
    """Whether an address stays here or is plainly of the web: nothing that a browser would execute."""
    return href.startswith(("#", "?", "http://", "https://")) or (href[:1] == "/" and href[1:2] not in ("/", "\\"))


def document(width: float, height: float, body: Sequence[str], *, title: str, desc: str, use: str | None = None) -> str:
    """The whole drawing on its own paper; `use` names those who see it (class `sl-for-…`), where a page has several.

    An image has no links inside for those who do not see it, so a drawing with links calls itself a group.
    """
    inside = Markup("".join(body))
    return tag(
        "svg",
        tag("title", title),
        tag("desc", desc),
        tag("rect", role="paper", width=width, height=height),
        inside,
        xmlns="http://www.w3.org/2000/svg",
        role_="group" if "<a " in inside else "img",
        aria_label=clean(title),
        class_="sl-drawing" if use is None else f"sl-drawing sl-for-{use}",
        view_box=f"0 0 {_number(width)} {_number(height)}",
        width=width,
        height=height,
        font_family=FONT,
    )


def arrow_head(x: float, y: float, dx: float, dy: float, size: float = 7) -> Markup:
    """The head of an arrow whose tip is (x, y), coming along (dx, dy) of length one. No marker: ids would collide."""
    back_x, back_y = x - dx * size, y - dy * size
    side_x, side_y = -dy * size * 0.45, dx * size * 0.45
    points = ((x, y), (back_x + side_x, back_y + side_y), (back_x - side_x, back_y - side_y))
    return tag("polygon", role="head", points=" ".join(f"{_number(a)},{_number(b)}" for a, b in points))


def path(*parts: str | float) -> str:
    """The `d` of a path, from letters and numbers."""
    return " ".join(part if isinstance(part, str) else _number(part) for part in parts)


def _value(value: str | float) -> str:
    return escape(clean(value), quote=True) if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    """A tenth of a pixel is enough, and the same on every machine; minus zero is zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
