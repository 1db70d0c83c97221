"""Find the publication date, the reference date, and every date or period that the text names."""

from pipeline.dates import calendars
from pipeline.dates.anchor import Anchor
from pipeline.dates.grammar import Expression, grammar
from pipeline.dates.limits import limited
from pipeline.dates.meaning import Unresolved
from pipeline.dates.publication import publication
from pipeline.dates.reading import Reader
from pipeline.dates.reference import settled_year
from pipeline.document import DateMention, Document, Number, PublishedDate, Reference


class Dates:
    """Fills published, reference and dates; numbers that are part of a date get the role "date"."""

    name = "dates"

    def __call__(self, document: Document) -> None:
        numbers, text, dates = document.numbers, document.text, document.dates
        starts = [number.start for number in numbers]
        expressions = grammar().find(text, document.encoded, starts or None)
        anchor = _settle(document, expressions)
        read = Reader(grammar().file, anchor).read
        at, unresolved, count = 0, 0, len(numbers)
        for expression in expressions:
            start, end, rule, _ = expression
            while at < count and numbers[at].end <= start:
                at += 1
            meaning = read(expression)
            if meaning is None:
                if rule.reads == "name":
                    _take_numbers(numbers, at, expression, "name")
            elif at < count and not _take_numbers(numbers, at, expression, "date"):
                continue
            elif isinstance(meaning, Unresolved):
                unresolved += 1
                period = calendars.period(None, None, meaning.precision)
                dates.append(DateMention(start, end, period, relative=True, resolved=False))
            else:
                days, comparison = limited(text, expression, meaning)
                dates.append(DateMention(start, end, days.period(), days.relative, comparison=comparison))
        if unresolved:
            document.warnings.append(
                f"{unresolved} relative date expression{'s' if unresolved > 1 else ''} left open: "
                "the article has no publication date and its text settles no year"
                if anchor.year is None
                else f"{unresolved} date expression{'s' if unresolved > 1 else ''} left open: "
                "only the year of the article is known"
            )


def _settle(document: Document, expressions: list[Expression]) -> Anchor:
    """Set the document's publication and reference dates; the anchor for reading what is relative."""
    day: int | None = None
    if document.article.published is not None:
        day = document.article.published.toordinal()
        document.published = PublishedDate(
            calendars.jalali_iso(day), calendars.gregorian_iso(day), "metadata"
        )
    elif stated := publication(document.text, expressions, grammar().file):
        day, source = stated
        document.published = PublishedDate(
            calendars.jalali_iso(day), calendars.gregorian_iso(day), "text", source.start, source.end
        )
    if document.published is not None and day is not None:
        document.reference = Reference(document.published.jalali, document.published.origin)
        return Anchor.of_day(day)
    headline = document.headline
    year = settled_year(document.text, expressions, headline.end if headline else 0)
    if year is None:
        return Anchor()
    document.reference = Reference(f"{year:04}", "inferred")
    return Anchor(year)


def _take_numbers(numbers: list[Number], first: int, expression: Expression, role: str) -> bool:
    """Give the numbers of an expression a role; `first` is the first that can be in it.

    False, and nothing done, where one reaches over its edge: then it is no date.
    """
    last = first
    while last < len(numbers) and numbers[last].start < expression.end:
        if numbers[last].start < expression.start or numbers[last].end > expression.end:
            return False
        last += 1
    for number in numbers[first:last]:
        number.role = role
    return True
