"""JSONL: an object a line."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from pipeline.archive.encodings import decode
from pipeline.archive.entries import Entry, Unreadable
from pipeline.archive.formats.content import Content, Options
from pipeline.archive.streams import TooLong, lines
from pipeline.archive.transcoding import is_wide, with_plain_line_ends
from pipeline.article import ArticleError


def json_lines(content: Content, options: Options) -> Iterator[Entry | Unreadable]:
    """The lines as they are: what is in them is read later. Blank ones are none."""
    encoding = options.reading.encoding
    told = encoding is not None and not is_wide(encoding)
    for number, line in lines(with_plain_line_ends(content.stream, encoding)):
        if line is None:
            yield Unreadable(f"{content.place}, line {number}", str(TooLong()))
            continue
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line and not line.isspace():
            if told:
                try:
                    line = decode(line, encoding).encode("utf-8")
                except ArticleError as error:
                    yield Unreadable(f"{content.place}, line {number}", str(error))
                    continue
            yield Entry(f"{content.place}, line {number}", "json", line)
