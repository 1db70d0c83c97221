"""The rules of rules/quantities.yaml: how a quantity is worded around its number and unit."""

import re
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.blanks import BlankBefore
from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet, PhraseTable
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.trie import any_of


class QuantityPatterns(BaseModel):
    """What stands around a number; the file says of each what it finds."""

    model_config = ConfigDict(extra="forbid")

    bracketed_scale: Pattern
    subjected: Pattern
    half_more: Pattern
    clitic: Pattern
    since: Pattern
    reached: Pattern
    tally_before: Pattern
    had: Pattern
    clock_before: Pattern
    joint: Pattern
    range_joint: Pattern
    range_before: Pattern


class QuantityRules(RuleFile):
    """The file as it is written, its phrases folded, and what follows from them."""

    comparators_before: PhraseTable
    comparators_after: PhraseTable
    negations: PhraseSet
    fillers: PhraseSet
    time_words_after: PhraseSet
    time_words_before: PhraseSet
    before_christ: BlankBefore
    afterwards: Phrases
    half_years: PhraseSet
    index_nouns: PhraseSet
    lines: Phrases
    pointing: PhraseSet
    others: PhraseSet
    object_markers: PhraseSet
    weighed: PhraseSet
    year_parts: PhraseSet
    year_counts: PhraseSet
    numbered_names: dict[int, Phrases]
    distributives: PhraseSet
    of_each: PhraseSet
    not_counted: PhraseSet
    titles: PhraseSet
    points: PhraseSet
    states: PhraseSet
    peopled: PhraseSet
    paid: PhraseSet
    harmed: PhraseSet
    patterns: QuantityPatterns

    @cached_property
    def comparator_middles(self) -> frozenset[str]:
        """The last words but one of comparators before a number."""
        return frozenset(word for phrase in self.comparators_before for word in phrase.split()[-2:-1])

    @cached_property
    def comparator_endings(self) -> frozenset[str]:
        """What stands right before a number that has a comparator."""
        return self.fillers.union(phrase.rpartition(" ")[2] for phrase in self.comparators_before)

    @cached_property
    def after_initials(self) -> frozenset[str]:
        """How comparators behind a number begin."""
        return frozenset(phrase[0] for phrase in self.comparators_after)

    @cached_property
    def comparator_behind(self) -> re.Pattern[str]:
        """One of them, as group 1, behind a blank or none."""
        return re.compile(rf" ?({any_of(self.comparators_after)})(?![^\W\d_])")

    @cached_property
    def numbered(self) -> frozenset[tuple[str, float]]:
        """A word with a number that is a name behind it."""
        return frozenset((word, number) for number, words in self.numbered_names.items() for word in words)


@cache
def quantity_rules() -> QuantityRules:
    """The rules, read once. Raises RuleError."""
    return load_rules("quantities", QuantityRules)
