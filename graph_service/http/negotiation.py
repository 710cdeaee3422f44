"""Which form an answer takes: `?format=`, else `Accept`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from graph_service.kernel.errors import NotAcceptable

Format = Literal["json", "csv", "geojson", "ttl", "jsonld", "nq", "html"]

MEDIA_TYPES: Mapping[Format, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nq": "application/n-quads; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
_HEADER_LIMIT = 2_000


def format_of(given: str | None, accept: str | None, offered: Sequence[Format]) -> Format:
    """The form among `offered` (the first is the default). Raises NotAcceptable, naming those there are."""
    if given is not None:
        chosen = next((each for each in offered if each == given), None)
    else:
        chosen = _accepted((accept or "*/*")[:_HEADER_LIMIT], offered)
    if chosen is None:
        names = ", ".join(offered)
        raise NotAcceptable(
            f"Cette question se lit en : {names}.", f"This question is answered in: {names}.", field="format"
        )
    return chosen


def _accepted(accept: str, offered: Sequence[Format]) -> Format | None:
    """The offered form with the greatest weight; the earlier one of equals."""
    best: tuple[float, int, int] | None = None
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    for place, form in enumerate(offered):
        kind = MEDIA_TYPES[form].partition(";")[0]
        fitting = [(sharp, weight) for name, weight in ranges if (sharp := _sharpness(name, kind)) > 0]
        if not fitting:
            continue
        sharp, weight = max(fitting)
        if weight > 0 and (best is None or (weight, sharp, -place) > best):
            best = (weight, sharp, -place)
    return None if best is None else offered[-best[2]]


def _range(part: str) -> tuple[str, float]:
    name, *parameters = part.split(";")
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.strip().partition("=")
        if key.strip().lower() == "q":
            try:
                weight = float(value)
            except ValueError:
                weight = 0.0
    return name.strip().lower(), weight if 0 <= weight <= 1 else 0.0


def _sharpness(name: str, kind: str) -> int:
    """3 for the very type, 2 for its family, 1 for anything, 0 when it does not fit."""
    if name == kind:
        return 3
    if name.endswith("/*") and kind.startswith(name[:-1]):
        return 2
    return 1 if name == "*/*" else 0
