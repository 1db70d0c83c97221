"""What a quantity is in its clause, apart from a goal: a cost, a measure of the thing, where it lies …"""

import re
from functools import cache

from pipeline.document import Document, Quantity
from pipeline.rulebook.patterns import compile_pattern
from pipeline.targets.cues import target_rules
from pipeline.text.folding import fold_phrase

_WINDOW = 48
_MONEY = "money"
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_NEVER = frozenset({"kilovolt", "volt", "degree_Celsius"})
_ONWARD = re.compile(r"\)[^()\n]{0,40}\bبه (?:\w+ )?\d")
_DESCRIBING = re.compile(
    r"(?:متر|هکتار|تن|وات|لیتر|نفر|سال|ماه|روز|هفته|ساعت|تومان|ریال|دلار|یورو|واحد|تخت|آمپر|گرم|ولت|بشکه|اسب)(?:ی|ه)$"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    roles = target_rules().roles
    return {role: compile_pattern("|".join(f"(?:{p})" for p in patterns)) for role, patterns in roles.items()}


def is_quota(left: str) -> bool:
    """Whether what stands before a quantity calls it a quota (سهمیه)."""
    return _patterns()["quota"].search(left) is not None


@cache
def _never_counted() -> frozenset[str]:
    return frozenset(fold_phrase(word) for word in target_rules().never_counted)


def role_of(
    document: Document, quantity: Quantity, start: int, clause_start: int, sentence: tuple[int, int], changes: bool
) -> str:
    """The role's name, or "" where the quantity may be what the clause aims at. start: with its modifier."""
    text = document.text
    if quantity.unit in _NEVER:
        return "attribute"
    patterns = _patterns()
    if quantity.unit in _TIMES and not patterns["measured_time"].search(text, *sentence):
        return "duration"
    left = text[max(clause_start, start - _WINDOW) : start]
    if quantity.dimension == _MONEY and patterns["cost"].search(left):
        return "cost"
    if text[start - 1 : start] == "(" and _ONWARD.match(text, quantity.end):
        return "baseline"
    for role in ("definite", "per", "given"):
        if patterns[role].search(left):
            return role
    if not changes and patterns["attribute"].search(left):
        return "attribute"
    if patterns["source"].search(left) and not text.startswith((" نیز فراتر", " فراتر", " هم فراتر"), quantity.end):
        return "source"
    anchor = text[quantity.start : quantity.end]
    if quantity.unit in ("count", "person") and not _never_counted().isdisjoint(_counted(text, quantity)):
        return "not counted"
    if quantity.unit != "percent" and _DESCRIBING.search(anchor):
        return "attribute"
    if anchor.startswith("یک ") and quantity.high == 1 and quantity.dimension != _MONEY:
        return "article"
    return ""


def _counted(text: str, quantity: Quantity) -> list[str]:
    """The last word of the anchor and the one behind it: what is counted."""
    words = [*text[quantity.start : quantity.end].split()[-1:], *text[quantity.end : quantity.end + 16].split()[:1]]
    return [*words, *(word[:-1] for word in words if word.endswith("ی"))]
