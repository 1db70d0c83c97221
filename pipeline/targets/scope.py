"""Where and by when a goal holds, and whose it is."""

from bisect import bisect_left

from pipeline.document import DateMention, Document, Official, Period, Sentence, SentenceKind
from pipeline.targets.clauses import Clause


def provinces_of(document: Document, clause: Clause, speaker: Official | None, headline: bool) -> list[str]:
    """ISO codes: the places of the clause, else the speaker's province, else the article's scope."""
    named = _named(document, clause.start, clause.end)
    if named:
        return named
    if speaker is not None:
        posts = {post.province for post in speaker.positions if post.province}
        if len(posts) == 1:
            return list(posts)
    scope = article_scope(document)
    return scope if len(scope) == 1 else []


def article_scope(document: Document) -> list[str]:
    """The provinces that headline and lead name; where they name none, the article's only one."""
    lead_end = next((s.end for s in document.sentences if s.kind is SentenceKind.BODY), 0)
    named = _named(document, 0, lead_end)
    if named:
        return named
    everywhere = list(dict.fromkeys(p.iso for p in document.places if p.certain))
    return everywhere if len(everywhere) == 1 else []


def _named(document: Document, start: int, end: int) -> list[str]:
    places = document.places
    first = bisect_left(places, start, key=lambda place: place.start)
    found: dict[str, None] = {}
    for place in places[first:]:
        if place.start >= end:
            break
        if place.certain:
            found[place.iso] = None
    return list(found)


def today_of(document: Document) -> str:
    """The Jalali day, month or year that the article speaks from, "" where it is unknown."""
    if document.published is not None:
        return document.published.jalali
    return document.reference.jalali if document.reference is not None else ""


def dates_in(document: Document, start: int, end: int) -> list[DateMention]:
    """The date mentions that begin in [start, end)."""
    dates = document.dates
    first = bisect_left(dates, start, key=lambda mention: mention.start)
    found = []
    for mention in dates[first:]:
        if mention.start >= end:
            break
        found.append(mention)
    return found


def is_past(period: Period, today: str) -> bool:
    """Whether a period was over when the article was written."""
    return bool(today and period.jalali_end) and str(period.jalali_end)[: len(today)] < today


def due_of(document: Document, sentence: Sentence, start: int, period: Period | None) -> Period | None:
    """A due period may not be over already."""
    if period is None or is_past(period, today_of(document)):
        return None
    return period
