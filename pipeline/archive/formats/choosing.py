"""Which format a file is in, and its entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, Any

from pipeline.archive.compression import by_name as compression_by_name
from pipeline.archive.compression import decompressed
from pipeline.archive.entries import Entry, Unreadable
from pipeline.archive.errors import ArchiveError, Damaged, Unsuited, reason
from pipeline.archive.formats.content import Content, Options
from pipeline.archive.formats.csv_rows import csv_rows
from pipeline.archive.formats.json_lines import json_lines
from pipeline.archive.formats.parquet_rows import parquet_rows, row_count
from pipeline.archive.formats.warc_pages import warc_pages
from pipeline.archive.formats.whole import pages, texts
from pipeline.archive.formats.zip_members import zip_members

Reader = Callable[[Content, Options], Iterator[Entry | Unreadable]]

_READERS: dict[str, Reader] = {
    "text": texts,
    "html": pages,
    "jsonl": json_lines,
    "csv": csv_rows,
    "tsv": csv_rows,
    "parquet": parquet_rows,
    "warc": warc_pages,
}
FORMATS = (*_READERS, "zip")
ONE_ENTRY = frozenset({"text", "html"})  # such a file is an entry
_SUFFIXES = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".zip": "zip",
}
_BEGINNINGS = (
    (re.compile(rb"PAR1"), "parquet"),
    (re.compile(rb"PK\x03\x04|PK\x05\x06"), "zip"),
    (re.compile(rb"WARC/\d"), "warc"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*\{"), "jsonl"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml|!--)", re.I), "html"),
)
_JSON_ARRAY = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[")
KNOWN = "text (.txt), html, jsonl, csv, tsv, parquet, warc, zip, each also as .gz, .zst, .bz2 or .xz"


def format_by_name(name: str) -> str | None:
    """The format that a file's name speaks of, compressed or not."""
    compression = compression_by_name(name)
    inner = name[: -len(compression.suffix)] if compression else name
    return next((kind for suffix, kind in _SUFFIXES.items() if inner.lower().endswith(suffix)), None)


def is_wanted(name: str, options: Options) -> bool:
    """Whether a file of this name in a folder is read."""
    return options.format is not None or format_by_name(name) is not None


def entries_of(
    stream: Any, name: str, place: str, options: Options, prefix: str
) -> Iterator[Entry | Unreadable]:
    """The entries of a file, and what is broken in it: a fault ends the file, what stands before it is given.

    Raises ArchiveError where a library is missing, MissingField where the first row has no such column.
    """
    yield from _read(Content(name, place, decompressed(stream, name), prefix), options)


def _read(content: Content, options: Options) -> Iterator[Entry | Unreadable]:
    kind = _format(content, options)
    if kind != "zip":
        yield from _READERS[kind](content, options)
        return

    def member(inner: Content) -> Iterator[Entry | Unreadable]:
        stream = decompressed(inner.stream, inner.name)
        yield from _read(replace(inner, stream=stream), options)

    yield from zip_members(
        content, lambda name: is_wanted(name, options), lambda inner: guarded(member(inner), inner.place)
    )


def _format(content: Content, options: Options) -> str:
    start = content.stream.peek(64)[:64]
    found = next((kind for pattern, kind in _BEGINNINGS if pattern.match(start)), None)
    if found == "zip" and options.format != "zip":
        return found  # the format that is told is that of its members
    kind = options.format or format_by_name(content.name) or found
    if kind is None:
        if _JSON_ARRAY.match(start):
            raise Unsuited("JSON in one piece: make each article a line, for example with jq -c '.[]'")
        raise Unsuited(f"what it is cannot be told: say --format, one of {', '.join(FORMATS)}")
    return kind


class Faulty(Unreadable):
    """A file that is none of the kind that was asked for."""


def rows_of(open_file: Callable[[], IO[bytes]], kind: str | None) -> int | None:
    """How many entries a file has, where it says so itself."""
    if kind != "parquet":
        return None
    try:
        with open_file() as stream:
            return row_count(stream) if stream.seekable() else None
    except (Damaged, OSError):
        return None


def guarded(entries: Iterator[Entry | Unreadable], place: str) -> Iterator[Entry | Unreadable]:
    """The entries; a fault of the file as the last of them."""
    read = 0
    try:
        for entry in entries:
            yield entry
            read += isinstance(entry, Entry)
    except (ArchiveError, GeneratorExit):
        raise
    except Unsuited as error:
        yield Faulty(place, str(error))
    except Exception as error:  # whatever a library, a disk or a network says
        kept = f"; the {read} articles before that were read" if read else ""
        yield Unreadable(place, reason(error) + kept)
