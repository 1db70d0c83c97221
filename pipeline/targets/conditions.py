"""What the goal rules ask about a quantity in its clause, beside the features of the clause itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.document import Quantity
from pipeline.targets.clauses import Clause, Clauses, adjacent
from pipeline.targets.cues import Cue, has_role, target_rules
from pipeline.targets.features import PLAN, STRONG
from pipeline.targets.measures import Measure, measure_of
from pipeline.targets.verbs import TRADES, action_of
from pipeline.text.folding import fold_phrase

_ACTION_REACH, _NOUN_REACH, _HEAD_BEHIND, _HEAD_BEFORE, _STATE_REACH = 60, 120, 30, 90, 40
_ROLE_REACH, _EXPECTED_REACH = 80, 24
_CHANGE_REACH, _CLOSE = 24, 80
_VERB_REACH = 14  # letters between an action and its verb (افتتاح و راه‌اندازی می‌شود)
_REACHES = {"تحت پوشش": 40, "در اختیار": 60}  # تحت پوشش درمان با متادون می‌برند
_ATTENDING = ("حضور ", "حضور به هم ", "راه ")  # «… حضور می‌یابند» changes nothing
_ALLOWED = ("امکانپذیر ", "امکان پذیر ", "ممکن ", "ممنوع ", "مجاز ")
_PREPARED = re.compile(r" (?:انجام|صورت) ?(?:شد|شده|گرفت|گرفته|پذیرفت|پذیرفته)(?: است)?$")
_NAMED_SO = re.compile(r"(?:ذکر|عنوان|اعلام|بیان|معرفی) ?(?:کرد|نمود)\w*$|(?:دانست|خواند|(?:بر ?)?شمرد)\w*$")
_OBJECT, _OBJECT_REACH = re.compile(r"(?<!\w)را (?:برای (?:\w+ ){1,5})?(?:مبلغ |معادل |حدود )?$"), 48
_PRICE = re.compile(r"\bقیمت(?! نفت)")
_JOBS = re.compile(r"شغل|اشتغال")
# Less money is a price or a loan: در اختیار متقاضیان قرار می‌گیرد.
_HANDED, _SUM = frozenset({"در اختیار"}), 1e7
_EMPLOYED = frozenset({"مشغول به کار", "مشغول کار"})
_DUE = re.compile(
    r"\b(?:تا (?:پایان|آخر|انتهای|سال|اواخر|اواسط|نیمه|\w+ ماه)"
    r"|در سال(?: ?آینده| آتی| \d{2,4})|به ?زودی|امسال)\b"
)
_AHEAD = re.compile(
    r"\b(?:(?:در|طی|ظرف|تا)(?: \w+){0,3} (?:آینده|آتی)|فردا|ماهه دوم (?:امسال|سال)|سال تحصیلی جدید)\b"
)
_DONE = r"(?:شد|گردید|کرد|گرفت)(?:ه|ند|یم|م|هاند|ه اند|ه است|هاست)?|رسید(?:ه|ند)?|رساند(?:ه|ند|یم)?"
_TO_DO = r"(?:می ?|ن?خواه|شو|گرد|کنیم|کنند|برس)\w*"
_OBLIGED = frozenset({"موظف به", "مکلف به", "ملزم به", "متعهد به"})
_FUNDS = re.compile(r"\b(?:بودجه|اعتبار|اعتبارات|منابع)\b")
_PRIZE = re.compile(r"\b(?:جایزه|جوایز|جریمه|جزای نقدی|محکوم (?:شد|خواه|می ?ش))")
# "از میان آنها ۲۵۱ نفر معادل ۲۳ درصد کاهش قیمت طلا را پیش‌بینی کردند": they were asked.
_ASKED = re.compile(r"(?:\d ?نفر|شرکت ?کنندگان|پاسخ ?دهندگان)\b")
_EXPECTED = re.compile(r"(?:پیش ?بینی|برآورد) ?(?:کردند|کرده ?اند|کرده بودند|می ?کنند)$")
_SET = re.compile(r"(?:تعیین|مصوب|تصویب|لحاظ|برآورد|منظور) ?(?:شد|شده|گردید|گردیده)(?: است)?$")
_RECKONED = re.compile(r"(?:ارزیابی|لحاظ|برآورد|تخمین زده|منظور) ?(?:شد|شده|گردید|گردیده)(?: است)?$")
_GIVEN = re.compile(
    r"\b(?:اختصاص|تخصیص|واریز|اعطا) ?(?:داده ?)?(?:یافت|شد|پیدا کرد)(?:ه|ند|ه ?است|ه ?اند)?\b"
)
_VOWED = re.compile(r"(?:وعده|قول) ?(?:داد|داده|دادند|داده ?است|داده ?اند|می ?دهد)[ .؛،]*$")
# The parts of what was said before: در این میان ۲۰ هزار دستگاه در گروه سواری و ۳۰ هزار دستگاه …
_PARTS = re.compile(
    r"[ ،؛.:]*(?:که |و )?(?:(?:در|از) (?:این|آن) (?:میان|تعداد|میزان|رقم|مبلغ|مقدار|مجموع|بین)"
    r"|شامل)\b"
)
_CAUSED = re.compile(r"(?<!پیدا )(?<!رشد )(?<!تنزل )(?<!افت )\bمی ?(?:ده|کن|زن)(?:د|ند)$")
_CAUSED_REACH = 16
_REPORTED = re.compile(r":|\bاین ?که\b")
_BUILDING = frozenset({"احداث", "مستقر", "نصب", "راه‌اندازی", "افتتاح", "واگذار", "تحویل", "اعزام"})
_EACH = re.compile(r"\b(?:برای|به|ازای|بابت|در) هر \w|\bخانوار[^.]* ?نفره\b")
_UNTIL = re.compile(r"\bتا (?:پایان|آخر|انتهای|سال|اواخر|اواسط|نیمه)\b")
_AIMS = frozenset({"برنامه", "درصدد", "در صدد", "خواهان"})  # goals with what is to be done behind them
_PARTITIVE = ("از", "جزو")  # one of them: یکی از برنامه‌های ما
_BEGUN = frozenset({"آغاز", "شروع"})  # of what begins, the parts are not counted: آغاز به کار ۶۱۰ هیئت
_COMPARED = ("نسبت به", "مقایسه با", "قیاس با", "مشابه")
COUNTS = frozenset({"count", "person", "household", "times"})
# So many people are what a promise is about, a few those who keep it.
MANY = 50
_PEOPLE = frozenset({"person", "household"})


@dataclass(slots=True)
class Sighting:
    """A quantity in its clause. start: where its modifier begins. main: the clause whose verb governs it.

    index: of its clause. after_goal: the clause before states a goal. of_goal: one in its unit is near.
    at_home: the article names a province.
    """

    text: str
    quantity: Quantity
    start: int
    clauses: Clauses
    index: int
    clause: Clause
    main: Clause
    after_goal: bool
    of_goal: bool = False
    at_home: bool = False
    _measure: Measure | None = None

    @property
    def measure(self) -> Measure:
        if self._measure is None:
            self._measure = measure_of(self.text, self.quantity, self.clause)
        return self._measure


Test = Callable[[Sighting], bool]


def _has_metric(sighting: Sighting) -> bool:
    """Whether a word for something measurable stands before the quantity or right behind it.

    Where the clause begins with the quantity («…، ۳۰۰ تن خواهد بود») the clause before is looked at.
    """
    clause, start, end = sighting.clause, sighting.start, sighting.quantity.end
    for mark_start, mark_end, cue in clause.marks:
        if cue.kind == "head" and (mark_end <= start or 0 <= mark_start - end <= _HEAD_BEHIND):
            return True
    if start - clause.start > 3 or sighting.index == 0:
        return False
    before = sighting.clauses.items[sighting.index - 1]
    return any(cue.kind == "head" and clause.start - end <= _HEAD_BEFORE for _, end, cue in before.marks)


def _in_past_frame(sighting: Sighting) -> bool:
    """Whether سال گذشته or the like stands before the quantity, and not as what it is compared with."""
    for start, end, cue in reversed(sighting.clause.marks):
        if cue.detail == "past" and cue.kind == "frame" and end <= sighting.start:
            left = sighting.text[max(sighting.clause.start, start - 16) : start]
            return not left.rstrip().endswith(_COMPARED)
    return False


def _in_list(sighting: Sighting) -> bool:
    """Whether it stands behind a colon and what licenses it does not first come behind it."""
    clause = sighting.clause
    if sighting.text[clause.start] != ":" or not clause.features & STRONG:
        return False
    return not any(cue.kind == "modal" and start > sighting.start for start, _, cue in clause.marks)


def _has(role: str) -> Test:
    """Whether the clues of a role stand in the clause before the quantity."""

    def test(sighting: Sighting) -> bool:
        start = sighting.start
        return has_role(role, sighting.text[max(sighting.clause.start, start - _ROLE_REACH) : start])

    return test


def _noun_of(sighting: Sighting) -> str:
    """The last word of what is counted."""
    return sighting.text[sighting.quantity.number.end : sighting.quantity.end].rpartition(" ")[2]


@cache
def _deeds() -> frozenset[str]:
    """The actions that are counted themselves: ۳ هزار استخدام خواهیم داشت."""
    actions = target_rules().actions
    return frozenset(map(fold_phrase, actions["event"] + actions["process"]))


def _span(sighting: Sighting) -> tuple[int, int]:
    return sighting.clause.start, sighting.main.end


def _is_object(sighting: Sighting) -> bool:
    """Whether it is what something is made to be: «سود را برای سال مالی ۹۹ مبلغ ۴۴۲ ریال اعلام کرد»."""
    start = sighting.start
    return _OBJECT.search(sighting.text, max(sighting.clause.start, start - _OBJECT_REACH), start) is not None


def _is_polled(sighting: Sighting) -> bool:
    """Whether people were asked what they expect, this quantity among it."""
    start, end = _span(sighting)
    expected = _EXPECTED.search(sighting.text, max(start, end - _EXPECTED_REACH), end)
    return expected is not None and _ASKED.search(sighting.text, start, expected.start()) is not None


def _is_measured(sighting: Sighting) -> bool:
    unit = sighting.quantity.unit
    return unit not in COUNTS and unit != "percent" and sighting.quantity.dimension != "money"


def _is_undertaken(sighting: Sighting) -> bool:
    """Whether an action stands before the quantity, or belongs to the verb that governs it."""
    main = sighting.main
    before = (
        (end, cue) for _, end, cue in sighting.clause.marks if 0 <= sighting.start - end < _ACTION_REACH
    )
    for end, cue in before:
        if cue.kind == "action" and not _REPORTED.search(sighting.text, end, sighting.start):
            return True  # not of him who says it: مسئول تدوین برنامه با بیان اینکه …
    if verb_of(sighting):
        return True
    return any(
        cue.kind == "action" and main.verb_start - end <= _REACHES.get(cue.word, _VERB_REACH)
        for _, end, cue in main.marks
    )


def verb_of(sighting: Sighting) -> str:
    """What the verb that governs the quantity does to it, where it is an action itself: ساخت. Or ""."""
    done = action_of(sighting.text, sighting.main.verb_start)
    return "" if done in TRADES and sighting.quantity.dimension == "money" else done


def _is_assigned(sighting: Sighting) -> bool:
    """Whether the verb says that it is given to a purpose: ۲۰ میلیارد ریال اختصاص می‌یابد."""
    quantity = sighting.quantity
    if quantity.dimension != "money" and not (
        quantity.unit in _PEOPLE and sighting.text.endswith((" به ", "حساب "), 0, sighting.start)
    ):
        return False
    words = target_rules().assignments
    return is_predicate(sighting, words if quantity.high >= _SUM else words - _HANDED)


def is_predicate(sighting: Sighting, words: frozenset[str]) -> bool:
    """Whether one of these actions belongs to the verb that governs the quantity."""
    main = sighting.main
    return any(
        cue.kind == "action"
        and cue.word in words
        and main.verb_start - end <= _REACHES.get(cue.word, _VERB_REACH)
        for _, end, cue in main.marks
    )


def _are_jobs(sighting: Sighting) -> bool:
    """Whether what is counted are jobs, or people who get them."""
    quantity = sighting.quantity
    if quantity.unit != "person":
        return False
    named = f"{sighting.text[quantity.start : quantity.end]} {quantity.object}"
    return _JOBS.search(named) is not None or is_predicate(sighting, _EMPLOYED)


def _is_changing(sighting: Sighting) -> bool:
    """Whether the verb behind the quantity says that something changes by it: «۲۰ درصد افزایش می‌یابد»."""
    end, clause = sighting.quantity.end, sighting.clause
    if sighting.quantity.unit == "times" and sighting.measure.change and clause.verb_start - end <= 1:
        return True
    return any(
        cue.detail in ("increase", "decrease")
        and 0 <= start - end <= _CHANGE_REACH
        and adjacent(sighting.text, stop, clause.verb_start)
        for start, stop, cue in clause.marks
    )


def _acts_at(sighting: Sighting, position: int) -> bool:
    """Whether an action or a change stands there."""
    return any(
        cue.kind in ("action", "change") and start == position for start, _, cue in sighting.clause.marks
    )


def _event_word(sighting: Sighting) -> str:
    """The action nearest before the quantity that is done once."""
    for start, end, cue in reversed(sighting.clause.marks):
        if cue.detail == "event" and end <= sighting.start:
            return sighting.text[start:end]
    return ""


def _is_done(sighting: Sighting) -> bool:
    """Whether the article says elsewhere that this was done (افتتاح شد), and nowhere that it will be."""
    word = _event_word(sighting)
    found = [match[1] for match in _happened(word).finditer(sighting.text)] if word else []
    return bool(found) and all(found)


@lru_cache(maxsize=256)
def _happened(word: str) -> re.Pattern[str]:
    """An action with its verb; group 1 is there if the verb is past."""
    return re.compile(rf"\b{re.escape(word)} (?:({_DONE})|{_TO_DO})\b")


def _near(decides: Callable[[int, int, Cue, Sighting], bool]) -> Test:
    """A feature that one cue of the clause decides, by where it stands."""

    def test(sighting: Sighting) -> bool:
        return any(decides(start, end, cue, sighting) for start, end, cue in sighting.clause.marks)

    return test


CONDITIONS: dict[str, Test] = {
    "money": lambda sighting: sighting.quantity.dimension == "money",
    "percent": lambda sighting: sighting.quantity.unit == "percent",
    "count": lambda sighting: sighting.quantity.unit in COUNTS,
    "attributive": lambda sighting: sighting.text.endswith("درصدی", 0, sighting.quantity.end),
    "measured": _is_measured,
    "object": _is_object,
    "level": lambda sighting: sighting.measure.level,
    "changes": lambda sighting: sighting.measure.change,
    "follows": lambda sighting: sighting.after_goal,
    "of_goal": lambda sighting: sighting.of_goal,
    "after_plan": lambda sighting: (
        sighting.index > 0 and sighting.clauses.items[sighting.index - 1].features & PLAN != 0
    ),
    "first": lambda sighting: sighting.start - sighting.clause.start <= 2,
    "predicate": lambda sighting: sighting.main.verb_start - sighting.quantity.end <= 1,
    "assigned": _is_assigned,
    "productive": lambda sighting: is_predicate(sighting, target_rules().productive),
    "spoken": lambda sighting: sighting.quantity.speaker is not None,
    "changing": _is_changing,
    "jobs": _are_jobs,
    "attending": lambda sighting: sighting.text.endswith(_ATTENDING, 0, sighting.main.verb_start),
    "allowed": lambda sighting: sighting.text.endswith(_ALLOWED, 0, sighting.main.verb_start),
    "prepared": lambda sighting: (
        _PREPARED.search(sighting.text, sighting.quantity.end, sighting.clause.end) is not None
    ),
    "obliged": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "plan_noun" and cue.word in _OBLIGED and end <= sighting.start
        )
    ),
    "set": lambda sighting: _SET.search(sighting.text, *_span(sighting)) is not None,
    "reckoned": lambda sighting: _RECKONED.search(sighting.text, *_span(sighting)) is not None,
    "appraised": lambda sighting: sighting.text.startswith(("تخمین ", "برآورد "), sighting.main.verb_start),
    "many": lambda sighting: sighting.quantity.unit in COUNTS and sighting.quantity.high >= MANY,
    "prize": lambda sighting: _PRIZE.search(sighting.text, *_span(sighting)) is not None,
    "polled": _is_polled,
    "apportioned": lambda sighting: (
        sighting.of_goal and _PARTS.match(sighting.text, sighting.clause.start, sighting.start) is not None
    ),
    "given": lambda sighting: _GIVEN.search(sighting.text) is not None,
    "funds": lambda sighting: _FUNDS.search(sighting.text, sighting.clause.start, sighting.start) is not None,
    "programme": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "plan_noun" and cue.word.startswith(_PARTITIVE) and start >= sighting.quantity.end
        )
    ),
    "deed": lambda sighting: _noun_of(sighting) in _deeds(),
    "named_so": lambda sighting: _NAMED_SO.search(sighting.text, *_span(sighting)) is not None,
    "price": lambda sighting: _PRICE.search(sighting.text, *_span(sighting)) is not None,
    "near": lambda sighting: sighting.main.verb_start - sighting.quantity.end <= _HEAD_BEHIND,
    "close": lambda sighting: sighting.main.verb_start - sighting.quantity.end <= _CLOSE,
    "due": lambda sighting: _DUE.search(sighting.text, sighting.clause.start, sighting.main.end) is not None,
    "each": lambda sighting: _EACH.search(sighting.text, sighting.clause.start, sighting.start) is not None,
    "built": lambda sighting: is_predicate(sighting, _BUILDING),
    "caused": lambda sighting: (
        _CAUSED.search(sighting.text, sighting.main.end - _CAUSED_REACH, sighting.main.end) is not None
    ),
    "until": lambda sighting: _UNTIL.search(sighting.text, *_span(sighting)) is not None,
    "vowed": lambda sighting: (
        _VOWED.search(sighting.text, sighting.quantity.end, sighting.clause.end) is not None
    ),
    "ahead": lambda sighting: _AHEAD.search(sighting.text, *_span(sighting)) is not None,
    "list": _in_list,
    "quota": _has("quota"),
    "priced": _has("price"),
    "sized": _has("size"),
    "metric": _has_metric,
    "past_frame": _in_past_frame,
    "plan_noun": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "plan_noun"
            and (0 <= sighting.start - end < _NOUN_REACH or "راهبردی" in cue.word)
            and (cue.word not in _AIMS or _acts_at(sighting, end + 1))
        )
    ),
    "attaining": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "attainment" and 0 <= sighting.start - end < _HEAD_BEHIND
        )
    ),
    "state": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "state"
            and 0 <= start - sighting.quantity.end < _STATE_REACH
            and sighting.main is sighting.clause
        )
    ),
    "given_before": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "action"
            and 0 <= sighting.start - end < _ACTION_REACH
            and cue.word in target_rules().assignments
        )
    ),
    "people": lambda sighting: sighting.quantity.unit in _PEOPLE and sighting.quantity.high >= MANY,
    "action_before": _near(
        lambda start, end, cue, sighting: cue.kind == "action" and 0 <= sighting.start - end < _ACTION_REACH
    ),
    "undertaken": _is_undertaken,
    "done": _is_done,
    "begun": lambda sighting: _event_word(sighting) in _BEGUN,
    "event_before": _near(
        lambda start, end, cue, sighting: cue.detail == "event" and 0 <= sighting.start - end < _ACTION_REACH
    ),
}
# Of these none holds before there is a goal.
AFTER_GOAL = frozenset(CONDITIONS[name] for name in ("follows", "of_goal", "apportioned"))
