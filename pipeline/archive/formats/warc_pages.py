"""WARC, as crawlers write it: the pages that were got."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from pipeline.archive.entries import Entry, Unreadable
from pipeline.archive.errors import Damaged, check_library, reason
from pipeline.archive.formats.content import Content, Options
from pipeline.archive.streams import TooLong, whole

_PAGES = ("text/html", "application/xhtml+xml")
_KINDS = frozenset("warcinfo response resource request metadata revisit conversion continuation".split())


def warc_pages(content: Content, options: Options) -> Iterator[Entry | Unreadable]:
    """Responses (and resources) that are pages; their address is their id. Pictures, redirects and pages that
    were not found are passed over. The date of a crawl is no publication date, so none is given."""
    check_library("warcio", "reading WARC", "crawl")
    check_library("trafilatura", "reading HTML", "crawl")
    from warcio.archiveiterator import ArchiveIterator

    # Quick and strict as FastWARC is, it ends the process on a broken stream; this one raises.
    # read1 gives what there is before a fault; read would drop it.
    records = ArchiveIterator(SimpleNamespace(read=content.stream.read1))
    records.INC_RECORD = ""  # it would print that a record's length is wrong; the next record then fails
    number = 0
    while True:
        try:
            record = next(records, None)
        except Damaged:
            raise
        except Exception as error:
            raise Damaged(f"broken WARC data behind record {number}: {reason(error)}") from None
        if record is None:
            if not number:
                raise Damaged("no WARC record is in this file")
            return
        number += 1
        if (
            record.rec_type not in _KINDS or record.format != "warc"
        ):  # whatever else there is, it takes for ARC
            yield Unreadable(f"{content.place}, record {number}", "no record of WARC: its header is broken")
        elif _is_page(record):
            yield _entry(record, f"{content.place}, record {number}")


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    http = record.http_headers
    if record.rec_type == "response" and (http is None or http.get_statuscode() != "200"):
        return False
    kind = (http or record.rec_headers).get_header("Content-Type") or ""
    return kind.partition(";")[0].strip().lower() in _PAGES


def _entry(record: Any, place: str) -> Entry | Unreadable:
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    place = f"{place}, {address}" if address else place
    try:
        page = whole(record.content_stream())
        if getattr(record.raw_stream, "limit", 0):
            return Unreadable(place, "the page is cut off")
    except TooLong as error:
        return Unreadable(place, str(error))
    except Damaged:
        raise
    except Exception as error:
        return Unreadable(place, f"broken HTTP data: {reason(error)}")
    return Entry(place, "html", page, doc_id=address or None, source=address or None)
