"""The rules of rules/noun_phrases.yaml: where noun phrases begin and end, and what a clause measures."""

import re
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.blanks import BlankBefore, BlankBehind
from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.trie import any_of


class PhrasePatterns(BaseModel):
    """What stands around a noun phrase; the file says of each what it finds."""

    model_config = ConfigDict(extra="forbid")

    participle_behind: Pattern
    age_told: Pattern
    purpose: Pattern
    of_all: Pattern


class PhraseRules(RuleFile):
    """The file as it is written, its phrases folded, and what follows from them."""

    event_nouns: PhraseSet
    beginnings: PhraseSet
    trailing: PhraseSet
    governing: PhraseSet
    governing_to: PhraseSet
    reasons: BlankBehind
    inner: PhraseSet
    closed_attributes: PhraseSet
    attribute_openings: Phrases
    word_endings: PhraseSet
    no_attribute_endings: Phrases
    no_heads: PhraseSet
    yearly: PhraseSet
    times: PhraseSet
    amounts: PhraseSet
    about: BlankBefore
    verb_prefixes: PhraseSet
    future: PhraseSet
    auxiliaries: PhraseSet
    participles: PhraseSet
    measured_heads: PhraseSet
    tallies: PhraseSet
    figure_nouns: PhraseSet
    spans: PhraseSet
    this: BlankBehind
    noun_endings: Phrases
    own_endings: Phrases
    prepositions: PhraseSet
    times_named: PhraseSet
    frames: Phrases
    making: Phrases
    must: PhraseSet
    patterns: PhrasePatterns

    @cached_property
    def no_endings(self) -> frozenset[str]:
        """Words that end no noun phrase but belong to what follows."""
        return self.event_nouns | self.trailing

    @cached_property
    def measurable(self) -> frozenset[str]:
        """Nouns that say what is measured, where they begin the clause."""
        return self.measured_heads | self.tallies

    @cached_property
    def of_events(self) -> frozenset[str]:
        """Nouns with which an action may go on ("افزایش تولید", "هزینه ساخت")."""
        return self.measurable | self.event_nouns

    @cached_property
    def frame(self) -> re.Pattern[str]:
        """How a clause begins that says whose word it is."""
        return re.compile(rf" ?{any_of(self.frames)} ")


@cache
def phrase_rules() -> PhraseRules:
    """The rules, read once. Raises RuleError."""
    return load_rules("noun_phrases", PhraseRules)
