"""What is to reach a goal: its noun phrase, with the action where something is to be done."""

import re

from pipeline.document import Document, Quantity
from pipeline.targets.clauses import Clause
from pipeline.targets.cues import target_rules
from pipeline.targets.goals import Sighting
from pipeline.targets.heads import metric_heads
from pipeline.text.polish import polish

_NEAR = 45
_WORDS = 12
_ANAPHORS = ("این ", "آن ", "همین ")
# Where a noun phrase that names a metric ends.
_STOP = re.compile(
    r"[:؛.()«»\"!؟\d]|،(?! \w+(?: \w+){0,3} و )"
    r"|\b(?:را|نیز|هم|باید|بایستی|که|تا|است|بوده|بود|شده|طی|ظرف|برابر|معادل|حدود|بالغ|حداقل|حداکثر|بیش از|امسال|اکنون"
    r"|در (?:سال|پایان|افق|حال|حالی|این|ماه|نیمه|طول)|برای (?:سال|پایان)|از سال|سال (?:جاری|آینده|گذشته|بعد)"
    r"|(?:به|از|در|تا|با|و)(?= *(?:حدود|رقم|مرز|سقف|سطح|بیش از|میزان|نقطه)? *(?:\d|$)))\b"
)


def metric_of(document: Document, sighting: Sighting, baseline: Quantity | None) -> str:
    """The metric as cleaned Persian: «صادرات استان», «احداث کلاس درس»."""
    quantity, measure = sighting.quantity, sighting.measure
    thing = quantity.object
    behind = quantity.object_start >= quantity.end and thing != ""
    if measure.level or not behind:
        amount = measure.level or measure.change or quantity.dimension in ("money", "percent", "ratio")
        if amount or not thing:
            subject = _subject(document, sighting)
            if subject or amount and baseline is None:
                return subject or thing
            if baseline is not None and baseline.object:
                return baseline.object
    if measure.change:
        return thing
    return _done(document, sighting, thing)


def _done(document: Document, sighting: Sighting, thing: str) -> str:
    """The action with what it is done to."""
    action = _action(sighting)
    if not action:
        return thing
    name = target_rules().action_names.get(action, action)
    if sighting.measure.level or document.text[max(0, sighting.start - 3) : sighting.start] == "در ":
        place = sighting.start - 3
        before = _phrase(document, max(sighting.clause.start, place - 60), place)
        if before:
            thing = before
    if not thing:
        return polish(name)
    return thing if name.split()[0] in thing else f"{polish(name)} {thing}"


def _action(sighting: Sighting) -> str:
    """The action done to the thing: the noun right before the quantity, else the predicate's."""
    before = after = ""
    for mark in sighting.clause.marks:
        if mark.cue.kind == "action" and 0 <= sighting.start - mark.end <= _NEAR:
            before = mark.cue.word
    for mark in sighting.main.marks:
        if mark.cue.kind == "action" and mark.start >= sighting.quantity.end:
            after = mark.cue.word
    return before or after


def _subject(document: Document, sighting: Sighting) -> str:
    """The noun phrase with a measurable head: in the clause, else in the clauses before it."""
    clauses = sighting.clauses
    index = clauses.items.index(sighting.clause)
    stop = sighting.start
    for clause in reversed(clauses.items[max(0, index - 2) : index + 1]):
        found = _headed(document, clause, stop)
        if found:
            return found
        stop = clause.start
    return ""


def _headed(document: Document, clause: Clause, stop: int) -> str:
    """The metric phrase in text[clause.start:stop], the one nearest the quantity that is no part of another."""
    text = document.text
    found, reached = "", -1
    for hit in metric_heads(text, clause.start, stop):
        start = clause.start + hit.start
        if start < reached or text.endswith(_ANAPHORS, clause.start, start):
            continue
        end = _phrase_end(text, start, stop)
        if end - start > 2:
            found, reached = polish(document.raw_text(start, end)), end
    return found


def _phrase(document: Document, start: int, stop: int) -> str:
    """The noun phrase that ends at stop, without what comes before a colon or a comma."""
    text = document.text
    for sign in (":", "،", "؛", " از ", " که "):
        at = text.rfind(sign, start, stop)
        if at >= 0:
            start = at + len(sign)
    words = document.raw_text(start, stop).split()
    return polish(" ".join(words[-_WORDS:]))


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
