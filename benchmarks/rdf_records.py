"""Reading an exported graph of 99 MB of Turtle to records that the door has checked: the time."""

from __future__ import annotations

from benchmarks.exported import turtle
from benchmarks.reading import reading

TASK = reading(turtle())
