"""rules/clauses.yaml, read once: how clauses are cut, and what is asked about a quantity there."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.blanks import BlankBehind
from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet, PhraseTable
from pipeline.rulebook.loading import RuleFile, load_rules


class VerbRules(BaseModel):
    """How verbs are conjugated, and what some of them say. Endings are as written, with half-spaces."""

    model_config = ConfigDict(extra="forbid")

    past: tuple[str, ...]
    present: tuple[str, ...]
    perfect: tuple[str, ...]
    pluperfect: tuple[str, ...]
    future: tuple[str, ...]
    prefixed: Phrases
    reaching: PhraseSet
    passive: PhraseSet
    actions: PhraseTable
    trades: frozenset[str]


class ClausePatterns(BaseModel):
    """What is looked for around a quantity; the file says of each what it finds."""

    model_config = ConfigDict(extra="forbid")

    joint: Pattern
    opening: Pattern
    set: Pattern
    reckoned: Pattern
    prize: Pattern
    named_so: Pattern
    price: Pattern
    due: Pattern
    until: Pattern
    ahead: Pattern
    object: Pattern
    funds: Pattern
    each: Pattern
    apportioned: Pattern
    reported: Pattern
    given_to: Pattern
    prepared: Pattern
    vowed: Pattern
    caused: Pattern
    asked: Pattern
    expected: Pattern
    given: Pattern
    done: Pattern
    to_do: Pattern
    jobs: Pattern
    chronicle: Pattern


class ClauseRules(RuleFile):
    """What each list means is said in the file. Cues are as targets.yaml writes them, all else is folded."""

    verbs: VerbRules
    feasible: BlankBehind
    compound: PhraseSet
    purposes: BlankBehind
    reaches: dict[str, int]
    attending: BlankBehind
    allowed: BlankBehind
    appraised: BlankBehind
    handed: frozenset[str]
    employed: frozenset[str]
    building: frozenset[str]
    obliged: frozenset[str]
    aims: frozenset[str]
    partitive: Phrases
    begun: PhraseSet
    compared: Phrases
    patterns: ClausePatterns


@cache
def clause_rules() -> ClauseRules:
    """The rules, read once. Raises RuleError."""
    return load_rules("clauses", ClauseRules)
