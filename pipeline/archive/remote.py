"""Files elsewhere: s3://, https:// and whatever else fsspec knows."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import IO, Any

from pipeline.archive.addresses import redact, scrub
from pipeline.archive.errors import ArchiveError, reason
from pipeline.archive.files import Child, FilesBelow, has_pattern, split_pattern

_TRIES = 4
_FIRST_WAIT = 0.5  # seconds; each further one is twice as long


class RemoteTree:
    """Folders of an fsspec file system. shown: the root's address without secrets."""

    def __init__(self, system: Any, root: str, address: str) -> None:
        self._system = system
        self._root = root.rstrip("/")
        self._secret_address = address
        self._shown = redact(address).rstrip("/")

    def children(self, folder: str) -> list[Child]:
        path = self._path(folder)
        try:
            found = self._system.ls(path, detail=True)
        except Exception as error:  # each system has errors of its own
            raise OSError(scrub(reason(error), self._secret_address)) from None
        children = []
        for info in found:
            name = info["name"].rstrip("/").rpartition("/")[2]
            if info["name"].rstrip("/").lstrip("/") != path.lstrip("/"):  # some list a folder in itself
                kind = "folder" if info["type"] == "directory" else "file"
                children.append(Child(name, kind, info.get("size")))
        return children

    def place(self, path: str) -> str:
        return f"{self._shown}/{path}" if path else self._shown

    address = place

    def open(self, path: str) -> IO[bytes]:
        full = self._path(path)
        return Persistent(lambda: self._system.open(full, "rb"), self._secret_address)  # type: ignore[return-value]

    def _path(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root


class _Page(RemoteTree):
    """One file behind a web address, which may go on behind ?"""

    def place(self, path: str) -> str:
        return self._shown

    address = place

    def _path(self, path: str) -> str:
        return self._root


class Persistent(io.RawIOBase):
    """A stream from elsewhere that is taken up again where it broke off, after a while, a few times in a row.

    Raises OSError, without secrets.
    """

    def __init__(self, open_stream: Callable[[], Any], address: str) -> None:
        self._open = open_stream
        self._address = address
        self._position = 0
        self._stream = self._retried(self._open)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        """Servers that cannot give a part of a file do not all say so before."""
        try:
            self._stream.seek(self._position + 1)
            self._stream.seek(self._position)
        except (OSError, ValueError):
            return False
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._position = self._stream.seek(offset, whence)
        return self._position

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self._retried(lambda: self._read(len(buffer)))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
        super().close()

    def _read(self, size: int) -> bytes:
        if self._stream is None:
            self._stream = self._open()
            if self.seekable():
                self._stream.seek(self._position)
            else:
                left = self._position
                while left and (passed := len(self._stream.read(min(left, 1 << 20)))):
                    left -= passed
        return bytes(self._stream.read(size))

    def _retried(self, do: Callable[[], Any]) -> Any:
        for number in range(_TRIES):
            try:
                return do()
            except (FileNotFoundError, PermissionError, NotImplementedError) as error:
                raise OSError(scrub(reason(error), self._address)) from None
            except Exception as error:  # each system has errors of its own
                self._stream = None
                if number + 1 == _TRIES or getattr(error, "status", 500) in (401, 403, 404, 410):
                    raise OSError(scrub(reason(error), self._address)) from None
                time.sleep(_FIRST_WAIT * 2**number)
        raise AssertionError("unreachable")


def remote_files(source: str, wanted: Callable[[str], bool]) -> FilesBelow:
    """The files that an address stands for. Raises ArchiveError."""
    import fsspec.core

    shown = redact(source)
    try:
        system, path = fsspec.core.url_to_fs(source)
    except ImportError as error:
        raise ArchiveError(f"{shown}: {reason(error)}: pip install 'khabarkav[remote]'") from None
    except ValueError as error:
        raise ArchiveError(f"{shown}: {scrub(reason(error), source)}") from None
    try:
        if _is_web(system):
            name = source.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2]
            return FilesBelow(_Page(system, path, source), wanted, only=name, size=_size(system, path))
        if not system.exists(path) and has_pattern(path):
            root, pattern = split_pattern(path)
            address = source[: source.index(pattern)] if pattern in source else source
            return FilesBelow(RemoteTree(system, root, address), wanted, pattern=pattern)
        if system.isdir(path):
            return FilesBelow(RemoteTree(system, path, source), wanted)
        size = system.info(path).get("size")
    except FileNotFoundError as error:
        cause = error.__cause__
        said = "no such file or folder"
        if cause is not None and getattr(cause, "status", 404) != 404:  # not allowed, for example
            said = f"cannot be read: {scrub(reason(cause), source)}"
        raise ArchiveError(f"{shown}: {said}") from None
    except Exception as error:  # each system has errors of its own
        raise ArchiveError(f"{shown}: cannot be read: {scrub(reason(error), source)}") from None
    root, _, name = path.rstrip("/").rpartition("/")
    return FilesBelow(
        RemoteTree(system, root, source.rstrip("/").rpartition("/")[0]), wanted, only=name, size=size
    )


def _is_web(system: Any) -> bool:
    protocols = system.protocol if isinstance(system.protocol, tuple | list) else (system.protocol,)
    return bool({"http", "https"} & set(protocols))


def _size(system: Any, path: str) -> int | None:
    size = system.info(path).get("size")
    return int(size) if size is not None else None
