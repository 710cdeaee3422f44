"""The same work as rdf_records, by the memory it takes."""

from __future__ import annotations

from dataclasses import replace

from benchmarks import rdf_records

TASK = replace(rdf_records.TASK, name=f"memory for {rdf_records.SIZE}", clock="peak_mb")
