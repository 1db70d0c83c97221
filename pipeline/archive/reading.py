"""Read the articles of an archive: a folder of .txt files, or a JSONL file.

A reader is iterable and gives, in a fixed order, an `Article` or, for one that cannot be read, an
`Unreadable` that says where and why: one bad article never ends a run. `size` says how many there are, where
that is known. Another format is another such class in `open_archive`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from pipeline.archive import entries
from pipeline.article import Article, ArticleError

_BOM = b"\xef\xbb\xbf"


class ArchiveError(Exception):
    """There is no such archive, or none that can be read; the message says what to give."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An article that could not be read. place: its file, with the line where there are lines."""

    place: str
    reason: str


class Archive(Protocol):
    """Where articles come from."""

    @property
    def size(self) -> int | None: ...

    def __iter__(self) -> Iterator[Article | Unreadable]: ...


def open_archive(source: Path) -> Archive:
    """The reader for a folder or file. Raises ArchiveError."""
    if source.is_dir():
        return TextFolder(source)
    if not source.exists():
        raise ArchiveError(f"{source}: no such file or folder")
    if source.suffix in (".jsonl", ".ndjson"):
        return JsonLines(source)
    if source.suffix == ".txt":
        return TextFolder(source.parent, [source])
    raise ArchiveError(f"{source}: give a folder of .txt files or a .jsonl file with one article a line")


class TextFolder:
    """The .txt files below a folder, by name. An article's id is its file's path below the folder."""

    def __init__(self, folder: Path, files: list[Path] | None = None) -> None:
        self.folder = folder
        self.files = sorted(folder.rglob("*.txt")) if files is None else files
        if not self.files:
            raise ArchiveError(f"{folder}: no .txt files in this folder or below it")

    @property
    def size(self) -> int:
        return len(self.files)

    def __iter__(self) -> Iterator[Article | Unreadable]:
        for path in self.files:
            doc_id = path.relative_to(self.folder).as_posix()
            try:
                yield Article(read_text(path), doc_id, source=str(path))
            except ArticleError as error:
                yield Unreadable(str(path), str(error))


class JsonLines:
    """A JSONL file: a line holds an object with `text` and, where known, `doc_id`, `published`, `title`,
    `source`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.open("rb").close()
        except OSError as error:
            raise ArchiveError(f"{path}: cannot be read: {error.strerror}") from None

    @cached_property
    def size(self) -> int | None:
        if not self.path.is_file():
            return None
        with self.path.open("rb") as lines:
            return sum(1 for line in lines if line.strip())

    def __iter__(self) -> Iterator[Article | Unreadable]:
        with self.path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        yield _article_of_line(line)
                    except ArticleError as error:
                        yield Unreadable(f"{self.path}, line {number}", str(error))


def read_text(path: Path) -> str:
    """The text of a UTF-8 file with its line ends and its BOM as they are. Raises ArticleError."""
    try:
        return decode(path.read_bytes())
    except FileNotFoundError:
        raise ArticleError("no such file") from None
    except IsADirectoryError:
        raise ArticleError("this is a folder: khabarkav run reads folders") from None
    except OSError as error:
        raise ArticleError(f"cannot be read: {error.strerror}") from None


def decode(content: bytes) -> str:
    """UTF-8 text. Raises ArticleError for other bytes."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = content[error.start]
        raise ArticleError(
            f"not UTF-8: byte 0x{byte:02X} at offset {error.start}; convert it first, for example with "
            "iconv -f windows-1256 -t utf-8"
        ) from None


def _article_of_line(line: bytes) -> Article:
    try:
        given = json.loads(decode(line.removeprefix(_BOM)))
    except json.JSONDecodeError as error:
        raise ArticleError(f"not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise ArticleError("not JSON of an article: it is nested too deeply") from None
    if not isinstance(given, dict):
        raise ArticleError('give a JSON object a line, such as {"doc_id": "a1", "text": "…"}')
    return Article.of(given)


class _Entries:
    """An archive's entries, not yet read."""

    def __init__(self, archive: TextFolder | JsonLines) -> None:
        self._archive = archive
        self.size = archive.size

    def __iter__(self) -> Iterator[entries.Entry | entries.Unreadable]:
        if isinstance(self._archive, TextFolder):
            for path in self._archive.files:
                doc_id = path.relative_to(self._archive.folder).as_posix()
                try:
                    yield entries.Entry(str(path), "text", path.read_bytes(), doc_id, str(path))
                except OSError as error:
                    yield entries.Unreadable(str(path), f"cannot be read: {error.strerror}")
            return
        with self._archive.path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield entries.Entry(f"{self._archive.path}, line {number}", "json", line)


def open_entries(source: Path) -> _Entries:
    """An archive's entries. Raises ArchiveError."""
    return _Entries(open_archive(source))  # type: ignore[arg-type]


def read_entry(entry: entries.Entry, reading: entries.Reading) -> Article:
    """The article of an entry. Raises ArticleError."""
    if entry.form == "json":
        return _article_of_line(entry.content)
    return Article(decode(entry.content), entry.doc_id or "", source=entry.source)
