"""What only a PostgreSQL server can do to a run: go away, refuse, be shared, fill up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from postgresql_server import Server
from sample_records import record
from sink_runs import RUN, SHARDS, archive_records, archive_shard, batch, load, load_archive, write
from stored_records import query, stored_records

from pipeline.sinks.base import DestinationError, Sink
from pipeline.sinks.database import DatabaseSink
from pipeline.sinks.opening import open_sink
from pipeline.sinks.postgresql import PostgreSQL, _parts

PASSWORD = "s3cret/p@ss:w"
QUOTED = "s3cret%2Fp%40ss%3Aw"


def one_line(error: pytest.ExceptionInfo[DestinationError]) -> str:
    message = str(error.value)
    assert "\n" not in message
    for secret in (PASSWORD, QUOTED, "s3cret", "p@ss", "ss:w"):
        assert secret not in message
    return message


def sink_with(address: str, sleep: Any) -> Sink:
    return DatabaseSink(address, PostgreSQL(address, sleep))


def test_a_schema_of_its_own(postgresql: str) -> None:
    address = f"{postgresql}?schema=Akhbar%20e%20Man"
    load_archive(address)
    assert stored_records(address) == archive_records()
    assert query(postgresql, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_tables_of_another_version(postgresql: str) -> None:
    load_archive(postgresql)
    with psycopg.connect(postgresql) as connection:
        connection.execute("UPDATE khabarkav_version SET version = '0'")
    sink = open_sink(postgresql)
    with pytest.raises(DestinationError, match=r"version 0.*version 1.*new database") as raised:
        sink.begin(RUN, resume=False)
    one_line(raised)
    sink.close()


def test_tables_of_somebody_else(postgresql: str) -> None:
    with psycopg.connect(postgresql) as connection:
        connection.execute("CREATE VIEW promises AS SELECT 1 AS mine")
    sink = open_sink(postgresql)
    with pytest.raises(DestinationError, match=r"table promises that khabarkav did not make.*schema"):
        sink.begin(RUN, resume=False)
    sink.close()


@pytest.fixture
def loader(postgresql: str, postgresql_server: Server) -> Iterator[str]:
    """The address of a user who may read, add, change and remove rows and nothing else."""
    load(postgresql, [])
    name = postgresql.rsplit("/", 1)[1]
    for statement in (
        f"CREATE ROLE loader LOGIN PASSWORD '{PASSWORD}'",
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name} TO loader",
        "GRANT USAGE ON SCHEMA public TO loader",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO loader",
    ):
        postgresql_server.sql(statement, name)
    yield postgresql_server.address(name, f"loader:{QUOTED}")
    postgresql_server.sql("DROP OWNED BY loader", name)
    postgresql_server.sql("DROP ROLE loader")


def test_a_user_of_few_privileges_loads_and_loads_again(loader: str, postgresql: str) -> None:
    load_archive(loader)
    load(loader, [[record("s0-0", 77)]], replace(RUN, source="other"))
    expected = {made["doc_id"]: made for made in archive_records()} | {"s0-0": record("s0-0", 77)}
    assert stored_records(postgresql) == list(expected.values())


def test_a_user_who_may_not_make_tables(loader: str, postgresql: str, postgresql_server: Server) -> None:
    sink = open_sink(f"{loader}?schema=elsewhere")
    with pytest.raises(DestinationError, match=r"may not do that.*docs/databases.md") as raised:
        sink.begin(RUN, resume=False)
    assert "loader:***@" in one_line(raised)
    sink.close()


def test_a_wrong_password(loader: str) -> None:
    sink = open_sink(loader.replace("s3cret", "wrongs3cret"))
    with pytest.raises(DestinationError, match="password authentication failed") as raised:
        sink.progress(RUN.source)
    one_line(raised)
    sink.close()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ali:s3cret/p@ss:w@127.0.0.1:{port}/postgres",
        "postgresql://ali:s3cret@p@ss:w@127.0.0.1:{port}/postgres",
        "postgresql://ali:s3cret@127.0.0.1:nonsense/postgres",
        "postgresql://ali:s3cret@127.0.0.1:{port}/postgres?password=p@ss&sslmode=nonsense",
        "postgresql://127.0.0.1:{port}/postgres?user=ali&password=s3cret%2Fp%40ss%3Aw&sslmode=nonsense",
        "postgresql://ali:s3cret%2@127.0.0.1:{port}/postgres",
        "postgresql://ali:s3cret@no-such-host.invalid/postgres",
        "postgresql://ali:s3cret@127.0.0.1:1/postgres",
        "postgresql://ali:s3cret@[::1/postgres",
        "postgresql://ali:s3cret@127.0.0.1:{port}/postgres?nonsense",
    ],
)
def test_a_password_never_shows(address: str, postgresql_server: Server) -> None:
    given = address.format(port=postgresql_server.port)
    with pytest.raises(DestinationError) as raised:
        sink = open_sink(given)
        assert "s3cret" not in repr(sink) + repr(vars(sink)) + str(vars(sink)["database"])
        sink.progress(RUN.source)
    one_line(raised)


def test_no_server_at_the_start_is_said_at_once(postgresql_server: Server) -> None:
    pauses: list[float] = []
    sink = sink_with("postgresql://ali@127.0.0.1:1/news", pauses.append)
    with pytest.raises(DestinationError, match="cannot be reached"):
        sink.begin(RUN, resume=False)
    assert pauses == []


def test_a_lost_connection_is_made_again(postgresql: str, postgresql_server: Server) -> None:
    pauses: list[float] = []
    sink = sink_with(postgresql, pauses.append)
    sink.begin(RUN, resume=False)
    for index in range(SHARDS):
        postgresql_server.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'khabarkav'"
        )
        write(sink, index, archive_shard(index))
    sink.finish()
    sink.close()
    assert len(pauses) == SHARDS
    assert stored_records(postgresql) == archive_records()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_server_restarted_in_the_middle(postgresql: str, postgresql_server: Server, mode: str) -> None:
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            postgresql_server.start()

    sink = sink_with(postgresql, sleep)
    sink.begin(RUN, resume=False)
    write(sink, 0, archive_shard(0))
    postgresql_server.stop(mode)
    for index in range(1, SHARDS):
        write(sink, index, archive_shard(index))
    sink.finish()
    sink.close()
    assert len(pauses) == 2
    assert stored_records(postgresql) == archive_records()


def test_a_server_gone_for_good_is_said_and_a_later_run_goes_on(
    postgresql: str, postgresql_server: Server
) -> None:
    pauses: list[float] = []
    sink = sink_with(postgresql, pauses.append)
    sink.begin(RUN, resume=False)
    write(sink, 0, archive_shard(0))
    postgresql_server.stop("immediate")
    try:
        with pytest.raises(
            DestinationError, match=r"the server is gone; run the same command again"
        ) as raised:
            write(sink, 1, archive_shard(1))
        one_line(raised)
        sink.close()
        assert 30 < sum(pauses) < 120
    finally:
        postgresql_server.start()
    load_archive(postgresql)
    assert stored_records(postgresql) == archive_records()


def test_a_commit_that_nobody_heard_of_is_not_made_twice(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server committed and the connection was lost before it could say so."""
    sink = sink_with(postgresql, lambda seconds: None)
    sink.begin(RUN, resume=False)
    written: list[int] = []
    work = DatabaseSink._write

    def counted(self: DatabaseSink, shard: Any, flat: Any) -> bool:
        written.append(shard.index)
        return work(self, shard, flat)

    monkeypatch.setattr(DatabaseSink, "_write", counted)
    leave = psycopg.Transaction.__exit__
    lost = iter([True])

    def unheard(self: Any, *error: Any) -> Any:
        result = leave(self, *error)
        if next(lost, False):
            self._conn.close()
            raise psycopg.OperationalError("the connection is lost")
        return result

    monkeypatch.setattr(psycopg.Transaction, "__exit__", unheard)
    write(sink, 0, archive_shard(0))
    write(sink, 1, archive_shard(1))
    sink.finish()
    sink.close()
    assert written == [0, 1]
    assert stored_records(postgresql) == archive_shard(0) + archive_shard(1)


def test_loaders_of_several_archives_at_once(postgresql: str) -> None:
    """The same articles from several archives, in different orders: each is there once and whole."""
    shards = [
        [record(f"{number}", number) for number in range(start, start + 20)] for start in range(0, 60, 10)
    ]
    failures: list[BaseException] = []

    def run(number: int) -> None:
        order = shards if number % 2 else shards[::-1]
        try:
            load(postgresql, order, replace(RUN, source=f"archive-{number}"))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    expected = sorted((record(f"{number}", number) for number in range(70)), key=lambda made: made["doc_id"])
    assert stored_records(postgresql) == expected
    runs = query(postgresql, "SELECT count(*) FROM khabarkav_runs WHERE finished")
    assert runs == [(4,)]


def test_a_full_disk_of_the_server(
    postgresql_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    disk = Path(postgresql_server.folder) / "disk"
    disk.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=24m", "khabarkav-tests", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mounted, capture_output=True).returncode != 0:
        pytest.skip("a small file system takes the right to mount one")
    try:
        (disk / "space").mkdir()
        shutil.chown(disk / "space", "postgres", "postgres")
        postgresql_server.sql(f"CREATE TABLESPACE small LOCATION '{disk}/space'")
        postgresql_server.sql("CREATE DATABASE small TABLESPACE small")
        address = postgresql_server.address("small")
        shards = [
            [{**record(f"{index}-{number}"), "title": os.urandom(200_000).hex()} for number in range(5)]
            for index in range(16)
        ]
        with pytest.raises(DestinationError, match="the server's disk is full") as raised:
            load(address, shards)
        one_line(raised)
        sink = open_sink(address)
        progress = sink.progress(RUN.source)
        sink.close()
        assert progress is not None and 0 < len(progress.shards) < 16
        assert len(stored_records(address)) == 5 * len(progress.shards)
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        load(address, shards)
        expected = {made["doc_id"]: made for part in shards for made in part}
        assert stored_records(address) == [expected[doc_id] for doc_id in sorted(expected)]
        postgresql_server.drop_database("small")
        postgresql_server.sql("DROP TABLESPACE small")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_without_psycopg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    sink = open_sink("postgresql://ali@127.0.0.1:1/news")
    with pytest.raises(DestinationError, match=r"pip install 'khabarkav\[postgresql\]'"):
        sink.progress(RUN.source)


def test_amending_needs_a_loaded_database(postgresql: str) -> None:
    sink = open_sink(postgresql)
    with pytest.raises(DestinationError, match="run the whole archive first"):
        sink.amend(batch(sink, [record("a")]))
    sink.close()


@pytest.mark.parametrize(
    ("address", "for_libpq", "schema"),
    [
        ("postgresql://a@h/d", "postgresql://a@h/d", ""),
        ("postgresql://a@h:5432/d?schema=b", "postgresql://a@h:5432/d", "b"),
        (
            "postgres://a:p%40@h1:1,h2:2/d?x=1+2&schema=b%20c&y=3",
            "postgres://a:p%40@h1:1,h2:2/d?x=1+2&y=3",
            "b c",
        ),
        ("postgresql:///d?host=/var/run/postgresql", "postgresql:///d?host=/var/run/postgresql", ""),
        ("postgresql://[::1]:5432/d", "postgresql://[::1]:5432/d", ""),
    ],
)
def test_the_schema_is_taken_out_of_the_address(address: str, for_libpq: str, schema: str) -> None:
    assert _parts(address) == (for_libpq, schema)


def test_a_transaction_that_holds_the_tables(postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sinks.postgresql._PATIENCE", "50ms")
    load_archive(postgresql)
    sink = sink_with(postgresql, lambda seconds: None)
    with psycopg.connect(postgresql) as connection:
        connection.execute("LOCK TABLE articles")
        with pytest.raises(DestinationError, match="another transaction holds its tables") as raised:
            sink.amend(batch(sink, [record("a")]))
        one_line(raised)
    sink.amend(batch(sink, [record("a")]))
    sink.close()
