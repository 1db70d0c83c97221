"""What each destination costs the main process for an article.

    python tests/benchmarks/sinks.py [ARCHIVE.jsonl]

Records of the archive (or of the sample articles) are written again and again under new ids, in shards of
some 500, until there are about 10,000. CPU time of this process only: a PostgreSQL server takes its own
beside it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from postgresql_server import Server, installed_programs
from sink_runs import batch

from pipeline import Pipeline
from pipeline.record import PlainRecord
from pipeline.resources import data_folder
from pipeline.sinks.arrow import record_batch
from pipeline.sinks.base import Run, Shard
from pipeline.sinks.flatten import flat_tables
from pipeline.sinks.opening import open_sink

ARTICLES = 10_000
SHARD = 500
FILES = [
    "records.jsonl",
    "records.jsonl.gz",
    "records.jsonl.zst",
    "nested/*.parquet",
    "tables/",
    "csv/*.csv",
    "news.duckdb",
    "news.sqlite",
]


def milliseconds(work: Callable[[], object], articles: int) -> float:
    """CPU time of work, for an article."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000 / articles


def shard_of(records: list[PlainRecord], index: int) -> list[PlainRecord]:
    copies = range(max(1, SHARD // len(records)))
    return [{**made, "doc_id": f"{index:04}-{copy}-{made['doc_id']}"} for copy in copies for made in records]


def measure(address: str, records: list[PlainRecord]) -> tuple[float, float, float]:
    """Milliseconds an article: making batches (in workers), writing, finishing."""
    sink = open_sink(address)
    sink.begin(Run("benchmark", "benchmark", SHARD), resume=False)
    size = len(shard_of(records, 0))
    shards = max(1, ARTICLES // size)
    making = writing = 0.0

    for index in range(shards):
        made = shard_of(records, index)
        start = time.process_time()
        given = batch(sink, made)
        middle = time.process_time()
        sink.write(Shard(index, "digest", size, 0, 0), given)
        making += middle - start
        writing += time.process_time() - middle
    finishing = milliseconds(sink.finish, size * shards)
    sink.close()
    return making * 1000 / (size * shards), writing * 1000 / (size * shards), finishing


def main() -> None:
    pipeline = Pipeline()
    if len(sys.argv) > 1:
        lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
        articles: list[Any] = [json.loads(line) for line in lines]
    else:
        samples = sorted((data_folder() / "samples").glob("*.txt"))
        articles = [{"doc_id": path.stem, "text": path.read_text(encoding="utf-8")} for path in samples]
    records = [pipeline.plain(article) for article in articles]
    extraction = milliseconds(lambda: [pipeline.plain(article) for article in articles], len(articles))
    nested = record_batch(records).column("record")
    flattening = milliseconds(lambda: [flat_tables(nested) for _ in range(20)], 20 * len(records))
    print(
        f"{len(records)} records; an article takes {extraction:.2f} ms to extract, {flattening:.3f} ms to "
        "flatten alone\n"
    )
    print(f"{'destination':20} {'batch':>8} {'write':>8} {'finish':>8}   write + finish of extraction")
    programs = installed_programs()
    server = Server(programs) if programs else None
    try:
        with tempfile.TemporaryDirectory() as folder:
            addresses = {name: f"{folder}/{name}" for name in FILES}
            if server:
                addresses["postgresql"] = server.address(server.create_database())
            for name, address in addresses.items():
                making, writing, finishing = measure(address, records)
                share = (writing + finishing) / extraction
                print(f"{name:20} {making:8.3f} {writing:8.3f} {finishing:8.3f} {share:10.1%}", flush=True)
    finally:
        if server:
            server.remove()


if __name__ == "__main__":
    main()
