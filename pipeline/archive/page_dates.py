"""The day on which a page says, in its metadata, that it was published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

# The first of these that holds a date decides. Dates of changes, of the crawl or of the server are none of
# them.
_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.published",
    "dcterms.published",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "dc.date",
    "dcterms.date",
    "date",
)
_PLACES = {name: place for place, name in enumerate(_NAMES)}
_DEEPEST = 20  # levels of JSON-LD


def page_date(tree: Any) -> date | None:
    """tree: the page as lxml has it. A date in a form that is not known counts as none."""
    from pipeline.dates import parse_published

    for text in (*_meta(tree), *_json_ld(tree), *_marked(tree)):
        try:
            return parse_published(text)
        except ValueError:
            continue
    return None


def _meta(tree: Any) -> list[str]:
    found = []
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        if content:
            names = {(meta.get(key) or "").strip().lower() for key in ("property", "name", "itemprop")}
            places = [_PLACES[name] for name in names if name in _PLACES]
            if places:
                found.append((min(places), content))
    return [content for _, content in sorted(found, key=lambda pair: pair[0])]


def _json_ld(tree: Any) -> Iterator[str]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                yield from _published(json.loads(script.text or "", strict=False), _DEEPEST)
            except (ValueError, RecursionError):
                continue


def _published(value: Any, levels: int) -> Iterator[str]:
    if not levels:
        return
    if isinstance(value, dict):
        if isinstance(value.get("datePublished"), str):
            yield value["datePublished"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _published(part, levels - 1)


def _marked(tree: Any) -> Iterator[str]:
    """Elements that are marked as holding the date of publication."""
    for element in tree.iter("time", "span", "div", "abbr", "p"):
        marked = (element.get("itemprop") or "").strip().lower() == "datepublished"
        if marked or (element.tag == "time" and element.get("pubdate") is not None):
            yield element.get("datetime") or element.get("content") or "".join(element.itertext())
