"""Whether a clause states a goal about a quantity, and by which rule."""

from pipeline.targets.clauses import Clause, Clauses
from pipeline.targets.verbs import Tense

_PAST = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT, Tense.PARTICIPLE})
_REACH = frozenset({"رسید", "رساند", "یافت"})
_ANNOUNCEMENT_REACH = 60


def goal_rule(text: str, clauses: Clauses, start: int, end: int, headline: bool) -> str | None:
    """The id of the rule by which the quantity text[start:end] is a goal, or None.

    start: where its modifier begins. headline: verbs there are present or missing, and announce.
    """
    index = clauses.index(start)
    clause = _main_clause(text, clauses, index, end)
    if any(c.has("frame", "condition") for c in clauses.items[max(0, index - 1) : index + 1]):
        return None
    if clause.negated:
        return None
    if clause.before(start, "frame", "past") and not _compared(text, clause, start):
        return None
    if clause.tense is None:
        return _nominal(clause, start, end, headline)
    if clause.plan:
        return "planned"
    if clause.tense is Tense.FUTURE:
        return "future"
    if clause.tense in _PAST:
        announced = clause.after(end, "announcement")
        if announced and _announced(clause, start):
            return "announcement"
        return None
    if clause.tense is Tense.COPULA:
        if clause.before(start, "plan_noun") or clause.license == "duty" and clause.verb == "":
            return "stated-plan" if clause.before(start, "plan_noun") else None
        return None
    if clause.tense is Tense.SUBJUNCTIVE:
        if clause.license == "strong":
            return "licensed"
        if clause.license == "duty" and _achieves(clause, start):
            return "duty"
        return None
    # Present: an announcement or a habit.
    if clause.license == "strong":
        return "licensed"
    if clause.has("frame", "habit") and not clause.has("frame", "future"):
        return None
    if clause.has("action", "strong") and clause.verb in ("شد", "رسید", "یافت", "گردید", "گرفت", "کرد"):
        if clause.after(end, "action", "strong") or clause.has("frame", "future") or headline:
            return "announced-action"
        return None
    if clause.has("frame", "future") or headline:
        if clause.has("change") or clause.verb in _REACH or clause.has("action"):
            return "announced-value"
    return None


def _main_clause(text: str, clauses: Clauses, index: int, end: int) -> Clause:
    """The clause whose verb governs the quantity: not that of a relative clause hung to its noun."""
    clause = clauses.items[index]
    if index + 1 < len(clauses.items) and " که " in text[end : clause.verb_start] and clause.tense in _PAST:
        return clauses.items[index + 1]
    return clause


def _compared(text: str, clause: Clause, start: int) -> bool:
    mark = clause.before(start, "frame", "past")
    return mark is not None and text[max(clause.start, mark.start - 14) : mark.start].rstrip().endswith(
        ("نسبت به", "مقایسه با", "به", "با")
    )


def _achieves(clause: Clause, start: int) -> bool:
    return clause.has("action") or clause.has("change") or clause.verb in _REACH


def _nominal(clause: Clause, start: int, end: int, headline: bool) -> str | None:
    if headline and (clause.before(start, "action", "strong") or clause.has("plan_noun")):
        return "headline"
    if not headline and clause.before(start, "plan_noun"):
        return "listed"
    return None


def _announced(clause: Clause, start: int) -> bool:
    action = clause.before(start, "action", "strong")
    return bool(action and start - action.end < _ANNOUNCEMENT_REACH)
