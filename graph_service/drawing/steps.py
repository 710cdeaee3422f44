"""Actors in columns by how many links they are away: what is delivered runs from left to right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_service.drawing.captions import caption, steps
from graph_service.drawing.columns import MARGIN, PAGE, Grid, Place, stand
from graph_service.drawing.flows import Flow, flow_lines
from graph_service.drawing.grouping import MOST, EgoNode, EgoTie, around, grouped
from graph_service.drawing.marks import basis_items, dash, legend, shape, sphere_items
from graph_service.drawing.measure import wrapped
from graph_service.drawing.palette import SPHERES
from graph_service.drawing.svg import Markup, document, group, label, linked, tag

_SIZE, _STEP, _LINES, _BOLD = 11.0, 13.0, 3, 1.08
_LEFT, _PAD, _GAP, _HEAD = 20.0, 6.0, 8.0, 18.0


def flow_columns(
    nodes: Sequence[EgoNode],
    ties: Sequence[EgoTie],
    *,
    title: str,
    lang: str = "fr",
    wide: float = PAGE,
    use: str | None = None,
) -> str:
    """The drawing, no wider than `wide`. Whoever is linked to the same neighbour stands together.

    The actor asked about is on the left when most links lead away from it, and on the right when they lead to it.
    Twice given nodes, ties to unknown ones and errors as in `ego_graph`; `use` as in `svg.document`.
    """
    centre, nodes, ties = around(nodes, ties)
    desc = caption(lang, "ego_desc", centre=centre.label, actors=len(nodes) - 1, links=len(ties))
    nodes, ties, hidden = grouped(nodes, ties, MOST, lang)
    notes = [caption(lang, "grouped", most=MOST, n=hidden)] if hidden else []
    by_id = {node.id: node for node in nodes}
    said: dict[Flow, list[str]] = {}
    for tie in ties:
        said.setdefault((tie.start, tie.end, tie.basis), []).append(tie.label)
    columns = _columns(nodes, list(said))
    if sum(by_id[start].distance - by_id[end].distance for start, end, _ in said) > 0:
        columns.reverse()
    grid = Grid.within(len(columns), wide)
    names = {node.id: _lines(node, grid) for node in nodes}

    def drawn(flow: Flow, line: str) -> Markup:
        words = ", ".join(dict.fromkeys(filter(None, said[flow])))
        round_cap = "round" if flow[2] not in ("declared", "observed") else None
        told = [tag("title", words)] if words else []
        return group(*told, tag("path", role="flow", d=line, stroke_dasharray=dash(flow[2]), stroke_linecap=round_cap))

    set_up = stand(
        columns,
        list(said),
        grid,
        lambda one: 2 * _PAD + _STEP * max(len(names[one]), 1),
        gap=_GAP,
        top=MARGIN + _HEAD,
    )
    places = set_up.places
    items = [*sphere_items({node.sphere for node in nodes}, lang), *basis_items({tie.basis for tie in ties}, lang)]
    told, below = legend(items, MARGIN, set_up.bottom + 26, grid.right - 2 * MARGIN)
    body = [
        *flow_lines(list(said), places, set_up.floors, drawn),
        *(_head(column, by_id, places, lang) for column in columns if by_id[column[0]].distance > 0),
        *(_actor(node, places[node.id], names[node.id], lang) for node in nodes),
        told,
        label(notes, MARGIN, below + 4, size=12, role="warn") if notes else Markup(""),
    ]
    height = below + (22 if notes else 0)
    return document(grid.right, height, body, title=title, desc=" ".join([desc, *notes]), use=use)


def _columns(nodes: Sequence[EgoNode], flows: Sequence[Flow]) -> list[list[str]]:
    """Ids by distance, each column in the order of the neighbours that stand nearer; the others keep theirs, last."""
    towards: dict[str, list[str]] = {}
    for start, end, _ in flows:
        towards.setdefault(start, []).append(end)
        towards.setdefault(end, []).append(start)
    columns: list[list[str]] = []
    nearer: dict[str, int] = {}
    for distance in sorted({node.distance for node in nodes}):
        there = [node.id for node in nodes if node.distance == distance]
        rows = {one: [nearer[other] for other in towards.get(one, ()) if other in nearer] for one in there}
        mean = {one: round(sum(each) / len(each), 6) if each else float(len(nodes)) for one, each in rows.items()}
        columns.append(sorted(there, key=lambda one: mean[one]))
        nearer = {one: row for row, one in enumerate(columns[-1])}
    return columns


def _lines(node: EgoNode, grid: Grid) -> list[str]:
    return wrapped(node.label, (grid.box - _LEFT - _PAD) / _BOLD, _LINES, _SIZE)


def _head(column: Sequence[str], nodes: dict[str, EgoNode], places: Mapping[str, Place], lang: str) -> Markup:
    """How far the actors of a column are, above the first of them."""
    first = places[column[0]]
    words = steps(lang, nodes[column[0]].distance)
    return label([words], first.x, first.y - 7, size=11, role="soft")


def _actor(node: EgoNode, place: Place, lines: Sequence[str], lang: str) -> Markup:
    centre = node.distance == 0
    name = f"{node.label} ({caption(lang, node.sphere)})" if node.sphere in SPHERES else node.label
    x, y, wide, high = place.x, place.y, place.wide, place.high
    outline = [tag("rect", role="box", x=x, y=y, width=wide, height=high, rx=5)]
    if centre:
        outline.append(tag("rect", role="frame", x=x - 3, y=y - 3, width=wide + 6, height=high + 6, rx=7))
    first = y + high / 2 - _STEP * (len(lines) - 1) / 2 + 4
    weight = 700 if centre or node.stands_for > 1 else None
    words = label(lines, x + _LEFT, first, size=_SIZE, step=_STEP, role="halo", font_weight=weight)
    return linked(node.href, tag("title", name), *outline, shape(node.sphere, x + 10, y + high / 2, 5.5), words)
