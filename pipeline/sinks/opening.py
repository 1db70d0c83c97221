"""From what somebody gives as --to to the destination."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.sinks.base import DestinationError, Sink

DESTINATIONS = """\
records.jsonl, .jsonl.gz or .jsonl.zst (a record a line), 'folder/*.parquet' (records as they are), folder/ \
(flat tables as Parquet), 'folder/*.csv' (flat tables as CSV), news.duckdb, news.sqlite or .db, \
postgresql://user@host/database"""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_JSON_LINES = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz|\.zst)?$")
_SQLITE = (".sqlite", ".sqlite3", ".db")


def open_sink(address: str) -> Sink:
    """The destination of an address; nothing is opened or made yet. Raises DestinationError."""
    scheme = _SCHEME.match(address)
    if scheme is not None:
        raise DestinationError(f"--to {scheme[1]}://…: no such destination; there are {DESTINATIONS}")
    path = Path(address)
    if path.is_dir():
        raise DestinationError(
            f"--to {address}: this is a folder; give {address}/ for flat tables in it, '{address}/*.parquet' "
            "for records, or the name of a file"
        )
    _check_parent(address, path.parent)
    if _JSON_LINES.search(path.name):
        from pipeline.sinks.jsonl import JsonLinesSink

        return JsonLinesSink(path)
    if path.suffix == ".duckdb":
        from pipeline.sinks.database import DatabaseSink
        from pipeline.sinks.duckdb import DuckDB

        return DatabaseSink(address, DuckDB(path))
    raise DestinationError(f"--to {address}: no such destination; there are {DESTINATIONS}")


def _check_parent(address: str, folder: Path) -> None:
    if not folder.is_dir():
        raise DestinationError(f"--to {address}: there is no folder {folder}; make it first")
