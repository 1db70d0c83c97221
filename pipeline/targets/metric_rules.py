"""rules/metrics.yaml: how metrics are named; what each list and pattern means is said there."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.blanks import BlankAround, BlankBefore, BlankBehind
from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet
from pipeline.rulebook.loading import RuleFile, load_rules


class MetricPatterns(BaseModel):
    """What is looked for around the name of a metric, and in it."""

    model_config = ConfigDict(extra="forbid")

    name_end: Pattern
    so_that: Pattern
    that: Pattern
    describes: Pattern
    leading: Pattern
    figure: Pattern
    share: Pattern
    aside: Pattern
    also: Pattern
    adds: Pattern
    changing: Pattern
    loose: Pattern
    everywhere: Pattern
    points_back: Pattern
    pointer: Pattern
    pointed: Pattern
    into: Pattern
    joint: Pattern
    each: Pattern
    when: Pattern
    item: Pattern
    section: Pattern


class MetricRules(RuleFile):
    """The lists of names of metrics; what is of `str` holds cues as rules/targets.yaml writes them."""

    prepositions: BlankBehind
    spans: BlankBehind
    compared: Phrases
    according: Phrases
    will: Phrases
    are: PhraseSet
    done: PhraseSet
    subordinators: BlankAround
    that: BlankBehind
    loose_ends: BlankBefore
    not_before_names: BlankBehind
    no_money: frozenset[str]
    amounts: frozenset[str]
    present: BlankBefore
    not_before: dict[str, BlankAround]
    not_behind: dict[str, BlankBehind]
    fresh: frozenset[str]
    of_change: BlankBehind
    sums: Phrases
    source: BlankBehind
    fully: BlankAround
    putting: BlankAround
    capacity: BlankBehind
    adding: Phrases
    have: Phrases
    needing: BlankBehind
    no_items: PhraseSet
    in_turn: Phrases
    patterns: MetricPatterns


@cache
def metric_rules() -> MetricRules:
    """The rules of how metrics are named, read once. Raises RuleError where the file is wrong."""
    return load_rules("metrics", MetricRules)


def metric_patterns() -> MetricPatterns:
    """The patterns of these rules."""
    return metric_rules().patterns
