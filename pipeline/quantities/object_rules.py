"""The rules of rules/objects.yaml: what names that which a number counts or measures."""

import re
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.blanks import BlankAround, BlankBehind
from pipeline.rulebook.fields import Pattern, Phrases, PhraseSet, PhraseTable
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.trie import any_of


class ObjectPatterns(BaseModel):
    """What stands around a figure; the file says of each what it finds."""

    model_config = ConfigDict(extra="forbid")

    compared: Pattern
    comparative: Pattern
    of_the_whole: Pattern
    of_these_before: Pattern
    some_of: Pattern
    from_these: Pattern
    these: Pattern
    of_it: Pattern
    of_them: Pattern
    whole: Pattern
    this_figure: Pattern
    tally: Pattern
    tally_of: Pattern
    coordinated: Pattern
    elsewhere: Pattern
    each_alone: Pattern
    aged: Pattern
    purpose: Pattern
    index: Pattern
    index_moved: Pattern
    points_end: Pattern
    invested: Pattern
    are: Pattern
    made_up: Pattern
    directly: Pattern
    directly_before: Pattern
    served: Pattern
    state: Pattern
    here: Pattern
    role: Pattern
    being: Pattern
    added: Pattern
    sized: Pattern
    place_before: Pattern


class JobNames(BaseModel):
    """What jobs are called, by their kind."""

    model_config = ConfigDict(extra="forbid")

    direct: str
    indirect: str
    both: str


class PrintedNames(BaseModel):
    """Names that no words of the article make, as they are printed."""

    model_config = ConfigDict(extra="forbid")

    population: str
    age: str
    served: str
    jobs: JobNames


class ObjectRules(RuleFile):
    """The file as it is written and what follows from it. Its phrases are folded, what is printed is not."""

    vacuous: PhraseSet
    equal: PhraseSet
    attribute_of: PhraseSet
    lasting: PhraseSet
    part_of: BlankAround
    according: BlankBehind
    adverbial: PhraseSet
    pointing: PhraseSet
    areas: BlankBehind
    place_kinds: BlankBehind
    each: Phrases
    comparing: PhraseSet
    compared_with: PhraseSet
    converting: Phrases
    tallies: PhraseSet
    no_wholes: PhraseSet
    growth: PhraseSet
    changes: PhraseSet
    change_prepositions: PhraseSet
    present: PhraseSet
    owned: PhraseSet
    funds: PhraseSet
    age_groups: PhraseSet
    adjectives: PhraseSet
    fragments: PhraseSet
    pure_classifiers: PhraseSet
    places: PhraseSet
    from_behind: BlankAround
    purposeful: PhraseSet
    attributes: PhraseTable
    sectors: Phrases
    predicates: PhraseTable
    events: PhraseTable
    event_links: PhraseSet
    linked_endings: tuple[str, ...]
    indefinite: frozenset[str]
    indefinite_alone: frozenset[str]
    names: PrintedNames
    patterns: ObjectPatterns

    @cached_property
    def predicate(self) -> re.Pattern[str]:
        """What happened to people, as group 1."""
        return re.compile(rf"\b({any_of(self.predicates)})(?:اند|ند)?\b")

    @cached_property
    def event_before(self) -> re.Pattern[str]:
        """What happened to people, as group 1, right before their number."""
        return re.compile(rf"({any_of(self.events)})(?: {any_of(self.event_links)})? $")

    @cached_property
    def event_ends(self) -> frozenset[str]:
        """The last words of that."""
        return self.event_links.union(phrase.rpartition(" ")[2] for phrase in self.events)

    @cached_property
    def sector(self) -> re.Pattern[str]:
        """The preposition before a sector."""
        return re.compile(rf" در (?=\b{any_of(self.sectors)}\b )")


@cache
def object_rules() -> ObjectRules:
    """The rules, read once. Raises RuleError."""
    return load_rules("objects", ObjectRules)
