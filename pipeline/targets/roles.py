"""What a quantity is in its clause, apart from a goal: a cost, a measure of the thing, where it lies …"""

from pipeline.document import Quantity
from pipeline.targets.clause_rules import clause_rules
from pipeline.targets.cues import target_rules
from pipeline.targets.features import BE, BITS, EVENT, FUTURE, OPEN
from pipeline.targets.foreign import is_forecast, is_foreign
from pipeline.targets.measures import is_present_value
from pipeline.targets.role_rules import has_role, role_rules
from pipeline.targets.sightings import COUNTS, MANY, Sighting, is_predicate

_WINDOW = 48
_PREDICATE_REACH = 24
_HOLDING_REACH = 8  # letters between what is held and its verb
_MONEY = "money"
_MOVES = BITS["moves"]
_PLACES = 5
_CLASS = 150  # a sportsman's weight at most
_OWNER_REACH = 10  # letters between what changes and whose it is: حجم مبنای ۲۴ شرکت
_DIVIDED_REACH = 7
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})


def role_of(text: str, sighting: Sighting) -> str:
    """The role's name, or "" where the quantity may be what the clause aims at."""
    quantity, start = sighting.quantity, sighting.start
    if quantity.unit in role_rules().never_measured:
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
    quantity, rules = sighting.quantity, role_rules()
    money, patterns = quantity.dimension == _MONEY, rules.patterns
    if money and (has_role("cost", left) or patterns.cost.match(text, quantity.end)):
        return "cost"
    if has_role("needed", left) or patterns.needed.search(text, quantity.end, sighting.main.end):
        return "needed"
    if text[sighting.start - 1 : sighting.start] == "(" and patterns.onward.match(text, quantity.end):
        return "baseline"
    if money and text.startswith(rules.rated, quantity.end):
        return "rate"
    if quantity.unit not in COUNTS and patterns.told_behind.match(text, quantity.number.end):
        return "price"
    return "price" if money and text.startswith(rules.sold, quantity.end) else ""


def _role_by_neighbours(text: str, sighting: Sighting, left: str) -> str:
    """What the words right before or behind it say."""
    quantity, start, measure = sighting.quantity, sighting.start, sighting.measure
    rules = role_rules()
    if text.startswith(rules.above, start) or rules.patterns.known.match(text, quantity.end):
        return "aside"
    if has_role("aside", left) and not _is_named_again(sighting, left):
        return "aside"
    ranged = sighting.main.features & OPEN and left.endswith(rules.between) and quantity.high > quantity.low
    if not (measure.change or measure.level or ranged) and has_role("attribute", left):
        return "attribute"
    if text.startswith(":", quantity.end) or (
        quantity.unit == "kilogram" and quantity.high <= _CLASS and left.endswith(rules.classed)
    ):
        return "label"
    if quantity.unit == "person" and text.startswith(rules.bounds, start) and left.endswith(rules.bounded):
        return "attribute"
    if has_role("present", left) and not measure.level:
        return "present"
    if text.startswith(rules.current, quantity.end) and measure.direction != "maintain":
        return "present"
    return "source" if has_role("source", left) and not text.startswith(rules.beyond, quantity.end) else ""


def _role_of_ratio(text: str, sighting: Sighting) -> str:
    """What a share or a multiple compares or stresses."""
    quantity, measure, rules = sighting.quantity, sighting.measure, role_rules()
    aimed_at = measure.change or measure.level
    if quantity.unit == "times":
        return "" if aimed_at else "comparison"
    if quantity.unit != "percent":
        return ""
    if sighting.main.features & BE and rules.patterns.than_others.match(text, quantity.end):
        return "comparison"
    return "emphasis" if text.startswith(rules.wholly, quantity.start) and not aimed_at else ""


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
    quantity, level, rules = sighting.quantity, sighting.measure.level, role_rules()
    anchor = text[quantity.start : quantity.end]
    if anchor.endswith(rules.scaled) and left.endswith(rules.lent) and not level:
        return "attribute"
    described = anchor[-1] in "یه" and rules.patterns.describing.search(anchor) is not None
    if not described and not _is_adjective(anchor, quantity.unit):
        return ""
    if text.startswith(" که ", quantity.end):  # ۲۰۰ هزار واحدی که ساخته می‌شود
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
        if left.endswith("در ") and role_rules().patterns.another.match(
            text, quantity.end, sighting.main.verb_start
        ):
            return "place"  # در ۴۰ ایستگاه ۷۷ دستگاه آسانسور نصب خواهد شد
    return "destination" if sighting.measure.level and _is_destination(sighting) else ""


def _role_of_one(text: str, sighting: Sighting) -> str:
    """Whether یک is an article; a share and a sum are figures."""
    quantity = sighting.quantity
    if quantity.high != 1 or quantity.dimension == _MONEY or not text.startswith("یک ", quantity.start):
        return ""
    share = quantity.unit == "percent" and not text.endswith(role_rules().fractions, 0, sighting.start)
    return "" if share else "article"


def _role_abroad(text: str, sighting: Sighting) -> str:
    """Whether it is foretold of another country."""
    clause, clauses, main = sighting.clause, sighting.clauses, sighting.main
    if not is_forecast(text, main, clauses):
        return ""
    return "foreign" if is_foreign(text, clause.start, main.end, clauses, sighting.at_home) else ""


def _is_named_again(sighting: Sighting, left: str) -> bool:
    """Whether what آن or این points to is new: سود آن ۲۰ میلیارد ریال, این دو پل افتتاح خواهد شد."""
    quantity, features, rules = sighting.quantity, sighting.main.features, role_rules()
    if quantity.dimension == _MONEY:
        return rules.patterns.its.search(left) is not None and not any(word in left for word in rules.expense)
    opening = features & FUTURE and features & (EVENT | _MOVES)
    return quantity.unit == "count" and left.endswith(" این ") and bool(opening)


def _is_actor(text: str, sighting: Sighting) -> bool:
    """Whether they do something instead of being the aim: ۵۰ شرکت در نظر دارند سهام خود را بفروشند."""
    quantity, main, patterns = sighting.quantity, sighting.main, role_rules().patterns
    if not patterns.doing.match(text[main.verb_start : main.end]):
        return False
    others = quantity.unit == "count" and text[: quantity.end].rpartition(" ")[2] not in role_rules().agents
    if others and not patterns.acted_on.search(text, quantity.end, main.verb_start):
        return False
    if not patterns.subject_place.search(text, max(sighting.clause.start - 2, 0), sighting.start):
        return False
    if patterns.object_behind.match(text, quantity.end) or patterns.partaking.search(
        text, main.verb_start - _PREDICATE_REACH, main.end
    ):
        return False
    return not is_predicate(sighting, target_rules().productive)


def _is_owner(text: str, sighting: Sighting) -> bool:
    """Whether something of theirs changes: حجم مبنای ۲۴ شرکت کاهش می‌یابد."""
    marks, start, rules = sighting.clause.marks, sighting.start, role_rules()
    if any(
        start - end == 1 and cue.kind == "plan_noun" and cue.word.endswith("های") for _, end, cue in marks
    ):
        return True  # از جمله برنامه‌های ۴۱ پایگاه
    if text[sighting.quantity.start : sighting.quantity.end].rpartition(" ")[2] not in rules.agents:
        return False
    owned = (cue.word for _, end, cue in marks if cue.kind == "head" and 0 <= start - end <= _OWNER_REACH)
    changing = (cue.word for _, _, cue in marks + sighting.main.marks if cue.kind == "change")
    if all(word in rules.numbers for word in owned):
        return False
    return any(word not in rules.added for word in changing)


def _is_held(sighting: Sighting) -> bool:
    """Whether something else is held or begins there: ثبت‌نام در ۱۷ استان آغاز می‌شود."""
    main, words = sighting.main, role_rules().held
    if sighting.quantity.high >= _PLACES:
        words = words & clause_rules().begun  # برگزاری در ۲۴ روستا is a goal
    actions = [(end, cue.word) for _, end, cue in main.marks if cue.kind == "action"]
    if main.tense is None:
        return any(word in words for end, word in actions if end <= sighting.start)
    return any(word in words for end, word in actions if main.verb_start - end <= _HOLDING_REACH)


def _is_destination(sighting: Sighting) -> bool:
    """Whether something is brought to what is counted: به دو بزرگراه متصل می‌شود."""
    words = role_rules().destinations
    end = sighting.quantity.end
    return any(start >= end and cue.word in words for start, _, cue in sighting.clause.marks)


def _names_metric(sighting: Sighting) -> bool:
    """Whether the adjective tells how much of something measurable: صادرات ۲ میلیارد دلاری."""
    told = sighting.text.endswith(role_rules().capacity, 0, sighting.start)
    if sighting.quantity.dimension != "money" and not told:
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
    rules = role_rules()
    words = rules.never_counted
    noun = text[quantity.start : quantity.end].split()[-1]
    if noun in words and not (quantity.high >= MANY and noun in rules.works):
        leveled = level and noun in rules.levels
        return not leveled and not text.startswith(rules.counted, quantity.end - len(noun))
    if quantity.start <= quantity.object_start < quantity.end:
        before = max(quantity.start - _DIVIDED_REACH, 0)
        divided = rules.patterns.divided.search(text, before, quantity.start)
        return divided is not None and noun in rules.divisions
    behind = text[quantity.end : quantity.end + 16].split(None, 1)
    return bool(behind) and behind[0] in words
