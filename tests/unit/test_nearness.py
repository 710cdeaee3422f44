"""Many distances at once are the distances of the kernel, and the kernel decides at the rim."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph_service.analysis.nearness import metres_from, within
from graph_service.kernel.distance import haversine_m

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(POINTS, st.lists(POINTS, min_size=1, max_size=20))
def test_many_distances_are_those_of_the_kernel(near: tuple[float, float], points: list[tuple[float, float]]) -> None:
    lats, lons = np.array(points).T
    metres = metres_from(near, lats, lons)

    assert np.allclose(metres, [haversine_m(*near, *point) for point in points], rtol=0, atol=0.25)


@given(POINTS, st.lists(POINTS, min_size=1, max_size=20), st.integers(0, 19))
def test_at_the_rim_the_kernel_decides(
    near: tuple[float, float], points: list[tuple[float, float]], which: int
) -> None:
    lats, lons = np.array(points).T
    km = haversine_m(*near, *points[which % len(points)]) / 1000

    near_enough = within(near, km, lats, lons, metres_from(near, lats, lons))

    assert near_enough.tolist() == [haversine_m(*near, *point) <= km * 1000 for point in points]


def test_what_lies_nowhere_is_not_near_even_without_a_limit() -> None:
    lats, lons = np.array([49.0, np.nan]), np.array([6.0, np.nan])
    metres = metres_from((49.0, 6.0), lats, lons)

    assert within((49.0, 6.0), None, lats, lons, metres).tolist() == [True, False]
    assert within((49.0, 6.0), 20_000, lats, lons, metres).tolist() == [True, False]
