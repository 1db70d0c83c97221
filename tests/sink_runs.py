"""Runs into destinations, as the command makes them, in a few lines."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from multiprocessing.synchronize import Event
from typing import Any

import duckdb
import pyarrow as pa
from sample_records import record

from pipeline.record import PlainRecord, plain_json
from pipeline.sinks.arrow import record_batch
from pipeline.sinks.base import Run, Shard, Sink
from pipeline.sinks.opening import open_sink

FILES = [
    "records.jsonl",
    "records.jsonl.gz",
    "records.jsonl.zst",
    "nested/*.parquet",
    "tables/",
    "tables/*.csv",
]
DATABASES = ["news.duckdb", "news.sqlite", "postgresql"]
KINDS = [*FILES, *DATABASES]

RUN = Run(source="archive.jsonl", extraction="rules-1", shard_size=3)
SHARDS = 5


def archive_shard(index: int) -> list[PlainRecord]:
    """The records of a shard of the archive that most tests write."""
    return [record(f"s{index}-{number}", 10 * index + number + 0.5) for number in range(RUN.shard_size)]


def archive_records() -> list[PlainRecord]:
    return [made for index in range(SHARDS) for made in archive_shard(index)]


def shard(index: int, records: Sequence[PlainRecord]) -> Shard:
    return Shard(index, f"digest-{index}", len(records) + 1, 1, 100 * (index + 1))


def write(sink: Sink, index: int, records: Sequence[PlainRecord]) -> None:
    """Write a shard in the form that the sink takes."""
    sink.write(shard(index, records), batch(sink, records))


def batch(sink: Sink, records: Sequence[PlainRecord]) -> pa.RecordBatch:
    """Records in the form that the sink takes."""
    if sink.records == "json":
        lines = pa.array([plain_json(made) for made in records], pa.large_string())
        return pa.RecordBatch.from_arrays([lines], ["record"])
    return record_batch(records)


def load(address: str, shards: Sequence[Sequence[PlainRecord]], run: Run = RUN) -> None:
    """A whole run of these shards, or what is missing of it."""
    sink = open_sink(address)
    try:
        progress = sink.progress(run.source)
        resume = progress is not None and not progress.finished and progress.run == run
        done = len(progress.shards) if progress is not None and resume else 0
        sink.begin(run, resume=resume)
        for index in range(done, len(shards)):
            write(sink, index, shards[index])
        sink.finish()
    finally:
        sink.close()


def load_archive(address: str) -> None:
    load(address, [archive_shard(index) for index in range(SHARDS)])


def hold(address: str, held: Event, release: Event) -> None:
    """Keep the destination at work until released: the body of another process, which imports this module."""
    if address.endswith(".sqlite"):
        connection: Any = sqlite3.connect(address, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
    elif address.endswith(".duckdb"):
        connection = duckdb.connect(address)
    else:
        connection = open_sink(address)
        connection.begin(RUN, resume=False)
    held.set()
    release.wait(60)
    connection.close()
