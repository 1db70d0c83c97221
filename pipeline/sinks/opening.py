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
_DUCKDB = ".duckdb"
DATABASE_SUFFIXES = (_DUCKDB, *_SQLITE)


def open_sink(address: str) -> Sink:
    """The destination of an address; nothing is opened or made yet. Raises DestinationError."""
    scheme = _SCHEME.match(address)
    if scheme is not None:
        return _open_server(address, scheme[1])
    path = Path(address)
    if path.name in ("*.parquet", "*.csv") or address.endswith("/"):
        return _open_folder(address, path)
    if "*" in path.name:
        raise DestinationError(f"--to {address}: no such destination; there are {DESTINATIONS}")
    if path.is_dir():
        raise DestinationError(
            f"--to {address}: this is a folder; give {address}/ for flat tables in it, '{address}/*.parquet' "
            "for records, or the name of a file"
        )
    _check_parent(address, path.parent)
    if _JSON_LINES.search(path.name):
        from pipeline.sinks.jsonl import JsonLinesSink

        return JsonLinesSink(path)
    if path.suffix == _DUCKDB:
        from pipeline.sinks.database import DatabaseSink
        from pipeline.sinks.duckdb import DuckDB

        return DatabaseSink(address, DuckDB(path))
    if path.suffix in _SQLITE:
        from pipeline.sinks.database import DatabaseSink
        from pipeline.sinks.sqlite import SQLite

        return DatabaseSink(address, SQLite(path))
    raise DestinationError(f"--to {address}: no such destination; there are {DESTINATIONS}")


def _open_server(address: str, scheme: str) -> Sink:
    if scheme not in ("postgresql", "postgres"):
        raise DestinationError(f"--to {scheme}://…: no such destination; there are {DESTINATIONS}")
    from pipeline.archive.addresses import redact
    from pipeline.sinks.database import DatabaseSink
    from pipeline.sinks.postgresql import PostgreSQL

    return DatabaseSink(redact(address), PostgreSQL(address))


def _open_folder(address: str, path: Path) -> Sink:
    """Of `folder/`, `folder/*.csv` or `folder/*.parquet`."""
    from pipeline.sinks.folders import RecordsSink, TablesSink
    from pipeline.sinks.table_files import CsvFormat, ParquetFormat

    folder = path if address.endswith("/") else path.parent
    if folder.exists() and not folder.is_dir():
        raise DestinationError(f"--to {address}: {folder} is a file; give another name")
    _check_parent(address, folder.parent)
    if address.endswith("/"):
        return TablesSink(address, folder, ParquetFormat(), "_tables.run")
    if path.name == "*.csv":
        return TablesSink(address, folder, CsvFormat(), "_csv.run")
    return RecordsSink(address, folder)


def _check_parent(address: str, folder: Path) -> None:
    if not folder.is_dir():
        raise DestinationError(f"--to {address}: there is no folder {folder}; make it first")
