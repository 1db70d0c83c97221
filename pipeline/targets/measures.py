"""How a goal is measured: a level or a change, from which baseline, in which direction."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.document import Quantity
from pipeline.targets.clause_rules import clause_rules
from pipeline.targets.clauses import Clause
from pipeline.targets.features import PAST, PLAN
from pipeline.targets.measure_rules import measure_patterns, measure_rules

_NUMBERS = re.compile(r"[\d./]+")
_PEOPLE = frozenset({"count", "person", "household"})
_SHARES = frozenset({"percent", "year"})
_MORE_OR_LESS = "تر "  # ۴۷ درصد بیشتر از پارسال عرضه می‌شود
_LIST_REACH = 60
_MAINTAINED, _OPENING = 30, 3
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
    start, end, rules = start_of(quantity), quantity.end, measure_rules()
    patterns = rules.patterns
    left = text[max(clause.start, start - _TO_REACH) : start]
    level = ("به" in left or "تا" in left) and patterns.to.search(left) is not None
    if quantity.unit == "percent" and text.startswith(rules.ceilings, start):
        for _, mark_end, cue in clause.marks:
            if cue.kind == "change" and mark_end <= start:
                return Measure(False, True, cue.detail)  # افزایش نرخ تا سقف ۲۰ درصد
    level = level or _parenthesised(text, quantity)
    if not level and text.endswith(("و ", "، "), 0, start):
        level = patterns.one_more.search(text, max(clause.start, start - _TO_REACH * 2), start) is not None
    if not level and "به" in left and "رس" in text[clause.verb_start : clause.end]:
        level = patterns.to_measure.search(left) is not None
    for mark_start, mark_end, cue in clause.marks:
        if cue.kind != "change":
            continue
        direction = cue.detail
        if direction == "maintain":
            near = 0 <= start - mark_end <= _MAINTAINED
            if near or 0 <= clause.verb_start - mark_end <= _PREDICATE:
                return Measure(True, False, direction)
            continue  # مهار آب‌ها
        alone = clause.verb_start - mark_end > 1 and not text.startswith(rules.becoming, mark_end)
        if cue.word in rules.ambiguous and alone:
            continue
        if mark_end <= start and patterns.by.search(text, mark_end, start):
            return Measure(False, True, direction)
        if cue.word in rules.beyond and mark_start >= end:
            return Measure(True, False, direction)
        if level:
            if cue.word in rules.added and mark_start >= end and " به " in text[end:mark_start]:
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
        if mark_start >= end and patterns.of_else.search(text, end, mark_start):
            continue
        if end <= mark_start and quantity.unit in _PEOPLE and clause.verb_start - mark_end > _PREDICATE:
            continue  # ۱۹ مرکز کاهش آسیب ایجاد می‌شود
        grows = cue.word in rules.growth and quantity.unit == "percent"
        if grows and clause.features & (PAST | PLAN) != PAST:
            share_before = any(text.find(word, mark_end, start) >= 0 for word in rules.percent)
            opens = mark_start - clause.start <= _OPENING and not share_before
            if opens or (mark_end <= start and quantity.low > 0 and _tells_growth(text, mark_start, start)):
                return Measure(False, True, direction)  # رشد اقتصادی کشور در سال آینده ۲ درصد پیش‌بینی می‌شود
        adjective = text[end - 1] == "ی" and quantity.unit == "percent"
        if 0 <= start - mark_end <= (_ADJECTIVE_BEFORE if adjective else _BEFORE):
            return Measure(False, True, direction)
        behind = 0 <= mark_start - end <= _BEHIND and not patterns.next.search(text, end, mark_start)
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
        than = measure_patterns().than.match(text, end, clause.end) or (
            None if level else measure_patterns().more.match(text, end, clause.end)
        )
        if than is not None:
            return "increase" if than[1] else "decrease"
    verb, rules = clause.verb_start, measure_rules()
    if text.endswith(rules.coming_in, 0, quantity.start) or (
        verb >= end and text.startswith(rules.adding, verb)
    ):
        return "increase"
    return "decrease" if verb >= end and text.startswith(rules.taking, verb) else ""


def goes_on(text: str, change: Quantity, quantity: Quantity, measure: Measure) -> bool:
    """Whether a share is one more growth: «رشد صادرات ۵ درصد و واردات ۳ درصد», not «رشد ۵ و تورم ۳ درصد».

    Or a quantity says the same in brackets.
    """
    if _parenthesised(text, quantity):
        return (change.low, change.unit) == (quantity.low, quantity.unit)
    if measure.level or measure.change or not change.unit == quantity.unit == "percent":
        return False
    between = text[change.end : start_of(quantity)]
    return len(between) <= _LIST_REACH and measure_patterns().listed.match(between) is not None


def _tells_growth(text: str, mark_start: int, start: int) -> bool:
    """Whether a number tells how much something grows («…، رشد نقدینگی ۱۶ درصد»), not at what rate."""
    stop = start - 2 if text.endswith("، ", mark_start, start) else start  # رشد تولید در سال آینده، ۲ درصد
    return (
        not text.endswith(measure_rules().rates, 0, mark_start)
        and measure_patterns().parted.search(text, mark_start, stop) is None
    )


def _leads_to(text: str, mark_end: int, start: int, clause: Clause) -> bool:
    """Whether a noun of change goes on to the level: «برای افزایش ظرفیت به ۲۰ تن مجوز داده خواهد شد»."""
    if "رس" in text[clause.verb_start : clause.end]:
        # با افزایش بودجه ظرفیت به ۲۰ تن می‌رسد, but: با ۵ تن افزایش به ۲۰ تن می‌رسد
        return start - mark_end <= _BEFORE and text.startswith(measure_rules().onto, mark_end)
    return (
        text[mark_end : mark_end + 1] == " "
        and measure_patterns().parted.search(text, mark_end, start) is None
    )


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
    words = (
        measure_patterns().plural.sub("", _NUMBERS.split(text[clause.start : start_of(quantity)])[-1]).split()
    )
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
            return (
                other
                if tied and measure_patterns().anaphor.search(text, clause.start, start_of(quantity))
                else None
            )
        if not _comparable(text, other, quantity) or _parenthesised(text, other) != parenthesised:
            continue
        if (other.low == quantity.low and other.high == quantity.high) or _is_added(text, other):
            continue
        if other.start >= clause.start:
            start = start_of(other)
            if parenthesised or (
                measure.level
                and measure_patterns().starts_from.search(text, max(clause.start, start - 24), start)
            ):
                return other
            if measure.level and is_present_value(text, other, quantity.end):
                return other
            if not (quantity.unit == "percent" and other.unit == "percent"):
                continue
        if measure.level or quantity.unit == "year":
            start = start_of(quantity)
            opens = start - clause.start <= 2 or measure_patterns().is_now.match(text, other.end, start)
            if opens or measure_patterns().link.match(text, clause.start) or other.start >= clause.start:
                return other
            if measure_patterns().same.search(text, clause.start, start) or measure_patterns().was.match(
                text, other.end, clause.start
            ):
                return other
            named = measure_patterns().these.search(text, clause.start, start)
            if named and text.find(named[1], other.end, clause.start) >= 0:
                return other
        return None
    return None


def _is_added(text: str, quantity: Quantity) -> bool:
    """Whether a quantity tells what comes on top of a value."""
    start = start_of(quantity)
    if measure_patterns().starts_from.search(text, max(0, start - _BEFORE * 2), start):
        return False  # از ۱۸ هزار شغل جدید به ۲۰ هزار
    if measure_patterns().added_before.search(text, max(0, start - _BEFORE * 2), start):
        return True
    return measure_patterns().added_behind.match(text, quantity.end) is not None


def _comparable(text: str, other: Quantity, quantity: Quantity) -> bool:
    """Whether two quantities measure in the same: people, the same things, or one has lost its unit."""
    generic = measure_rules().generic
    if other.unit in _PEOPLE and quantity.unit in _PEOPLE:
        nouns = {text[each.number.end : each.end].strip() for each in (other, quantity)}
        if other.unit != quantity.unit and "count" in (other.unit, quantity.unit):
            things = other if other.unit == "count" else quantity
            return text[things.number.end : things.end].strip() in generic  # ۳ دیدار and ۲۰ نفر
        return other.unit == quantity.unit == "person" or len(nouns - generic) < 2
    return other.unit == quantity.unit or (quantity.unit in _SHARES and other.end == other.number.end)


def is_present_value(text: str, quantity: Quantity, end: int) -> bool:
    """Whether an adjective (۱۰ میلیون تومانی) tells the value of what is then brought to another one."""
    return (
        text[quantity.end - 1] == "ی" and measure_patterns().up_to.match(text, quantity.end, end) is not None
    )


def _parenthesised(text: str, quantity: Quantity) -> bool:
    return text[quantity.start - 1 : quantity.start] == "("
