"""Web pages become articles through trafilatura: headline, text, and the date that the page says of itself.

The article's text, in which offsets count, is the headline on a line of its own and then what trafilatura
keeps of the page, a paragraph a line; a headline that the text begins with anyway stands once.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pipeline.archive.encodings import decode
from pipeline.archive.page_dates import page_date
from pipeline.article import ArticleError
from pipeline.text.letters import HALF_SPACE

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I)
# trafilatura drops what is not printable; half-spaces and marks of direction, which Persian needs,
# go through it as letters that no Persian page holds (of the scripts Lisu and Vai).
_KEPT = f"{HALF_SPACE}\u200d\u200e\u200f"
_STAND_INS = "\ua4d0\ua4d1\ua4d2\ua4d3\ua500\ua501\ua502\ua503"
_ENTITY = re.compile(r"&(?:zwnj|#8204|#x200c);", re.I)
_FEWEST_WORDS = 5  # what is shorter is a link or a button
# Its own search for dates is not used, so it shall be short.
_SHORT_SEARCH = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page's article. published: the day of publication as its metadata has it; never a guess. site: its
    site's name."""

    text: str
    title: str | None
    published: date | None
    site: str | None


def read_page(content: bytes, encoding: str | None = None) -> Page:
    """The article of a page. Raises ArticleError, also for a page that holds none."""
    declared = _CHARSET.search(content, 0, 4096)
    html = decode(content, encoding, declared and declared[1].decode("ascii"))
    html = _ENTITY.sub(HALF_SPACE, html.removeprefix("\ufeff"))
    there, back = _stand_ins(html)
    trafilatura = _trafilatura()
    try:
        tree = trafilatura.load_html(html.translate(there))
        published = None if tree is None else page_date(tree)
        found = (
            None
            if tree is None
            else trafilatura.bare_extraction(
                tree,
                favor_precision=True,
                include_comments=False,
                with_metadata=True,
                date_extraction_params=_SHORT_SEARCH,
            )
        )
    except Exception as error:  # whatever it makes of odd pages
        raise ArticleError(f"this page cannot be read: {type(error).__name__}: {str(error)[:200]}") from None
    body = (found.text or "").translate(back).strip() if found is not None else ""
    if found is None or len(body.split()) < _FEWEST_WORDS:
        raise ArticleError("no article text is in this page")
    title = " ".join((found.title or "").translate(back).split()) or None
    return Page(_with_headline(title, body), title, published, (found.sitename or "").translate(back) or None)


@cache
def _trafilatura() -> Any:
    import trafilatura

    for name in ("trafilatura", "htmldate"):  # what they log is said in errors, or of no use to the reader
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return trafilatura


def _stand_ins(html: str) -> tuple[dict[int, str], dict[int, str]]:
    free = [letter for letter in _STAND_INS if letter not in html][: len(_KEPT)]
    pairs = list(zip(_KEPT, free, strict=False))
    return {ord(kept): letter for kept, letter in pairs}, {ord(letter): kept for kept, letter in pairs}


def _with_headline(title: str | None, body: str) -> str:
    if title is None or _bare(body.split("\n", 1)[0]) == _bare(title):
        return body
    return f"{title}\n{body}"


def _bare(line: str) -> str:
    return re.sub(r"[\W_]+", "", line)
