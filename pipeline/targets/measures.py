"""How a goal is measured: a level or a change, from which baseline, in which direction."""

import re
from typing import NamedTuple

from pipeline.document import Document, Quantity
from pipeline.targets.clauses import Clause

_TO = re.compile(
    r"\b(?:به|تا)(?: (?:حدود|رقم|رقمی|مرز|سقف|میزان|سطح|بیش از|حداقل|حداکثر|نقطه|مبلغ|عدد|بین|معادل))* ?$"
)
_FROM = re.compile(r"\bاز(?: (?:حدود|رقم|میزان|سطح|بیش از|حداقل|نزدیک به|حوالی))* ?\(?$")
_BEFORE, _BEHIND, _PERCENT_BEFORE = 14, 24, 40


class Measure(NamedTuple):
    """level: the quantity is a level to be reached (به …). change: what is added or taken. direction: by the words."""

    level: bool
    change: bool
    direction: str


def start_of(quantity: Quantity) -> int:
    """Where the quantity begins, its modifier included."""
    return quantity.modifier_start if quantity.modifier_start >= 0 else quantity.start


def measure_of(text: str, quantity: Quantity, clause: Clause) -> Measure:
    """Read level, change and direction off the words around the quantity."""
    start, end = start_of(quantity), quantity.end
    level = _TO.search(text, max(clause.start, start - 30), start) is not None
    parenthesis = text[start - 1 : start] == "("
    if parenthesis:  # به ۴۷ میلیون نفر (۶۷ درصد): a second measure of the level before
        level = True
    for mark in clause.marks:
        if mark.cue.kind != "change":
            continue
        direction = mark.cue.detail
        if direction == "maintain":
            return Measure(True, False, direction)
        if level:
            if mark.start >= end:
                return Measure(True, False, direction)
            continue
        gap_before, gap_behind = start - mark.end, mark.start - end
        adjective = text[end - 1] == "ی" and quantity.unit == "percent"
        if 0 <= gap_before <= (_PERCENT_BEFORE if adjective else _BEFORE):
            return Measure(False, True, direction)
        if 0 <= gap_behind and (gap_behind <= _BEHIND or clause.verb_start - mark.end <= 1):
            return Measure(False, True, direction)
    return Measure(level, False, "reach")


def baseline_of(
    document: Document, quantity: Quantity, clause: Clause, level: bool, earlier: list[Quantity], goals: set[int]
) -> Quantity | None:
    """What the goal starts from: «از X به Y», or the present value said right before.

    earlier: the quantities of the same and the previous sentence that stand before it, nearest first; goals: the
    starts of those that are goals.
    """
    if not level:
        return None
    text = document.text
    parenthesis = text[quantity.start - 1 : quantity.start] == "("
    for other in earlier:
        if other.start < clause.start or not _comparable(other, quantity):
            continue
        if parenthesis == (text[other.start - 1 : other.start] == "(") and (
            parenthesis or _FROM.search(text, max(clause.start, start_of(other) - 24), start_of(other))
        ):
            return other
    return None


def _comparable(other: Quantity, quantity: Quantity) -> bool:
    return other.unit == quantity.unit or other.unit in ("", "count")
