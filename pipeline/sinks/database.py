"""What destinations that are databases have in common: tables, their version, the ledger, loading again.

The ledger is two tables beside the records. A shard's records and its line in the ledger are one transaction.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from pipeline.sinks.base import DestinationError, Progress, Run, Shard, Sink
from pipeline.sinks.ddl import Dialect, create_all, create_indexes
from pipeline.sinks.tables import DOC_ID, RUNS, SHARDS, TABLES_VERSION, VERSION, Table, ledger, tables
from pipeline.sinks.views import views

if TYPE_CHECKING:
    import pyarrow as pa

Result = TypeVar("Result")


class Database(ABC):
    """A connection to a database, opened when it is first needed.

    Its methods raise DestinationError for what the database cannot do.
    """

    dialect: ClassVar[Dialect]

    @abstractmethod
    def exists(self) -> bool:
        """Whether there is a database to look into; asking makes none."""

    @abstractmethod
    def transaction(self, work: Callable[[], Result], done: Callable[[], Result | None]) -> Result:
        """Do work in a transaction. done: where the connection was lost and nobody knows how a transaction
        ended, finds out whether it is done; None where it is not and has to be done again."""

    @abstractmethod
    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a statement, within `transaction`; gives its rows."""

    def prepare(self) -> None:  # noqa: B027  (most databases need nothing)
        """Make, within `transaction`, what tables are made in."""

    @abstractmethod
    def append(self, table: Table, rows: pa.Table) -> None:
        """Add rows to a table, within `transaction`."""

    @abstractmethod
    def delete(self, tables: Sequence[Table], doc_ids: pa.ChunkedArray) -> None:
        """Remove the rows of these articles from tables, within `transaction`."""

    @abstractmethod
    def settle(self) -> None:
        """A run came to its end: whatever makes what was loaded quick to read and small."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the connection; a transaction that is not through is undone."""


class DatabaseSink(Sink):
    """The flat tables in a database."""

    records: ClassVar[Literal["json", "nested"]] = "nested"

    def __init__(self, address: str, database: Database) -> None:
        self.address = address
        self.database = database
        self._source = ""

    def progress(self, source: str) -> Progress | None:
        if not self.database.exists():
            return None
        return self._do(lambda: self._progress(source))

    def begin(self, run: Run, *, resume: bool) -> None:
        self._source = run.source
        self._do(lambda: self._begin(run, resume))

    def write(self, shard: Shard, records: pa.RecordBatch) -> None:
        from pipeline.sinks.flatten import flat_tables

        flat = flat_tables(records.column("record"))
        self.database.transaction(lambda: self._write(shard, flat), lambda: self._is_written(shard) or None)

    def finish(self) -> None:
        self._do(self._finish)
        self.database.settle()

    def amend(self, records: pa.RecordBatch) -> None:
        from pipeline.sinks.flatten import flat_tables

        if not self.database.exists():
            raise DestinationError(f"{self.address}: there is no such database; run the whole archive first")
        flat = flat_tables(records.column("record"))

        def work() -> None:
            if not self._is_prepared():
                raise DestinationError(
                    f"{self.address}: there are no records yet; run the whole archive first"
                )
            self._replace(flat)

        self._do(work)

    def close(self) -> None:
        self.database.close()

    def _do(self, work: Callable[[], Result]) -> Result:
        """In a transaction; work that may be done twice."""
        return self.database.transaction(work, lambda: None)

    def _sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.database.execute(statement.replace("?", self.database.dialect.placeholder), values)

    def _progress(self, source: str) -> Progress | None:
        if not self._is_prepared():
            return None
        name = _storable(source)
        runs = self._sql(f"SELECT extraction, shard_size, finished FROM {RUNS} WHERE source = ?", name)
        if not runs:
            return None
        extraction, shard_size, finished = runs[0]
        shards = self._sql(
            f"SELECT shard, digest, entries, failures, errors_end FROM {SHARDS} WHERE source = ? "
            "ORDER BY shard",
            name,
        )
        return Progress(
            Run(source, extraction, shard_size), tuple(Shard(*shard) for shard in shards), bool(finished)
        )

    def _begin(self, run: Run, resume: bool) -> None:
        self._prepare()
        source = _storable(run.source)
        if not resume:
            self._sql(f"DELETE FROM {SHARDS} WHERE source = ?", source)
        self._sql(f"DELETE FROM {RUNS} WHERE source = ?", source)
        self._sql(f"INSERT INTO {RUNS} VALUES (?, ?, ?, ?)", source, run.extraction, run.shard_size, False)

    def _finish(self) -> None:
        existing = self._existing()
        for name, statement in create_indexes(self.database.dialect).items():
            if name not in existing:
                self.database.execute(statement)
        source = _storable(self._source)
        self._sql(f"UPDATE {RUNS} SET finished = ? WHERE source = ?", True, source)

    def _existing(self) -> set[str]:
        return {str(name) for (name,) in self.database.execute(self.database.dialect.existing)}

    def _prepare(self) -> None:
        """Make the tables where there are none yet."""
        if self._is_prepared():
            return
        self.database.prepare()
        for statement in create_all(self.database.dialect):
            self.database.execute(statement)

    def _is_prepared(self) -> bool:
        """Whether khabarkav's tables are there. Raises DestinationError for tables of another version."""
        existing = self._existing()
        if VERSION in existing:
            versions = [str(version) for (version,) in self._sql(f"SELECT version FROM {VERSION}")]
            if versions != [TABLES_VERSION]:
                raise DestinationError(
                    f"{self.address}: its tables are of version {', '.join(versions) or 'unknown'}, this "
                    f"khabarkav writes version {TABLES_VERSION}: load into a new database, or use the "
                    "khabarkav that made this one"
                )
            return True
        ours = [table.name for table in (*ledger(), *tables())] + [view.name for view in views()]
        taken = sorted(existing.intersection(ours))
        if taken:
            raise DestinationError(
                f"{self.address}: it has a table {taken[0]} that khabarkav did not make; load into another "
                "database or schema"
            )
        return False

    def _write(self, shard: Shard, flat: dict[str, pa.Table]) -> bool:
        self._replace(flat)
        self._sql(
            f"INSERT INTO {SHARDS} VALUES (?, ?, ?, ?, ?, ?)",
            _storable(self._source),
            shard.index,
            shard.digest,
            shard.entries,
            shard.failures,
            shard.errors_end,
        )
        return True

    def _is_written(self, shard: Shard) -> bool:
        return bool(
            self._sql(
                f"SELECT 1 FROM {SHARDS} WHERE source = ? AND shard = ? AND digest = ?",
                _storable(self._source),
                shard.index,
                shard.digest,
            )
        )

    def _replace(self, flat: dict[str, pa.Table]) -> None:
        self.database.delete(tables(), flat["articles"].column(DOC_ID))
        for table in tables():
            if flat[table.name].num_rows:
                self.database.append(table, flat[table.name])


def _storable(source: str) -> str:
    """Names of files need not be Unicode; text in a database is."""
    return source.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")
