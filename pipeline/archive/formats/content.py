"""A file opened and decompressed, and what readers of formats are told beside it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from pipeline.archive.entries import Reading


@dataclass(frozen=True, slots=True)
class Options:
    """How an archive is read. format: of all its files; None to tell it by their names and beginnings.
    delimiter: between the columns of CSV; None to tell it by the header."""

    reading: Reading = field(default_factory=Reading)
    format: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """name: its path below the archive's root. place: how messages call it. stream: what it holds,
    decompressed. prefix: what stands before the names of its members, where it has some. depth: in how many
    archives it lies.
    """

    name: str
    place: str
    stream: io.BufferedReader
    prefix: str = ""
    depth: int = 0
