"""When an article was published, as its text says: a labelled date, or a date line at the top or the end."""

from pipeline.dates.anchor import Anchor
from pipeline.dates.dating import dating_rules
from pipeline.dates.grammar import Expression
from pipeline.dates.meaning import Days
from pipeline.dates.reading import Reader
from pipeline.dates.rules import DatesFile

_DATED = {"numeric-date", "weekday-date", "day-of-month", "month-day-year"}
_PUBLISHED_YEARS = ("1330", "1450")
_LINES = 5  # a bare date line counts within so many lines of the top or the end


def publication(text: str, expressions: list[Expression], file: DatesFile) -> tuple[int, Expression] | None:
    """The publication day (its ordinal) that the text states, with the expression that states it."""
    dated = [e for e in expressions if e.rule.id in _DATED and e.parts.get("year")]
    if not dated:
        return None
    reader = Reader(file, Anchor())
    label = dating_rules().patterns.label
    bare: tuple[int, Expression] | None = None
    top, bottom = _top_and_bottom(text)
    for expression in dated:
        meaning = reader.read(expression)
        if (
            not isinstance(meaning, Days)
            or meaning.relative
            or meaning.precision != "day"
            or meaning.first is None
        ):
            continue
        year = (meaning.period().jalali_start or "")[:4]
        if not _PUBLISHED_YEARS[0] <= year <= _PUBLISHED_YEARS[1]:
            continue
        if label.search(text, max(0, expression.start - 60), expression.start):
            return meaning.first, expression
        if bare is None and not top < expression.start < bottom and _on_a_line_of_its_own(text, expression):
            bare = meaning.first, expression
    return bare


def _top_and_bottom(text: str) -> tuple[int, int]:
    """Where the first lines of a text end and where its last ones begin."""
    top, bottom = 0, len(text)
    for _ in range(_LINES):
        top = text.find("\n", top) + 1 or len(text)
        bottom = max(text.rfind("\n", 0, bottom), 0)
    return top, bottom


def _on_a_line_of_its_own(text: str, expression: Expression) -> bool:
    start = text.rfind("\n", 0, expression.start) + 1
    end = text.find("\n", expression.end)
    end = len(text) if end < 0 else end
    if end - start > 120 or (start == 0 and end == len(text)):
        return False
    rest = text[start : expression.start] + " " + text[expression.end : end]
    return not dating_rules().patterns.beside.sub("", rest).strip()
