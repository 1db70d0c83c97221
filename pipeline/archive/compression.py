"""Compressed streams: .gz, .bz2, .xz and .zst, told by their first bytes and read piece by piece."""

from __future__ import annotations

import bz2
import io
import lzma
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from pipeline.archive.errors import Damaged, reason
from pipeline.archive.streams import buffered

_MEMORY = 256 << 20  # what an .xz file may ask for; xz -9 asks for 65 MB
# More than 64 MB in a row out of less than 16 kB is a bomb: text never comes near it.
_WINDOW = 64 << 20
_LEAST_INPUT = 16 << 10


@dataclass(frozen=True, slots=True)
class Compression:
    """new: makes a decompressor of one member. piece: how many bytes it is given at once, which bounds what
    it makes of them: at most some hundred megabytes, of a bomb."""

    name: str
    suffix: str
    magic: re.Pattern[bytes]
    new: Callable[[], Any]
    piece: int


def _zstandard() -> Any:
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj()


_magic = re.compile

COMPRESSIONS = (
    Compression("gzip", ".gz", _magic(rb"\x1f\x8b\x08"), lambda: zlib.decompressobj(31), 8 << 10),
    Compression("zstd", ".zst", _magic(rb"\x28\xb5\x2f\xfd"), _zstandard, 4 << 10),
    # A block of bzip2, up to 45 MB out of 40 bytes, is checked when it has been given: whole, or not at all.
    Compression("bzip2", ".bz2", _magic(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), bz2.BZ2Decompressor, 64),
    Compression(
        "xz", ".xz", _magic(rb"\xfd7zXZ\x00"), lambda: lzma.LZMADecompressor(memlimit=_MEMORY), 4 << 10
    ),
)


def by_name(name: str) -> Compression | None:
    """The compression that a file's name speaks of."""
    return next((kind for kind in COMPRESSIONS if name.lower().endswith(kind.suffix)), None)


def by_content(start: bytes) -> Compression | None:
    """The compression that a file begins with."""
    return next((kind for kind in COMPRESSIONS if kind.magic.match(start)), None)


class Decompressed(io.RawIOBase):
    """What a compressed stream holds, all its members in a row.

    Everything that can be read before a fault is given; then reading raises Damaged.
    """

    def __init__(self, raw: IO[bytes], compression: Compression) -> None:
        self._raw = raw
        self._kind = compression
        self._member: Any = None
        self._data = b""
        self._output = memoryview(b"")
        self._begun = False
        self._window_in = self._window_out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        if not self._output:
            self._output = memoryview(self._more())
        count = min(len(buffer), len(self._output))
        buffer[:count] = self._output[:count]
        self._output = self._output[count:]
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()

    def _more(self) -> bytes:
        """The next output; empty at the end."""
        while True:
            if self._member is None:
                if not self._next_member():
                    return b""
            elif not self._data:
                self._data = self._input()
                if not self._data:
                    raise Damaged(f"the {self._kind.name} data is cut off")
            if output := self._decompress():
                self._guard(len(output))
                return output

    def _next_member(self) -> bool:
        self._data = self._data or self._input()
        if self._begun:  # tape archives and downloads are padded with zeros
            while self._data and not (stripped := self._data.lstrip(b"\0")):
                self._data = self._input()
            self._data = stripped if self._data else b""
        if self._data:
            self._begun = True
            self._member = self._kind.new()
        return bool(self._data)

    def _decompress(self) -> bytes:
        data, self._data = self._data, b""
        try:
            output: bytes = self._member.decompress(data)
        except MemoryError:
            raise Damaged(f"the {self._kind.name} data asks for too much memory") from None
        except Exception as error:  # each library has a class of its own
            raise Damaged(f"broken {self._kind.name} data: {reason(error)}") from None
        if self._member.eof:
            self._data = self._member.unused_data
            self._member = None
        return output

    def _input(self) -> bytes:
        data = self._raw.read(self._kind.piece)
        self._window_in += len(data)
        return data

    def _guard(self, count: int) -> None:
        self._window_out += count
        if self._window_out > _WINDOW:
            if self._window_in < _LEAST_INPUT:
                raise Damaged(
                    f"{self._window_out >> 20} MB out of {self._window_in >> 10} kB: a bomb, no text"
                )
            self._window_in = self._window_out = 0


def decompressed(stream: Any, name: str) -> io.BufferedReader:
    """A stream as it is, or what it holds where it is compressed; buffered either way.

    Its first bytes decide; where its name says that it is compressed and they do not, Damaged is raised.
    """
    plain = buffered(stream)
    start = plain.peek(10)
    kind = by_content(start)
    if kind is None:
        if start and (expected := by_name(name)):
            raise Damaged(f"not {expected.name} data, though its name says so")
        return plain
    return buffered(Decompressed(plain, kind))
