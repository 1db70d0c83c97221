"""What the goal rules ask about a clause: one bit of a number for each, for quick sets."""

_NAMES = (
    # the predicate
    "past present future subjunctive copula undecided verbless negated plan weak_plan announced be "
    "passive decided "
    # what stands before it
    "strong duty can need event acts does moves open next habit fact condition "
    "past_named plan_noun_named attainment_named state_named event_named "
    "given_named productive_named change_named jobs_named "
    # the sentence
    "headline question budget"
).split()
BITS = {name: 1 << place for place, name in enumerate(_NAMES)}


def bits(*names: str) -> int:
    """The features of these names as one number."""
    return sum(BITS[name] for name in names)


PAST, FUTURE, UNDECIDED, VERBLESS, NEGATED = (
    BITS[name] for name in ("past", "future", "undecided", "verbless", "negated")
)
PLAN, WEAK_PLAN, STRONG, DUTY = (BITS[name] for name in ("plan", "weak_plan", "strong", "duty"))
EVENT, EVENT_NAMED = BITS["event"], BITS["event_named"]
OPEN, CONDITION, HABIT = BITS["open"], BITS["condition"], BITS["habit"]
BE, COPULA = BITS["be"], BITS["copula"]
HEADLINE, QUESTION, BUDGET = BITS["headline"], BITS["question"], BITS["budget"]
