"""Rows to bytes, without any web: csv, geojson, Turtle."""
