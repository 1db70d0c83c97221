"""A PostgreSQL database.

Records come by COPY. Loaders of other archives take turns, a shard each: a lock that ends with the
transaction keeps them apart. When the connection is lost, the shard is tried again on a new one, unless the
ledger says that it was committed after all.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipeline.archive.addresses import redact, scrub
from pipeline.sinks.base import DestinationError
from pipeline.sinks.database import Database
from pipeline.sinks.ddl import POSTGRESQL, Dialect
from pipeline.sinks.tables import DOC_ID, Table

if TYPE_CHECKING:
    import psycopg
    import pyarrow as pa

Result = TypeVar("Result")

_log = logging.getLogger(__name__)

_PAUSES = (0.5, 1, 2, 4, 8, 15, 30)  # seconds before each further try
_LOCK = 0x6B686261  # one number for all loaders of a database: "khba"
_PATIENCE = "60s"  # for the lock
_GONE = ("08", "57P")  # SQLSTATE: the connection, or the server, is gone or not there yet
_AGAIN = ("40001", "40P01", "55P03", "53300")  # a clash with others, or too many of them
_DISK_FULL = "53100"
_NOT_ALLOWED = "42501"
_INSTALL = "writing to PostgreSQL takes psycopg: pip install 'khabarkav[postgresql]'"


class PostgreSQL(Database):
    """address: as libpq reads it, with `schema=` among its parameters for another schema than the user's own.

    sleep: waits so many seconds before a further try.
    """

    dialect: ClassVar[Dialect] = POSTGRESQL

    def __init__(self, address: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self.shown = redact(address)
        self._given = address
        self._address, self._schema = _parts(address)
        self._sleep = sleep
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None
        self._was_there = False

    def __repr__(self) -> str:
        return f"PostgreSQL({self.shown!r})"

    def exists(self) -> bool:
        return True

    def transaction(self, work: Callable[[], Result], done: Callable[[], Result | None]) -> Result:
        try:
            import psycopg
        except ImportError:
            raise DestinationError(_INSTALL) from None
        pauses = iter(_PAUSES)
        tried = False
        while True:
            try:
                with self._open().transaction():
                    self._take_turn()
                    result = done() if tried else None
                    return work() if result is None else result
            except psycopg.Error as error:
                pause = next(pauses, None) if self._is_passing(error) else None
                if pause is None:
                    raise DestinationError(self._said(error)) from None
                _log.warning("%s; trying again in %g s", self._said(error), pause)
                self.close()
                self._sleep(pause)
                tried = True

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        cursor = self._open().execute(statement.encode(), values or None)
        return cursor.fetchall() if cursor.description else []

    def append(self, table: Table, rows: pa.Table) -> None:
        from pipeline.sinks.copy_text import copy_text

        names = ", ".join(column.name for column in table.columns)
        with self._open().cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for piece in copy_text(rows):
                copy.write(piece)

    def delete(self, tables: Sequence[Table], doc_ids: pa.ChunkedArray) -> None:
        # The rows of other tables go with their article's.
        self.execute(f"DELETE FROM articles WHERE {DOC_ID} = ANY(%s)", [doc_ids.to_pylist()])

    def settle(self) -> None:
        self.transaction(lambda: self.execute("ANALYZE"), lambda: None)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> psycopg.Connection[tuple[Any, ...]]:
        import psycopg

        if self._connection is None:
            self._connection = psycopg.connect(
                self._address, autocommit=True, prepare_threshold=None, application_name="khabarkav"
            )
            self._was_there = True
        return self._connection

    def _take_turn(self) -> None:
        """Wait for other loaders. Whoever lost a connection also waits here until its transaction is over."""
        if self._schema:
            quoted = '"' + self._schema.replace('"', '""') + '"'
            self.execute("SELECT set_config('search_path', %s, true)", [quoted])
        self.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])
        self.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])

    def prepare(self) -> None:
        if self._schema and not self.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [self._schema]):
            quoted = '"' + self._schema.replace('"', '""') + '"'
            self.execute(f"CREATE SCHEMA {quoted}")

    def _is_passing(self, error: psycopg.Error) -> bool:
        """Whether another try may do better. A server that was never reached is more likely misspelt."""
        import psycopg

        state = error.sqlstate or ""
        gone = state.startswith(_GONE) or (not state and isinstance(error, psycopg.OperationalError))
        return self._was_there and (gone or state in _AGAIN)

    def _said(self, error: psycopg.Error) -> str:
        import psycopg

        message = scrub(str(error), self._given)
        state = error.sqlstate or ""
        if state == _DISK_FULL:
            advice = "the server's disk is full; what was loaded stays: make room and run again"
        elif state == _NOT_ALLOWED:
            advice = "the user may not do that; see docs/databases.md for the privileges it takes"
        elif state.startswith(_GONE) or (not state and isinstance(error, psycopg.OperationalError)):
            advice = (
                "the server is gone; run the same command again once it is back"
                if self._was_there
                else "the server cannot be reached"
            )
        else:
            advice = "PostgreSQL cannot go on"
        return f"{self.shown}: {advice}: {message}"


def _parts(address: str) -> tuple[str, str]:
    """The address for libpq and the schema. Raises DestinationError."""
    wrong = (
        f"{redact(address)}: no address of PostgreSQL: give postgresql://user:password@host:port/database, "
        "with %40 for @, %2F for / and %3A for : in a password"
    )
    try:
        parts = urlsplit(address)
        parameters = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        _ = parts.port
    except ValueError:
        raise DestinationError(wrong) from None
    if parts.netloc.count("@") > 1 or "@" in parts.path:
        raise DestinationError(wrong)
    schema = dict(parameters).get("schema", "")
    query = urlencode([(name, value) for name, value in parameters if name != "schema"])
    return urlunsplit(parts._replace(query=query)), schema
