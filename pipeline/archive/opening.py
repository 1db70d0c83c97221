"""Open an archive, whatever it is: a file, a folder, a pattern, standard input, an address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path

from pipeline.archive.encodings import check_encoding
from pipeline.archive.entries import Entry, Reading, Unreadable
from pipeline.archive.errors import ArchiveError
from pipeline.archive.files import STANDARD_INPUT, File, Files, StandardInput, local_files
from pipeline.archive.formats.choosing import (
    FORMATS,
    KNOWN,
    ONE_ENTRY,
    Faulty,
    entries_of,
    format_by_name,
    guarded,
    is_wanted,
    rows_of,
)
from pipeline.archive.formats.content import Options
from pipeline.archive.formats.fields import MissingField, check_fields
from pipeline.archive.reading import json_object
from pipeline.archive.streams import Counted
from pipeline.article import ArticleError

# So many objects, and bytes of them, are looked at for the keys that are asked for.
_FIRST = 100
_FIRST_BYTES = 1 << 20
_ADDRESS = re.compile(r"[A-Za-z][\w+.-]*(?:://|::)")


class Archive:
    """Where entries come from. Each iteration starts at the beginning and gives the same ones in the same
    order.

    bytes_read: how many bytes of its files the latest iteration has taken in, as they lie there.
    """

    def __init__(self, files: Files, options: Options) -> None:
        self._files = files
        self._options = options
        self._finished = 0
        self._begun = 0

    @property
    def identity(self) -> str:
        """Which archive this is: its path or address, without secrets."""
        told = [value for value in (self._options.format, self._options.delimiter) if value]
        return " as ".join([self._files.identity, *told])

    @cached_property
    def _measured(self) -> tuple[int | None, int | None]:
        """How many entries and how many bytes, as names, sizes and Parquet's footers say."""
        if self._files.identity == STANDARD_INPUT:
            return None, None
        count: int | None = 0
        size: int | None = 0
        for file in self._files:
            if isinstance(file, Unreadable):
                count = None if count is None else count + 1
                continue
            rows = None if count is None else self._rows(file)
            count = None if count is None or rows is None else count + rows
            size = None if size is None or file.size is None else size + file.size
        return count, size

    def _rows(self, file: File) -> int | None:
        kind = self._options.format or format_by_name(file.name)
        return 1 if kind in ONE_ENTRY else rows_of(file.open, kind) if self._files.single else None

    @property
    def size(self) -> int | None:
        """How many entries there are, where that is known without reading them."""
        return self._measured[0]

    @property
    def total_bytes(self) -> int | None:
        """How many bytes its files have, where that is known."""
        return self._measured[1]

    @property
    def passed_over(self) -> Counter[str]:
        """How many files the latest iteration left alone, for their names speak of no format that is read, by
        what their names end with."""
        return self._files.passed_over

    @property
    def bytes_read(self) -> int:
        return self._finished + self._begun

    def __iter__(self) -> Iterator[Entry | Unreadable]:
        """Raises ArchiveError where there is no file, where the first articles have none of a field that is
        asked for, or where a library is missing."""
        entries = self._entries()
        first: list[Entry | Unreadable] = []
        size = 0
        for entry in entries:
            first.append(entry)
            size += len(entry.content) if isinstance(entry, Entry) else 0
            if getattr(entry, "form", "") != "json" or len(first) == _FIRST or size > _FIRST_BYTES:
                break
        self._check(first)
        yield from chain(first, entries)

    def _check(self, first: list[Entry | Unreadable]) -> None:
        """Raises ArchiveError where the first file or objects show that they are to be read otherwise."""
        if first and isinstance(first[0], Faulty):
            raise ArchiveError(f"{first[0].place}: {first[0].reason}")
        keys: dict[str, None] = {}
        for entry in first:
            if isinstance(entry, Entry) and entry.form == "json":
                try:
                    keys.update(dict.fromkeys(json_object(entry.content)))
                except ArticleError:
                    continue
        if keys:
            try:
                check_fields(keys, self._options.reading, "key")
            except MissingField as error:
                raise ArchiveError(f"{first[0].place}: {error}") from None

    def _entries(self) -> Iterator[Entry | Unreadable]:
        self._finished = self._begun = 0
        file = None
        for file in self._files:
            if isinstance(file, Unreadable):
                yield file
                continue
            yield from guarded(self._of(file), file.place)
            self._finished += self._begun if file.size is None else file.size
            self._begun = 0
        if file is None:
            raise ArchiveError(f"{self._files.identity}: no file to read is there; these are: {KNOWN}")

    def _of(self, file: File) -> Iterator[Entry | Unreadable]:
        prefix = "" if self._files.single else f"{file.name}/"

        def count(number: int) -> None:
            self._begun += number
            if file.size is not None and self._begun > file.size:  # read with random access
                self._begun = file.size

        with file.open() as raw:
            yield from entries_of(Counted(raw, count), file.name, file.place, self._options, prefix)


def open_archive(
    source: str,
    reading: Reading | None = None,
    *,
    format: str | None = None,
    delimiter: str | None = None,
    exclude: Collection[Path] = (),
) -> Archive:
    """The archive that a path, a pattern, an address or - (standard input) stands for. Nothing is read yet.

    format: of all its files, one of FORMATS; None to tell it by names and beginnings. delimiter: between
    columns of CSV. exclude: files that are none of it, such as those a run writes. Raises ArchiveError.
    """
    options = Options(reading or Reading(), format, delimiter)
    _check(options)
    files: Files

    def wanted(name: str) -> bool:
        return is_wanted(name, options)

    if source == STANDARD_INPUT:
        files = StandardInput()
    elif _ADDRESS.match(source):
        from pipeline.archive.remote import remote_files

        files = remote_files(source, wanted)
    else:
        files = local_files(source, wanted, exclude)
    return Archive(files, options)


def _check(options: Options) -> None:
    if options.format is not None and options.format not in FORMATS:
        raise ArchiveError(f"there is no format {options.format!r}: {', '.join(FORMATS)} are read")
    if options.delimiter is not None and (len(options.delimiter) != 1 or options.delimiter in '"\r\n'):
        raise ArchiveError(f"a delimiter is one character, not {options.delimiter!r}")
    if options.reading.encoding is not None:
        try:
            check_encoding(options.reading.encoding)
        except ArticleError as error:
            raise ArchiveError(str(error)) from None
