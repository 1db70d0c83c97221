"""What comes in: one news article."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as it was found.

    text: the raw text; nothing in it is changed, and every offset of the record counts its code points.
    doc_id: the caller's id; without one, a hash of the text.
    published: the publication date where the caller knows it (Gregorian).
    title: the headline where the caller keeps it apart from the text.
    source: path or URI it came from.
    """

    text: str
    doc_id: str = ""
    published: date | None = None
    title: str | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        if not self.doc_id:
            digest = sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "doc_id", digest[:16])
