"""rules/roles.yaml, read once: what the words around a quantity make of it, apart from a goal."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.blanks import BlankAround, BlankBefore, BlankBehind
from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet
from pipeline.rulebook.loading import RuleFile, load_rules


class RolePatterns(BaseModel):
    """What is looked for around a quantity; the file says of each what it finds."""

    model_config = ConfigDict(extra="forbid")

    cost: Pattern
    needed: Pattern
    onward: Pattern
    told_behind: Pattern
    known: Pattern
    than_others: Pattern
    another: Pattern
    object_behind: Pattern
    acted_on: Pattern
    its: Pattern
    subject_place: Pattern
    divided: Pattern
    describing: Pattern


class RoleRules(RuleFile):
    """What each list means is said in the file. Cues are as targets.yaml writes them, all else is folded."""

    rated: BlankAround
    sold: BlankAround
    above: Phrases
    between: BlankBehind
    classed: BlankBehind
    bounds: BlankBehind
    bounded: BlankBehind
    current: BlankBefore
    beyond: BlankBefore
    expense: Phrases
    wholly: Phrases
    fractions: BlankBehind
    levels: PhraseSet
    scaled: Phrases
    lent: BlankBehind
    numbers: frozenset[str]
    added: frozenset[str]
    capacity: BlankBehind
    patterns: RolePatterns


@cache
def role_rules() -> RoleRules:
    """The rules, read once. Raises RuleError."""
    return load_rules("roles", RoleRules)
