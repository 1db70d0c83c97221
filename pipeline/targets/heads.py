"""Words that name something measurable: نرخ، ظرفیت، صادرات."""

from functools import cache

from pipeline.rulebook.terms import Hit, TermMatcher
from pipeline.targets.cues import target_rules


def metric_heads(text: str, start: int, end: int) -> list[Hit[bool]]:
    """Where such words stand in text[start:end], in order; places count from start."""
    return _matcher().find(text[start:end])


def metric_between(text: str, start: int, end: int) -> bool:
    """Whether one stands in text[start:end]."""
    return bool(_matcher().find(text[start:end]))


@cache
def _matcher() -> TermMatcher[bool]:
    return TermMatcher((word, True) for word in target_rules().metric_heads)
