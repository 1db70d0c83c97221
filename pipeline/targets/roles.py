"""What a quantity is in its clause, apart from a goal: a cost, a measure of the thing, where it lies …"""

import re
from functools import cache

from pipeline.document import Quantity
from pipeline.rulebook.patterns import compile_pattern
from pipeline.targets.conditions import COUNTS, MANY, Sighting, is_predicate
from pipeline.targets.cues import has_role, target_rules
from pipeline.targets.features import BE, BITS, EVENT, FUTURE, OPEN
from pipeline.targets.foreign import is_forecast, is_foreign
from pipeline.targets.measures import is_present_value
from pipeline.text.folding import fold_phrase

_WINDOW = 48
_PREDICATE_REACH = 24
_HOLDING_REACH = 8  # letters between what is held and its verb
_MONEY = "money"
_MOVES = BITS["moves"]
_PLACES, _BEGUN = 5, frozenset({"آغاز", "شروع"})
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_BEYOND = (" نیز فراتر", " فراتر", " هم فراتر")  # از ۳۴ درصد فراتر می‌رود: that is the level
_KNOWN = (" مذکور", " یادشده", " یاد شده", " نامبرده", " فوق ")  # said before: ۱۰ استان مذکور
_ITS = re.compile(r"(?<!ازای) آن $")  # سود عملیاتی آن ۲۰ میلیارد ریال خواهد بود
_FRACTIONS = ("سوم ", "چهارم ", "پنجم ", "دهم ")  # یک چهارم یک درصد
_ABOVE = ("مازاد", "علاوه بر")  # سهام مازاد بر ۳۳ درصد
_LEVELS = frozenset({"مورد", "عضو"})  # aimed at only as a level
_RATED = (" به ازای ", " برای هر ", " بابت هر ", " در ازای ")  # نیم ریال به ازای هر کیلوبایت
_BOUNDS, _BOUNDED = ("زیر ", "بالای "), ("های ", "ها ", "شهر ", "جمعیت ")  # شهرهای زیر ۵۰ هزار نفر
_COST = re.compile(r" هزینه (?!ای|می|خواه|شد|کرد|کن|گرد)")  # ۲۰ میلیارد تومان هزینه پیش‌بینی شده است
# What is told behind a sum or a measure: ۲۵۰ دلار قیمت خواهد داشت, ۲۰ میلیارد تومان به فروش می‌رسد.
_TOLD_BEHIND = re.compile(
    r" ?(?:[^\W\d]\w* ){0,6}?(?:(?:قیمت|هزینه|طول|عرض|ارتفاع|وزن) (?:خواهد|خواهند) داشت"
    r"|هزینه(?: \w+){1,4} خواهد بود)"
)
_SOLD = (" به فروش ", " عرضه ", " فروخته ")
_ANOTHER = re.compile(r"[^()،؛:]*?(?<!سال )(?<!این )(?<![\d/])\d")
_WHOLLY = "صد"  # صد در صد موافقند: altogether
_THAN_OTHERS = re.compile(  # ۲۰ درصد کمتر از آموزش حضوری خواهد بود; than last year it would be a change
    r" (?:کمتر|بیشتر|پایین ?تر|بالاتر|گران ?تر|ارزان ?تر) از "
    r"(?!سال|پار|امسال|ماه|مدت|دوره|میزان|رقم|گذشته|این|آن)"
)
_SCALED, _LENT = ("میلیونی", "میلیاردی"), ("وام ", "بسته ")  # وام یک میلیونی
_CLASS, _CLASSED = 150, ("در ", "اضافه ")  # a sportsman's weight at most: در ۸۱ کیلوگرم مبارزه می‌کند
_OWNER_REACH = 10  # letters between what changes and whose it is: حجم مبنای ۲۴ شرکت
_NUMBER, _ADDED = ("تعداد", "شمار", "سقف", "رشد"), ("اضافه", "افزوده")
_CAPACITY = ("ظرفیت ", "تولید ", "صادرات ", "برداشت ", "واردات ")  # ظرفیت ۵۰ میلیون تنی
_NEEDED = re.compile(r" نیاز (?:دارد|دارند|داریم|است|هست)$")  # ۶۰ میلیارد تومان اعتبار نیاز داریم
_ONWARD = re.compile(r"\)[^()\n]{0,40}\bبه (?:\w+ )?\d")
_SUBJECT_PLACE = re.compile(
    r"(?:^|[،:؛.»\n]|\b(?:و|که|تا|اساس|در هر حال|همچنین|امسال|فردا)(?: تعداد)?)[ \n]*$"
)
_ACTED_ON = re.compile(r"(?: \w+){4,} را\b")
_OBJECT_BEHIND = re.compile(r"(?: \w+){0,3} را\b")
_DESCRIBING = re.compile(
    r"(?:متر|هکتار|تن|وات|لیتر|نفر|سال|ماه|روز|هفته|ساعت|تومان|ریال|دلار|یورو|واحد|تخت|تختخواب|کلاس|آمپر|گرم|ولت|بشکه|اسب)(?:ی|ه)$"
)


@cache
def _never_counted() -> frozenset[str]:
    words = [fold_phrase(word) for word in target_rules().never_counted]
    return frozenset(words) | {word + "ی" for word in words}


@cache
def _counted() -> tuple[str, ...]:
    return tuple(fold_phrase(words) for words in target_rules().counted)


@cache
def _works() -> frozenset[str]:
    words = [fold_phrase(word) for word in target_rules().works]
    return frozenset(words) | {word + "ی" for word in words}


@cache
def _divisions() -> frozenset[str]:
    return frozenset(fold_phrase(word) for word in target_rules().divisions)


@cache
def _agents() -> frozenset[str]:
    return frozenset(fold_phrase(word) for word in target_rules().agents)


@cache
def _acting() -> dict[str, re.Pattern[str]]:
    return {name: compile_pattern(pattern) for name, pattern in target_rules().acting.items()}


def role_of(text: str, sighting: Sighting) -> str:
    """The role's name, or "" where the quantity may be what the clause aims at."""
    quantity, start = sighting.quantity, sighting.start
    if quantity.unit in target_rules().never_measured:
        return "attribute"
    if quantity.unit in _TIMES and not has_role(
        "measured_time", text[sighting.clauses.start : sighting.clauses.end]
    ):
        return "duration"
    left = text[max(sighting.clause.start, start - _WINDOW) : start]
    if left and left[-1].isalpha():
        left += " "  # a number written onto the word before: از400 هزار
    return (
        _role_of_price(text, sighting, left)
        or _role_by_neighbours(text, sighting, left)
        or _role_of_ratio(text, sighting)
        or _role_of_counted(text, sighting)
        or _role_of_adjective(text, sighting, left)
        or _role_of_place(text, sighting, left)
        or _role_of_one(text, sighting)
        or _role_abroad(text, sighting)
    )


def _role_of_price(text: str, sighting: Sighting, left: str) -> str:
    """What it costs, needs or is sold for."""
    quantity = sighting.quantity
    money = quantity.dimension == _MONEY
    if money and (has_role("cost", left) or _COST.match(text, quantity.end)):
        return "cost"
    if has_role("needed", left) or _NEEDED.search(text, quantity.end, sighting.main.end):
        return "needed"
    if text[sighting.start - 1 : sighting.start] == "(" and _ONWARD.match(text, quantity.end):
        return "baseline"
    if money and text.startswith(_RATED, quantity.end):
        return "rate"
    if quantity.unit not in COUNTS and _TOLD_BEHIND.match(text, quantity.number.end):
        return "price"
    return "price" if money and text.startswith(_SOLD, quantity.end) else ""


def _role_by_neighbours(text: str, sighting: Sighting, left: str) -> str:
    """What the words right before or behind it say."""
    quantity, start, measure = sighting.quantity, sighting.start, sighting.measure
    if text.startswith(_ABOVE, start) or text.startswith(_KNOWN, quantity.end):
        return "aside"
    if has_role("aside", left) and not _is_named_again(sighting, left):
        return "aside"
    ranged = sighting.main.features & OPEN and left.endswith("بین ") and quantity.high > quantity.low
    if not (measure.change or measure.level or ranged) and has_role("attribute", left):
        return "attribute"
    if text.startswith(":", quantity.end) or (
        quantity.unit == "kilogram" and quantity.high <= _CLASS and left.endswith(_CLASSED)
    ):
        return "label"
    if quantity.unit == "person" and text.startswith(_BOUNDS, start) and left.endswith(_BOUNDED):
        return "attribute"
    if has_role("present", left) and not measure.level:
        return "present"
    if text.startswith((" فعلی", " کنونی"), quantity.end) and measure.direction != "maintain":
        return "present"
    return "source" if has_role("source", left) and not text.startswith(_BEYOND, quantity.end) else ""


def _role_of_ratio(text: str, sighting: Sighting) -> str:
    """What a share or a multiple compares or stresses."""
    quantity, measure = sighting.quantity, sighting.measure
    aimed_at = measure.change or measure.level
    if quantity.unit == "times":
        return "" if aimed_at else "comparison"
    if quantity.unit != "percent":
        return ""
    if sighting.main.features & BE and _THAN_OTHERS.match(text, quantity.end):
        return "comparison"
    return "emphasis" if text.startswith(_WHOLLY, quantity.start) and not aimed_at else ""


def _role_of_counted(text: str, sighting: Sighting) -> str:
    """What counted things and people are: no plan's aim, those who act, those whose something changes."""
    quantity, level = sighting.quantity, sighting.measure.level
    if quantity.unit in ("count", "person") and _is_never_counted(text, quantity, level):
        return "not counted"
    if quantity.unit in COUNTS and not level and _is_actor(text, sighting):
        return "actor"
    return "owner" if quantity.unit == "count" and not level and _is_owner(text, sighting) else ""


def _role_of_adjective(text: str, sighting: Sighting, left: str) -> str:
    """What a measure says as an adjective: «هتل ۲۰۰ اتاقه», «وام یک میلیونی»."""
    quantity, level = sighting.quantity, sighting.measure.level
    anchor = text[quantity.start : quantity.end]
    if anchor.endswith(_SCALED) and left.endswith(_LENT) and not level:
        return "attribute"
    describing = (anchor[-1] in "یه" and _DESCRIBING.search(anchor)) or _is_adjective(anchor, quantity.unit)
    if not describing or text.startswith(" که ", quantity.end):  # ۲۰۰ هزار واحدی که ساخته می‌شود
        return ""
    if not level and is_present_value(text, quantity, sighting.clause.end):
        return "baseline"
    if quantity.unit == "percent":
        return "attribute" if has_role("lent", left) else ""
    return "" if _names_metric(sighting) else "attribute"


def _role_of_place(text: str, sighting: Sighting, left: str) -> str:
    """Where something is held, put or brought."""
    quantity = sighting.quantity
    if quantity.unit == "count":
        if text.endswith(" در ", 0, sighting.start) and _is_held(sighting):
            return "place"
        if left.endswith("در ") and _ANOTHER.match(text, quantity.end, sighting.main.verb_start):
            return "place"  # در ۴۰ ایستگاه ۷۷ دستگاه آسانسور نصب خواهد شد
    return "destination" if sighting.measure.level and _is_destination(sighting) else ""


def _role_of_one(text: str, sighting: Sighting) -> str:
    """Whether یک is an article; a share and a sum are figures."""
    quantity = sighting.quantity
    if quantity.high != 1 or quantity.dimension == _MONEY or not text.startswith("یک ", quantity.start):
        return ""
    share = quantity.unit == "percent" and not text.endswith(_FRACTIONS, 0, sighting.start)
    return "" if share else "article"


def _role_abroad(text: str, sighting: Sighting) -> str:
    """Whether it is foretold of another country."""
    clause, clauses, main = sighting.clause, sighting.clauses, sighting.main
    if not is_forecast(text, main, clauses):
        return ""
    return "foreign" if is_foreign(text, clause.start, main.end, clauses, sighting.at_home) else ""


def _is_named_again(sighting: Sighting, left: str) -> bool:
    """Whether what آن or این points to is new: سود آن ۲۰ میلیارد ریال, این دو پل افتتاح خواهد شد."""
    quantity, features = sighting.quantity, sighting.main.features
    if quantity.dimension == _MONEY:
        return _ITS.search(left) is not None and "هزینه" not in left
    opening = features & FUTURE and features & (EVENT | _MOVES)
    return quantity.unit == "count" and left.endswith(" این ") and bool(opening)


def _is_actor(text: str, sighting: Sighting) -> bool:
    """Whether they do something instead of being the aim: ۵۰ شرکت در نظر دارند سهام خود را بفروشند."""
    quantity, main = sighting.quantity, sighting.main
    if not _acting()["doing"].match(text[main.verb_start : main.end]):
        return False
    others = quantity.unit == "count" and text[: quantity.end].rpartition(" ")[2] not in _agents()
    if others and not _ACTED_ON.search(text, quantity.end, main.verb_start):
        return False
    if not _SUBJECT_PLACE.search(text, max(sighting.clause.start - 2, 0), sighting.start):
        return False
    if _OBJECT_BEHIND.match(text, quantity.end) or _acting()["partaking"].search(
        text, main.verb_start - _PREDICATE_REACH, main.end
    ):
        return False
    return not is_predicate(sighting, target_rules().productive)


def _is_owner(text: str, sighting: Sighting) -> bool:
    """Whether something of theirs changes: حجم مبنای ۲۴ شرکت کاهش می‌یابد."""
    marks, start = sighting.clause.marks, sighting.start
    if any(
        start - end == 1 and cue.kind == "plan_noun" and cue.word.endswith("های") for _, end, cue in marks
    ):
        return True  # از جمله برنامه‌های ۴۱ پایگاه
    if text[sighting.quantity.start : sighting.quantity.end].rpartition(" ")[2] not in _agents():
        return False
    owned = (cue.word for _, end, cue in marks if cue.kind == "head" and 0 <= start - end <= _OWNER_REACH)
    changing = (cue.word for _, _, cue in marks + sighting.main.marks if cue.kind == "change")
    return any(word not in _NUMBER for word in owned) and any(word not in _ADDED for word in changing)


def _is_held(sighting: Sighting) -> bool:
    """Whether something else is held or begins there: ثبت‌نام در ۱۷ استان آغاز می‌شود."""
    main, words = sighting.main, target_rules().held
    if sighting.quantity.high >= _PLACES:
        words = words & _BEGUN  # برگزاری در ۲۴ روستا is a goal
    actions = [(end, cue.word) for _, end, cue in main.marks if cue.kind == "action"]
    if main.tense is None:
        return any(word in words for end, word in actions if end <= sighting.start)
    return any(word in words for end, word in actions if main.verb_start - end <= _HOLDING_REACH)


def _is_destination(sighting: Sighting) -> bool:
    """Whether something is brought to what is counted: به دو بزرگراه متصل می‌شود."""
    words = target_rules().destinations
    end = sighting.quantity.end
    return any(start >= end and cue.word in words for start, _, cue in sighting.clause.marks)


def _names_metric(sighting: Sighting) -> bool:
    """Whether the adjective tells how much of something measurable: صادرات ۲ میلیارد دلاری."""
    if sighting.quantity.dimension != "money" and not sighting.text.endswith(_CAPACITY, 0, sighting.start):
        return False
    start, marks, rules = sighting.start, sighting.clause.marks, target_rules()
    heads = [(at, cue.word) for at, end, cue in marks if cue.kind == "head" and start - end == 1]
    if any(word in rules.kinds_by_amount for _, word in heads):
        given = [(at, end) for at, end, cue in marks if cue.word in rules.assignments]
        return any(at > start or end + 1 == heads[0][0] for at, end in given)  # اختصاص تسهیلات ۲۰ میلیاردی
    return bool(heads)


def _is_adjective(anchor: str, unit: str) -> bool:
    """Whether a measure is used as an adjective (۱۰۸ مگاپیکسلی); of روستای the ending is another."""
    return anchor.endswith("ی") and anchor[-2] not in "او" and unit not in ("count", "person", "household")


def _is_never_counted(text: str, quantity: Quantity, level: bool) -> bool:
    """Whether what is counted, the noun of the anchor or behind it, is no plan's aim.

    A level that is told in cases or members (به ۷ هزار مورد کاهش یابد) may be one."""
    words = _never_counted()
    noun = text[quantity.start : quantity.end].split()[-1]
    if noun in words and not (quantity.high >= MANY and noun in _works()):
        return not ((level and noun in _LEVELS) or text.startswith(_counted(), quantity.end - len(noun)))
    if quantity.start <= quantity.object_start < quantity.end:
        return text.endswith((" در ", ")در ", " شامل "), 0, quantity.start) and noun in _divisions()
    behind = text[quantity.end : quantity.end + 16].split(None, 1)
    return bool(behind) and behind[0] in words
