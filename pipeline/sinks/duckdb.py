"""A DuckDB database, in a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from pipeline.archive.writing import sync
from pipeline.sinks.base import DestinationError
from pipeline.sinks.database import Database
from pipeline.sinks.ddl import DUCKDB, Dialect
from pipeline.sinks.run_folder import disk_full
from pipeline.sinks.tables import DOC_ID, Table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Result = TypeVar("Result")

# The other threads and most of the memory are the workers'. A longer log than usual between checkpoints, for
# each writes anew what grew.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"threads": 1, "checkpoint_threshold": "64MB"}
# It caches as much as it may. The ids of some twelve million articles fit into this; then it is doubled.
_MEMORY = 1 << 30


class DuckDB(Database):
    dialect: ClassVar[Dialect] = DUCKDB

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._memory = _MEMORY

    def exists(self) -> bool:
        return self.path.exists()

    def transaction(self, work: Callable[[], Result], done: Callable[[], Result | None]) -> Result:
        def again() -> Result:
            result = self._transaction(done)
            return self._transaction(work) if result is None else result

        return self._with_enough_memory(lambda: self._transaction(work), again)

    def _transaction(self, work: Callable[[], Result]) -> Result:
        connection = self._open()
        self.execute("BEGIN")
        try:
            result = work()
            self.execute("COMMIT")
        except BaseException:
            _undo(connection)
            raise
        return result

    def _with_enough_memory(self, work: Callable[[], Result], again: Callable[[], Result]) -> Result:
        """Do work; where memory was short, `again` with more: keys have to fit, however many there are."""
        import duckdb

        while True:
            try:
                return work()
            except duckdb.Error as error:
                if "memory_limit" not in str(error) or 2 * self._memory > _memory_of_machine():
                    raise DestinationError(self._said(error)) from None
                self.close()  # it may be of no use any more
                self._memory *= 2
                work = again

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        # A result that is not fetched keeps the connection busy.
        return self._open().execute(statement, list(values) or None).fetchall()

    def append(self, table: Table, rows: pa.Table) -> None:
        self._with_rows(rows, f"INSERT INTO {table.name} BY NAME SELECT * FROM new_rows")

    def delete(self, of: Sequence[Table], doc_ids: pa.ChunkedArray) -> None:
        import pyarrow as pa

        given = pa.table({DOC_ID: doc_ids})
        present = f"SELECT count(*) FROM articles WHERE {DOC_ID} IN (SELECT {DOC_ID} FROM new_rows)"
        if self._with_rows(given, present)[0][0]:
            for table in reversed(of):
                self._with_rows(
                    given, f"DELETE FROM {table.name} WHERE {DOC_ID} IN (SELECT {DOC_ID} FROM new_rows)"
                )

    def settle(self) -> None:
        def checkpoint() -> None:
            self.execute("CHECKPOINT")

        self._with_enough_memory(checkpoint, checkpoint)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        if self._connection is None:
            new = not self.path.exists()
            config = {**_CONFIG, "memory_limit": f"{self._memory} bytes"}
            self._connection = duckdb.connect(str(self.path), config=config)
            if new:
                sync(self.path.parent)
        return self._connection

    def _with_rows(self, rows: pa.Table, statement: str) -> list[tuple[Any, ...]]:
        import duckdb

        connection = self._open()
        connection.register("new_rows", rows)
        try:
            return self.execute(statement)
        finally:
            with suppress(duckdb.Error):  # refused where the statement failed
                connection.unregister("new_rows")

    def _said(self, error: Exception) -> str:
        message = " ".join(str(error).split())
        if "lock on file" in message:
            return f"{self.path}: another process has this database open; close it there and run again"
        if "No space left" in message or "disk full" in message.lower():
            return disk_full(str(self.path))
        return f"{self.path}: DuckDB cannot go on: {message}"


def _undo(connection: duckdb.DuckDBPyConnection) -> None:
    import duckdb

    with suppress(duckdb.Error):  # a failed COMMIT has ended the transaction already
        connection.execute("ROLLBACK").fetchall()


def _memory_of_machine() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError):  # a system that does not say
        return 8 << 30
