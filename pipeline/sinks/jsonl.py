"""JSONL, plain or compressed: a record a line.

A compressed file has a gzip member or zstandard frame for each shard, so that going on appends and the bytes
are the same whatever happened meanwhile.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader, BytesIO
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ClassVar, Literal

from pipeline.archive.compression import Decompressed, by_name
from pipeline.archive.writing import flush
from pipeline.sinks.base import Shard
from pipeline.sinks.files import DIGEST_SIZE, FileSink, id_digests, superseded
from pipeline.sinks.run_folder import Commit

if TYPE_CHECKING:
    import pyarrow as pa

_RECORDS = "records"
_IDS = "ids"
_NEW = "new"
_BLOCK = 256  # records that are compressed together where shards are gone
_DOC_ID = re.compile(rb'\{"schema_version":"[^"]*","doc_id":("(?:[^"\\]|\\.)*")')


def packer(suffix: str) -> Callable[[bytes], bytes]:
    """What compresses a shard of a file with this suffix: ".gz", ".zst" or none."""
    if suffix == ".gz":
        # Level 6 takes twice as long and saves a tenth.
        return lambda content: gzip.compress(content, compresslevel=4, mtime=0)
    if suffix == ".zst":
        import zstandard

        return zstandard.ZstdCompressor(level=3).compress
    return bytes


class JsonLinesSink(FileSink):
    """`OUT.jsonl`, also with .gz or .zst behind it."""

    records: ClassVar[Literal["json", "nested"]] = "json"

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), path.with_name(path.name + ".run"))
        self.path = path
        self.pack = packer(path.suffix)
        self._records: IO[bytes] | None = None
        self._ids: IO[bytes] | None = None

    def close(self) -> None:
        self._close_files()
        super().close()

    def present(self) -> bool:
        return self.path.is_file()

    def holds(self, commit: Commit) -> bool:
        sizes = _size(self.folder.path / _RECORDS), _size(self.folder.path / _IDS)
        return sizes[0] >= int(commit.holds["end"]) and sizes[1] >= int(commit.holds["ids_end"])

    def restore(self, commits: list[Commit]) -> None:
        held = commits[-1].holds if commits else {"end": 0, "ids_end": 0}
        self._records = _open_at(self.folder.path / _RECORDS, held["end"])
        self._ids = _open_at(self.folder.path / _IDS, held["ids_end"])

    def store(self, shard: Shard, records: pa.RecordBatch) -> dict[str, Any]:
        assert self._records is not None and self._ids is not None
        lines = _lines(records)
        content = b"".join(lines)
        self._records.write(self.pack(content) if content else b"")
        self._ids.write(id_digests(map(_doc_id, lines)))
        for file in (self._records, self._ids):
            flush(file)
        return {"end": self._records.tell(), "ids_end": self._ids.tell()}

    def build(self, commits: list[Commit]) -> dict[str, Path]:
        self._close_files()
        dropped = superseded((self.folder.path / _IDS).read_bytes())
        if not len(dropped):
            (self.folder.path / _RECORDS).write_bytes(self.pack(b""))
        if not dropped.any():
            return {_RECORDS: self.path}
        with (self.folder.path / _RECORDS).open("rb") as old, (self.folder.path / _NEW).open("wb") as new:
            first = end = 0
            for commit in commits:
                content = old.read(commit.holds["end"] - end)
                end = commit.holds["end"]
                last = commit.holds["ids_end"] // DIGEST_SIZE
                gone = dropped[first:last]
                first = last
                if gone.any():
                    lines = self._unpacked(BytesIO(content))
                    kept = b"".join(line for line, drop in zip(lines, gone, strict=True) if not drop)
                    content = self.pack(kept) if kept else b""
                new.write(content)
            flush(new)
        return {_NEW: self.path}

    def rebuild(self, records: pa.RecordBatch) -> dict[str, Path]:
        amended = {_doc_id(line): line for line in _lines(records)}
        with self._unpacked(self.path.open("rb")) as old, (self.folder.path / _NEW).open("wb") as new:
            kept = (line for line in old if _doc_id(line) not in amended)
            for block in _blocks(kept):
                new.write(self.pack(block))
            for block in _blocks(amended.values()):
                new.write(self.pack(block))
            flush(new)
        return {_NEW: self.path}

    def _unpacked(self, file: IO[bytes]) -> IO[bytes]:
        compression = by_name(self.path.name)
        return file if compression is None else BufferedReader(Decompressed(file, compression))

    def _close_files(self) -> None:
        for file in (self._records, self._ids):
            if file is not None:
                file.close()
        self._records = self._ids = None


def _lines(records: pa.RecordBatch) -> list[bytes]:
    column = records.column("record")
    return [line + b"\n" for line in column.cast("large_binary").to_pylist()]


def _doc_id(line: bytes) -> str:
    # A record begins with its id; reading the whole line would take a hundred times as long.
    match = _DOC_ID.match(line)
    return str(json.loads(match[1]) if match else json.loads(line)["doc_id"])


def _blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    rest = iter(lines)
    while block := b"".join(islice(rest, _BLOCK)):
        yield block


def _open_at(path: Path, end: int) -> IO[bytes]:
    """A file to be written from `end`, where what was committed ends."""
    file = path.open("r+b" if path.exists() else "w+b")
    file.truncate(end)
    file.seek(end)
    return file


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else -1
