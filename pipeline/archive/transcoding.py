"""Files whose lines cannot be told before they are decoded, made UTF-8 as they are read."""

from __future__ import annotations

import codecs
import io
from typing import IO

from pipeline.archive.encodings import wide_encoding
from pipeline.archive.errors import Damaged
from pipeline.archive.streams import BUFFER, buffered


class _AsUtf8(io.RawIOBase):
    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._stream = stream
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._output = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        while not self._output:
            data = self._stream.read1(BUFFER)  # read would drop what comes before a fault
            try:
                text = self._decoder.decode(data, final=not data)
                self._output = memoryview(text.encode("utf-8"))
            except UnicodeError as error:
                raise Damaged(f"not {self._encoding}: {error}") from None
            if not data:
                break
        count = min(len(buffer), len(self._output))
        buffer[:count] = self._output[:count]
        self._output = self._output[count:]
        return count


def with_plain_line_ends(stream: io.BufferedReader, encoding: str | None) -> IO[bytes]:
    """The stream as it is where a line of it ends with the byte \\n; UTF-16 and UTF-32, told by `encoding`
    or by its beginning, as UTF-8."""
    name = (
        wide_encoding(stream.peek(4096)[:4096])
        if encoding is None
        else encoding
        if is_wide(encoding)
        else None
    )
    return stream if name is None else buffered(_AsUtf8(stream, name))


def is_wide(encoding: str) -> bool:
    """Whether an encoding takes two or four bytes a character."""
    return codecs.lookup(encoding).name.startswith(("utf-16", "utf-32"))
