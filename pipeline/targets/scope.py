"""Where and by when a goal holds, and whose it is."""

import re
from bisect import bisect_left
from functools import cache, cached_property, lru_cache
from typing import Literal

from pipeline.document import (
    DateMention,
    Document,
    Official,
    Period,
    PlaceMention,
    Quantity,
    Sentence,
    SentenceKind,
)
from pipeline.rulebook.clues import Clue
from pipeline.rulebook.patterns import compile_pattern
from pipeline.targets.clauses import Clause
from pipeline.targets.cues import target_rules
from pipeline.targets.measure_rules import measure_rules
from pipeline.text.folding import fold_phrase

_COUNTED = frozenset({"count", "person", "household"})
_LISTED = 12  # so many items of a list are looked at
_BUDGET, _BUDGET_REACH, _LEAD = "بودجه", 20, 400


@cache
def _national() -> re.Pattern[str]:
    return compile_pattern("|".join(target_rules().national))


@lru_cache(maxsize=4096)
def _is_national(title: str) -> bool:
    return _national().search(fold_phrase(title)) is not None


@cache
def _deputy() -> re.Pattern[str]:
    return compile_pattern(target_rules().deputy)


@cache
def _events() -> tuple[str, ...]:
    return tuple(f"{fold_phrase(word)} " for word in target_rules().events)


@cache
def _nationwide() -> Clue:
    return target_rules().nationwide.compile()


@cache
def _local() -> Clue:
    return target_rules().local.compile()


class Scope:
    """The provinces that one document's goals are for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        events, text = _events(), document.text
        self.places = [place for place in document.places if not text.endswith(events, 0, place.start)]
        self.starts = [place.start for place in self.places]

    def listed(self, start: int) -> PlaceMention | None:
        """The place that stands right before a quantity, as in a list: «قم ۵ درصد، یزد ۸ درصد»."""
        index = bisect_left(self.starts, start) - 1
        if index < 0:
            return None
        place = self.places[index]
        return place if place.certain and not self.document.text[place.end : start].strip() else None

    def provinces(
        self,
        start: int,
        end: int,
        clause: Clause,
        speaker: Official | None,
        metric: str = "",
        quantity: Quantity | None = None,
    ) -> list[str]:
        """ISO codes: places in [start, end), else in the clause; else the speaker's or the article's.

        None for what is measured of the country (تولید پتروشیمی کشور) or done in all of it (در سراسر کشور).
        """
        rules = measure_rules()
        if metric.endswith(rules.of_a_share):
            return []
        named = self.named(start, end) or self.shared(clause, start, quantity)
        if named or metric.endswith(rules.country):
            return named
        words = self.document.text[clause.start : clause.end]
        counted = quantity is not None and quantity.unit in _COUNTED
        whose = rules.patterns.of_the_country
        if quantity and counted and whose.match(self.document.text, quantity.end, clause.end):
            return []
        local = _local().find(words) is not None
        if not local and _nationwide().find(words):
            return []
        if speaker is not None:
            posts = {
                post.province
                for post in speaker.positions
                if post.province and (local or not _deputy().match(fold_phrase(post.title)))
            }
            if len(posts) == 1:
                return list(posts)
            if any(_is_national(post.title) for post in speaker.positions):
                return list(self.article if local else self.headline)
        return list(self.article)

    @cached_property
    def article(self) -> list[str]:
        """The province that the headline names; else the article's only one, where the lead names it."""
        if self.headline:
            return self.headline if len(self.headline) == 1 else []
        certain = [place for place in self.places if place.certain]
        if len({place.iso for place in certain}) == 1 and certain[0].start < _LEAD:
            return [certain[0].iso]
        return []

    @cached_property
    def headline(self) -> list[str]:
        """The provinces that the lines of the headline name."""
        end = 0
        for sentence in self.document.sentences:
            if sentence.kind is SentenceKind.BODY:
                break
            if sentence.kind is SentenceKind.HEADLINE:
                end = sentence.end
        return self.named(0, end)

    def shared(self, clause: Clause, start: int, quantity: Quantity | None) -> list[str]:
        """What a clause names, but for the place of an item before: «۲ پل در قم و ۳ مدرسه»."""
        text, quantities, rules = self.document.text, self.document.quantities, measure_rules()
        position = bisect_left(quantities, start, key=lambda quantity: quantity.start) if quantity else 0
        for other in quantities[max(0, position - _LISTED) : position]:
            if other.start < clause.start or other is quantity:
                continue
            between = text[other.end : start]
            listed = quantity and other.unit == quantity.unit
            if not listed or any(word in between for word in rules.including):
                continue
            if not text.startswith(rules.places, other.number.end):
                return self.named(clause.start, other.start) or self.named(start, clause.end)
        return self.named(clause.start, clause.end)

    def named(self, start: int, end: int) -> list[str]:
        """The provinces named in [start, end), in order."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if first == last:
            return []
        return list(dict.fromkeys(place.iso for place in self.places[first:last] if place.certain))


def today_of(document: Document) -> str:
    """The Jalali day, month or year that the article speaks from, "" where it is unknown."""
    if document.published is not None:
        return document.published.jalali
    return document.reference.jalali if document.reference is not None else ""


def budget_year(document: Document, today: str) -> DateMention | None:
    """The year to come whose budget an article is about: its headline or lead says «بودجه سال ۹۹»."""
    text = document.text
    at = text.find(_BUDGET, 0, _LEAD)
    if at < 0 or not today:
        return None
    for mention in dates_in(document, 0, _LEAD):
        coming = mention.period.jalali_start is not None and mention.period.jalali_start[:4] > today[:4]
        if coming and text.rfind(_BUDGET, max(0, mention.start - _BUDGET_REACH), mention.end) >= 0:
            return mention
    return None


def speaks_of_budget(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence speaks of a budget."""
    return document.text.find(_BUDGET, sentence.start, sentence.end) >= 0


def is_past(period: Period, today: str) -> bool:
    """Whether a period was over when the article was written; so is an open one that began before (از ۸۱)."""
    if not today:
        return False
    if period.jalali_end is None:
        return period.jalali_start is not None and period.jalali_start[:4] < today[:4]
    return period.jalali_end[: len(today)] < today


def due_of(
    document: Document, quantity: Quantity | None, clause: Clause, today: str
) -> tuple[Period | None, DateMention | None]:
    """By when: the period of a quantity, or another date of the clause, where it is not over already."""
    if quantity is not None and quantity.period is not None and not is_past(quantity.period, today):
        return quantity.period, quantity.period_mention
    return clause_due(document, clause, today)


def clause_due(document: Document, clause: Clause, today: str) -> tuple[Period | None, DateMention | None]:
    """The last date of a clause that is not over already; one in brackets only explains another."""
    coming = [
        mention
        for mention in dates_in(document, clause.start, clause.end)
        if not mention.comparison and not is_past(mention.period, today)
    ]
    for mention in reversed(coming):
        if _in_brackets(document.text, clause.start, mention.start) and len(coming) > 1:
            continue
        return mention.period, mention
    return None, None


def _in_brackets(text: str, start: int, position: int) -> bool:
    return text.rfind("(", start, position) > text.rfind(")", start, position)


def dates_in(document: Document, start: int, end: int) -> list[DateMention]:
    """The date mentions that begin in [start, end)."""
    dates = document.dates
    found = []
    for mention in dates[bisect_left(dates, start, key=lambda mention: mention.start) :]:
        if mention.start >= end:
            break
        found.append(mention)
    return found


def takes_up(words: str) -> bool:
    """Whether a clause speaks of the goals before it as one: «که این اقدام …»."""
    return _all_this().find(words) is not None


@cache
def _all_this() -> Clue:
    return target_rules().all_this.compile()


def organization_of(speaker: Official | None, clause_text: str) -> str | None:
    """Whose goal it is: the speaker's organisation where the clause speaks of it («این شرکت») or as "we"."""
    if speaker is None:
        return None
    post = next((post for post in speaker.positions if post.organization), None)
    if post is None or post.organization is None:
        return None
    named = _own("named").find(clause_text)
    if named is not None:
        return post.organization if (named[1] or "") in fold_phrase(post.organization) else None
    spoken = post.role not in target_rules().for_others and _own("we").find(clause_text)
    return post.organization if spoken else None


@cache
def _own(kind: Literal["named", "we"]) -> Clue:
    return target_rules().own_organization[kind].compile()
