"""How a goal is measured: a level or a change, from which baseline, in which direction."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.document import Quantity
from pipeline.targets.clause_rules import clause_rules
from pipeline.targets.clauses import Clause
from pipeline.targets.features import PAST, PLAN

_TO = re.compile(
    r"(?<![^\W\d])(?:به|تا)(?: (?:حدود|رقم|رقمی|مرز|سقف|سطح|بیش از|حداقل|حداکثر|نقطه|مبلغ|عدد|بین|معادل))* ?$"
)
# … with a verb of reaching: به ظرفیت تولید ۳ میلیون تن می‌رسیم
_TO_MEASURE = re.compile(
    r"\bبه (?:ظرفیت|تولید|نرخ|درآمد|حجم|میزان|ارزش|سهم|صادرات|جمعیت|تعداد|ضریب|حد)(?: \w+){0,3} ?$"
)
# ۴۷ درصد بیشتر از پارسال عرضه می‌شود
_MORE_OR_LESS = "تر "
_THAN = re.compile(r" (?:(بیشتر)|کمتر) (?:از|نسبت به)(?!\w)")
# درآمد امسال ۲ میلیارد دلار (۱۰۰ هزار میلیارد تومان) از پارسال بیشتر خواهد شد؛ ۲۰ درصد بیشتر می‌شود
_MORE = re.compile(r"\)? ?(?:\([^()]*\) ?)?(?:از [^،؛:]*? )?(?:(بیشتر)|کمتر) (?:خواه|(?:می ?)?شو)")
# The change is what something else is for, or said of another thing: ۲ میلیارد دلار برای تقویت رشد …,
# ۲ میلیارد دلار هزینه شده و صادرات … افزایش یابد
_ELSE = re.compile(
    r"\b(?:(?:برای|جهت|به منظور|با هدف|در راستای)(?: [^\W\d]\w*){1,2}|از محل) $"
    r"|\w (?:شده|کرده|داده|یافته|گرفته) و "
)
# One more level: به ۲.۵ درصد در سال ۱۴۰۰ و ۲.۷ درصد در سال ۱۴۰۱ می‌رسد
_ONE_MORE = re.compile(
    r"\b(?:به|تا) ?[\d./]+(?: [^\W\d]+){1,3}"
    r"(?: (?:در|برای|تا) سال(?: \d{2,4}| آینده| بعد| جاری)(?: میلادی)?(?: و|،)(?: و)?| و) $"
)
_FROM = re.compile(r"\bاز(?: (?:حدود|رقم|مبلغ|میزان|سطح|بیش از|حداقل|نزدیک به|حوالی))* ?$")
_ANAPHOR = re.compile(r"\b(?:این|همین) \w+\b")
_LINK = re.compile(r"[ ،؛]*(?:که|و|اما|ولی|نقطه|وضعیت|در|تا|باید|امسال|،|؛)\b")
# Behind what describes a thing by its present value: «وام ۱۰ میلیون تومانی ازدواج را به ۲۰ میلیون …».
_SAME = re.compile(
    r"\b(?:این|همین) "
    r"(?:میزان|رقم|شاخص|تعداد|شمار|عدد|نرخ|سهم|درصد|مقدار|حجم|ظرفیت|ضریب|سرانه|مبلغ|آمار|جمعیت)\b"
)
_THESE = re.compile(
    r"\b(?:این|همین) ([^\W\d]{4,}?)(?: ?ها)?(?: \w+){0,4} (?:به|تا) "
)  # این صادرات به ۲ میلیارد دلار
_NEXT = re.compile(r"[،؛]|\bو\b")  # … ۱۲ درصد، رشد نقدینگی
_RATES = ("نرخ ", "میزان ", "شاخص ", "سهم ", "افزایش ", "کاهش ", "در ")
_PLURAL = re.compile(r" ?های?\b")
_NUMBERS = re.compile(r"[\d./]+")
_PARTED = re.compile(r"[،؛:.()]|\b(?:و|که|را|با|تا)\b")
# Behind the present value in a relative clause: «که اکنون ۳۲ تن است، به ۵۰ تن …».
_IS_NOW = re.compile(r"[^\d:؛]{0,40}? (?:است|بود|بوده|دارد|داشت|هستند)،? (?:به|تا) ")
# What is added is no value to start from: با رشد ۳۲ تنی, ۳۲ تن اضافه شده, ۳۲ دستگاه دیگر.
_ADDED_BEFORE = re.compile(r"\bبا (?:رشد|افزایش|کاهش)(?: (?:حدود|بیش از))? $")
_ADDED_BEHIND = re.compile(
    r" ?(?:(?:درصد )?(?:افزایش|اضافه|رشد|کاهش)|(?:[^\W\d]\w* ){0,4}?(?:جدید|دیگر|در حال (?:احداث|ساخت)))\b"
)
_WAS = re.compile(r"[^\d:؛]{0,40}? (?:است|بود|بوده|داشت|دارد|رسید|رسیده|می ?باشد) که\b")  # ۳۲ تن بود که …
_PEOPLE = frozenset({"count", "person", "household"})
_GENERIC = frozenset({"", "نفر", "مورد", "فقره", "عدد"})
_ONTO = re.compile(r"(?: \w+){0,5}? (?:به|تا) (?:\w+ ){0,2}\d")
_BY = re.compile(
    r"به (?:میزان|اندازه)(?: (?:حدود|بیش از|حداقل|حداکثر))? $"
)  # افزایش ذخایر به میزان ۲ میلیارد
# Between two growths that share their noun no other rate is named.
_LISTED = re.compile(
    r"(?!.*(?:نرخ|سهم|ضریب|نسبت|تورم|بیکاری|سود|پوشش|شاخص|به|تا|که) )"
    r" ?(?:[^\W\d][\w ]*)?(?:،| و |و )[^.؛:()]*$"
)
_LIST_REACH = 60
_LITTLE = ("کم", "اضافه")  # also words of other things
_ADDED = ("اضافه", "افزوده")
_MAINTAINED, _OPENING = 30, 3
_PERCENT = "درصد"
_SHARES = frozenset({"percent", "year"})
_COMING_IN = ("اضافه شدن ", "افزوده شدن ", "افزودن ")
_ADDING = ("می افزاید", "میافزاید", "می افزایند", "میافزایند", "خواهد افزود")
_TAKING = ("می کاه", "میکاه", "بکاه", "خواهد کاست", "خواهند کاست", "خواهیم کاست")
_TO_REACH, _VERB_REACH = 30, 2
_BEFORE, _BEHIND, _ADJECTIVE_BEFORE, _PREDICATE = 14, 24, 40, 16


class Measure(NamedTuple):
    """level: the quantity is a level to be reached (به …). change: it is what is added or taken.

    direction: increase | decrease | reach | maintain, as the words around it say."""

    level: bool
    change: bool
    direction: str


def start_of(quantity: Quantity) -> int:
    """Where the quantity begins, its modifier included."""
    return quantity.modifier_start if quantity.modifier_start >= 0 else quantity.start


def measure_of(text: str, quantity: Quantity, clause: Clause) -> Measure:
    """Read level, change and direction off the words around the quantity."""
    start, end = start_of(quantity), quantity.end
    left = text[max(clause.start, start - _TO_REACH) : start]
    level = ("به" in left or "تا" in left) and _TO.search(left) is not None
    if quantity.unit == "percent" and text.startswith("تا سقف", start):
        for _, mark_end, cue in clause.marks:
            if cue.kind == "change" and mark_end <= start:
                return Measure(False, True, cue.detail)  # افزایش نرخ تا سقف ۲۰ درصد
    level = level or _parenthesised(text, quantity)
    if not level and text.endswith(("و ", "، "), 0, start):
        level = _ONE_MORE.search(text, max(clause.start, start - _TO_REACH * 2), start) is not None
    if not level and "به" in left and "رس" in text[clause.verb_start : clause.end]:
        level = _TO_MEASURE.search(left) is not None
    for mark_start, mark_end, cue in clause.marks:
        if cue.kind != "change":
            continue
        direction = cue.detail
        if direction == "maintain":
            near = 0 <= start - mark_end <= _MAINTAINED
            if near or 0 <= clause.verb_start - mark_end <= _PREDICATE:
                return Measure(True, False, direction)
            continue  # مهار آب‌ها
        alone = clause.verb_start - mark_end > 1 and not text.startswith(" شدن", mark_end)
        if cue.word in _LITTLE and alone:
            continue  # کم بهره
        if mark_end <= start and _BY.search(text, mark_end, start):
            return Measure(False, True, direction)
        if cue.word == "فراتر" and mark_start >= end:
            return Measure(True, False, direction)
        if level:
            if cue.word in _ADDED and mark_start >= end and " به " in text[end:mark_start]:
                return Measure(False, True, direction)  # تا ۵۰۰ نفر به این تعداد افزوده می‌شود
            if mark_start >= end or not clause.tense or _leads_to(text, mark_end, start, clause):
                return Measure(True, False, direction)
            continue
        if (
            text.endswith(clause_rules().purposes, clause.start, mark_start)
            and not 0 <= start - mark_end <= 1
        ):
            continue
        if mark_end <= start and quantity.unit in _PEOPLE and text.endswith(" در ", 0, start):
            continue  # طرح کاهش تصادف در ۵ نقطه
        if mark_start >= end and _ELSE.search(text, end, mark_start):
            continue
        if end <= mark_start and quantity.unit in _PEOPLE and clause.verb_start - mark_end > _PREDICATE:
            continue  # ۱۹ مرکز کاهش آسیب ایجاد می‌شود
        if cue.word == "رشد" and quantity.unit == "percent" and clause.features & (PAST | PLAN) != PAST:
            opens = mark_start - clause.start <= _OPENING and text.find(_PERCENT, mark_end, start) < 0
            if opens or (mark_end <= start and quantity.low > 0 and _tells_growth(text, mark_start, start)):
                return Measure(False, True, direction)  # رشد اقتصادی کشور در سال آینده ۲ درصد پیش‌بینی می‌شود
        adjective = text[end - 1] == "ی" and quantity.unit == "percent"
        if 0 <= start - mark_end <= (_ADJECTIVE_BEFORE if adjective else _BEFORE):
            return Measure(False, True, direction)
        behind = mark_start >= end and mark_start - end <= _BEHIND and not _NEXT.search(text, end, mark_start)
        if behind or (mark_start >= end and clause.verb_start - mark_end <= _PREDICATE):
            return Measure(False, True, direction)
    if told := _told_direction(text, quantity, clause, level):
        return Measure(False, True, told)
    multiplied = quantity.unit == "times" and not level and quantity.low > 1
    if multiplied and clause.verb_start - end <= _VERB_REACH:
        return Measure(False, True, "increase")  # دو برابر می‌شود
    return Measure(level, False, "reach")


def _told_direction(text: str, quantity: Quantity, clause: Clause, level: bool) -> str:
    """The direction of a change that is told by other words: more, less, added, taken off; "" of none."""
    end = quantity.end
    if quantity.unit != "times" and text.find(_MORE_OR_LESS, end, clause.end) >= 0:
        than = _THAN.match(text, end, clause.end) or (None if level else _MORE.match(text, end, clause.end))
        if than is not None:
            return "increase" if than[1] else "decrease"
    verb = clause.verb_start
    if text.endswith(_COMING_IN, 0, quantity.start) or (verb >= end and text.startswith(_ADDING, verb)):
        return "increase"
    return "decrease" if verb >= end and text.startswith(_TAKING, verb) else ""


def goes_on(text: str, change: Quantity, quantity: Quantity, measure: Measure) -> bool:
    """Whether a share is one more growth: «رشد صادرات ۵ درصد و واردات ۳ درصد», not «رشد ۵ و تورم ۳ درصد».

    Or a quantity says the same in brackets.
    """
    if _parenthesised(text, quantity):
        return (change.low, change.unit) == (quantity.low, quantity.unit)
    if measure.level or measure.change or not change.unit == quantity.unit == "percent":
        return False
    between = text[change.end : start_of(quantity)]
    return len(between) <= _LIST_REACH and _LISTED.match(between) is not None


def _tells_growth(text: str, mark_start: int, start: int) -> bool:
    """Whether a number tells how much something grows («…، رشد نقدینگی ۱۶ درصد»), not at what rate."""
    stop = start - 2 if text.endswith("، ", mark_start, start) else start  # رشد تولید در سال آینده، ۲ درصد
    return not text.endswith(_RATES, 0, mark_start) and _PARTED.search(text, mark_start, stop) is None


def _leads_to(text: str, mark_end: int, start: int, clause: Clause) -> bool:
    """Whether a noun of change goes on to the level: «برای افزایش ظرفیت به ۲۰ تن مجوز داده خواهد شد»."""
    if "رس" in text[clause.verb_start : clause.end]:
        # با افزایش بودجه ظرفیت به ۲۰ تن می‌رسد, but: با ۵ تن افزایش به ۲۰ تن می‌رسد
        return start - mark_end <= _BEFORE and text.startswith((" به ", " تا "), mark_end)
    return text[mark_end : mark_end + 1] == " " and _PARTED.search(text, mark_end, start) is None


def baseline_of(
    text: str, quantity: Quantity, clause: Clause, measure: Measure, earlier: Iterable[Quantity]
) -> Quantity | None:
    """What the goal starts from: «از X به Y», or the present value said right before.

    earlier: the quantities of this sentence and the one before that precede it and are no goals, nearest
    first; across the sentences «این میزان» must tie the two together. Of a list of things that one is taken
    which is named again.
    """
    if measure.change:
        return None
    candidates = list(earlier)
    found = _nearest_baseline(text, quantity, clause, measure, candidates)
    if found is None or found.sentence != quantity.sentence or len(candidates) == 1:
        return found
    if quantity.unit not in _PEOPLE:
        return found
    words = _PLURAL.sub("", _NUMBERS.split(text[clause.start : start_of(quantity)])[-1]).split()
    if _is_named(found, words):
        return found
    named = (other for other in candidates if other.sentence == quantity.sentence and _is_named(other, words))
    return next((other for other in named if _comparable(text, other, quantity)), found)


def _is_named(quantity: Quantity, words: list[str]) -> bool:
    """Whether these words name what is counted: «تعداد کلاس‌های درس», of ۳۰۰ کلاس درس."""
    return bool(quantity.object) and all(word in words for word in quantity.object.split())


def _nearest_baseline(
    text: str, quantity: Quantity, clause: Clause, measure: Measure, earlier: list[Quantity]
) -> Quantity | None:
    """The nearest quantity before that may be where the goal starts from."""
    parenthesised = _parenthesised(text, quantity)
    for other in earlier:
        if other.sentence != quantity.sentence:
            tied = measure.level and other.unit == quantity.unit
            return other if tied and _ANAPHOR.search(text, clause.start, start_of(quantity)) else None
        if not _comparable(text, other, quantity) or _parenthesised(text, other) != parenthesised:
            continue
        if (other.low == quantity.low and other.high == quantity.high) or _is_added(text, other):
            continue
        if other.start >= clause.start:
            start = start_of(other)
            if parenthesised or (measure.level and _FROM.search(text, max(clause.start, start - 24), start)):
                return other
            if measure.level and is_present_value(text, other, quantity.end):
                return other
            if not (quantity.unit == "percent" and other.unit == "percent"):
                continue
        if measure.level or quantity.unit == "year":
            start = start_of(quantity)
            opens = start - clause.start <= 2 or _IS_NOW.match(text, other.end, start)
            if opens or _LINK.match(text, clause.start) or other.start >= clause.start:
                return other
            if _SAME.search(text, clause.start, start) or _WAS.match(text, other.end, clause.start):
                return other
            named = _THESE.search(text, clause.start, start)
            if named and text.find(named[1], other.end, clause.start) >= 0:
                return other
        return None
    return None


def _is_added(text: str, quantity: Quantity) -> bool:
    """Whether a quantity tells what comes on top of a value."""
    start = start_of(quantity)
    if _FROM.search(text, max(0, start - _BEFORE * 2), start):
        return False  # از ۱۸ هزار شغل جدید به ۲۰ هزار
    if _ADDED_BEFORE.search(text, max(0, start - _BEFORE * 2), start):
        return True
    return _ADDED_BEHIND.match(text, quantity.end) is not None


def _comparable(text: str, other: Quantity, quantity: Quantity) -> bool:
    """Whether two quantities measure in the same: people, the same things, or one has lost its unit."""
    if other.unit in _PEOPLE and quantity.unit in _PEOPLE:
        nouns = {text[each.number.end : each.end].strip() for each in (other, quantity)}
        if other.unit != quantity.unit and "count" in (other.unit, quantity.unit):
            things = other if other.unit == "count" else quantity
            return text[things.number.end : things.end].strip() in _GENERIC  # ۳ دیدار and ۲۰ نفر
        return other.unit == quantity.unit == "person" or len(nouns - _GENERIC) < 2
    return other.unit == quantity.unit or (quantity.unit in _SHARES and other.end == other.number.end)


def is_present_value(text: str, quantity: Quantity, end: int) -> bool:
    """Whether an adjective (۱۰ میلیون تومانی) tells the value of what is then brought to another one."""
    return text[quantity.end - 1] == "ی" and _ONTO.match(text, quantity.end, end) is not None


def _parenthesised(text: str, quantity: Quantity) -> bool:
    return text[quantity.start - 1 : quantity.start] == "("
