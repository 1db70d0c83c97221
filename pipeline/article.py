"""What comes in: one news article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from numbers import Integral, Real
from typing import Any


class ArticleError(ValueError):
    """What was given is no article; the message says why and what would be one."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Under which keys a mapping holds the parts of an article."""

    text: str = "text"
    doc_id: str = "doc_id"
    published: str = "published"
    title: str = "title"
    source: str = "source"


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as it was found.

    text: the raw text; nothing in it is changed, and every offset of the record counts its code points.
    doc_id: the caller's id; without one, a hash of the text.
    published: the publication date where the caller knows it (Gregorian).
    title: the headline where the caller keeps it apart from the text.
    source: path or URI it came from.
    agency: the agency or paper whose page it stood on, where that is known; counts where the text names none.
    """

    text: str
    doc_id: str = ""
    published: date | None = None
    title: str | None = None
    source: str | None = None
    agency: str | None = None

    def __post_init__(self) -> None:
        if not self.doc_id:
            digest = sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "doc_id", digest[:16])

    @classmethod
    def of(
        cls,
        given: Article | Mapping[str, Any] | str,
        published: date | str | None = None,
        *,
        fields: Fields = Fields(),
    ) -> Article:
        """The article that `given` stands for: an Article, its text, or a mapping with `text` and, where
        known, `doc_id`, `published`, `title`, `source` (other keys are left alone).

        published: the publication date where `given` holds none. fields: the keys, where they are others.
        Raises ArticleError.
        """
        if isinstance(given, Article):
            if given.published is not None or published is None:
                return given
            return replace(given, published=published_date(published))
        if isinstance(given, str):
            return cls(given, published=published_date(published))
        if not isinstance(given, Mapping):
            raise ArticleError(f"an article is a text or an object with a text, not {_kind(given)}")
        text = given.get(fields.text)
        if not isinstance(text, str):
            raise ArticleError(_no_text(given, fields.text))
        return cls(
            text,
            _doc_id(given.get(fields.doc_id), fields.doc_id),
            published_date(given.get(fields.published) or None, fields.published)
            or published_date(published),
            _optional_text(given, fields.title),
            _optional_text(given, fields.source),
        )


def published_date(value: date | str | float | None, key: str = "published") -> date | None:
    """The Gregorian date of a publication date in any form an archive keeps it (see parse_published).

    Raises ArticleError for one that cannot be read.
    """
    if _is_nothing(value) or value == "":
        return None
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return value.date()
        value = value.isoformat()  # its day in Iran may be another
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | Real):
        raise ArticleError(f'"{key}" is {_kind(value)}: give a date such as 2019-05-01')
    from pipeline.dates import parse_published

    try:
        return parse_published(str(value))
    except ValueError as error:
        raise ArticleError(str(error)) from None


def _is_nothing(value: object) -> bool:
    """Tables hold NaN where there is nothing."""
    return value is None or (isinstance(value, Real | datetime) and bool(value != value))


def _no_text(given: Mapping[str, Any], key: str) -> str:
    value = given.get(key)
    found = "is missing" if _is_nothing(value) else f"is {_kind(value)}"
    others = ", ".join(f'"{name}"'[:40] for name in list(given)[:20]) if key not in given else ""
    return f'"{key}" {found}: give the article\'s text as a string' + (
        f" ({others} are there)" if others else ""
    )


def _doc_id(value: object, key: str) -> str:
    if _is_nothing(value):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Integral) and not isinstance(value, bool):
        return str(value)
    raise ArticleError(f'"{key}" is {_kind(value)}: give a string')


def _optional_text(given: Mapping[str, Any], key: str) -> str | None:
    value = given.get(key)
    if _is_nothing(value):
        return None
    if isinstance(value, str):
        return value
    raise ArticleError(f'"{key}" is {_kind(value)}: give a string or leave it out')


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", int: "a number", float: "a number", bool: "true or false"}
    return names.get(type(value), f"a {type(value).__name__}" if value is not None else "null")
