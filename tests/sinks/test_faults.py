"""Full disks, other processes, databases of somebody else: one line that says what to do, nothing lost."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sample_records import record
from sink_runs import FILES, RUN, batch, hold, load, load_archive, shard, write
from stored_records import query, stored_records

from pipeline.sinks.base import DestinationError
from pipeline.sinks.opening import open_sink

EMBEDDED = ["news.duckdb", "news.sqlite"]


def assert_one_line(error: pytest.ExceptionInfo[DestinationError]) -> str:
    message = str(error.value)
    assert "\n" not in message and "Traceback" not in message
    return message


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MiB, and what fills it up."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "khabarkav-tests", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("a small file system takes the right to mount one")
    yield folder
    ctypes.CDLL(None).sync()
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("kind", [*FILES, *EMBEDDED])
def test_a_full_disk(kind: str, small_disk: Path, tmp_path: Path) -> None:
    """The run stops with one line; what was committed stays; with room again it goes on to the same end."""
    shards = [[_incompressible(f"{index}-{number}") for number in range(6)] for index in range(8)]
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(3 << 20))
    address = f"{small_disk}/{kind}"
    with pytest.raises(DestinationError) as raised:
        load(address, shards)
    assert "the disk is full" in assert_one_line(raised)
    sink = open_sink(address)
    progress = sink.progress(RUN.source)
    sink.close()
    committed = progress.shards if progress else ()
    assert committed == tuple(shard(index, shards[index]) for index in range(len(committed)))
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    load(address, shards)
    (tmp_path / "undisturbed").mkdir()
    load(f"{tmp_path}/undisturbed/{kind}", shards)
    assert stored_records(address) == stored_records(f"{tmp_path}/undisturbed/{kind}")


def _incompressible(doc_id: str) -> dict[str, Any]:
    return {**record(doc_id), "title": os.urandom(40_000).hex(), "warnings": [os.urandom(40_000).hex()]}


@pytest.mark.parametrize("kind", EMBEDDED)
def test_tables_of_another_version(kind: str, tmp_path: Path) -> None:
    address = f"{tmp_path}/{kind}"
    load_archive(address)
    _change(address, "UPDATE khabarkav_version SET version = '0'")
    for use in (lambda sink: sink.progress(RUN.source), lambda sink: sink.begin(RUN, resume=False)):
        sink = open_sink(address)
        with pytest.raises(DestinationError, match=r"version 0.*version 1.*new database") as raised:
            use(sink)
        assert_one_line(raised)
        sink.close()
    assert query(address, "SELECT count(*) FROM articles") == [(15,)]


@pytest.mark.parametrize("kind", EMBEDDED)
def test_tables_of_somebody_else(kind: str, tmp_path: Path) -> None:
    address = f"{tmp_path}/{kind}"
    _change(address, "CREATE TABLE targets (mine INTEGER)")
    sink = open_sink(address)
    with pytest.raises(DestinationError, match=r"table targets that khabarkav did not make") as raised:
        sink.begin(RUN, resume=False)
    assert_one_line(raised)
    sink.close()
    assert query(address, "SELECT count(*) FROM targets") == [(0,)]


def test_other_tables_are_left_alone(tmp_path: Path) -> None:
    for kind in EMBEDDED:
        address = f"{tmp_path}/{kind}"
        _change(address, "CREATE TABLE mine AS SELECT 1 AS one")
        load_archive(address)
        assert query(address, "SELECT one FROM mine") == [(1,)]


@pytest.mark.parametrize("kind", EMBEDDED)
def test_a_file_that_is_no_database(kind: str, tmp_path: Path) -> None:
    address = f"{tmp_path}/{kind}"
    Path(address).write_text("this is a text and no database at all" * 100)
    sink = open_sink(address)
    with pytest.raises(DestinationError, match=kind) as raised:
        sink.progress(RUN.source)
    assert_one_line(raised)
    sink.close()
    assert Path(address).read_text().startswith("this is a text")


def test_duckdb_takes_the_memory_that_its_keys_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shards = [[_incompressible(f"{index}-{row}") for row in range(30)] for index in range(4)]
    load(f"{tmp_path}/undisturbed.duckdb", shards)
    monkeypatch.setattr("pipeline.sinks.duckdb._MEMORY", 1 << 20)
    address = f"{tmp_path}/news.duckdb"
    load(address, shards)
    assert stored_records(address) == stored_records(f"{tmp_path}/undisturbed.duckdb")

    monkeypatch.setattr("pipeline.sinks.duckdb._memory_of_machine", lambda: 3 << 20)
    with pytest.raises(DestinationError, match="memory limit") as raised:
        load(f"{tmp_path}/other.duckdb", shards)
    assert_one_line(raised)


@pytest.mark.parametrize("kind", ["records.jsonl", "tables/", *EMBEDDED])
def test_another_process_writes_there(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sinks.sqlite._PATIENCE", 0.1)
    address = f"{tmp_path}/{kind}"
    load_archive(address)
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    other = context.Process(target=hold, args=(address, held, release))
    other.start()
    try:
        assert held.wait(60)
        sink = open_sink(address)
        with pytest.raises(DestinationError, match=r"another (run|process)") as raised:
            sink.begin(RUN, resume=False)
        assert_one_line(raised)
        sink.close()
    finally:
        release.set()
        other.join()
    load_archive(address)


@pytest.mark.parametrize("kind", FILES)
def test_shards_that_somebody_removed_are_made_again(kind: str, tmp_path: Path) -> None:
    address = f"{tmp_path}/{kind}"
    sink = open_sink(address)
    sink.begin(RUN, resume=False)
    for index in range(3):
        write(sink, index, [record(f"{index}")])
    sink.close()
    for path in tmp_path.rglob("*"):
        if path.name in ("records", "000001.arrow"):
            with path.open("r+b") as file:
                file.truncate(max(path.stat().st_size // 2, 1))
    load(address, [[record(f"{index}")] for index in range(4)])
    assert [made["doc_id"] for made in stored_records(address)] == ["0", "1", "2", "3"]


@pytest.mark.parametrize("kind", FILES)
def test_a_finished_run_whose_files_are_gone_is_none(kind: str, tmp_path: Path) -> None:
    address = f"{tmp_path}/{kind}"
    load_archive(address)
    for path in tmp_path.rglob("*"):
        if path.is_file() and ".run" not in str(path):
            path.unlink()
            break
    sink = open_sink(address)
    assert sink.progress(RUN.source) is None
    sink.close()


@pytest.mark.parametrize("kind", FILES)
def test_a_ledger_of_garbage_is_none(kind: str, tmp_path: Path) -> None:
    address = f"{tmp_path}/{kind}"
    load_archive(address)
    (ledger,) = tmp_path.rglob("ledger.jsonl")
    ledger.write_bytes(b"\x00\xff garbage\n{}\n")
    sink = open_sink(address)
    assert sink.progress(RUN.source) is None
    sink.close()
    load_archive(address)
    assert len(stored_records(address)) == 15


@pytest.mark.parametrize("kind", FILES)
def test_amending_an_unfinished_run_is_refused(kind: str, tmp_path: Path) -> None:
    sink = open_sink(f"{tmp_path}/{kind}")
    sink.begin(RUN, resume=False)
    with pytest.raises(DestinationError, match="not finished"):
        sink.amend(batch(sink, [record("a")]))
    sink.close()


@pytest.mark.parametrize("kind", [*FILES, *EMBEDDED])
def test_amending_what_is_not_there_is_refused(kind: str, tmp_path: Path) -> None:
    sink = open_sink(f"{tmp_path}/{kind}")
    with pytest.raises(DestinationError, match="run the whole archive first"):
        sink.amend(batch(sink, [record("a")]))
    sink.close()
    assert list(tmp_path.iterdir()) == []


def test_parts_of_an_earlier_and_longer_run_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sinks.folders._PART", 2)
    address = f"{tmp_path}/nested/*.parquet"
    load(address, [[record(f"{index}")] for index in range(7)])
    assert len(list((tmp_path / "nested").glob("*.parquet"))) == 4
    load(address, [[record("a"), record("b")], [record("c")]], replace(RUN, extraction="rules-2"))
    assert sorted(path.name for path in (tmp_path / "nested").glob("*.parquet")) == [
        "records-00000.parquet",
        "records-00001.parquet",
    ]
    assert [made["doc_id"] for made in stored_records(address)] == ["a", "b", "c"]


def test_other_parquet_files_are_no_place_for_records(tmp_path: Path) -> None:
    load_archive(f"{tmp_path}/tables/")
    sink = open_sink(f"{tmp_path}/tables/*.parquet")
    with pytest.raises(DestinationError, match="a folder of its own"):
        sink.begin(RUN, resume=False)
    sink.close()


@pytest.mark.parametrize("kind", FILES)
def test_a_folder_where_nobody_may_write(kind: str, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "khabarkav-tests", str(tmp_path)], check=True)
    else:
        tmp_path.chmod(0o500)
    try:
        sink = open_sink(f"{tmp_path}/{kind}")
        with pytest.raises(DestinationError, match="cannot be written") as raised:
            sink.begin(RUN, resume=False)
        assert_one_line(raised)
        sink.close()
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", str(tmp_path)], check=True)
        else:
            tmp_path.chmod(0o700)


def _change(address: str, statement: str) -> None:
    connection: Any = sqlite3.connect(address) if address.endswith(".sqlite") else duckdb.connect(address)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("kind", FILES)
def test_amending_what_is_damaged_is_refused(kind: str, tmp_path: Path) -> None:
    address = f"{tmp_path}/{kind}"
    load_archive(address)
    damaged = {}
    for path in tmp_path.rglob("*"):
        if path.is_file() and ".run" not in str(path):
            damaged[path] = b"\xff\x00 garbage, and no records at all\n" * 3
            path.write_bytes(damaged[path])
    sink = open_sink(address)
    with pytest.raises(DestinationError, match="run the whole archive again") as raised:
        sink.amend(batch(sink, [record("a")]))
    assert_one_line(raised)
    sink.close()
    assert {path: path.read_bytes() for path in damaged} == damaged


def test_amending_where_a_part_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sinks.folders._PART", 1)
    address = f"{tmp_path}/nested/*.parquet"
    load(address, [[record(f"{index}")] for index in range(3)])
    (tmp_path / "nested" / "records-00001.parquet").unlink()
    sink = open_sink(address)
    sink.amend(batch(sink, [record("new"), record("0", 9)]))
    sink.close()
    assert {made["doc_id"] for made in stored_records(address)} == {"0", "2", "new"}


@pytest.mark.parametrize(("suffix", "program"), [(".gz", "gzip"), (".zst", "zstd")])
def test_other_programs_read_compressed_files(suffix: str, program: str, tmp_path: Path) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"there is no {program} on this machine")
    plain, packed, empty = (
        f"{tmp_path}/{name}" for name in ("a.jsonl", f"a.jsonl{suffix}", f"b.jsonl{suffix}")
    )
    load_archive(plain)
    load_archive(packed)
    load(empty, [])
    for path, expected in ((packed, Path(plain).read_bytes()), (empty, b"")):
        done = subprocess.run([program, "-dc", path], capture_output=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, expected, b"")
