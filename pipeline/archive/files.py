"""The files of an archive: one, those below a folder, those that a pattern fits; here or elsewhere."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple, Protocol

from pipeline.archive.entries import Unreadable
from pipeline.archive.errors import ArchiveError, reason

STANDARD_INPUT = "-"
_PATTERN = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class File:
    """name: its path below the archive's root, with slashes. place: how messages call it. size: its bytes,
    where known. open: gives its bytes. Raises OSError."""

    name: str
    place: str
    size: int | None
    open: Callable[[], IO[bytes]]


class Child(NamedTuple):
    """What stands in a folder. kind: file, folder, or link to a folder and the like, which are not
    followed."""

    name: str
    kind: str
    size: int | None = None


class Tree(Protocol):
    """A place with folders and files in it. Paths are below its root, with slashes; an empty one is the root.

    place: how messages call it. address: what it is called from everywhere, without secrets.
    """

    def children(self, folder: str) -> list[Child]: ...
    def place(self, path: str) -> str: ...
    def address(self, path: str) -> str: ...
    def open(self, path: str) -> IO[bytes]: ...


class LocalTree:
    """Folders of this machine. exclude: files and folders that are left out."""

    def __init__(self, root: Path, exclude: Collection[Path] = ()) -> None:
        self.root = root
        self._excluded = {path.resolve() for path in exclude}
        self._excluded_names = {path.name for path in exclude}  # few children need to be resolved

    def children(self, folder: str) -> list[Child]:
        with os.scandir(self.root / folder) as found:
            return [self._child(entry) for entry in found if not self._is_excluded(entry)]

    def _is_excluded(self, entry: os.DirEntry[str]) -> bool:
        return entry.name in self._excluded_names and Path(entry.path).resolve() in self._excluded

    def place(self, path: str) -> str:
        return printable(str(self.root / path))

    def address(self, path: str) -> str:
        return printable(str(self.root.absolute() / path))

    def open(self, path: str) -> IO[bytes]:
        return (self.root / path).open("rb", buffering=0)

    @staticmethod
    def _child(entry: os.DirEntry[str]) -> Child:
        if entry.is_dir():
            # A link to a folder may lead into a circle, or to all the disk.
            return Child(entry.name, "link" if entry.is_symlink() else "folder")
        try:
            status = entry.stat()
        except OSError:
            return Child(entry.name, "file")  # opening it says what is wrong
        return Child(entry.name, "file" if stat.S_ISREG(status.st_mode) else "device", status.st_size)


class Files(Protocol):
    """The files of an archive, in a fixed order. identity: which archive it is, without secrets. single: it
    was named itself. passed_over: how many files the latest iteration left alone, by what their names end
    with."""

    passed_over: Counter[str]

    @property
    def identity(self) -> str: ...
    @property
    def single(self) -> bool: ...
    def __iter__(self) -> Iterator[File | Unreadable]: ...


class FilesBelow:
    """Files in a fixed order: by name, folder by folder. Each iteration starts anew and holds one folder's
    names at a time.

    wanted: whether a file of this name is to be read. A file that was named itself is always read, one that
    is hidden never.
    """

    def __init__(
        self,
        tree: Tree,
        wanted: Callable[[str], bool],
        *,
        pattern: str | None = None,
        only: str | None = None,
        size: int | None = None,
    ) -> None:
        self._tree = tree
        self._wanted = wanted
        self._pattern = pattern
        self._fits = None if pattern is None else _compiled(pattern)
        self._only = only
        self._size = size
        self.passed_over: Counter[str] = Counter()

    @property
    def identity(self) -> str:
        return self._tree.address(self._only or self._pattern or "")

    @property
    def single(self) -> bool:
        return self._only is not None

    def __iter__(self) -> Iterator[File | Unreadable]:
        self.passed_over.clear()
        if self._only is not None:
            yield self._file(self._only, self._size)
        else:
            yield from self._below("", inside=self._fits is None)

    def _below(self, folder: str, inside: bool) -> Iterator[File | Unreadable]:
        """inside: the folder itself fits the pattern, so everything below it does."""
        try:
            children = sorted(self._tree.children(folder))
        except OSError as error:
            yield Unreadable(self._tree.place(folder), f"cannot be read: {reason(error)}")
            return
        for child in children:
            if child.name.startswith(".") or child.name == "__MACOSX":
                continue
            path = f"{folder}/{child.name}" if folder else child.name
            fits = inside or (self._fits is not None and self._fits.fullmatch(path) is not None)
            if child.kind == "folder":
                if fits or self._may_lead_on(path):
                    yield from self._below(path, fits)
            elif fits and child.kind == "file":
                if self._wanted(path):
                    yield self._file(path, child.size)
                else:
                    self.passed_over[PurePosixPath(child.name).suffix.lower() or child.name] += 1

    def _may_lead_on(self, folder: str) -> bool:
        pattern = self._pattern or ""
        return "**" in pattern or folder.count("/") < pattern.count("/")

    def _file(self, path: str, size: int | None) -> File:
        return File(printable(path), self._tree.place(path), size, lambda: self._tree.open(path))


def local_files(source: str, wanted: Callable[[str], bool], exclude: Collection[Path] = ()) -> FilesBelow:
    """The files that a path or pattern of this machine stands for. Raises ArchiveError."""
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if _PATTERN.search(source):
            return _files_of_pattern(source, wanted, exclude)
        raise ArchiveError(f"{printable(source)}: no such file or folder") from None
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{printable(source)}: cannot be read: {reason(error)}") from None
    try:
        if stat.S_ISDIR(mode):
            os.scandir(path).close()
            return FilesBelow(LocalTree(path, exclude), wanted)
        if stat.S_ISREG(mode):
            path.open("rb").close()
    except OSError as error:
        raise ArchiveError(f"{printable(source)}: cannot be read: {reason(error)}") from None
    size = path.stat().st_size if stat.S_ISREG(mode) else None
    return FilesBelow(LocalTree(path.parent), wanted, only=path.name, size=size)


def _files_of_pattern(source: str, wanted: Callable[[str], bool], exclude: Collection[Path]) -> FilesBelow:
    root, pattern = split_pattern(source)
    if not Path(root or ".").is_dir():
        raise ArchiveError(f"{printable(source)}: there is no folder {printable(root)}")
    return FilesBelow(LocalTree(Path(root or "."), exclude), wanted, pattern=pattern)


def split_pattern(source: str) -> tuple[str, str]:
    """The folder before the first part with a wildcard, and the rest."""
    parts = source.split("/")
    first = next(number for number, part in enumerate(parts) if _PATTERN.search(part))
    return "/".join(parts[:first]) or ("/" if source.startswith("/") else ""), "/".join(parts[first:])


def has_pattern(source: str) -> bool:
    """Whether a path or address holds a wildcard."""
    return _PATTERN.search(source) is not None


def printable(name: str) -> str:
    """A file's name as text; bytes of it that are no UTF-8 are written as \\x.., so that names stay
    different."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


class StandardInput:
    """Standard input, which can be read once."""

    identity = STANDARD_INPUT
    single = True

    def __init__(self) -> None:
        self._read = False
        self.passed_over: Counter[str] = Counter()

    def __iter__(self) -> Iterator[File | Unreadable]:
        if self._read:
            raise ArchiveError("standard input can be read only once: give a file to read again")
        self._read = True
        yield File("standard input", "standard input", None, lambda: sys.stdin.buffer)


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of paths: * and ? within a name, ** across folders, [abc] and [!abc]."""
    parts = []
    for piece in re.findall(r"\*\*/|\*+|\?|\[!?\]?[^\]]*\]|.", pattern, re.S):
        if piece == "**/":
            parts.append("(?:.+/)?")
        elif piece.startswith("**"):
            parts.append(".*")
        elif piece in ("*", "?"):
            parts.append("[^/]" + ("*" if piece == "*" else ""))
        elif piece.startswith("[") and len(piece) > 2:
            inner = piece[1:-1].replace("\\", "\\\\").replace("[", "\\[")
            parts.append("(?![/])[" + ("^" + inner[1:] if inner.startswith("!") else inner) + "]")
        else:
            parts.append(re.escape(piece))
    return re.compile("".join(parts), re.S)
