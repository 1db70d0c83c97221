"""WARC, as crawlers write it: the pages that were got."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.archive.entries import Entry, Unreadable
from pipeline.archive.errors import Damaged, optional_module, reason
from pipeline.archive.formats.content import Content, Options
from pipeline.archive.streams import ENTRY_LIMIT, TooLong

_PAGES = ("text/html", "application/xhtml+xml")


def warc_pages(content: Content, options: Options) -> Iterator[Entry | Unreadable]:
    """Responses (and resources) that are pages; their address is their id. Pictures, redirects and pages
    that were not found are passed over. The date of a crawl is no publication date, so none is given."""
    warc = optional_module("fastwarc.warc", "reading WARC", "crawl")
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.resource
    records = warc.ArchiveIterator(content.stream, record_types=kinds, parse_http=True, auto_decode="all")
    number = 0
    while True:
        try:
            record = next(records, None)
        except Damaged:
            raise
        except Exception as error:
            raise Damaged(f"broken WARC data: {reason(error)}") from None
        if record is None:
            return
        number += 1
        if _is_page(record):
            yield _entry(record, f"{content.place}, record {number}")


def _is_page(record: Any) -> bool:
    if record.is_http:
        kind, code = record.http_content_type, record.http_headers and record.http_headers.status_code
        return kind in _PAGES and (code is None or code == 200)
    return (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower() in _PAGES


def _entry(record: Any, place: str) -> Entry | Unreadable:
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    place = f"{place}, {address}" if address else place
    try:
        page = record.reader.read(ENTRY_LIMIT + 1)
    except Damaged:
        raise
    except Exception as error:
        return Unreadable(place, f"broken HTTP data: {reason(error)}")
    if len(page) > ENTRY_LIMIT:
        return Unreadable(place, str(TooLong()))
    return Entry(place, "html", page, doc_id=address or None, source=address or None)
