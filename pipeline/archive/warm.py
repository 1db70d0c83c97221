"""Imported by the process that workers are forked from (see `workers`): loads once what all of them share.

Rules, gazetteers and words lie in memory that the forks share, and stay shared: what is loaded is frozen, out
of the garbage collector's way.
"""

from __future__ import annotations

import gc
from contextlib import suppress

import pipeline.archive.kernel  # noqa: F401
from pipeline.archive.reading import read_text
from pipeline.pipeline import Pipeline
from pipeline.record import plain_json
from pipeline.resources import data_folder


def _read_samples() -> None:
    """Let every stage build what it builds at its first article."""
    reader = Pipeline()
    for sample in sorted((data_folder() / "samples").glob("*.txt")):
        plain_json(reader.plain(read_text(sample)))


with suppress(Exception):  # of a broken rules file: the worker that meets it says so, here nobody would hear
    _read_samples()
gc.collect()
gc.freeze()
