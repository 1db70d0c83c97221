"""Whether a clause states a goal about a quantity, and by which rule."""

from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.document import Quantity
from pipeline.targets.clauses import Clause, Clauses
from pipeline.targets.conditions import AFTER_GOAL, CONDITIONS, Test
from pipeline.targets.cues import GoalRule, target_rules
from pipeline.targets.features import (
    EVENT,
    FUTURE,
    NAMED,
    NEEDED,
    PLAN,
    STRONG,
    UNDECIDED,
    VERBLESS,
    bits,
)
from pipeline.targets.measure_rules import measure_rules
from pipeline.targets.sightings import COUNTS, Sighting
from pipeline.targets.verbs import Tense

_EXISTS_REACH, _OWED_REACH = 100, 60
_TAKING_OVER = FUTURE | EVENT | PLAN  # such a verb governs across a relative clause
_DECIDED = STRONG | UNDECIDED
_FUTURE, _SUBJUNCTIVE = Tense.FUTURE, Tense.SUBJUNCTIVE
# Rules of what may be a law of nature or of the state: «مصرف بیش از ۵۰ گرم کشنده خواهد بود».
_STANDING = frozenset({"future-sum", "future-share", "due-change"})
_DONE_TO_SHARES = frozenset({"future-action"})


def worth_a_look(features: int) -> bool:
    """Whether a sentence whose cues and dates have these features may state a goal: most report what was."""
    for needs in _least_needs():  # noqa: SIM110 -- `any` takes thrice as long, and this is asked often
        if needs & features == needs:
            return True
    return False


@cache
def _least_needs() -> list[int]:
    """What sentences need for any goal, each without others that need more; no verb may be there always."""
    # A rule that asks for a goal before it is never the first to find one; behind a goal all is looked at.
    rules = [rule for rule in _compiled() if rule.rule.goal and AFTER_GOAL.isdisjoint(rule.when)]
    every = {rule.needs & ~VERBLESS for rule in rules}
    return [needs for needs in every if not any(other & needs == other for other in every - {needs})]


def main_clause(text: str, clauses: Clauses, index: int, quantity: Quantity) -> Clause:
    """The clause whose verb governs a quantity: no relative clause hung to its noun.

    What there is («۲۰ طرح داریم که تا پایان سال افتتاح می‌شود») is governed by what is said of it then.
    """
    clause, end = clauses.items[index], quantity.end
    if index + 1 == len(clauses.items):
        return clause
    following = clauses.items[index + 1]
    if text.find(" را که ", end, clause.verb_start) >= 0:  # گزارش ۵ طرحی را که اجرا می‌شود ارائه کرد
        return following
    owed = text.startswith(" که باید ", clause.end)  # ۹۳ مدرسه خسارت دیدند که باید ترمیم شوند
    if clause.tense is _FUTURE:
        return clause
    relative = text.find(" که ", end, clause.verb_start) >= 0
    # توافق شد ۲۰ درصد منابع به کالاهایی که ساخت ایران است، اختصاص یابد
    if relative and clause.features & _DECIDED == STRONG and following.tense is _SUBJUNCTIVE:
        return following
    if not (owed or following.features & _TAKING_OVER):
        return clause
    if relative:
        return following
    distance, patterns = clause.verb_start - end, measure_rules().patterns
    exists = (owed and distance <= _OWED_REACH) or (
        distance <= _EXISTS_REACH and patterns.existing.match(text, end, clause.end)
    )
    then = exists and quantity.unit in COUNTS and text.startswith(" که ", clause.end)
    own = then and patterns.own_subject.search(text, clause.end, following.verb_start)
    return following if then and not own else clause


def open_rules(clause: Clause, main: Clause) -> "tuple[CompiledRule, ...]":
    """The rules that a quantity of `clause` under the verb of `main` may meet; () if all of them reject."""
    return _open(main.features if main is clause else main.features | (clause.features & NAMED))


@lru_cache(maxsize=4096)
def _open(features: int) -> "tuple[CompiledRule, ...]":
    found = [rule for rule in _compiled() if not rule.needs & ~features and not rule.unless_clause & features]
    return tuple(found) if any(rule.rule.goal for rule in found) else ()


def deciding_rule(sighting: Sighting, rules: "tuple[CompiledRule, ...]") -> GoalRule | None:
    """The first of the open rules that holds, be it for or against a goal; None where none does."""
    for rule, _, _, when, unless in rules:
        for test in when:
            if not test(sighting):
                break
        else:
            if not any(test(sighting) for test in unless):
                return rule
    return None


def is_general(rule: str, sighting: Sighting) -> bool:
    """Whether what has no date may hold anywhere and always, for nobody says it in an article of no place."""
    if sighting.at_home or sighting.quantity.speaker is not None:
        return False
    measure = sighting.measure
    share = sighting.quantity.unit == "percent" and not (measure.change or measure.level)
    return rule in _STANDING or (share and rule in _DONE_TO_SHARES)


class CompiledRule(NamedTuple):
    """A rule with what it asks: features of the clause, and tests of the quantity in it."""

    rule: GoalRule
    needs: int
    unless_clause: int
    when: tuple[Test, ...]
    unless: tuple[Test, ...]


@cache
def _compiled() -> tuple[CompiledRule, ...]:
    """The goal rules in their order. Raises KeyError for a feature that there is not."""
    return tuple(
        CompiledRule(
            rule,
            bits(*{NEEDED.get(name, name) for name in rule.when if name in NEEDED or name not in CONDITIONS}),
            bits(*(name for name in rule.unless if name not in CONDITIONS)),
            tuple(CONDITIONS[name] for name in sorted(rule.when) if name in CONDITIONS),
            tuple(CONDITIONS[name] for name in sorted(rule.unless) if name in CONDITIONS),
        )
        for rule in target_rules().goals
    )
