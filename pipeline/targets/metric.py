"""What is to reach a goal: its noun phrase, with the action where something is to be done."""

import re
from bisect import bisect_left
from functools import cache, lru_cache

from pipeline.document import Document, PlaceMention, Quantity
from pipeline.lexicon import WordClass, word_classes
from pipeline.targets.clauses import Clause
from pipeline.targets.cues import target_rules
from pipeline.targets.features import BE, COPULA
from pipeline.targets.goals import Sighting
from pipeline.text.folding import fold_phrase
from pipeline.text.polish import polish

_NEAR, _PREDICATE, _WORD = 45, 14, 8
_MONEY, _CREDIT = "money", "اعتبار"
_FIGURE = re.compile(r"(?<!سال )(?<!افق )(?<!سالهای )(?<![\d./])[\d./]+ $")  # ۲۰ درصد, but: در افق ۹۴ ارزش …
_INTO = re.compile(r" (?:در |از |برای )?")
_PURPOSE = re.compile(r" (به|برای|جهت|به منظور) (?!صورت|عنوان|طور)")
_WORDS = 12
_ANAPHORS = ("این ", "آن ", "همین ")
_ADJECTIVES = ("عملیاتی", "اجرایی")  # actions only beside their verb: مناطق عملیاتی
_ASIDE = ("با ", "از محل ", "از طریق ")  # what only goes with it: اوراق با نرخ سود ۱۶ درصد
# What only points back: «این رقم», «میزان آن».
_POINTS_BACK = re.compile(
    r"(?:این|آن|همین) \w+|(?:میزان|مقدار|تعداد|رقم|حجم|نرخ|ارزش|سهم)(?: (?:آن|این))?|آن"
)
_POINTER = re.compile(
    r"(?<!از )\b(?:این|آن|همین) (?:میزان|مقدار|تعداد|شمار|حجم|نرخ|ضریب|سهم|شاخص|درصد|ظرفیت|مبلغ|قیمت|سرانه)$"
)
# What belongs to the verb or to nothing: انجام پروژه, دانشجو در دانشگاه‌ها حضور, بهره‌برداری از
_LOOSE = re.compile(
    r"^انجام (?=\w+ \w)"
    r"|(?: (?:حضور|تحصیل|انجام|باقی|از|به|در|با|برای|دست\u200c?کم|به\W?طور \w+))+(?: .?)?$"
)
_EVERYWHERE = re.compile(r"(?:سراسر|کل|تمام) \w+|\w")
_LOOK_BACK, _SENTENCES_BACK = 6, 2
_SHARES = frozenset({"percent", "times"})
_FINITE = frozenset({WordClass.VERB, WordClass.LIGHT_VERB, WordClass.COPULA})
_PREPOSITIONS = ("به ", "در ", "با ", "از ", "بر ", "برای ", "طبق ", "براساس ", "طی ", "تا ")
# Where a noun phrase that names a metric ends.
_STOP = re.compile(
    r"[:؛.()«»\"!؟\d]|،(?! \w+(?: \w+){0,3} و )"
    r"|\b(?:را|نیز|هم|باید|بایستی|که|تا|است|بوده|بود|شده|طی|ظرف|برابر|معادل|حدود"
    r"|بالغ|حداقل|حداکثر|بیش از|امسال|اکنون|طبق|بر ?اساس|با توجه|به ترتیب|موجب|باعث|سبب|منجر"
    r"|ن?می ?(?:شو|کن|رس|یاب|گیر|ده|باش|آی|رو|توان|گرد|خواه|دار)\w*|ن?خواه\w+"
    r"|در (?:سال|پایان|افق|حال|حالی|این|ماه|نیمه|طول)|برای (?:سال|پایان)|از سال|سال (?:جاری|آینده|گذشته|بعد)"
    r"|(?:به|از|در|تا|با|و)(?= *(?:حدود|رقم|مرز|سقف|سطح|بیش از|میزان|نقطه)? *(?:\d|$)))\b"
)
_LEADING = re.compile(
    r"(?:[ ،؛:]|\b(?:و|که|همچنین|نیز|اما|ولی|بنابراین|البته|(?:بدین|به این) ترتیب|در مجموع)\b)+"
)


def metric_of(document: Document, sighting: Sighting, baseline: Quantity | None, previous: str) -> str:
    """The metric as cleaned Persian: «صادرات استان», «احداث کلاس درس». previous: that of the goal before."""
    found = _LOOSE.sub("", _found(document, sighting, baseline, previous))
    return found if _EVERYWHERE.fullmatch(found) is None else previous


def _found(document: Document, sighting: Sighting, baseline: Quantity | None, previous: str) -> str:
    quantity, measure = sighting.quantity, sighting.measure
    thing = quantity.object
    if _is_no_metric(thing) or has_verb(thing):
        thing = ""
    behind = quantity.object_start >= quantity.end and thing != ""
    if measure.change and (enlarged := _enlarged(document, sighting)):
        return enlarged
    if quantity.dimension == _MONEY and (assigned := _assigned(document, sighting, thing)):
        return assigned
    amount = measure.level or measure.change or quantity.unit in _SHARES or quantity.dimension == _MONEY
    amount = amount or _is_stated(sighting)
    if amount and (measure.level or not behind):
        stop = sighting.start
        if baseline is not None and baseline.start >= sighting.clause.start:
            stop = min(stop, baseline.start)
        meant = ""
        if _only_points_back(document.text, sighting.clause, stop):
            meant = _meant(document, sighting, baseline)
        found = meant or _subject(document, sighting, stop)
        if not found and (measure.level or not thing):
            found = phrase_of(document, sighting.clause, stop)
        if measure.change and (not found or _points_back(found)):
            found = thing or _behind(document, sighting) or found
        if _points_back(found):
            found = _meant(document, sighting, baseline) or previous or found
        known = baseline.object if baseline is not None and not has_verb(baseline.object) else ""
        return found or known or thing or previous
    if measure.change:
        return thing
    return _done(document, sighting, thing) or previous


def of_place(document: Document, metric: str, old: PlaceMention, new: PlaceMention) -> str:
    """The metric of the item before in a list of places, for the next one; "" if it does not name the old."""
    before, after = (polish(document.raw_text(place.start, place.end)) for place in (old, new))
    return f"{metric[: -len(before)]}{after}" if metric.endswith(before) else ""


@cache
def _no_metrics() -> tuple[frozenset[str], frozenset[str]]:
    rules = target_rules()
    return frozenset(map(fold_phrase, rules.no_metric)), frozenset(map(fold_phrase, rules.time_words))


@lru_cache(maxsize=4096)
def has_verb(phrase: str) -> bool:
    """Whether a phrase holds a finite verb or a participle of one, so that it is no noun phrase."""
    words = fold_phrase(phrase).split(" ")
    return any(word_classes().get(word) in _FINITE for word in words)


@lru_cache(maxsize=4096)
def _is_no_metric(phrase: str) -> bool:
    phrases, time_words = _no_metrics()
    folded = fold_phrase(phrase)
    return folded in phrases or folded.split(" ")[0] in time_words


def _enlarged(document: Document, sighting: Sighting) -> str:
    """What something is added to: «… به سطح باغات اضافه می‌شود»."""
    text, end = document.text, sighting.quantity.end
    places = [start for start, _, cue in sighting.clause.marks if cue.word in ("اضافه", "افزوده")]
    if text.startswith(("می افزا", "میافزا", "خواهد افزود"), sighting.clause.verb_start):
        places.append(sighting.clause.verb_start)
    for start in places:
        at = text.rfind(" به ", end, start + 1) if start >= end else -1
        if 0 <= at < start - 5:
            return polish(document.raw_text(at + 4, start))
    return ""


def _is_stated(sighting: Sighting) -> bool:
    """Whether the clause says how many something measurable is: سهمیه استان ۲۰۰ نفر است."""
    heads = any(
        cue.kind == "head" and 0 <= sighting.start - end <= _NEAR for _, end, cue in sighting.clause.marks
    )
    return heads and bool(sighting.main.features & (BE | COPULA))


def _assigned(document: Document, sighting: Sighting, thing: str) -> str:
    """What money is given to: «… به تکمیل طرح‌ها اختصاص می‌یابد» -> اختصاص اعتبار به تکمیل طرح‌ها."""
    text, end, words = document.text, sighting.quantity.end, target_rules().assignments
    for start, stop, cue in sighting.main.marks:
        if cue.kind != "action" or cue.word not in words or not end < start <= sighting.main.verb_start:
            continue
        if sighting.main.verb_start - stop > _PREDICATE:
            continue
        given = named_action(cue.word, thing.split(" از ")[0] or _CREDIT)
        purpose = _PURPOSE.search(text, end, start)
        if purpose is None:
            return given
        found = _phrase_end(text, purpose.end(), start)
        aim = polish(document.raw_text(purpose.end(), found)) if found > purpose.end() else ""
        return given if not aim or _is_no_metric(aim) or has_verb(aim) else f"{given} {purpose[1]} {aim}"
    return ""


def _behind(document: Document, sighting: Sighting) -> str:
    """What changes, where it stands behind: «افزایش ۵۰۰ لیتر تولید بنزین», «رشد ۳۰ درصدی در صادرات»."""
    clause, start = sighting.main, sighting.quantity.end
    match = _INTO.match(document.text, start, clause.verb_start)
    start = match.end() if match else start
    end = _phrase_end(document.text, start, clause.verb_start)
    found = polish(document.raw_text(start, end)) if end - start > 2 else ""
    return "" if not found or _is_no_metric(found) or has_verb(found) else found


def _done(document: Document, sighting: Sighting, thing: str) -> str:
    """The action with what it is done to."""
    text, start = document.text, sighting.start
    if text[max(0, start - 4) : start].rstrip().endswith(" در"):  # اجرای طرح در ۱۷ روستا
        before = _phrase_before(document, sighting.clause.start, text.rindex(" در", 0, start))
        thing = thing if before.startswith(_PREPOSITIONS) else before or thing
    action = _action(sighting)
    if not action:
        return _placed(document, sighting, thing)
    return named_action(action, thing)


def _placed(document: Document, sighting: Sighting, thing: str) -> str:
    """A bare noun with where or what for it is: دانشجو -> دانشجو در دانشگاه‌های دولتی."""
    text, start, stop = document.text, sighting.quantity.end, sighting.main.verb_start
    if " " in thing or not thing or not text.startswith((" در ", " برای "), start):
        return thing
    end = _phrase_end(text, start + 1, stop)
    place = polish(" ".join(document.raw_text(start, end).split()[:_WORDS])) if end > start + 5 else ""
    return f"{thing} {place}" if place and not has_verb(place) else thing


def named_action(action: str, thing: str) -> str:
    """An action with what it is done to, as a noun phrase: ساخته, کلاس درس -> ساخت کلاس درس."""
    name = target_rules().action_names.get(action, action)
    if not thing:
        return polish(name)
    return thing if name.split()[0] in thing else f"{polish(name)} {thing}"


def _action(sighting: Sighting) -> str:
    """The action done to the thing: the noun right before the quantity, the predicate's, or one near."""
    before = after = ""
    for _, end, cue in sighting.clause.marks:
        gap = sighting.start - end
        if cue.kind == "action" and 0 <= gap <= _NEAR and not sighting.text.startswith(" شده", end):
            if (
                gap <= _WORD
                and cue.word not in _ADJECTIVES
                and sighting.text[end : sighting.start].strip() != "و"
            ):
                return cue.word
            before = cue.word
    for start, end, cue in sighting.main.marks:
        if cue.kind == "action" and start >= sighting.quantity.end:
            near = sighting.main.verb_start - end
            after = cue.word if cue.word not in _ADJECTIVES or near <= 1 else after
    return after or (before if before not in _ADJECTIVES else "")


def _subject(document: Document, sighting: Sighting, stop: int) -> str:
    """The noun phrase with a measurable head: in the clause, else in the clauses before it."""
    index = sighting.index
    for clause in reversed(sighting.clauses.items[max(0, index - 2) : index + 1]):
        found = _headed(document, clause, stop)
        if found:
            return found
        stop = clause.start
    return ""


def _only_points_back(text: str, clause: Clause, stop: int) -> bool:
    """Whether the last measurable thing that a clause names before `stop` was named before: «این ضریب به»."""
    heads = [(start, end) for start, end, cue in clause.marks if cue.kind == "head" and end <= stop]
    if not heads or _POINTER.search(text, clause.start, heads[-1][1]) is None:
        return False
    return _phrase_end(text, heads[-1][1], stop) <= heads[-1][1] + 1


def _meant(document: Document, sighting: Sighting, baseline: Quantity | None) -> str:
    """What the metric points back to: the object of the baseline, or of the last figure in that unit."""
    quantity, quantities = sighting.quantity, document.quantities
    position = bisect_left(quantities, quantity.start, key=lambda other: other.start)
    earlier = list(reversed(quantities[max(0, position - _LOOK_BACK) : position]))
    for other in earlier if baseline is None else [baseline, *earlier]:
        if quantity.sentence - other.sentence > _SENTENCES_BACK:
            break
        if other.unit != quantity.unit or not other.object or _points_back(other.object):
            continue
        if " " not in other.object and other is not baseline:
            continue
        if quantity.unit != "count" or _noun(document.text, other) in ("", _noun(document.text, quantity)):
            return other.object
    return ""


def _noun(text: str, quantity: Quantity) -> str:
    return text[quantity.number.end : quantity.end].strip()


def _points_back(phrase: str) -> bool:
    return bool(phrase) and (_is_no_metric(phrase) or _POINTS_BACK.fullmatch(fold_phrase(phrase)) is not None)


def _headed(document: Document, clause: Clause, stop: int) -> str:
    """The metric phrase in text[clause.start:stop] that is nearest the quantity and no part of another."""
    text = document.text
    found, reached = "", -1
    for start, mark_end, cue in clause.marks:
        if cue.kind != "head" or mark_end > stop or start < reached:
            continue
        if text.endswith(_ANAPHORS, clause.start, start) or _FIGURE.search(text, clause.start, start):
            continue
        if text.endswith(_ASIDE, clause.start, start):
            reached = _phrase_end(text, start, stop)
            continue
        end = _phrase_end(text, start, stop)
        if end - start > 2 and not (stop <= clause.end and text.startswith("،", end)):
            phrase = polish(document.raw_text(start, end))
            if not has_verb(phrase) and not _is_no_metric(phrase):
                found, reached = phrase, end
    return found


def phrase_of(document: Document, clause: Clause, stop: int) -> str:
    """The clause's subject, where no head word tells it: what stands before stop."""
    text = document.text
    start = max(clause.start, text.rfind(":", clause.start, stop) + 1)
    modals = [end for _, end, cue in clause.marks if cue.kind == "modal" and end <= stop]
    start = max(start, *modals) if modals else start
    match = _LEADING.match(text, start, stop)
    start = match.end() if match else start
    if text.startswith(_PREPOSITIONS, start):  # به گزارش …، صادرات به
        start = text.rfind("، ", start, stop) + 2
        if start < 2 or text.startswith(_PREPOSITIONS, start):
            return ""
    end = _phrase_end(text, start, stop)
    if end <= start or _is_no_metric(text[start:end]):
        return ""
    return polish(document.raw_text(start, end))


def _phrase_before(document: Document, start: int, stop: int) -> str:
    """The noun phrase that ends at stop, without what comes before a colon, a comma or the like."""
    text = document.text
    for sign in (":", "،", "؛", " از ", " که ", "اینکه "):
        at = text.rfind(sign, start, stop)
        if at >= 0:
            start = at + len(sign)
    if stop - start < 3:
        return ""
    return polish(" ".join(document.raw_text(start, stop).split()[-_WORDS:]))


def _phrase_end(text: str, start: int, stop: int) -> int:
    """Where the noun phrase that begins at start ends, at most a dozen words behind."""
    match = _STOP.search(text, start, stop)
    end = match.start() if match else stop
    words = text[start:end].split(" ")
    if len(words) > _WORDS:
        end = start + len(" ".join(words[:_WORDS]))
    while end > start and text[end - 1] in " ،":
        end -= 1
    for joint in (" به", " از", " در", " تا", " و", " با"):
        if text.endswith(joint, start, end):
            end -= len(joint)
    return end
