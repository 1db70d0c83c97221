"""CSV and TSV: a row is an article, the first one names the columns."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator

from pipeline.archive.encodings import decode
from pipeline.archive.entries import Entry, Unreadable
from pipeline.archive.errors import Damaged
from pipeline.archive.formats.content import Content, Options
from pipeline.archive.formats.fields import check_fields, json_row, wanted_fields
from pipeline.archive.streams import ENTRY_LIMIT, TooLong, lines
from pipeline.archive.transcoding import is_wide, with_plain_line_ends
from pipeline.article import ArticleError

_DELIMITERS = ",;\t|"
_BETWEEN = "\x1e"  # joins a row's cells while they are decoded: they are in one encoding


class _Lines:
    """Lines for the csv module, their bytes as Latin letters: all that it looks at is ASCII, so cells come
    out as the bytes they are, in whatever encoding."""

    def __init__(self, content: Content, encoding: str | None) -> None:
        self._lines = lines(with_plain_line_ends(content.stream, encoding))
        self.number = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            self.number, line = next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        if line is None:
            raise TooLong
        if self.number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        return line.decode("latin-1")


def csv_rows(content: Content, options: Options) -> Iterator[Entry | Unreadable]:
    """A row whose cells are more or fewer than the header's is unreadable: its quotes went wrong."""
    csv.field_size_limit(ENTRY_LIMIT)
    encoding = options.reading.encoding
    told = None if encoding is None or is_wide(encoding) else encoding
    source = _Lines(content, encoding)
    try:
        first = next(source)
    except StopIteration:
        return
    delimiter = options.delimiter or (
        "\t" if content.name.lower().endswith((".tsv", ".tab")) else _sniffed(first)
    )
    header = [name.strip() for name in _decoded(next(csv.reader([first], delimiter=delimiter)), told)]
    check_fields(header, options.reading, "column")
    wanted = {name: header.index(name) for name in wanted_fields(options.reading) if name in header}
    rows = csv.reader(source, delimiter=delimiter)
    while True:
        start = source.number + 1
        try:
            row = next(rows)
            if source.ended:
                raise Damaged("the file ends within quotes")
            if not row:
                continue
            if len(row) != len(header) and (len(row) < len(header) or any(row[len(header) :])):
                raise Damaged(
                    f"{len(row)} cells where the header has {len(header)}: a quote or a delimiter is wrong"
                )
            cells = _decoded([row[index] for index in wanted.values()], told)
        except StopIteration:
            return
        except (csv.Error, TooLong, Damaged, ArticleError) as error:
            said = str(TooLong()) if "field larger than" in str(error) else str(error)
            yield Unreadable(_place(content, start, source.number), said)
        else:
            given = {name: cell for name, cell in zip(wanted, cells, strict=True) if cell}
            given.setdefault(options.reading.text_field, "")
            yield Entry(_place(content, start, source.number), "json", json_row(given))


def _place(content: Content, first: int, last: int) -> str:
    return f"{content.place}, line {first}" if last <= first else f"{content.place}, lines {first} to {last}"


def _decoded(cells: list[str], encoding: str | None) -> list[str]:
    text = decode(_BETWEEN.join(cells).encode("latin-1"), encoding)
    parts = text.split(_BETWEEN)
    if len(parts) != len(cells):
        raise Damaged("a control character stands in it")
    return parts


def _sniffed(header: str) -> str:
    """The delimiter that is most frequent in a header, outside quotes."""
    plain = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=plain.count)
