"""The words before a date expression that open a bound (تا, از, قبل از) or make it a comparison (نسبت به)."""

from collections.abc import Iterable

from pipeline.dates.grammar import Expression
from pipeline.dates.meaning import Days
from pipeline.rulebook.patterns import compile_pattern

_REACH = 40  # characters before an expression in which its limit word stands
_LIMIT = compile_pattern(
    r"(?<!\w)(?P<word>تا|الی|از|قبل از|پیش از|بعد از|پس از)"
    r"(?: (?:(?P<whole>پایان|انتهای|آخر|اواخر|اواسط|نیمه|میانه)|(?P<start>ابتدای|آغاز|اول|اوایل|شروع)))?"
    r"(?P<today> (?:به )?(?:امروز|فردا|دیروز)[ ،]?)? ?$"  # «تا امروز پنجم آذر»
)
_STARTS = ("ابتدای", "آغاز", "اول", "اوایل", "شروع")
_WHOLES = ("پایان", "انتهای", "آخر", "اواخر", "اواسط", "نیمه", "میانه")
_TODAY = ("امروز", "فردا", "دیروز", "امروز،", "فردا،", "دیروز،")
_SINCE_YESTERDAY = compile_pattern(r"(?<!\w)از (?:\w+ )?(?:روز )?دیروز تا (?:\w+ )?امروز[ ،]* ?$")
_COMPARISON = compile_pattern(
    r"(?<!\w)(?:نسبت به|در مقایسه با|در مقایسه|در قیاس با|به نسبت|\w{2,}‌تر از|بیش از|مشابه)"
    r"(?: (?!در |تا |از |و )[آ-ی]{2,}){0,3} ?(?:در )?$"
)
# What the patterns above match ends with one of these, or has one in it: a look first saves most of the time.
_LIMIT_ENDS = tuple(
    word + blank for word in ("تا", "الی", "از", *_WHOLES, *_STARTS, *_TODAY) for blank in (" ", "\n", "")
)
_COMPARISON_WORDS = ("نسبت", "مقایسه", "قیاس", "تر از", "بیش از", "مشابه")
_INSIDE = compile_pattern(r"(?<!\w)در ?$")


def limited(text: str, expression: Expression, days: Days) -> tuple[Days, bool]:
    """The days with their open bound, and whether the text names them only to compare with."""
    before = text[max(0, expression.start - _REACH) : expression.start]
    if has_one(before, _COMPARISON_WORDS) and _COMPARISON.search(before):
        return days, True
    rule = expression.rule
    if rule.reads == "same":
        return days, not _INSIDE.search(before)
    if days.precision == "span" and any(
        name.startswith("until") and part for name, part in expression.parts.items()
    ):
        return days, False  # it has both its bounds
    if rule.id in ("year-edge", "government-end"):
        if expression.parts.get("edge") in _STARTS and before.endswith("از "):
            return Days(days.first, None, days.precision, days.relative), False
        return days, False  # "تا پایان سال": the year itself
    if not before.endswith(_LIMIT_ENDS):
        return days, False
    match = _LIMIT.search(before)
    if match is None:
        return days, False
    word = match["word"]
    if word in ("قبل از", "پیش از"):
        if match["whole"]:
            return _until(days, days.last), False  # «قبل از پایان ماه جاری»
        return _until(days, None if days.first is None else days.first - 1), False
    if word in ("بعد از", "پس از"):
        return Days(None if days.last is None else days.last + 1, None, days.precision, days.relative), False
    if match["whole"]:
        return days, False
    if match["today"] and _SINCE_YESTERDAY.search(before):
        return days, False
    if word == "از":
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
