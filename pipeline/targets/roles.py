"""What a quantity is in its clause, apart from a goal: a cost, a measure of the thing, where it lies …"""

import re
from functools import cache

from pipeline.document import Document, Quantity
from pipeline.targets.cues import target_rules
from pipeline.rulebook.patterns import compile_pattern

_WINDOW = 48
_MONEY = "money"
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_NEVER = frozenset({"kilovolt", "volt", "degree_Celsius"})
_SUFFIX = re.compile(r"(?:متر|هکتار|تن|وات|لیتر|نفر|سال|ماه|روز|هفته|ساعت|تومان|ریال|دلار|یورو|واحد|تخت|آمپر|گرم|کیلو|ولت|بشکه|اسب)(?:ی|ه)$")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = target_rules()
    return {role: compile_pattern("|".join(f"(?:{p})" for p in patterns)) for role, patterns in rules.roles.items()}


def role_of(document: Document, quantity: Quantity, clause_start: int, clause_end: int) -> str:
    """The role's name, or "" where the quantity may be what the clause aims at."""
    text = document.text
    start = quantity.modifier_start if quantity.modifier_start >= 0 else quantity.start
    left = text[max(clause_start, start - _WINDOW) : start]
    anchor = text[quantity.start : quantity.end]
    if quantity.unit in _NEVER:
        return "attribute"
    if quantity.unit in _TIMES and not _patterns()["measured_time"].search(text, clause_start, clause_end):
        return "duration"
    if quantity.dimension == _MONEY and _patterns()["cost"].search(left):
        return "cost"
    for role in ("attribute", "per", "source"):
        if _patterns()[role].search(left):
            return role
    if quantity.unit != "percent" and _SUFFIX.search(anchor):
        return "attribute"
    if anchor.startswith("یک ") and quantity.high == 1 and quantity.dimension != _MONEY:
        return "article"
    return ""
