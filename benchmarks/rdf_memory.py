"""The same work as rdf_records, by the memory it takes."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.exported import turtle
from benchmarks.reading import reading, size

_FILE = turtle()
TASK = replace(reading(_FILE), name=f"memory for {size(_FILE)}", clock="peak_mb", rounds=1)
