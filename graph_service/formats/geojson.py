"""Points with properties as GeoJSON (RFC 7946): longitude first, WGS 84."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import orjson

R = TypeVar("R")


def geojson_bytes(
    rows: Iterable[R],
    point: Callable[[R], tuple[float, float] | None],
    properties: Callable[[R], Mapping[str, object]],
    *,
    total: int | None = None,
    following: str | None = None,
) -> bytes:
    """A FeatureCollection. `point`: latitude and longitude in degrees, or None, which gives a feature without geometry.

    The `id` among the properties is the id of the feature too. `total` and `following`: how many rows the question has
    and the address of those that follow, in the members that OGC API - Features gives them.
    """
    features = []
    for row in rows:
        said, place = properties(row), point(row)
        geometry = None if place is None else {"type": "Point", "coordinates": [place[1], place[0]]}
        features.append({"type": "Feature", "id": said.get("id"), "geometry": geometry, "properties": said})
    whole: dict[str, object] = {"type": "FeatureCollection", "numberReturned": len(features), "features": features}
    if total is not None:
        whole["numberMatched"] = total
    if following is not None:
        whole["links"] = [{"rel": "next", "href": following, "type": "application/geo+json"}]
    return orjson.dumps(whole)
