"""rules/measures.yaml: how goals are measured; what each list and pattern means is said there."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.blanks import BlankAround, BlankBefore, BlankBehind
from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet
from pipeline.rulebook.loading import RuleFile, load_rules


class MeasurePatterns(BaseModel):
    """What is looked for around a goal's figure, and in its clause."""

    model_config = ConfigDict(extra="forbid")

    to: Pattern
    to_measure: Pattern
    one_more: Pattern
    than: Pattern
    more: Pattern
    of_else: Pattern
    next: Pattern
    by: Pattern
    listed: Pattern
    parted: Pattern
    starts_from: Pattern
    anaphor: Pattern
    link: Pattern
    same: Pattern
    these: Pattern
    plural: Pattern
    is_now: Pattern
    was: Pattern
    added_before: Pattern
    added_behind: Pattern
    up_to: Pattern
    of_the_country: Pattern
    weekday: Pattern
    plan_year: Pattern
    existing: Pattern
    own_subject: Pattern


class MeasureRules(RuleFile):
    """The lists of measures; what is of `str` holds cues as rules/targets.yaml writes them."""

    ceilings: Phrases
    ambiguous: frozenset[str]
    becoming: BlankBefore
    added: frozenset[str]
    beyond: frozenset[str]
    growth: frozenset[str]
    percent: Phrases
    rates: BlankBehind
    coming_in: BlankBehind
    adding: Phrases
    taking: Phrases
    onto: BlankAround
    generic: PhraseSet
    country: BlankBefore
    of_a_share: BlankBefore
    places: BlankBefore
    including: BlankAround
    plans: Phrases
    plan_years: dict[str, int]
    patterns: MeasurePatterns


@cache
def measure_rules() -> MeasureRules:
    """The rules of how goals are measured, read once. Raises RuleError where the file is wrong."""
    return load_rules("measures", MeasureRules)


def measure_patterns() -> MeasurePatterns:
    """The patterns of these rules."""
    return measure_rules().patterns
