"""Entries of archives become articles; done where articles are extracted, so in many processes at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.archive.encodings import check_letters, decode
from pipeline.archive.entries import Entry, Reading
from pipeline.archive.streams import ENTRY_LIMIT, TooLong
from pipeline.article import Article, ArticleError, Fields


def read_entry(entry: Entry, reading: Reading) -> Article:
    """The article that an entry holds. Raises ArticleError, whatever its bytes are.

    A text is the article, its line ends and BOM as they are. A page's article is its headline, on a line of
    its own, and the text below it (see `html.read_page`); offsets count in that. An object holds the text
    under the key `reading.text_field`.
    """
    if entry.form == "json":
        article = _of_object(json_object(entry.content), entry, reading)
    elif entry.form == "html":
        article = _of_page(entry, reading)
    else:
        article = Article(decode(entry.content, reading.encoding), entry.doc_id or "", source=entry.source)
    for part in (article.text, article.doc_id, article.title, article.source):
        if part is not None:
            check_letters(part)
    return article


def json_object(line: bytes) -> dict[str, Any]:
    """The object that a line of JSON stands for. Raises ArticleError."""
    try:
        given = json.loads(decode(line).removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise ArticleError(f"not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise ArticleError("not JSON of an article: it is nested too deeply") from None
    except ArticleError:
        raise
    except ValueError as error:  # a number of thousands of digits
        raise ArticleError(f"not JSON of an article: {error}") from None
    if not isinstance(given, dict):
        raise ArticleError('give a JSON object a line, such as {"doc_id": "a1", "text": "…"}')
    return given


def read_text(path: Path, encoding: str | None = None) -> str:
    """The text of a file with its line ends and its BOM as they are. Raises ArticleError."""
    try:
        with path.open("rb") as file:
            content = file.read(ENTRY_LIMIT + 1)
    except FileNotFoundError:
        raise ArticleError("no such file") from None
    except IsADirectoryError:
        raise ArticleError("this is a folder: khabarkav run reads folders") from None
    except OSError as error:
        raise ArticleError(f"cannot be read: {error.strerror}") from None
    if len(content) > ENTRY_LIMIT:
        raise ArticleError(str(TooLong()))
    return decode(content, encoding)


def _of_object(given: dict[str, Any], entry: Entry, reading: Reading) -> Article:
    fields = Fields(
        reading.text_field, reading.id_field, reading.date_field, reading.title_field, reading.source_field
    )
    if entry.doc_id and not given.get(fields.doc_id):
        given[fields.doc_id] = entry.doc_id
    if entry.source and not given.get(fields.source):
        given[fields.source] = entry.source
    return Article.of(given, fields=fields)


def _of_page(entry: Entry, reading: Reading) -> Article:
    from pipeline.archive.html import read_page
    from pipeline.stages.agency import known_agency

    page = read_page(entry.content, reading.encoding)
    agency = page.site and known_agency(page.site)
    return Article(page.text, entry.doc_id or "", page.published, page.title, entry.source, agency)
