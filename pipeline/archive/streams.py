"""Bytes as they come: counted, by lines, whole, or with random access, and never more of them than fits."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from pipeline.archive.errors import Damaged

# The longest text, page, line or cell that is taken for an article. A book has two of these megabytes.
ENTRY_LIMIT = 64 << 20
BUFFER = 1 << 17


class TooLong(Damaged):
    """A text, page, line or cell beyond ENTRY_LIMIT."""

    def __init__(self) -> None:
        super().__init__(f"longer than {ENTRY_LIMIT >> 20} MB, so no article")


class Counted(io.RawIOBase):
    """A stream that tells `count` how many bytes were read of it."""

    def __init__(self, raw: IO[bytes], count: Callable[[int], None]) -> None:
        self._raw = raw
        self._count = count

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._raw.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        read: int = self._raw.readinto(buffer) or 0  # type: ignore[attr-defined]
        self._count(read)
        return read

    def close(self) -> None:
        self._raw.close()
        super().close()


def buffered(raw: Any) -> io.BufferedReader:
    """A stream with `peek` and `readline` over anything that can be read."""
    return io.BufferedReader(raw, BUFFER)


def lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stream with their numbers, from 1; None for one beyond ENTRY_LIMIT, which is passed over
    without being held."""
    number = 0
    read = stream.readline
    while line := read(ENTRY_LIMIT + 1):
        number += 1
        if len(line) <= ENTRY_LIMIT or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = read(BUFFER)
        yield number, None


def whole(stream: IO[bytes]) -> bytes:
    """All that is left of a stream. Raises TooLong, having read little more than ENTRY_LIMIT."""
    parts = []
    left = ENTRY_LIMIT + 1
    while left and (part := stream.read(min(left, BUFFER * 8))):
        parts.append(part)
        left -= len(part)
    if not left:
        raise TooLong
    return b"".join(parts)


def with_random_access(stream: IO[bytes]) -> IO[bytes]:
    """The stream itself where one can move in it, else a copy of it in a temporary file."""
    if stream.seekable():
        return stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        shutil.copyfileobj(stream, copy, BUFFER * 8)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy
