"""Whether a clause states a goal about a quantity, and by which rule."""

from dataclasses import dataclass

from pipeline.document import Document, Quantity
from pipeline.targets.clauses import Clause, Clauses
from pipeline.targets.cues import GoalRule, target_rules
from pipeline.targets.measures import Measure
from pipeline.targets.heads import metric_between
from pipeline.targets.roles import is_role
from pipeline.targets.verbs import Tense

_ACTION_REACH, _NOUN_REACH, _HEAD_BEHIND, _HEAD_BEFORE = 60, 120, 30, 90
_COUNTS = frozenset({"count", "person", "household", "times"})
_COMPARED = ("نسبت به", "مقایسه با", "قیاس با", "مشابه")


@dataclass(slots=True)
class Sighting:
    """A quantity in its clause. start: where its modifier begins. main: the clause whose verb governs it."""

    quantity: Quantity
    start: int
    clauses: Clauses
    clause: Clause
    main: Clause
    headline: bool
    measure: Measure


def deciding_rule(document: Document, sighting: Sighting, after_goal: bool) -> GoalRule | None:
    """The first rule that holds, be it for or against a goal. after_goal: the clause before states one."""
    features = sighting.main.features | _features(document, sighting, after_goal)
    for rule in target_rules().goals:
        if rule.when <= features and not rule.unless & features:
            return rule
    return None


def _kind(quantity: Quantity) -> str:
    if quantity.dimension in ("money", "percent"):
        return quantity.dimension
    return "count" if quantity.unit in _COUNTS else "measured"


def main_clause(text: str, clauses: Clauses, start: int, end: int) -> Clause:
    """The clause whose verb governs text[start:end]: not that of a relative clause hung to its noun."""
    index = clauses.index(start)
    clause = clauses.items[index]
    if index + 1 < len(clauses.items) and clause.tense is not Tense.FUTURE:
        relative = text.find(" که ", end, clause.verb_start)
        if relative >= 0:
            follower = clauses.items[index + 1]
            if "future" in follower.features or "event" in follower.features or "plan" in follower.features:
                return follower
    return clause


def _features(document: Document, sighting: Sighting, after_goal: bool) -> set[str]:
    """What the rules ask about the quantity itself."""
    text, clause, start = document.text, sighting.clause, sighting.start
    features = set()
    if sighting.headline:
        features.add("headline")
    if sighting.measure.level:
        features.add("level")
    if sighting.measure.change:
        features.add("changes")
    if text[sighting.clauses.end - 1] in "؟?":
        features.add("question")
    if after_goal:
        features.add("follows")
    past = clause.before(start, "frame", "past")
    if past and not text[max(clause.start, past.start - 16) : past.start].rstrip().endswith(_COMPARED):
        features.add("past_frame")
    for mark in clause.marks:
        kind = mark.cue.kind
        if kind == "plan_noun":
            if 0 <= start - mark.end < _NOUN_REACH or mark.cue.word.endswith("راهبردی"):
                features.add("plan_noun")
        elif kind == "action" and 0 <= start - mark.end < _ACTION_REACH:
            features.add("action_before")
            if mark.cue.detail == "event":
                features.add("event_before")
        elif kind == "state" and 0 <= mark.start - sighting.quantity.end < 40:
            features.add("state")
    if start - clause.start <= 2:
        features.add("first")
    if text[clause.start] == ":":
        if "strong" in clause.features:
            features.add("list")
    features.add(_kind(sighting.quantity))
    reach = clause.start if start - clause.start > 3 else max(sighting.clauses.start, clause.start - _HEAD_BEFORE)
    end = sighting.quantity.end
    if metric_between(text, reach, start) or metric_between(text, end, end + _HEAD_BEHIND):
        features.add("metric")
    left = text[max(clause.start, start - 48) : start]
    for role in ("attaining", "quota"):
        if is_role(role, left):
            features.add(role)
    return features
