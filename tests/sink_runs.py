"""Runs into destinations, as the command makes them, in a few lines."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from multiprocessing.synchronize import Event
from typing import Any

import duckdb

from pipeline.record import PlainRecord, plain_json
from pipeline.sinks.arrow import json_batch, record_batch
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


def record(doc_id: str, value: float = 3) -> PlainRecord:
    """A record with something in each table; value: its one figure."""
    span = {"start": 0, "end": 4, "text": "قزوی"}
    period = {
        "jalali_start": "1402-01-01",
        "jalali_end": "1402-12-29",
        "gregorian_start": "2023-03-21",
        "gregorian_end": "2024-03-19",
        "precision": "year",
        "start": None,
        "end": None,
        "text": None,
    }
    measure = {"low": value, "high": value, "comparator": "=", "unit": "tonne"}
    return {
        "schema_version": "1",
        "doc_id": doc_id,
        "source": None,
        "title": f"تیتر {doc_id}",
        "agency": {"name": "ایسنا", **span},
        "published": {"jalali": "1402-02-11", "gregorian": "2023-05-01", "origin": "text", **span},
        "reference": {"jalali": "1402-02", "origin": "inferred"},
        "officials": [
            {
                "id": "o1",
                "name": None,
                "positions": [
                    {
                        "title": "استاندار قزوین",
                        "role": "استاندار",
                        "organization": "استانداری قزوین",
                        "province": "IR-26",
                        "former": False,
                        "acting": True,
                    }
                ],
                "mentions": [{**span, "kind": "title"}],
            }
        ],
        "provinces": [
            {"iso": "IR-26", "name": "قزوین", "name_en": "Qazvin", "mentions": [{**span, "via": "name"}]}
        ],
        "quantities": [
            {
                "id": "q1",
                **span,
                **measure,
                "dimension": "mass",
                "object": None,
                "period": period,
                "speaker": "o1",
                "sentence": span,
            }
        ],
        "targets": [
            {
                "id": "t1",
                "kind": "numeric",
                "evidence": {**span, "rule": "rule"},
                "metric": "تولید",
                "value": {"quantity": "q1", **measure},
                "change": None,
                "baseline": None,
                "direction": "reach",
                "period": period,
                "provinces": ["IR-26"],
                "organization": None,
                "speaker": "o1",
            }
        ],
        "warnings": ["نامعلوم"],
    }


def empty_record(doc_id: str) -> PlainRecord:
    """A record of an article in which nothing was found."""
    return {
        "schema_version": "1",
        "doc_id": doc_id,
        **dict.fromkeys(("source", "title", "agency", "published", "reference")),
        **{name: [] for name in ("officials", "provinces", "quantities", "targets", "warnings")},
    }


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


def batch(sink: Sink, records: Sequence[PlainRecord]) -> Any:
    if sink.records == "json":
        return json_batch([plain_json(made) for made in records])
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
