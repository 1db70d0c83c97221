"""What the goal rules ask about a quantity in its clause, beside the features of the clause itself."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from pipeline.targets.clause_rules import clause_rules
from pipeline.targets.clauses import adjacent
from pipeline.targets.cues import Cue, target_rules
from pipeline.targets.features import PLAN, STRONG
from pipeline.targets.role_rules import has_role
from pipeline.targets.sightings import COUNTS, MANY, VERB_REACH, Sighting, is_predicate, verb_of
from pipeline.text.folding import fold_phrase

_ACTION_REACH, _NOUN_REACH, _HEAD_BEHIND, _HEAD_BEFORE, _STATE_REACH = 60, 120, 30, 90, 40
_ROLE_REACH, _EXPECTED_REACH, _OBJECT_REACH = 80, 24, 48
_CHANGE_REACH, _CLOSE = 24, 80
_SUM = 1e7  # less money is a price or a loan: در اختیار متقاضیان قرار می‌گیرد
_CAUSED_REACH, _TO_REACH = 16, 5
_PEOPLE = frozenset({"person", "household"})


Test = Callable[[Sighting], bool]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """One of the patterns of rules/clauses.yaml."""
    pattern: re.Pattern[str] = getattr(clause_rules().patterns, name)
    return pattern


def _in_clause(name: str) -> Test:
    """Whether a pattern is found from where the clause begins to the end of the verb that governs it."""

    def test(sighting: Sighting) -> bool:
        return _pattern(name).search(sighting.text, *_span(sighting)) is not None

    return test


def _before(name: str) -> Test:
    """Whether a pattern is found in the clause before the quantity."""

    def test(sighting: Sighting) -> bool:
        return _pattern(name).search(sighting.text, sighting.clause.start, sighting.start) is not None

    return test


def _behind(name: str) -> Test:
    """Whether a pattern is found in the clause behind the quantity."""

    def test(sighting: Sighting) -> bool:
        return _pattern(name).search(sighting.text, sighting.quantity.end, sighting.clause.end) is not None

    return test


def _has_metric(sighting: Sighting) -> bool:
    """Whether a word for something measurable stands before the quantity or right behind it.

    Where the clause begins with the quantity («…، ۳۰۰ تن خواهد بود») the clause before is looked at.
    """
    clause, start, end = sighting.clause, sighting.start, sighting.quantity.end
    for mark_start, mark_end, cue in clause.marks:
        if cue.kind == "head" and (mark_end <= start or 0 <= mark_start - end <= _HEAD_BEHIND):
            return True
    if start - clause.start > 3 or sighting.index == 0:
        return False
    before = sighting.clauses.items[sighting.index - 1]
    return any(cue.kind == "head" and clause.start - end <= _HEAD_BEFORE for _, end, cue in before.marks)


def _in_past_frame(sighting: Sighting) -> bool:
    """Whether سال گذشته or the like stands before the quantity, and not as what it is compared with."""
    for start, end, cue in reversed(sighting.clause.marks):
        if cue.detail == "past" and cue.kind == "frame" and end <= sighting.start:
            left = sighting.text[max(sighting.clause.start, start - 16) : start]
            return not left.rstrip().endswith(clause_rules().compared)
    return False


def _in_list(sighting: Sighting) -> bool:
    """Whether it stands behind a colon and what licenses it does not first come behind it."""
    clause = sighting.clause
    if sighting.text[clause.start] != ":" or not clause.features & STRONG:
        return False
    return not any(cue.kind == "modal" and start > sighting.start for start, _, cue in clause.marks)


def _has(role: str) -> Test:
    """Whether the clues of a role stand in the clause before the quantity."""

    def test(sighting: Sighting) -> bool:
        start = sighting.start
        return has_role(role, sighting.text[max(sighting.clause.start, start - _ROLE_REACH) : start])

    return test


def _noun_of(sighting: Sighting) -> str:
    """The last word of what is counted."""
    return sighting.text[sighting.quantity.number.end : sighting.quantity.end].rpartition(" ")[2]


@cache
def _deeds() -> frozenset[str]:
    """The actions that are counted themselves: ۳ هزار استخدام خواهیم داشت."""
    actions = target_rules().actions
    return frozenset(map(fold_phrase, actions["event"] + actions["process"]))


def _span(sighting: Sighting) -> tuple[int, int]:
    return sighting.clause.start, sighting.main.end


def _is_object(sighting: Sighting) -> bool:
    """Whether it is what something is made to be: «سود را برای سال مالی ۹۹ مبلغ ۴۴۲ ریال اعلام کرد»."""
    start = sighting.start
    first = max(sighting.clause.start, start - _OBJECT_REACH)
    return _pattern("object").search(sighting.text, first, start) is not None


def _is_polled(sighting: Sighting) -> bool:
    """Whether people were asked what they expect, this quantity among it."""
    start, end = _span(sighting)
    expected = _pattern("expected").search(sighting.text, max(start, end - _EXPECTED_REACH), end)
    if expected is None:
        return False
    return _pattern("asked").search(sighting.text, start, expected.start()) is not None


def _is_caused(sighting: Sighting) -> bool:
    """Whether the verb says what brings it about: «… ۲۰ درصد کاهش می‌دهد»."""
    end = sighting.main.end
    return _pattern("caused").search(sighting.text, end - _CAUSED_REACH, end) is not None


def _is_measured(sighting: Sighting) -> bool:
    unit = sighting.quantity.unit
    return unit not in COUNTS and unit != "percent" and sighting.quantity.dimension != "money"


def _is_undertaken(sighting: Sighting) -> bool:
    """Whether an action stands before the quantity, or belongs to the verb that governs it."""
    main = sighting.main
    before = (
        (end, cue) for _, end, cue in sighting.clause.marks if 0 <= sighting.start - end < _ACTION_REACH
    )
    for end, cue in before:
        if cue.kind == "action" and not _pattern("reported").search(sighting.text, end, sighting.start):
            return True  # not of him who says it: مسئول تدوین برنامه با بیان اینکه …
    if verb_of(sighting):
        return True
    reaches = clause_rules().reaches
    return any(
        cue.kind == "action" and main.verb_start - end <= reaches.get(cue.word, VERB_REACH)
        for _, end, cue in main.marks
    )


def _is_assigned(sighting: Sighting) -> bool:
    """Whether the verb says that it is given to a purpose: ۲۰ میلیارد ریال اختصاص می‌یابد."""
    quantity = sighting.quantity
    if quantity.dimension != "money" and not (quantity.unit in _PEOPLE and _is_given_to(sighting)):
        return False
    words = target_rules().assignments
    return is_predicate(sighting, words if quantity.high >= _SUM else words - clause_rules().handed)


def _is_given_to(sighting: Sighting) -> bool:
    """Whether they are to whom something is given: «یارانه به ۲۰۰ نفر …»."""
    start = sighting.start
    return _pattern("given_to").search(sighting.text, max(start - _TO_REACH, 0), start) is not None


def _are_jobs(sighting: Sighting) -> bool:
    """Whether what is counted are jobs, or people who get them."""
    quantity = sighting.quantity
    if quantity.unit != "person":
        return False
    named = f"{sighting.text[quantity.start : quantity.end]} {quantity.object}"
    return _pattern("jobs").search(named) is not None or is_predicate(sighting, clause_rules().employed)


def _is_changing(sighting: Sighting) -> bool:
    """Whether the verb behind the quantity says that something changes by it: «۲۰ درصد افزایش می‌یابد»."""
    end, clause = sighting.quantity.end, sighting.clause
    if sighting.quantity.unit == "times" and sighting.measure.change and clause.verb_start - end <= 1:
        return True
    return any(
        cue.detail in ("increase", "decrease")
        and 0 <= start - end <= _CHANGE_REACH
        and adjacent(sighting.text, stop, clause.verb_start)
        for start, stop, cue in clause.marks
    )


def _acts_at(sighting: Sighting, position: int) -> bool:
    """Whether an action or a change stands there."""
    return any(
        cue.kind in ("action", "change") and start == position for start, _, cue in sighting.clause.marks
    )


def _event_word(sighting: Sighting) -> str:
    """The action nearest before the quantity that is done once."""
    for start, end, cue in reversed(sighting.clause.marks):
        if cue.detail == "event" and end <= sighting.start:
            return sighting.text[start:end]
    return ""


def _is_done(sighting: Sighting) -> bool:
    """Whether the article says elsewhere that this was done (افتتاح شد), and nowhere that it will be."""
    word = _event_word(sighting)
    found = [match[1] for match in _happened(word).finditer(sighting.text)] if word else []
    return bool(found) and all(found)


@lru_cache(maxsize=256)
def _happened(word: str) -> re.Pattern[str]:
    """An action with its verb; group 1 is there if the verb is past."""
    done, to_do = (_pattern(name).pattern for name in ("done", "to_do"))
    return re.compile(rf"\b{re.escape(word)} (?:({done})|{to_do})\b")


def _near(decides: Callable[[int, int, Cue, Sighting], bool]) -> Test:
    """A feature that one cue of the clause decides, by where it stands."""

    def test(sighting: Sighting) -> bool:
        return any(decides(start, end, cue, sighting) for start, end, cue in sighting.clause.marks)

    return test


CONDITIONS: dict[str, Test] = {
    "money": lambda sighting: sighting.quantity.dimension == "money",
    "percent": lambda sighting: sighting.quantity.unit == "percent",
    "count": lambda sighting: sighting.quantity.unit in COUNTS,
    "attributive": lambda sighting: sighting.text.endswith("درصدی", 0, sighting.quantity.end),
    "measured": _is_measured,
    "object": _is_object,
    "level": lambda sighting: sighting.measure.level,
    "changes": lambda sighting: sighting.measure.change,
    "follows": lambda sighting: sighting.after_goal,
    "of_goal": lambda sighting: sighting.of_goal,
    "after_plan": lambda sighting: (
        sighting.index > 0 and sighting.clauses.items[sighting.index - 1].features & PLAN != 0
    ),
    "first": lambda sighting: sighting.start - sighting.clause.start <= 2,
    "predicate": lambda sighting: sighting.main.verb_start - sighting.quantity.end <= 1,
    "assigned": _is_assigned,
    "productive": lambda sighting: is_predicate(sighting, target_rules().productive),
    "spoken": lambda sighting: sighting.quantity.speaker is not None,
    "changing": _is_changing,
    "jobs": _are_jobs,
    "attending": lambda sighting: sighting.text.endswith(
        clause_rules().attending, 0, sighting.main.verb_start
    ),
    "allowed": lambda sighting: sighting.text.endswith(clause_rules().allowed, 0, sighting.main.verb_start),
    "prepared": _behind("prepared"),
    "obliged": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "plan_noun" and cue.word in clause_rules().obliged and end <= sighting.start
        )
    ),
    "set": _in_clause("set"),
    "reckoned": _in_clause("reckoned"),
    "appraised": lambda sighting: sighting.text.startswith(
        clause_rules().appraised, sighting.main.verb_start
    ),
    "many": lambda sighting: sighting.quantity.unit in COUNTS and sighting.quantity.high >= MANY,
    "prize": _in_clause("prize"),
    "polled": _is_polled,
    "apportioned": lambda sighting: (
        sighting.of_goal
        and _pattern("apportioned").match(sighting.text, sighting.clause.start, sighting.start) is not None
    ),
    "given": lambda sighting: _pattern("given").search(sighting.text) is not None,
    "funds": _before("funds"),
    "programme": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "plan_noun"
            and cue.word.startswith(clause_rules().partitive)
            and start >= sighting.quantity.end
        )
    ),
    "deed": lambda sighting: _noun_of(sighting) in _deeds(),
    "named_so": _in_clause("named_so"),
    "price": _in_clause("price"),
    "near": lambda sighting: sighting.main.verb_start - sighting.quantity.end <= _HEAD_BEHIND,
    "close": lambda sighting: sighting.main.verb_start - sighting.quantity.end <= _CLOSE,
    "due": _in_clause("due"),
    "each": _before("each"),
    "built": lambda sighting: is_predicate(sighting, clause_rules().building),
    "caused": _is_caused,
    "until": _in_clause("until"),
    "vowed": _behind("vowed"),
    "ahead": _in_clause("ahead"),
    "list": _in_list,
    "quota": _has("quota"),
    "priced": _has("price"),
    "sized": _has("size"),
    "metric": _has_metric,
    "past_frame": _in_past_frame,
    "plan_noun": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "plan_noun"
            and (0 <= sighting.start - end < _NOUN_REACH or "راهبردی" in cue.word)
            and (cue.word not in clause_rules().aims or _acts_at(sighting, end + 1))
        )
    ),
    "attaining": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "attainment" and 0 <= sighting.start - end < _HEAD_BEHIND
        )
    ),
    "state": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "state"
            and 0 <= start - sighting.quantity.end < _STATE_REACH
            and sighting.main is sighting.clause
        )
    ),
    "given_before": _near(
        lambda start, end, cue, sighting: (
            cue.kind == "action"
            and 0 <= sighting.start - end < _ACTION_REACH
            and cue.word in target_rules().assignments
        )
    ),
    "people": lambda sighting: sighting.quantity.unit in _PEOPLE and sighting.quantity.high >= MANY,
    "action_before": _near(
        lambda start, end, cue, sighting: cue.kind == "action" and 0 <= sighting.start - end < _ACTION_REACH
    ),
    "undertaken": _is_undertaken,
    "done": _is_done,
    "begun": lambda sighting: _event_word(sighting) in clause_rules().begun,
    "event_before": _near(
        lambda start, end, cue, sighting: cue.detail == "event" and 0 <= sighting.start - end < _ACTION_REACH
    ),
}
# Of these none holds before there is a goal.
AFTER_GOAL = frozenset(CONDITIONS[name] for name in ("follows", "of_goal", "apportioned"))
