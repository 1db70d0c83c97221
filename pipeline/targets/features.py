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
# A feature of the quantity that only a clause with this feature can have: saves the look.
NEEDED = {
    "plan_noun": "plan_noun_named",
    "quota": "plan_noun_named",
    "obliged": "plan_noun_named",
    "programme": "plan_noun_named",
    "attaining": "attainment_named",
    "state": "state_named",
    "past_frame": "past_named",
    "prepared": "acts",
    "jobs": "jobs_named",
    "action_before": "acts",
    "given_before": "given_named",
    "event_before": "acts",
    "undertaken": "acts",
    "assigned": "given_named",
    "productive": "productive_named",
    "changes": "moves",
    "changing": "change_named",
    "due": "open",
    "ahead": "open",
    "list": "strong",
}
NAMED = bits(*set(NEEDED.values()) - {"strong"})
