"""Dates: the three calendars, the grammar of date expressions, publication dates and governing periods."""

from pipeline.dates.published import parse_published

__all__ = ["parse_published"]
