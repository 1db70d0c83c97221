"""The figures of goals: so much of a unit, by which an article's repetitions are known."""

from pipeline.document import Quantity, Target

Figure = tuple[float, float, str]


def figure(quantity: Quantity) -> Figure:
    """Low bound, high bound and unit."""
    return quantity.low, quantity.high, quantity.unit


def by_figure(quantities: list[Quantity], lows: set[float]) -> dict[Figure, list[int]]:
    """The starts of the quantities of each figure whose low bound is one of these."""
    starts: dict[Figure, list[int]] = {}
    for quantity in quantities if lows else ():
        if quantity.low in lows:
            starts.setdefault(figure(quantity), []).append(quantity.start)
    return starts


def quantity_of(goal: Target | None) -> Quantity | None:
    """The level or the change that a goal aims at."""
    return (goal.value or goal.change) if goal is not None else None


def repeats(later: Quantity, quantity: Quantity) -> bool:
    """Whether a quantity behind another says the same: so many of the same things."""
    if later.start <= quantity.start or figure(later) != figure(quantity):
        return False
    return later.object.partition(" ")[0] == quantity.object.partition(" ")[0]


def share_due(goals: list[Target]) -> None:
    """Give a goal without a due period that of the goal of the same figure which has one."""
    dated: dict[Figure, Target] = {}
    for goal in goals:
        measure = quantity_of(goal)
        if measure is not None and goal.period is not None:
            dated.setdefault(figure(measure), goal)
    for goal in goals:
        measure = quantity_of(goal)
        if measure is not None and goal.period is None and (same := dated.get(figure(measure))):
            goal.period, goal.period_mention = same.period, same.period_mention
