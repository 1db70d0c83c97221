"""Stage dates: the publication date, the reference date, and every date or period the text names."""

from bisect import bisect_left

from pipeline.dates import calendars
from pipeline.dates.anchor import Anchor
from pipeline.dates.grammar import Expression, grammar
from pipeline.dates.limits import limited
from pipeline.dates.meaning import Unresolved
from pipeline.dates.publication import publication
from pipeline.dates.reading import Reader
from pipeline.dates.reference import settled_year
from pipeline.document import DateMention, Document, PublishedDate, Reference


class Dates:
    """Fills published, reference and dates; numbers that are part of a date get the role "date"."""

    name = "dates"

    def __call__(self, document: Document) -> None:
        expressions = list(grammar().find(document.text))
        anchor = _settle(document, expressions)
        reader = Reader(grammar().file, anchor)
        unresolved = 0
        for expression in expressions:
            meaning = reader.read(expression)
            if meaning is None:
                if expression.rule.reads == "name":
                    _take_numbers(document, expression, "name")
                continue
            if not _take_numbers(document, expression, "date"):
                continue
            if isinstance(meaning, Unresolved):
                unresolved += 1
                period = calendars.period(None, None, meaning.precision)
                mention = DateMention(expression.start, expression.end, period, relative=True, resolved=False)
            else:
                days, comparison = limited(document.text, expression, meaning)
                mention = DateMention(
                    expression.start, expression.end, days.period(), days.relative, comparison=comparison
                )
            document.dates.append(mention)
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
        document.published = PublishedDate(calendars.jalali_iso(day), calendars.gregorian_iso(day), "metadata")
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


def _take_numbers(document: Document, expression: Expression, role: str) -> bool:
    """Give the expression's numbers a role. False where one reaches beyond it: then it is none."""
    numbers = document.numbers
    first = last = bisect_left(numbers, expression.start, key=lambda number: number.end - 1)
    while last < len(numbers) and numbers[last].start < expression.end:
        last += 1
    inside = numbers[first:last]
    if any(number.end > expression.end for number in inside):
        return False
    for number in inside:
        number.role = role
    return True
