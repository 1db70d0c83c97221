"""rules/roles.yaml, read once: what the words around a quantity make of it, apart from a goal."""

from functools import cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pipeline.rulebook.blanks import BlankAround, BlankBefore, BlankBehind
from pipeline.rulebook.clues import Clue
from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.targets.cues import CluePattern


def _with_adjectives(nouns: frozenset[str]) -> frozenset[str]:
    """Nouns, and what is made of them with ی: مرحله, مرحله‌ی."""
    return nouns | {noun + "ی" for noun in nouns}


Nouns = Annotated[PhraseSet, AfterValidator(_with_adjectives)]


class RoleClue(CluePattern):
    """What stands before a quantity in a role, and phrases in which it must and must not be found."""

    examples: tuple[str, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = ()


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
    doing: Pattern
    partaking: Pattern
    describing: Pattern


class RoleRules(RuleFile):
    """What each list means is said in the file. Cues are as targets.yaml writes them, all else is folded."""

    never_measured: frozenset[str]
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
    never_counted: Nouns
    works: Nouns
    counted: Phrases
    divisions: PhraseSet
    agents: PhraseSet
    wholly: Phrases
    fractions: BlankBehind
    levels: PhraseSet
    scaled: Phrases
    lent: BlankBehind
    numbers: frozenset[str]
    added: frozenset[str]
    capacity: BlankBehind
    destinations: frozenset[str]
    held: frozenset[str]
    patterns: RolePatterns
    clues: dict[str, list[RoleClue]]


@cache
def role_rules() -> RoleRules:
    """The rules, read once. Raises RuleError."""
    return load_rules("roles", RoleRules)


@cache
def role_clues() -> dict[str, list[Clue]]:
    """The clues for each role, to be looked for before a quantity."""
    return {role: [rule.compile() for rule in rules] for role, rules in role_rules().clues.items()}


def has_role(role: str, left: str) -> bool:
    """Whether one of a role's clues stands in the text before a quantity."""
    for clue in role_clues()[role]:  # noqa: SIM110 -- `any` takes thrice as long, and this is asked often
        if clue.find(left):
            return True
    return False
