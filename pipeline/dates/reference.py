"""The reference date of an article without a publication date: a year that its text settles."""

import re
from functools import cache

from pipeline.dates.anchor import Anchor
from pipeline.dates.dating import dating_rules
from pipeline.dates.grammar import Expression
from pipeline.dates.rules import squeeze, squeezed
from pipeline.rulebook.patterns import compile_pattern
from pipeline.rulebook.trie import any_of

_FIRST_YEAR = 1370  # a lone year before it belongs to a story about the past
_BEFORE = 24  # characters before a year in which the words stand that tell what it is
_REST = 300  # characters behind a deadline in which its verb stands


def settled_year(text: str, expressions: list[Expression], headline_end: int) -> int | None:
    """The Jalali year that the article is written in, where its text settles one.

    That is the year the headline names ("صادرات سال ۱۴۰۳") where the text also says امسال, else the only year
    named at all if it is the deadline of something to come ("تا پایان سال ۱۴۰۲ … می‌رسد"), else the latest
    year whose motto is told.
    A lone year settles nothing: most years in the news are past.
    """
    patterns = dating_rules().patterns
    years = [(e, year) for e in expressions if e.rule.id == "year" and (year := _jalali_year(e)) is not None]
    headline = {
        year
        for e, year in years
        if e.start < headline_end and not patterns.not_now.search(text, max(0, e.start - _BEFORE), e.start)
    }
    says_this_year = any(patterns.this_year.fullmatch(e.parts.get("year") or "") for e in expressions)
    if len(headline) == 1 and says_this_year and "بودجه" not in text[:headline_end]:
        return headline.pop()
    if len({year for _, year in years}) == 1:
        for expression, year in years:
            if patterns.deadline.search(text, max(0, expression.start - _BEFORE), expression.start):
                rest = text[expression.end : expression.end + _REST].partition(".")[0]
                if patterns.future.search(rest):
                    return year
    return motto_year(text)


def _jalali_year(expression: Expression) -> int | None:
    digits = re.search(r"\d+", expression.parts.get("year") or "")
    if digits is None or expression.parts.get("era"):
        return None
    year = Anchor().full_year(digits[0])
    return year if _FIRST_YEAR <= year < 1500 else None


def motto_year(text: str) -> int | None:
    """The latest year whose official name stands behind the word سال: "سال رونق تولید" is 1398."""
    pattern, years = _mottos()
    return max((years[squeeze(match[1])] for match in pattern.finditer(text)), default=None)


@cache
def _mottos() -> tuple[re.Pattern[str], dict[str, int]]:
    """A pattern whose group is a motto, and the year of each."""
    rules = dating_rules()
    years = squeezed({motto: year for year, names in rules.mottos.items() for motto in names})
    words = any_of(motto for names in rules.mottos.values() for motto in names)
    return compile_pattern(rf"{rules.patterns.before_motto.pattern}({words})(?!\w)"), years
