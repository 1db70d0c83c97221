"""An archive cut into shards, what is committed at once, and those into chunks, what is worked on at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

import pyarrow as pa

from pipeline.archive.entries import Entry, Unreadable
from pipeline.archive.kernel import batch_of
from pipeline.sinks.base import Shard

SHARD_BYTES = 1 << 26  # a shard of huge entries ends sooner
CHUNK_SIZE = 64  # entries; what a process that dies takes with it
CHUNK_BYTES = 1 << 20

Found = Entry | Unreadable


class ArchiveChanged(Exception):
    """The archive is no longer what an earlier run read. shard: the first that differs."""

    def __init__(self, shard: Shard) -> None:
        super().__init__(f"shard {shard.index} differs")
        self.shard = shard


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive entries of a shard. digest: that of the whole shard, where these are its last entries."""

    shard: int
    entries: pa.RecordBatch
    digest: str | None


def cut(archive: Iterable[Found], size: int, committed: Sequence[Shard] = ()) -> Iterator[Chunk]:
    """The chunks of an archive behind the shards that are committed already.

    Raises ArchiveChanged where these are no longer what the archive holds there. Where shards end depends on
    the entries alone."""
    entries = iter(archive)
    whole = True
    for shard in committed:
        measure = _Measure(size)
        for entry in islice(entries, shard.entries):
            measure.add(entry)
        if measure.digest != shard.digest or not whole:
            raise ArchiveChanged(shard)
        whole = measure.full
    first = next(entries, None)
    if first is None:
        return
    if not whole:  # an archive's last shard, which now has something behind it
        raise ArchiveChanged(committed[-1])
    yield from _chunks(first, entries, size, len(committed))


def chunked(entries: Iterable[Found]) -> Iterator[pa.RecordBatch]:
    """Entries as batches for the kernel, where no shards are committed."""
    for chunk in cut(entries, CHUNK_SIZE):
        yield chunk.entries


def _chunks(entry: Found, following: Iterator[Found], size: int, index: int) -> Iterator[Chunk]:
    shard, chunk, held = _Measure(size), [entry], 0
    while True:
        held += shard.add(entry)
        after = next(following, None)
        if after is None or shard.full:
            yield Chunk(index, batch_of(chunk), shard.digest)
            shard, chunk, held, index = _Measure(size), [], 0, index + 1
        elif len(chunk) == CHUNK_SIZE or held > CHUNK_BYTES:
            yield Chunk(index, batch_of(chunk), None)
            chunk, held = [], 0
        if after is None:
            return
        entry = after
        chunk.append(entry)


class _Measure:
    """A shard as its entries come: when it is full, and the digest of all that its records depend on."""

    def __init__(self, size: int) -> None:
        self._places = size
        self._bytes = SHARD_BYTES
        self._hash = blake2b(digest_size=16)

    def add(self, entry: Found) -> int:
        """Take in an entry; the bytes of its content."""
        if isinstance(entry, Unreadable):
            parts: tuple[object, ...] = (entry.place, entry.reason)
            content = b""
        else:
            content = entry.content
            parts = (entry.form, entry.doc_id, entry.source, len(content))
        self._hash.update(repr(parts).encode("utf-8", "surrogatepass"))
        self._hash.update(content)
        self._places -= 1
        self._bytes -= len(content)
        return len(content)

    @property
    def full(self) -> bool:
        return self._places <= 0 or self._bytes <= 0

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()
