"""The reference date of an article without a publication date: a year that its text settles."""

import re
from functools import cache

from pipeline.dates.grammar import Expression, alternatives, grammar
from pipeline.dates.rules import squeeze, squeezed
from pipeline.rulebook.patterns import compile_pattern

_FIRST_YEAR = 1370  # a lone year before it belongs to a story about the past
_PAST_ONLY = compile_pattern(r"(?<!\w)(?:از|نسبت به|مقایسه با|انقلاب|پیروزی|متولد|تولد|افق|چشم‌انداز) ?$")
_UNTIL = compile_pattern(r"(?<!\w)(?:تا|افق) ?$")


def settled_year(text: str, expressions: list[Expression], headline_end: int) -> int | None:
    """The Jalali year that a headline names, the only one the text names, or the one whose motto it tells."""
    years = [
        (expression.start, int(digits[0]))
        for expression in expressions
        if expression.rule.id == "year" and not expression.parts.get("era")
        if (digits := re.search(r"\d+", expression.parts.get("year") or ""))
        if not _UNTIL.search(text, max(0, expression.start - 8), expression.start)
    ]
    full = [(start, _full(year)) for start, year in years]
    in_headline = {year for start, year in full if start < headline_end}
    if len(in_headline) == 1 and min(in_headline) >= _FIRST_YEAR:
        return in_headline.pop()
    named = {year for _, year in full if year < 1500}
    if len(named) == 1 and min(named) >= _FIRST_YEAR:
        start = min(start for start, year in full if year in named)
        if not _PAST_ONLY.search(text, max(0, start - 16), start):
            return named.pop()
    return motto_year(text)


def _full(year: int) -> int:
    return year if year > 99 else (1300 if year > 20 else 1400) + year


def motto_year(text: str) -> int | None:
    """The year whose official name stands behind the word سال: "سال رونق تولید" is 1398."""
    pattern, years = _mottos()
    match = pattern.search(text)
    return years[squeeze(match[1])] if match else None


@cache
def _mottos() -> tuple[re.Pattern[str], dict[str, int]]:
    """A pattern whose group is a motto, and the year of each."""
    mottos = grammar().file.mottos
    years = squeezed({motto: year for year, names in mottos.items() for motto in names})
    words = alternatives(motto for names in mottos.values() for motto in names)
    return compile_pattern(rf"(?<!\w)سال ?(?:های )?[«\"'(:]* ?({words})(?!\w)"), years
