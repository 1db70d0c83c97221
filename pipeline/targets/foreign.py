"""Forecasts of what is not the country's own: «رشد اقتصادی چین به ۵ درصد خواهد رسید» is nobody's goal."""

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.blanks import BlankBehind
from pipeline.rulebook.fields import Pattern
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.targets.clauses import Clause, Clauses
from pipeline.targets.features import DUTY

_LEAD = 500
_COMPOUND, _VERB_REACH = 6, 14  # letters before a verb: of the compound (رشد کند), of the action it does


class ForeignPatterns(BaseModel):
    """What each one finds is said in the file."""

    model_config = ConfigDict(extra="forbid")

    owner: Pattern
    home: Pattern
    willed: Pattern
    coming: Pattern
    predicted: Pattern


class ForeignRules(RuleFile):
    """rules/foreign.yaml."""

    elsewhere: BlankBehind
    patterns: ForeignPatterns


@cache
def foreign_rules() -> ForeignRules:
    """The rules, read once. Raises RuleError."""
    return load_rules("foreign", ForeignRules)


def is_forecast(text: str, main: Clause, clauses: Clauses) -> bool:
    """Whether a clause says what will come of itself, and its sentence tells of nobody's plan."""
    if main.features & DUTY:
        return False
    patterns = foreign_rules().patterns
    if not patterns.predicted.search(text, clauses.start, main.end):
        acts = (cue.kind == "action" and main.verb_start - end <= _VERB_REACH for _, end, cue in main.marks)
        start = max(main.start, main.verb_start - _COMPOUND)
        if any(acts) or not patterns.coming.search(text, start, main.end):
            return False
    return patterns.willed.search(text, clauses.start, clauses.end) is None


def is_foreign(text: str, start: int, end: int, clauses: Clauses, at_home: bool) -> bool:
    """Whether text[start:end] tells of the world or another country, or the article does from its lead.

    at_home: the article names a province.
    """
    owner, home = foreign_rules().patterns.owner, foreign_rules().patterns.home
    if home.search(text, clauses.start, clauses.end):
        return False
    said = max(clauses.start, text.rfind(":", clauses.start, start))
    if _names(owner, text, said, end):
        return True
    return not at_home and home.search(text) is None and _names(owner, text, 0, _LEAD)


def _names(owner: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a country is named in text[start:end], and not as where something goes: «صادرات به چین»."""
    elsewhere = foreign_rules().elsewhere
    return any(not text.endswith(elsewhere, 0, match.start()) for match in owner.finditer(text, start, end))
