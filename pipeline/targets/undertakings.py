"""What is done to the things a goal counts: «احداث کلاس درس», «اختصاص اعتبار به تکمیل طرح‌ها»."""

from bisect import bisect_left
from functools import cache

from pipeline.document import Document
from pipeline.lexicon import word_classes
from pipeline.targets.cues import target_rules
from pipeline.targets.features import BE, COPULA, FUTURE
from pipeline.targets.phrases import (
    begins_with_preposition,
    has_verb,
    is_no_metric,
    phrase_before,
    phrase_end,
)
from pipeline.targets.sightings import Sighting, verb_of
from pipeline.targets.undertaking_rules import undertaking_rules
from pipeline.text.folding import fold_phrase
from pipeline.text.polish import polish

_NEAR, _PREDICATE, _WORD, _LONGEST_DEED = 45, 14, 8, 24
_NOUN = 5  # letters of the shortest noun before a verb
_WORDS, _DEED_WORDS = 12, 4
_WILL_BE = BE | FUTURE
_PEOPLE = frozenset({"person", "household"})
_EARLIER, _SENTENCES_BACK = 6, 2  # quantities before that may have named what this one is of


def assigned(document: Document, sighting: Sighting, thing: str) -> str:
    """What money is given to: «… به تکمیل طرح‌ها اختصاص می‌یابد» -> اختصاص اعتبار به تکمیل طرح‌ها."""
    text, end, main, words = document.text, sighting.quantity.end, sighting.main, target_rules().assignments
    rules = undertaking_rules()
    for start, stop, cue in main.marks:
        if cue.kind != "action" or cue.word not in words:
            continue
        limit = start
        if 0 <= sighting.start - stop <= _WORD:  # اختصاص ۲۰ میلیارد تومان به تکمیل طرح‌ها
            limit = main.verb_start
        elif not end < start <= main.verb_start or main.verb_start - stop > _PREDICATE:
            continue
        if not _is_given(sighting):
            thing = ""  # وزارت صنعت ۲۰ میلیارد تومان اختصاص می‌دهد
        given = named_action(cue.word, thing.split(" از ")[0] or rules.sum_name)
        purpose = rules.patterns.purpose.search(text, end, limit)
        if purpose is None:
            return given
        found = phrase_end(text, purpose.end(), limit)
        aim = polish(document.raw_text(purpose.end(), found)) if found > purpose.end() else ""
        if not aim or aim.split()[0] in given or is_no_metric(aim) or has_verb(aim):
            return given
        return f"{given} {purpose[1]} {aim}"
    return ""


def _is_given(sighting: Sighting) -> bool:
    """Whether the object names what is given, not who gives it: it stands behind or begins with a head."""
    start = sighting.quantity.object_start
    return start >= sighting.start or any(
        cue.kind == "head" and begin == start for begin, _, cue in sighting.clause.marks
    )


def received(document: Document, sighting: Sighting) -> str:
    """What so many people get: «به ۲۰ هزار خانوار وام تعلق می‌گیرد» -> اعطای وام به خانوار."""
    quantity, text, main = sighting.quantity, document.text, sighting.main
    start = max(quantity.object_start, quantity.start)
    if quantity.unit not in _PEOPLE or not quantity.object:
        return ""
    rules, phrases = target_rules(), undertaking_rules()
    given = any(cue.word in rules.assignments for start, _, cue in main.marks if start > quantity.end)
    if given:
        given = phrases.patterns.to_whom.search(text, sighting.clause.start, sighting.start) is not None
    if not given and phrases.patterns.get.search(text, quantity.end, main.end) is None:
        return ""
    position = bisect_left(document.quantities, quantity.end, key=lambda other: other.start)
    stop = min([main.verb_start, *(other.start for other in document.quantities[position : position + 1])])
    for begin, _, cue in main.marks:
        if cue.word not in rules.kinds_by_amount or not quantity.end < begin < stop:
            continue
        whom = polish(document.raw_text(start, phrase_end(text, start, begin))).removeprefix("از ")
        what = polish(document.raw_text(begin, phrase_end(text, begin, stop)))
        for said in phrases.taken:
            what = what.removesuffix(said)
        return "" if has_verb(whom) or not whom else f"{phrases.grant_name} {what} به {whom}"
    return ""


def done(document: Document, sighting: Sighting, thing: str) -> str:
    """The action with what it is done to."""
    text, start, rules = document.text, sighting.start, undertaking_rules()
    patterns = rules.patterns
    if place := patterns.at.search(text, sighting.clause.start, start):  # اجرای طرح در ۱۷ روستا
        modals = (end for _, end, cue in sighting.clause.marks if cue.kind == "modal" and end < start)
        begin = max(modals, default=sighting.clause.start)
        before = patterns.bound.split(phrase_before(document, begin, place.start()))[-1]
        thing = thing if begins_with_preposition(before) else before.removesuffix(" را") or thing
    if thing.startswith(rules.from_everywhere):
        thing = ""
    if sighting.quantity.object_start < start and text.startswith(" را ", sighting.quantity.end):
        thing = ""  # این وزارتخانه ۲۰۰ نفر را … به کار می‌گیرد
    action = _action(sighting)
    if not action:
        return _placed(document, sighting, thing)
    puts = action in rules.put and not text.endswith(" در ", 0, start)
    if puts and (what := _put_there(document, sighting)):
        return f"{named_action(action, what)} در {thing}"
    if thing == rules.sum_name and (aim := patterns.aim.search(text, sighting.clause.start, start)):
        return polish(f"{thing} {document.raw_text(aim.start(1), aim.end(1))}")
    if not thing and (match := patterns.how.match(text, sighting.quantity.end)):
        acts = [
            start for start, _, cue in sighting.main.marks if cue.kind == "action" and start > match.end()
        ]
        stop = min([sighting.main.verb_start, *acts])
        end = match.end() if match[1] else phrase_end(text, match.start(2), stop)
        how = polish(document.raw_text(match.start(1) if match[1] else match.start(2), end))
        return named_action(action, "" if has_verb(how) else how)
    quantity = sighting.quantity
    if action in rules.beginning and thing and (deed := _begun(document, sighting)):
        return f"{deed} {thing}"
    if thing.endswith(f" {action}") and sighting.main.verb_start - quantity.object_end <= 1:
        thing = thing[: -len(action) - 1]  # بافت فرسوده اصلاح می‌شود
    counted = quantity.object if quantity.unit == "count" and quantity.object_start >= quantity.start else ""
    named = named_action(action, thing or _named_before(document, sighting) or counted)
    other = _joined_action(sighting, action)
    return named if not other or other in named else f"{other} و {named}"


def predicate(document: Document, sighting: Sighting) -> str:
    """What the verb says, where nothing names the metric: «… از موزه‌ها بازدید می‌کنند» -> بازدید از موزه‌ها."""
    text, end, stop = document.text, sighting.quantity.end, sighting.main.verb_start
    rules = undertaking_rules()
    complement = rules.patterns.complement
    if stop - end < _NOUN or text[stop - 1] != " ":
        return ""
    start = text.rfind(" ", end, stop - 1) + 1
    if text[start : stop - 1] in rules.second_halves:
        start = text.rfind(" ", end, len(text[:start].rstrip())) + 1
    noun = text[start : stop - 1].replace(" ", "")
    if (attained := rules.attained.get(noun)) and (aim := complement.search(text, end, start)):
        return polish(f"{attained} {document.raw_text(aim.start(1), aim.end())}")
    if not start or not noun.isalpha() or noun in word_classes() or noun in rules.halves:
        return ""
    if is_no_metric(noun):
        return ""
    match = complement.search(text, end, start)
    if match is None or has_verb(match[2]) or is_no_metric(match[2]):
        return polish(document.raw_text(start, stop - 1))
    return polish(f"{document.raw_text(start, stop - 1)} {document.raw_text(match.start(1), match.end())}")


def completed(document: Document, sighting: Sighting, action: str) -> str:
    """A bare action with where or whom it goes to: پرداخت -> «پرداخت به شهرداری‌ها»."""
    text, stop = document.text, sighting.main.verb_start
    goes = undertaking_rules().patterns.goes.match(text, sighting.quantity.end, stop)
    if goes is None:
        return action
    end = phrase_end(text, goes.end(), stop)
    for words in (1, 2):  # the action itself, as a part of the verb
        begin = end - len(" ".join(text[goes.end() : end].split(" ")[-words:]))
        if _joined(text[begin:end]) == _joined(fold_phrase(action)):
            end = begin - 1
            break
    where = polish(document.raw_text(goes.start(1), end)) if end > goes.end(1) + 2 else ""
    return action if not where or has_verb(where) or is_no_metric(where) else f"{action} {where}"


def funded(document: Document, sighting: Sighting) -> str:
    """What a sum that nothing names is for: «مبلغ ۵۰ میلیارد تومان برای بازسازی پل» -> اعتبار بازسازی پل."""
    text, stop, rules = document.text, sighting.main.verb_start, undertaking_rules()
    if aim := rules.patterns.aim.search(text, sighting.clause.start, sighting.start):
        return polish(f"{rules.sum_name} {document.raw_text(aim.start(1), aim.end(1))}")
    if (purpose := rules.patterns.paid.match(text, sighting.quantity.end, stop)) is None:
        return ""
    end = phrase_end(text, purpose.end(), stop)
    if end == stop - 1:  # … هزینه کند: a part of the verb
        end = text.rfind(" ", 0, end)
    aim_words = polish(document.raw_text(purpose.end(), end)) if end > purpose.end() else ""
    if not aim_words or has_verb(aim_words):
        return ""
    return aim_words if purpose[1] else f"{rules.sum_name} {aim_words}"


def spent(document: Document, sighting: Sighting) -> str:
    """What a sum is by its verb, where only who spends it is named: «دولت ۲ میلیارد دلار هزینه می‌کند»."""
    said = _joined(fold_phrase(predicate(document, sighting)))
    return predicate(document, sighting) if said.startswith(_sums()) else ""


@cache
def _sums() -> tuple[str, ...]:
    return tuple(_joined(fold_phrase(word)) for word in target_rules().sums)


def _named_before(document: Document, sighting: Sighting) -> str:
    """What the last figure in this unit was of: «۵۱ درصد سهام در پاییز و ۴۹ درصد در زمستان عرضه می‌شود»."""
    quantity, quantities, text = sighting.quantity, document.quantities, document.text
    if quantity.unit == "person":
        return ""
    position = bisect_left(quantities, quantity.start, key=lambda other: other.start)
    noun = text[quantity.number.end : quantity.end].strip()
    for other in reversed(quantities[max(0, position - _EARLIER) : position]):
        reach = _SENTENCES_BACK if quantity.unit == "count" else 0
        if quantity.sentence - other.sentence > reach:
            break
        if other.unit != quantity.unit or text[other.number.end : other.end].strip() != noun:
            continue
        if quantity.unit == "count" and not other.object.startswith(noun):
            continue
        if other.object and not is_no_metric(other.object) and not has_verb(other.object):
            return other.object
    return ""


def _begun(document: Document, sighting: Sighting) -> str:
    """The deed that stands before the things it is done to: «پیش‌فروش ۲۰ هزار خودرو آغاز می‌شود»."""
    text, start, main, rules = document.text, sighting.start, sighting.main, undertaking_rules()
    if not text.startswith(rules.passive, main.verb_start) or sighting.quantity.unit == "percent":
        return ""
    before = rules.patterns.bound.split(phrase_before(document, sighting.clause.start, start))[-1]
    words = fold_phrase(before).split()
    if not words or len(words) > _DEED_WORDS or is_no_metric(before) or has_verb(before):
        return ""
    return "" if any(word in word_classes() for word in words) or words[0] in rules.counting else before


def _put_there(document: Document, sighting: Sighting) -> str:
    """What is put in so many places: «پلیس در ۹ مرز دریایی و ۳ مرز زمینی مستقر می‌شود» -> پلیس."""
    text, quantity, start = document.text, sighting.quantity, sighting.clause.start
    rules = undertaking_rules()
    noun = text[quantity.number.end : quantity.end]
    position = bisect_left(document.quantities, quantity.start, key=lambda other: other.start)
    for other in document.quantities[max(0, position - _EARLIER) : position + 1]:
        same = other.start > start and text[other.number.end : other.end] == noun
        if same and text.endswith(rules.there, start, other.start):
            before = phrase_before(document, start, text.rindex(" ", start, other.start - 1))
            what = rules.patterns.bound.split(before.removesuffix(" را"))[-1].partition(" برای ")[0]
            return "" if "(" in what or has_verb(what) or begins_with_preposition(what) else what
    return ""


def _placed(document: Document, sighting: Sighting, thing: str) -> str:
    """A bare noun with where or what for it is: دانشجو -> دانشجو در دانشگاه‌های دولتی."""
    text, start, stop = document.text, sighting.quantity.end, sighting.main.verb_start
    if " " in thing or not thing or not text.startswith(undertaking_rules().complements, start):
        return thing
    end = phrase_end(text, start + 1, stop)
    place = polish(" ".join(document.raw_text(start, end).split()[:_WORDS])) if end > start + 5 else ""
    return f"{thing} {place}" if place and not has_verb(place) else thing


def named_action(action: str, thing: str) -> str:
    """An action with what it is done to, as a noun phrase: ساخته, کلاس درس -> ساخت کلاس درس."""
    name = target_rules().action_names.get(action, action)
    head, _, last = thing.rpartition(" ")
    if head and len(last) > 2 and _joined(action).startswith(last) and last != action:
        thing = head  # «پیکان جمع آوری می‌شود»
    if not thing:
        return polish(name)
    return thing if _joined(name.split()[0]) in _joined(thing) else f"{polish(name)} {thing}"


def _joined(phrase: str) -> str:
    return phrase.replace("\u200c", "").replace(" ", "")


def _action(sighting: Sighting) -> str:
    """The action done to the thing: the noun right before the quantity, the predicate's, or one near."""
    nearest = before = after = ""
    reached = -1
    text, main, adjectives = sighting.text, sighting.main, undertaking_rules().adjectives
    for _, end, cue in sighting.clause.marks:
        gap = sighting.start - end
        if cue.kind == "action" and 0 <= gap <= _NEAR and not text.startswith(" شده", end):
            if (
                gap <= _WORD
                and cue.word not in adjectives
                and text[end : sighting.start].strip() not in ("و", "،")
            ):
                nearest, reached = (nearest, reached) if end == reached else (cue.word, end)
            before = cue.word
    if nearest:
        return nearest
    if noun := _deed(text, sighting.clause.start, sighting.start):
        return noun
    said = _deed(text, sighting.quantity.end, main.verb_start)
    for start, end, cue in main.marks:
        if cue.kind == "action" and start >= sighting.quantity.end:
            if before and (main.features & COPULA or main.features & _WILL_BE == _WILL_BE):
                continue  # هدف ایجاد ۲۰ شغل در سال‌های اجرای برنامه است
            near = main.verb_start - end
            if said and near > _PREDICATE:
                continue  # ۲۰ معلم از مراکز جذب نیرو بازنشسته می‌شوند
            after = cue.word if cue.word not in adjectives or near <= 1 else after
    return after or said or verb_of(sighting) or (before if before not in adjectives else "")


def _joined_action(sighting: Sighting, action: str) -> str:
    """The action that one is joined to: «۲۰ طرح افتتاح و کلنگ‌زنی می‌شود» -> افتتاح, of کلنگ‌زنی."""
    before = None
    for mark in sighting.main.marks:
        if mark[2].kind != "action":
            continue
        if before and mark[2].word == action and sighting.text[before[1] : mark[0]] == " و ":
            name = target_rules().action_names.get(before[2].word, before[2].word)
            return polish(name.removesuffix(" از"))
        before = mark
    return ""


def _deed(text: str, start: int, end: int) -> str:
    """What the last word or two of text[start:end] say is done to things: «تعریض», «جمع آوری»."""
    words = text[max(start, end - _LONGEST_DEED) : end].split()
    if words[-2:-1] == ["و"]:  # آموزش و پرورش
        return ""
    rules = undertaking_rules()
    if words and words[-1] in rules.light_nouns:  # مورد بررسی قرار می‌گیرد
        words.pop()
    if len(words) > 1 and words[-2] in rules.before_place:  # وارد کشور می‌شود
        words.pop()
    return _deeds().get(_joined("".join(words[-2:])), "") or _deeds().get(_joined("".join(words[-1:])), "")


@cache
def _deeds() -> dict[str, str]:
    return {
        _joined(fold_phrase(word)): name for name, words in target_rules().deeds.items() for word in words
    }


@cache
def names_of_deeds() -> frozenset[str]:
    """What actions and sums are called in a metric."""
    rules = target_rules()
    actions = [word for words in rules.actions.values() for word in words]
    return frozenset(map(polish, [*actions, *rules.action_names.values(), *rules.deeds, *rules.sums]))
