"""Files that are an article each: texts and pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipeline.archive.entries import Entry, Form, Unreadable
from pipeline.archive.errors import check_library
from pipeline.archive.formats.content import Content, Options
from pipeline.archive.streams import whole


def _entry(content: Content, options: Options, *, form: Form) -> Iterator[Entry | Unreadable]:
    """Its id is its path below the archive's root."""
    if form == "html":
        check_library("trafilatura", "reading HTML", "crawl")
    yield Entry(content.place, form, whole(content.stream), doc_id=content.name, source=content.place)


texts = partial(_entry, form="text")
pages = partial(_entry, form="html")
