"""Archives of all kinds, written for tests of reading them."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import zstandard

from pipeline.archive.entries import Entry, Reading, Unreadable
from pipeline.archive.opening import Archive, open_archive
from pipeline.archive.reading import read_entry
from pipeline.article import Article, ArticleError

Row = dict[str, str]

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    ".gz": lambda data: gzip.compress(data, 1, mtime=0),
    ".zst": zstandard.compress,
    ".bz2": bz2.compress,
    ".xz": lambda data: lzma.compress(data, preset=0),
}


def json_lines(rows: Sequence[Row]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def delimited(rows: Sequence[Row], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def parquet(rows: Sequence[Row], group: int = 2) -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pa.Table.from_pylist(list(rows)), out, row_group_size=group)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


TABLES: dict[str, Callable[[Sequence[Row]], bytes]] = {
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".csv": delimited,
    ".tsv": lambda rows: delimited(rows, "\t"),
    ".parquet": parquet,
}


def page(title: str, paragraphs: Sequence[str], head: str = "") -> bytes:
    """A web page with what stands around an article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html lang='fa'><head><meta charset='utf-8'><title>{title} - خبرگزاری نمونه</title>"
        f"{head}</head><body><nav><ul><li><a href='/'>خانه</a></li><li><a href='/s'>سیاست</a></li></ul></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>کلیه حقوق محفوظ است</footer></body></html>"
    ).encode()


def warc_record(
    address: str, payload: bytes, kind: str = "text/html; charset=utf-8", code: int = 200
) -> bytes:
    """A response as crawlers keep it."""
    http = (
        f"HTTP/1.1 {code} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(payload)}\r\n\r\n".encode()
        + payload
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2024-05-01T12:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash(address)) % 10**12:012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def read(archive: Archive | Path | str, reading: Reading | None = None) -> list[Article | Unreadable]:
    """What a run reads of an archive: its articles, and in their places what could not be read."""
    reading = reading or Reading()
    if not isinstance(archive, Archive):
        archive = open_archive(str(archive), reading)
    return [_read(entry, reading) for entry in archive]


def _read(entry: Entry | Unreadable, reading: Reading) -> Article | Unreadable:
    if isinstance(entry, Unreadable):
        return entry
    try:
        return read_entry(entry, reading)
    except ArticleError as error:
        return Unreadable(entry.place, str(error))
