"""Names beside marks, each where there is room: right, left, above, below, or nowhere."""

from __future__ import annotations

from graph_service.drawing.measure import shortened, width
from graph_service.drawing.svg import Markup, label

_SIZE = 11.0
_LONGEST = 170.0


class Labels:
    """The room that is taken on a drawing of this size."""

    def __init__(self, wide: float, high: float) -> None:
        self._wide, self._high = wide, high
        self._taken: list[tuple[float, float, float, float]] = []

    def reserve(self, x: float, y: float, radius: float) -> None:
        """Keep names away from a mark."""
        self._taken.append((x - radius, y - radius, x + radius, y + radius))

    def placed(
        self, text: str, x: float, y: float, radius: float, *, role: str = "halo", italic: bool = False
    ) -> list[Markup]:
        """The name beside a mark, or nothing when there is no room."""
        text = shortened(text, _LONGEST, _SIZE)
        wide, away = width(text, _SIZE), radius + 4
        for left, base, anchor in (
            (x + away, y + 4, "start"),
            (x - away - wide, y + 4, "end"),
            (x - wide / 2, y - away - 2, "middle"),
            (x - wide / 2, y + away + 9, "middle"),
        ):
            box = (left, base - 10, left + wide, base + 3)
            if self._free(box):
                self._taken.append(box)
                at = {"start": left, "end": left + wide, "middle": x}[anchor]
                style = "italic" if italic else None
                return [label([text], at, base, size=_SIZE, role=role, text_anchor=anchor, font_style=style)]
        return []

    def _free(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        if left < 2 or top < 2 or right > self._wide - 2 or bottom > self._high - 2:
            return False
        return all(right <= a or left >= c or bottom <= b or top >= d for a, b, c, d in self._taken)
