"""A quantity where it stands in its clause, which all rules about goals ask about."""

from dataclasses import dataclass

from pipeline.document import Quantity
from pipeline.targets.clause_rules import clause_rules
from pipeline.targets.clauses import Clause, Clauses
from pipeline.targets.measures import Measure, measure_of
from pipeline.targets.verbs import action_of

VERB_REACH = 14  # letters between an action and its verb (افتتاح و راه‌اندازی می‌شود)
COUNTS = frozenset({"count", "person", "household", "times"})
# So many people are what a promise is about, a few those who keep it.
MANY = 50


@dataclass(slots=True)
class Sighting:
    """A quantity in its clause. start: where its modifier begins. main: the clause whose verb governs it.

    index: of its clause. after_goal: the clause before states a goal. of_goal: one in its unit is near.
    at_home: the article names a province.
    """

    text: str
    quantity: Quantity
    start: int
    clauses: Clauses
    index: int
    clause: Clause
    main: Clause
    after_goal: bool
    of_goal: bool = False
    at_home: bool = False
    _measure: Measure | None = None

    @property
    def measure(self) -> Measure:
        if self._measure is None:
            self._measure = measure_of(self.text, self.quantity, self.clause)
        return self._measure


def verb_of(sighting: Sighting) -> str:
    """What the verb that governs the quantity does to it, where it is an action itself: ساخت. Or ""."""
    done = action_of(sighting.text, sighting.main.verb_start)
    priced = sighting.quantity.dimension == "money" and done in clause_rules().verbs.trades
    return "" if priced else done


def is_predicate(sighting: Sighting, words: frozenset[str]) -> bool:
    """Whether one of these actions belongs to the verb that governs the quantity."""
    main, reaches = sighting.main, clause_rules().reaches
    return any(
        cue.kind == "action"
        and cue.word in words
        and main.verb_start - end <= reaches.get(cue.word, VERB_REACH)
        for _, end, cue in main.marks
    )
