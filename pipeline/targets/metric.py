"""What is to reach a goal: its noun phrase, with the action where something is to be done."""

from bisect import bisect_left

from pipeline.document import Document, Quantity
from pipeline.quantities.object_rules import object_rules
from pipeline.targets.clauses import Clause, cut
from pipeline.targets.cues import find_cues, target_rules
from pipeline.targets.features import BE, COPULA, PLAN
from pipeline.targets.items import of_each_in_turn, of_item, of_section
from pipeline.targets.measure_rules import measure_rules
from pipeline.targets.metric_rules import metric_patterns, metric_rules
from pipeline.targets.phrases import (
    begins_with_preposition,
    has_verb,
    is_no_metric,
    metric_heads,
    phrase_end,
    phrase_of,
)
from pipeline.targets.sightings import Sighting
from pipeline.targets.undertakings import (
    assigned,
    completed,
    done,
    funded,
    names_of_deeds,
    predicate,
    received,
    spent,
)
from pipeline.text.folding import fold_phrase
from pipeline.text.polish import polish, unlinked

_NEAR, _MONEY = 45, "money"
_GOODS, _INTO_CIRCUIT = frozenset({"mass", "volume", "flow", _MONEY}), "به"
_WHO_IS, _OF = "\u200cشده", " از "
_LOOK_BACK, _SENTENCES_BACK = 6, 2
_COUNTED = frozenset({"count", "people"})
_SHARES = frozenset({"percent", "times"})


def metric_of(document: Document, sighting: Sighting, baseline: Quantity | None, previous: str) -> str:
    """The metric as cleaned Persian: «صادرات استان», «احداث کلاس درس». previous: that of the goal before."""
    found, patterns = _found(document, sighting, baseline, previous), metric_patterns()
    found = patterns.loose.sub("", found).removeprefix("و ").removesuffix(" خود")
    changing = patterns.changing.search(found) if sighting.measure.change else None
    if changing is not None and sighting.text.endswith(f"{changing[0]} ", 0, sighting.start):
        found = found[: changing.start()]
    if sighting.quantity.dimension == _MONEY:
        said = spent(document, sighting)
        if (
            said
            and metric_heads().isdisjoint(fold_phrase(found).split()[:2])
            and said.split()[0] not in found
        ):
            found = said
        found = found or predicate(document, sighting) or funded(document, sighting)
        found = _of_each(document, sighting) or found
    found = found or predicate(document, sighting)
    if found.endswith(_WHO_IS) and " " not in found:
        found = _of_group(document, sighting, found.removesuffix(_WHO_IS))
    if found in names_of_deeds():
        said = predicate(document, sighting)
        found = said if said.startswith(f"{found} ") else completed(document, sighting, found)
    first, _, rest = found.partition(" ")
    if sighting.quantity.dimension in _GOODS and rest.partition(" ")[0] != _INTO_CIRCUIT:
        found = f"{target_rules().trade_names.get(first, first)} {rest}".rstrip()  # گاز صادر می‌شود
    found = unlinked(of_section(document, sighting, of_each_in_turn(document, sighting, found)))
    return found if patterns.everywhere.fullmatch(found) is None else previous


def _found(document: Document, sighting: Sighting, baseline: Quantity | None, previous: str) -> str:
    quantity, measure, rules = sighting.quantity, sighting.measure, metric_rules()
    thing = quantity.object
    if given_to := received(document, sighting):
        return given_to
    money = quantity.dimension == _MONEY
    if is_no_metric(thing) or has_verb(thing) or (money and thing in rules.sums):
        thing = ""
    behind = quantity.object_start >= quantity.end and thing != ""
    if behind and document.text.startswith(rules.fully, quantity.object_end):
        end = phrase_end(document.text, quantity.object_start, sighting.main.verb_start)
        thing = polish(document.raw_text(quantity.object_start, max(end, quantity.object_end)))
    counted = quantity.unit == "count" and thing and quantity.object_start >= quantity.start
    if measure.change and not counted and (enlarged := _enlarged(document, sighting)):
        return enlarged
    if measure.change and (changed := _changed(document, sighting)):
        return changed
    if money and (given := assigned(document, sighting, thing)):
        return given
    blank = document.text.endswith(" ", 0, sighting.start)
    named_sum = money and document.text.endswith(rules.sums, 0, sighting.start - blank)
    if named_sum and (aim := funded(document, sighting)):
        return aim
    if money and thing and document.text.endswith(rules.source, 0, quantity.object_start):
        thing = ""
    if money and thing and quantity.object_start < sighting.start:
        aim = funded(document, sighting)
        if aim.endswith(tuple(f" {word}{thing}" for word in rules.prepositions)):
            return aim  # برای اعزام به مسابقات ۲۰ میلیارد تومان
    known = baseline.object if baseline is not None and not has_verb(baseline.object) else ""
    amount = measure.level or measure.change or quantity.unit in _SHARES or money
    amount = amount or _is_stated(sighting)
    if amount and (measure.level or not behind):
        stop = sighting.start
        if compared := object_rules().patterns.compared.search(document.text, sighting.clause.start, stop):
            stop = compared.start()
        if baseline is not None and baseline.start >= sighting.clause.start:
            stop = min(stop, baseline.start)
        meant = ""
        pointer = rules.patterns.pointed.search(document.text, sighting.clause.start, sighting.start)
        if pointer is not None:
            meant = _pointed_at(document, sighting, pointer.start(), pointer[1])
        if not meant and _only_points_back(document.text, sighting.clause, stop):
            meant = _meant(document, sighting, baseline)
        found = meant or _headed(document, sighting.clause, stop, money)
        if found and not measure.level:
            found = _completed(document, sighting, found)
        if not found and measure.level:
            found = phrase_of(document, sighting.clause, stop)
            found = found if " " in found and not _points_back(found) else ""
        found = found or _subject(document, sighting, stop)
        if not found and (measure.level or not thing):
            found = phrase_of(document, sighting.clause, stop)
        found = of_item(document, sighting, found) if found else ""
        if measure.change and (not found or _points_back(found)):
            found = thing or _behind(document, sighting) or found
        if _points_back(found):
            found = _meant(document, sighting, baseline) or previous or thing or found
        found = found or known or thing or previous
        return found or (_meant(document, sighting, baseline) if measure.level else "")
    if measure.change:
        return thing
    if quantity.unit not in _COUNTED and (had := _had(document, sighting)):
        return had
    stated = sighting.main.features & (BE | COPULA | PLAN)
    measured = stated and quantity.dimension not in _COUNTED and not money
    said = done(document, sighting, thing) or (measured and _subject(document, sighting, sighting.start))
    return said or known or previous


def _of_group(document: Document, sighting: Sighting, deed: str) -> str:
    """What is done to people whom only their group tells: «اعزام ۹۰ نفر از مبلغان» -> اعزام مبلغان."""
    text, start = document.text, sighting.quantity.end + len(_OF)
    if not text.startswith(_OF, sighting.quantity.end):
        return deed
    group = polish(document.raw_text(start, phrase_end(text, start, sighting.main.verb_start)))
    return deed if not group or has_verb(group) else f"{deed} {group}"


def _of_each(document: Document, sighting: Sighting) -> str:
    """A sum that is told for each of something: «به ازای هر سهم ۳۰۰ ریال سود» -> سود هر سهم."""
    each = metric_patterns().each.search(document.text, sighting.clause.start, sighting.main.verb_start)
    word = fold_phrase(_behind(document, sighting).partition(" ")[0]) if each else ""
    return polish(f"{word} {each[1]}") if each and word in metric_heads() else ""


def _completed(document: Document, sighting: Sighting, head: str) -> str:
    """A metric with what follows its amount: «صادرات ۲ میلیارد دلاری قطعات» -> صادرات قطعات."""
    text, end = document.text, sighting.quantity.end
    if sighting.quantity.dimension != _MONEY or text[end - 1] != "ی":
        return head
    if text[end : end + 1] != " " or begins_with_preposition(text, end + 1):
        return head
    if metric_patterns().joint.match(text, end + 1):
        return head
    if not text.endswith(f"{fold_phrase(head).rpartition(' ')[2]} ", 0, sighting.start):
        return head
    rest = _behind(document, sighting)
    return f"{head} {rest}" if " " in rest else head


def _enlarged(document: Document, sighting: Sighting) -> str:
    """What something is added to: «… به سطح باغات اضافه می‌شود»."""
    text, end = document.text, sighting.quantity.end
    places = [start for start, _, cue in sighting.clause.marks if cue.word in measure_rules().added]
    if text.startswith(metric_rules().adding, sighting.clause.verb_start):
        places.append(sighting.clause.verb_start)
    for start in places:
        at = text.rfind(" به ", end, start + 1) if start >= end else -1
        if (on := text.find(" بر ", end, start)) >= 0:
            at = on  # بر تعداد مراجعان به بیمارستان‌ها افزوده می‌شود
        enlarged = polish(document.raw_text(at + 4, start)) if 0 <= at < start - 5 else ""
        if enlarged and not _points_back(enlarged):
            return enlarged
    return ""


def _changed(document: Document, sighting: Sighting) -> str:
    """What a change is of, that stands behind it: «با کاهش ۲۰ درصدی مصرف برق»."""
    adds = metric_patterns().adds.search(document.text, sighting.clause.start, sighting.start)
    if adds is None or (adds[1] and sighting.quantity.unit != "percent"):
        return ""
    changed = _behind(document, sighting)
    named = " " in changed or fold_phrase(changed).removesuffix("ها") in metric_heads()
    return changed if named and not changed.startswith("و ") else ""


def _is_stated(sighting: Sighting) -> bool:
    """Whether the clause says how many something measurable is: سهمیه استان ۲۰۰ نفر است."""
    text, opening, rules = sighting.text, sighting.clause.opening(sighting.text), metric_rules()
    for begin, end, cue in sighting.clause.marks:
        beside = sighting.start - end == 1 or text[end : sighting.start] in rules.putting
        if cue.kind == "action" and beside and not text.endswith(rules.capacity, 0, begin):
            return False  # تعمیر ۲۰ خانه
    heads = any(
        cue.kind == "head" and end <= sighting.start and (begin == opening or sighting.start - end <= _NEAR)
        for begin, end, cue in sighting.clause.marks
    )
    return heads and bool(sighting.main.features & (BE | COPULA))


def _behind(document: Document, sighting: Sighting) -> str:
    """What changes, where it stands behind: «افزایش ۵۰۰ لیتر تولید بنزین», «رشد ۳۰ درصدی در صادرات»."""
    clause, start = sighting.main, sighting.quantity.end
    match = metric_patterns().into.match(document.text, start, clause.verb_start)
    start = match.end() if match else start
    end = phrase_end(document.text, start, clause.verb_start)
    found = metric_patterns().also.sub("", polish(document.raw_text(start, end))) if end - start > 2 else ""
    return "" if not found or is_no_metric(found) or has_verb(found) else found


def _had(document: Document, sighting: Sighting) -> str:
    """What there will be of something: «۱۶ میلیون لیتر مصرف سوخت خواهیم داشت» -> مصرف سوخت."""
    text, end, stop = document.text, sighting.quantity.end, sighting.main.verb_start
    rules, verb = metric_rules(), text[stop : sighting.main.end]
    if not any(have in verb for have in rules.have):
        return ""
    for start, _, cue in sighting.main.marks:
        if cue.kind != "head" or rules.patterns.when.fullmatch(text, end, start) is None:
            continue
        if phrase_end(text, start, stop) == stop - 1 and not text.endswith(rules.needing, start, stop):
            return polish(document.raw_text(start, stop - 1))
    return ""


def _subject(document: Document, sighting: Sighting, stop: int) -> str:
    """The noun phrase with a measurable head: in the clause, else in the clauses before it."""
    index = sighting.index
    for clause in reversed(sighting.clauses.items[max(0, index - 2) : index + 1]):
        found = _headed(document, clause, stop, sighting.quantity.dimension == _MONEY)
        if found:
            return found
        stop = clause.start
    return ""


def _only_points_back(text: str, clause: Clause, stop: int) -> bool:
    """Whether the last measurable thing that a clause names before `stop` was named before: «این ضریب به»."""
    heads = [(start, end) for start, end, cue in clause.marks if cue.kind == "head" and end <= stop]
    if not heads or metric_patterns().pointer.search(text, clause.start, heads[-1][1]) is None:
        return False
    return phrase_end(text, heads[-1][1], stop) <= heads[-1][1] + 1


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


def _pointed_at(document: Document, sighting: Sighting, position: int, noun: str) -> str:
    """What the last figure before «این رقم» is of: a phrase with a measurable head, or its object."""
    quantity, quantities = sighting.quantity, document.quantities
    end = bisect_left(quantities, position, key=lambda other: other.start)
    for other in reversed(quantities[max(0, end - _LOOK_BACK) : end]):
        if quantity.sentence - other.sentence > 1:
            break
        if other.unit != quantity.unit and quantity.unit != "times":
            continue
        named = "" if _points_back(other.object) or has_verb(other.object) else other.object
        if other.unit not in _COUNTED:
            clauses = sighting.clauses
            if other.start < clauses.start:
                sentence = document.sentences[other.sentence]
                marks, _ = find_cues(document, sentence.start, sentence.end)
                clauses = cut(document.text, sentence.start, sentence.end, marks)
            clause = clauses.items[clauses.index(other.start)]
            headed = _headed(document, clause, other.start, other.dimension == _MONEY)
            if named.startswith(noun):
                return named  # این نرخ: نرخ بیکاری
            fuller = headed.startswith(named) or other.unit in _SHARES
            named = headed if headed and fuller and not named.startswith(headed) else named
        if named:
            return named
    return ""


def _noun(text: str, quantity: Quantity) -> str:
    return text[quantity.number.end : quantity.end].strip()


def _points_back(phrase: str) -> bool:
    return bool(phrase) and (
        is_no_metric(phrase) or metric_patterns().points_back.fullmatch(fold_phrase(phrase)) is not None
    )


def _is_last(clause: Clause, position: int, stop: int) -> bool:
    """Whether no word for an amount stands between position and stop, so that this may be the metric."""
    return not any(
        position < start < stop and cue.word in metric_rules().fresh for start, _, cue in clause.marks
    )


def _headed(document: Document, clause: Clause, stop: int, money: bool = False) -> str:
    """The metric phrase in text[clause.start:stop] that is nearest the quantity and no part of another."""
    text, rules = document.text, metric_rules()
    patterns = rules.patterns
    found, reached, aside = "", -1, False
    for start, mark_end, cue in clause.marks:
        if cue.kind != "head" or mark_end > stop or (money and cue.word in rules.no_money):
            continue
        anew = aside and cue.word in rules.fresh and not text.endswith(rules.of_change, 0, start)
        if start < reached and not anew:
            continue
        if text.endswith(rules.not_before_names, clause.start, start):
            continue
        if patterns.figure.search(text, clause.start, start):
            continue
        if not money and patterns.share.search(text, clause.start, start):
            continue
        if text.startswith(rules.not_before.get(cue.word, ()), mark_end):
            continue
        if text.endswith(rules.not_behind.get(cue.word, ()), clause.start, start):
            continue
        if cue.word in rules.amounts and text.startswith(rules.present, mark_end):
            continue
        beside = patterns.aside.search(text, max(clause.start, start - _NEAR), start)
        if beside is not None and not (beside[1] and (aside or _is_last(clause, mark_end, stop))):
            reached, aside = phrase_end(text, start, stop), True
            continue
        end = phrase_end(text, start, stop)
        if end - start > 2 and not (stop <= clause.end and text.startswith("،", end)):
            phrase = polish(document.raw_text(start, end))
            if not has_verb(phrase) and not is_no_metric(phrase) and phrase not in rules.sums:
                found, reached, aside = phrase, end, False
    return found
