"""The rules of rules/numerals.yaml: what numerals are made of, and what tells what one stands for."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.blanks import BlankBehind
from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet, PhraseTable
from pipeline.rulebook.loading import RuleFile, load_rules


class NumeralPatterns(BaseModel):
    """What stands around a numeral; the file says of each what it finds."""

    model_config = ConfigDict(extra="forbid")

    score: Pattern
    day_part: Pattern
    list_joint: Pattern
    denial_before: Pattern
    denial_behind: Pattern
    multiple: Pattern
    ordinal_ending: Pattern
    signed_unit: Pattern
    final_round: Pattern


class NumeralRules(RuleFile):
    """The file as it is written, its phrases folded."""

    words: dict[int, Phrases]
    scales: dict[int, Phrases]
    ordinals: dict[int, Phrases]
    half: Phrases
    point: Phrases
    to: Phrases
    alternative: Phrases
    minus: BlankBehind
    own_word_endings: Phrases
    units: Phrases
    counted: Phrases
    decimal_units: Phrases
    cues: PhraseTable
    ends: Phrases
    uncertain: PhraseSet
    certain: PhraseSet
    telling: PhraseSet
    plurals: PhraseSet
    pointing: BlankBehind
    holding: PhraseSet
    clock_units: PhraseSet
    hour_prepositions: PhraseSet
    tails: Phrases
    idioms: Phrases
    patterns: NumeralPatterns


@cache
def numeral_rules() -> NumeralRules:
    """The rules, read once. Raises RuleError."""
    return load_rules("numerals", NumeralRules)
