"""rules/undertakings.yaml, read once: how a metric says what is done to what a goal counts."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.blanks import BlankAround, BlankBefore, BlankBehind
from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet, PhraseTable
from pipeline.rulebook.loading import RuleFile, load_rules


class UndertakingPatterns(BaseModel):
    """Where what is done and what for is named; the file says of each what it finds."""

    model_config = ConfigDict(extra="forbid")

    purpose: Pattern
    aim: Pattern
    how: Pattern
    complement: Pattern
    goes: Pattern
    bound: Pattern
    at: Pattern
    to_whom: Pattern
    get: Pattern
    paid: Pattern


class UndertakingRules(RuleFile):
    """What each list means is said in the file. Actions are as targets.yaml has them, all else folded."""

    sum_name: str
    grant_name: str
    second_halves: PhraseSet
    halves: PhraseSet
    attained: PhraseTable
    light_nouns: PhraseSet
    before_place: PhraseSet
    passive: Phrases
    taken: BlankBefore
    beginning: frozenset[str]
    put: frozenset[str]
    adjectives: frozenset[str]
    counting: PhraseSet
    there: BlankAround
    complements: BlankAround
    from_everywhere: BlankBehind
    patterns: UndertakingPatterns


@cache
def undertaking_rules() -> UndertakingRules:
    """The rules, read once. Raises RuleError."""
    return load_rules("undertakings", UndertakingRules)
