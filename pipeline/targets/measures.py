"""How a goal is measured: a level or a change, from which baseline, in which direction."""

import re

from pipeline.document import Document, Quantity
from pipeline.targets.clauses import Clause

_TO = re.compile(r"(?:\b(?:به|تا|را به)(?: (?:حدود|رقم|مرز|سقف|میزان|سطح|بیش از|حداقل|حداکثر|نقطه|رقمی|مبلغ|عدد))* ?)$")
_NEAR = 30


def level(document: Document, quantity: Quantity, clause: Clause) -> bool:
    """Whether the quantity is a level to be reached (به … می‌رسد) rather than a change by that much."""
    start = _start(quantity)
    return _TO.search(document.text[max(clause.start, start - 24) : start]) is not None


def direction_of(document: Document, quantity: Quantity, clause: Clause) -> tuple[str, bool]:
    """(direction, is_change)."""
    text, start = document.text, _start(quantity)
    to = level(document, quantity, clause)
    for direction in ("increase", "decrease", "maintain"):
        for mark in clause.marks:
            if mark.cue.kind != "change" or mark.cue.detail != direction:
                continue
            if direction == "maintain":
                return "maintain", False
            if to and mark.start >= quantity.end:
                return direction, False
            if not to:
                before = 0 <= start - mark.end <= 12
                after = 0 <= mark.start - quantity.end <= _NEAR and quantity.end <= mark.start
                if (before and text[mark.end : start].count(" ") <= 3) or after:
                    return direction, True
                if mark.start >= quantity.end and clause.verb_start - mark.end <= 1 and mark.cue.word == "اضافه":
                    return direction, True
    return "reach", False


def _start(quantity: Quantity) -> int:
    return quantity.modifier_start if quantity.modifier_start >= 0 else quantity.start
