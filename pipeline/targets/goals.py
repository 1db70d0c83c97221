"""Whether a clause states a goal about a quantity, and by which rule."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.document import Quantity
from pipeline.targets.clauses import Clause, Clauses
from pipeline.targets.cues import GoalRule, Mark, role_patterns, target_rules
from pipeline.targets.measures import Measure, measure_of, start_of
from pipeline.targets.verbs import Tense

_ACTION_REACH, _NOUN_REACH, _HEAD_BEHIND, _HEAD_BEFORE, _STATE_REACH = 60, 120, 30, 90, 40
_QUOTA_REACH = 48
_COMPARED = ("نسبت به", "مقایسه با", "قیاس با", "مشابه")
_COUNTS = frozenset({"count", "person", "household", "times"})
_TAKING_OVER = frozenset({"future", "event", "plan"})  # such a verb governs across a relative clause
_ASKED_OF_THE_CUES = frozenset(
    {"past_frame", "plan_noun", "attaining", "state", "action_before", "event_before"}
)
_ASKED_OF_THE_PLACE = frozenset(
    {"headline", "follows", "question", "first", "list", "metric", "quota", "object"}
)
_ASKED_OF_THE_AMOUNT = frozenset({"level", "changes", "money", "percent", "count", "measured"})
_QUANTITY_FEATURES = _ASKED_OF_THE_CUES | _ASKED_OF_THE_PLACE | _ASKED_OF_THE_AMOUNT


class _Pending(NamedTuple):
    """A rule whose clause features hold, with what it still asks of the quantity."""

    rule: GoalRule
    when: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(slots=True)
class Sighting:
    """A quantity in its clause. start: where its modifier begins. main: the clause whose verb governs it.

    after_goal: the clause before states a goal.
    """

    text: str
    quantity: Quantity
    start: int
    clauses: Clauses
    index: int
    clause: Clause
    main: Clause
    headline: bool
    after_goal: bool
    _measure: Measure | None = None

    @property
    def measure(self) -> Measure:
        if self._measure is None:
            self._measure = measure_of(self.text, self.quantity, self.clause)
        return self._measure


def sight(text: str, quantity: Quantity, clauses: Clauses, headline: bool, goal_end: int) -> Sighting:
    """Place a quantity in its sentence. goal_end: where the last clause ends that states a goal."""
    start = start_of(quantity)
    index = clauses.index(start)
    clause = clauses.items[index]
    after_goal = clauses.start <= goal_end <= clause.start
    main = _main_clause(text, clauses, index, quantity.end)
    return Sighting(text, quantity, start, clauses, index, clause, main, headline, after_goal)


def deciding_rule(sighting: Sighting) -> GoalRule | None:
    """The first rule that holds, be it for or against a goal; None where none does."""
    for rule, when, unless in _open_rules(sighting.clause, sighting.main):
        holds = all(_holds(sighting, name) for name in when)
        if holds and not any(_holds(sighting, name) for name in unless):
            return rule
    return None


def _open_rules(clause: Clause, main: Clause) -> "tuple[_Pending, ...]":
    """The rules that a quantity of `clause` governed by the verb of `main` may still meet."""
    features = main.features
    if main is not clause:
        features = features | (clause.features & _NAMED)
    return _pending(frozenset(features))


def may_state_goal(clauses: Clauses, index: int) -> bool:
    """Whether any rule for a goal is left open to the quantities of a clause: most report what was."""
    clause = clauses.items[index]
    if _open_rules(clause, clause):
        return True
    return index + 1 < len(clauses.items) and not clauses.items[index + 1].features.isdisjoint(_TAKING_OVER)


@cache
def _pending(features: frozenset[str]) -> tuple[_Pending, ...]:
    """The rules that a clause of these features leaves open; none where only rejections are left."""
    found = []
    for rule in target_rules().goals:
        if rule.when - _QUANTITY_FEATURES <= features and not (rule.unless - _QUANTITY_FEATURES) & features:
            if any(name in _NEEDS and _NEEDS[name] not in features for name in rule.when):
                continue
            found.append(
                _Pending(rule, tuple(rule.when & _QUANTITY_FEATURES), tuple(rule.unless & _QUANTITY_FEATURES))
            )
    return tuple(found) if any(pending.rule.goal for pending in found) else ()


# A feature of the quantity that only a clause with this feature can have: saves the look.
_NEEDS = {
    "plan_noun": "plan_noun_named",
    "quota": "plan_noun_named",
    "attaining": "attainment_named",
    "state": "state_named",
    "past_frame": "past_named",
    "action_before": "acts",
    "event_before": "acts",
    "changes": "moves",
}


_NAMED = frozenset(_NEEDS.values())


def _main_clause(text: str, clauses: Clauses, index: int, end: int) -> Clause:
    """The clause whose verb governs the quantity: not that of a relative clause hung to its noun."""
    clause = clauses.items[index]
    if index + 1 < len(clauses.items) and clause.tense is not Tense.FUTURE:
        following = clauses.items[index + 1]
        if not following.features.isdisjoint(_TAKING_OVER) and " که " in text[end : clause.verb_start]:
            return following
    return clause


def _holds(sighting: Sighting, name: str) -> bool:
    """Whether the quantity has one of _QUANTITY_FEATURES."""
    quantity, clause, start = sighting.quantity, sighting.clause, sighting.start
    match name:
        case "headline":
            return sighting.headline
        case "money":
            return quantity.dimension == "money"
        case "percent":
            return quantity.unit == "percent"
        case "count":
            return quantity.unit in _COUNTS
        case "measured":
            return (
                quantity.unit not in _COUNTS and quantity.unit != "percent" and quantity.dimension != "money"
            )
        case "object":
            return sighting.text.endswith("را ", clause.start, start)
        case "level":
            return sighting.measure.level
        case "changes":
            return sighting.measure.change
        case "follows":
            return sighting.after_goal
        case "question":
            return sighting.text[sighting.clauses.end - 1] in "؟?"
        case "first":
            return start - clause.start <= 2
        case "list":
            return sighting.text[clause.start] == ":" and "strong" in clause.features
        case "quota":
            left = sighting.text[max(clause.start, start - _QUOTA_REACH) : start]
            return role_patterns()["quota"].search(left) is not None
        case "metric":
            return _has_metric(sighting)
        case "past_frame":
            return _in_past_frame(sighting)
        case _:
            return any(_NEAR[name](mark, sighting) for mark in clause.marks)


def _has_metric(sighting: Sighting) -> bool:
    """Whether a word for something measurable stands before the quantity or right behind it.

    Where the clause begins with the quantity («…، ۳۰۰ تن خواهد بود») the clause before is looked at.
    """
    clause, start, end = sighting.clause, sighting.start, sighting.quantity.end
    heads = [mark for mark in clause.marks if mark.cue.kind == "head"]
    if any(mark.end <= start or 0 <= mark.start - end <= _HEAD_BEHIND for mark in heads):
        return True
    if start - clause.start > 3 or sighting.index == 0:
        return False
    before = sighting.clauses.items[sighting.index - 1]
    return any(m.cue.kind == "head" and clause.start - m.end <= _HEAD_BEFORE for m in before.marks)


def _in_past_frame(sighting: Sighting) -> bool:
    """Whether سال گذشته or the like stands before the quantity, and not as what it is compared with."""
    clause, start = sighting.clause, sighting.start
    frames = [m for m in clause.marks if m.cue.detail == "past" and m.cue.kind == "frame" and m.end <= start]
    if not frames:
        return False
    left = sighting.text[max(clause.start, frames[-1].start - 16) : frames[-1].start]
    return not left.rstrip().endswith(_COMPARED)


# Features that one cue of the clause decides, by where it stands.
_NEAR: dict[str, Callable[[Mark, Sighting], bool]] = {
    "plan_noun": lambda mark, sighting: (
        mark.cue.kind == "plan_noun"
        and (0 <= sighting.start - mark.end < _NOUN_REACH or mark.cue.word.endswith("راهبردی"))
    ),
    "attaining": lambda mark, sighting: (
        mark.cue.kind == "attainment" and 0 <= sighting.start - mark.end < _HEAD_BEHIND
    ),
    "state": lambda mark, sighting: (
        mark.cue.kind == "state" and 0 <= mark.start - sighting.quantity.end < _STATE_REACH
    ),
    "action_before": lambda mark, sighting: (
        mark.cue.kind == "action" and 0 <= sighting.start - mark.end < _ACTION_REACH
    ),
    "event_before": lambda mark, sighting: (
        mark.cue.detail == "event" and 0 <= sighting.start - mark.end < _ACTION_REACH
    ),
}
