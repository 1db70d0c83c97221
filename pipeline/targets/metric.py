"""What is to reach a goal: its noun phrase, with the action where something is to be done."""

from pipeline.document import Document
from pipeline.targets.cues import target_rules
from pipeline.targets.goals import Sighting
from pipeline.text.polish import polish

_NEAR = 45


def metric_of(document: Document, sighting: Sighting) -> str:
    """The metric as cleaned Persian: «صادرات استان», «احداث کلاس درس»."""
    thing = sighting.quantity.object
    measure = sighting.measure
    if measure.change or measure.level:
        return thing
    action = _action(sighting)
    if not action:
        return thing
    name = target_rules().action_names.get(action, action)
    if not thing:
        return polish(name)
    first = name.split()[0]
    return thing if first in thing else f"{polish(name)} {thing}"


def _action(sighting: Sighting) -> str:
    """The action done to the thing: the predicate's, else the noun right before the quantity."""
    before = after = ""
    for mark in sighting.clause.marks:
        if mark.cue.kind == "action" and 0 <= sighting.start - mark.end <= _NEAR:
            before = mark.cue.word
    for mark in sighting.main.marks:
        if mark.cue.kind == "action" and mark.start >= sighting.quantity.end:
            after = mark.cue.word
    return before or after
