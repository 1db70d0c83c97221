"""How fast and in how much memory archives are read: python tests/benchmarks/reading.py [NEWS.jsonl[.gz]]

Writes an archive of a given size in each format to a temporary folder, from the articles of a file or from
the samples, and reads it in a process of its own, as the main process of a run does.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from pipeline.archive.entries import Entry, Reading
from pipeline.archive.opening import open_archive
from pipeline.archive.reading import read_entry
from pipeline.article import Article
from pipeline.resources import data_folder

_READ = """
import re, sys, time
from pathlib import Path
from pipeline.archive.opening import open_archive
start = time.process_time()
archive = open_archive(sys.argv[1])
count = size = 0
for entry in archive:
    count += 1
    size += len(entry.content)
seconds = time.process_time() - start
# getrusage would count the process that started this one as well
peak = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) >> 10
print(f"{count:9,} {seconds / count * 1e6:9.1f} {size / seconds / 1e6:9.0f} {peak:9}")
"""


def articles(source: str | None) -> list[Article]:
    archive = open_archive(source or str(data_folder() / "samples"))
    return [read_entry(entry, Reading()) for entry in archive if isinstance(entry, Entry)]


def rows(news: list[Article], size: int) -> Iterator[dict[str, str]]:
    """Different rows until their texts have `size` bytes."""
    for number, article in enumerate(itertools.cycle(news)):
        if size <= 0:
            return
        yield {"doc_id": f"{article.doc_id}-{number}", "text": article.text, "published": "2019-05-01"}
        size -= len(article.text.encode())


def write(folder: Path, news: list[Article], size: int) -> list[Path]:
    lines = folder / "news.jsonl"
    with lines.open("w", encoding="utf-8") as out:
        for row in rows(news, size):
            print(json.dumps(row, ensure_ascii=False), file=out)
    packed = folder / "news.jsonl.gz"
    with lines.open("rb") as plain, gzip.open(packed, "wb", compresslevel=1) as out_packed:
        while piece := plain.read(1 << 20):
            out_packed.write(piece)
    table = folder / "news.parquet"
    schema = pa.schema([(name, pa.string()) for name in ("doc_id", "text", "published")])
    with pyarrow.parquet.ParquetWriter(table, schema) as writer:
        remaining = rows(news, size)
        while batch := list(itertools.islice(remaining, 50_000)):
            writer.write_table(pa.Table.from_pylist(batch, schema))
    return [lines, packed, table]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("source", nargs="?", help="articles to repeat; the samples, if none are given")
    options.add_argument("--megabytes", type=int, default=200, help="size of each archive")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'':14} {'entries':>9} {'µs each':>9} {'MB/s':>9} {'peak MB':>9}")
        for path in write(Path(folder), articles(given.source), given.megabytes << 20):
            done = subprocess.run(
                [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True
            )
            print(f"{path.name:14} {done.stdout.rstrip()}")


if __name__ == "__main__":
    main()
