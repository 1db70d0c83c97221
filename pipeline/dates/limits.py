"""The words before a date expression that open a bound (تا, از, قبل از) or make it a comparison (نسبت به)."""

from collections.abc import Iterable

from pipeline.dates.grammar import Expression, grammar
from pipeline.dates.meaning import Days

_REACH = 40  # characters before an expression in which its limit word stands


def limited(text: str, expression: Expression, days: Days) -> tuple[Days, bool]:
    """The days with their open bound, and whether the text names them only to compare with."""
    file = grammar().file
    before = text[max(0, expression.start - _REACH) : expression.start]
    if has_one(before, file.comparison_words) and file.patterns.comparison.search(before):
        return days, True
    rule = expression.rule
    if rule.reads == "same":
        return days, not file.patterns.inside.search(before)
    if days.precision == "span" and any(
        name.startswith("until") and part for name, part in expression.parts.items()
    ):
        return days, False  # it has both its bounds
    if rule.id in ("year-edge", "government-end"):
        if expression.parts.get("edge") in file.starts and before.endswith("از "):
            return Days(days.first, None, days.precision, days.relative), False
        return days, False  # "تا پایان سال": the year itself
    if not before.endswith(file.limit_ends):
        return days, False
    match = file.patterns.limit.search(before)
    if match is None:
        return days, False
    if match["before"]:
        if match["whole"]:
            return _until(days, days.last), False  # «قبل از پایان ماه جاری»
        return _until(days, None if days.first is None else days.first - 1), False
    if match["after"]:
        return Days(None if days.last is None else days.last + 1, None, days.precision, days.relative), False
    if match["whole"]:
        return days, False
    if match["today"] and file.patterns.since_yesterday.search(before):
        return days, False
    if match["since"]:
        return Days(days.first, None, days.precision, days.relative), False
    return _until(days, days.first if match["start"] else days.last), False


def _until(days: Days, last: int | None) -> Days:
    return Days(None, last, days.precision, days.relative)


def has_one(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words is in the text."""
    for word in words:  # noqa: SIM110 -- `any` takes thrice as long, and this is asked often
        if word in text:
            return True
    return False
