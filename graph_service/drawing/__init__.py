"""Arrays to SVG: chains and deliveries in columns, a matrix, links around an actor, points on a map; no web, no graph.

Same input, same bytes. Every colour also stands in a class (`sl-…`, `drawing.palette`), so that a page may repaint it.
"""

from __future__ import annotations

from graph_service.drawing.chain import StageBox, chain_columns
from graph_service.drawing.columns import PAGE, PHONE
from graph_service.drawing.ego import EgoNode, EgoTie, ego_graph
from graph_service.drawing.matrix import Head, matrix
from graph_service.drawing.points import WIDE, Circle, MapPoint, Town, points_on_map
from graph_service.drawing.steps import flow_columns

__all__ = [
    "PAGE",
    "PHONE",
    "WIDE",
    "Circle",
    "EgoNode",
    "EgoTie",
    "Head",
    "MapPoint",
    "StageBox",
    "Town",
    "chain_columns",
    "ego_graph",
    "flow_columns",
    "matrix",
    "points_on_map",
]
