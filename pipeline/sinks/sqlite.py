"""A SQLite database, in a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from pipeline.sinks.base import DestinationError
from pipeline.sinks.database import Database
from pipeline.sinks.ddl import SQLITE, Dialect
from pipeline.sinks.run_folder import disk_full
from pipeline.sinks.tables import DOC_ID, Table

if TYPE_CHECKING:
    import pyarrow as pa

Result = TypeVar("Result")

_PATIENCE = 30.0  # seconds that another process may hold the database for
# Each transaction is synced to the log beside the file; readers go on reading meanwhile. References hold by
# the way records are made: to look each of them up again would take a fifth of the time.
_SETTINGS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = OFF", "cache_size = -32000")


class SQLite(Database):
    dialect: ClassVar[Dialect] = SQLITE

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    def exists(self) -> bool:
        return self.path.exists()

    def transaction(self, work: Callable[[], Result], done: Callable[[], Result | None]) -> Result:
        try:
            self.execute("BEGIN IMMEDIATE")
            try:
                result = work()
                self.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # some errors have ended the transaction already
                    self.execute("ROLLBACK")
                raise
            return result
        except sqlite3.Error as error:
            raise DestinationError(self._said(error)) from None

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._open().execute(statement, values).fetchall()

    def append(self, table: Table, rows: pa.Table) -> None:
        names = ", ".join(column.name for column in table.columns)
        places = ", ".join("?" for _ in table.columns)
        self._open().executemany(
            f"INSERT INTO {table.name} ({names}) VALUES ({places})",
            zip(*(_values(column) for column in rows.columns), strict=True),
        )

    def delete(self, tables: Sequence[Table], doc_ids: pa.ChunkedArray) -> None:
        connection = self._open()
        known = f"SELECT 1 FROM articles WHERE {DOC_ID} = ?"
        old = [(doc_id,) for doc_id in doc_ids.to_pylist() if connection.execute(known, (doc_id,)).fetchone()]
        for table in reversed(tables):
            connection.executemany(f"DELETE FROM {table.name} WHERE {DOC_ID} = ?", old)

    def settle(self) -> None:
        try:
            self.execute("PRAGMA optimize")
            self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise DestinationError(self._said(error)) from None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
            for setting in _SETTINGS:
                self._connection.execute(f"PRAGMA {setting}").fetchall()
        return self._connection

    def _said(self, error: sqlite3.Error) -> str:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            return disk_full(str(self.path))
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return f"{self.path}: another process is writing to this database; close it there and run again"
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            return f"{self.path}: this is no SQLite database, or a damaged one; give another name"
        return f"{self.path}: SQLite cannot go on: {error}"


def _values(column: pa.ChunkedArray) -> list[Any]:
    """Dates as ISO text, which SQLite's date functions read."""
    kind = str(column.type)
    return list(column.cast("string").to_pylist() if kind.startswith("date") else column.to_pylist())
