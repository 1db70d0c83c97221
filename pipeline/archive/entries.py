"""One article as it lies in an archive, not yet read: cheap to find, cheap to send to another process.

Readers find entries; the batch kernel reads them (decoding, HTML, field names), so that a run's main process
does next to nothing for each article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["text", "html", "json"]


@dataclass(frozen=True, slots=True)
class Entry:
    """place: its file, with the line, row or member where there are several: what messages name.
    form: what `content` is: a text or a page in bytes as found, or a JSON object in UTF-8 whose keys are the
    archive's own (a line of JSONL, a row of CSV or Parquet).
    doc_id, source: its id and where it came from, as its container says (a path, a page's address), or None.
    """

    place: str
    form: Form
    content: bytes
    doc_id: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place in the archive that holds no entry: a broken file, a row that is none.

    reason: why, for people.
    """

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How entries become articles; the same for a whole run, and part of what identifies it.

    encoding: of texts and pages; None to detect it for each. *_field: the key or column that holds it.
    """

    encoding: str | None = None
    text_field: str = "text"
    id_field: str = "doc_id"
    date_field: str = "published"
    title_field: str = "title"
    source_field: str = "source"
