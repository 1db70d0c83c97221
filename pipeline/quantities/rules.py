"""The lists of rules/quantities.yaml, folded."""

import re
from collections.abc import Iterable
from functools import cache

from pipeline.quantities.units import folded_list
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.trie import any_of


class QuantityRules(RuleFile):
    """rules/quantities.yaml as it is written."""

    comparators_before: dict[str, str]
    comparators_after: dict[str, str]
    negations: str
    fillers: str
    time_words_after: str
    time_words_before: str
    index_nouns: str
    numbered_names: dict[str, list[int]]
    distributives: str
    not_counted: str
    governing: str
    purposeful: str
    vacuous: str
    event_nouns: str
    beginnings: str
    trailing: str
    attributes: dict[str, str]
    frames: str
    measured_heads: str
    predicates: dict[str, str]
    events: dict[str, str]
    sectors: str
    peopled: str
    paid: str


class Wording:
    """What the stage asks of those lists."""

    def __init__(self, rules: QuantityRules) -> None:
        self.before = _by_phrase(rules.comparators_before)
        self.after = _by_phrase(rules.comparators_after)
        self.comparator_middles = frozenset(word for phrase in self.before for word in phrase.split()[-2:-1])
        self.after_initials = frozenset(phrase[0] for phrase in self.after)
        self.negations = frozenset(folded_list(rules.negations))
        self.fillers = frozenset(folded_list(rules.fillers))
        self.comparator_endings = self.fillers.union(phrase.rpartition(" ")[2] for phrase in self.before)
        self.time_after = frozenset(folded_list(rules.time_words_after))
        self.time_before = frozenset(folded_list(rules.time_words_before))
        self.index_nouns = frozenset(folded_list(rules.index_nouns))
        self.numbered_names = frozenset(
            (word, number)
            for name, numbers in rules.numbered_names.items()
            for word in folded_list(name)
            for number in numbers
        )
        self.distributives = frozenset(folded_list(rules.distributives))
        self.peopled = frozenset(folded_list(rules.peopled))
        self.paid = frozenset(folded_list(rules.paid))
        self.not_counted = frozenset(folded_list(rules.not_counted))
        self.governing = frozenset(folded_list(rules.governing))
        self.purposeful = frozenset(folded_list(rules.purposeful))
        self.vacuous = frozenset(folded_list(rules.vacuous))
        self.event_nouns = frozenset(folded_list(rules.event_nouns))
        self.beginnings = frozenset(folded_list(rules.beginnings))
        self.trailing = self.event_nouns.union(folded_list(rules.trailing))
        self.attributes = {
            word: noun for noun, words in rules.attributes.items() for word in folded_list(words)
        }
        self.frame = re.compile(rf" ?{any_of(folded_list(rules.frames))} ")
        self.measured_heads = frozenset(folded_list(rules.measured_heads))
        self.measurable = self.measured_heads | {"تعداد", "شمار", "میزان", "مجموع", "مقدار"}
        self.of_events = self.measurable | self.event_nouns
        self.predicates = {
            phrase: name for name, phrases in rules.predicates.items() for phrase in folded_list(phrases)
        }
        self.predicate = re.compile(rf"\b({any_of(self.predicates)})(?:اند|ند)?\b")
        self.events = {
            phrase: name for name, phrases in rules.events.items() for phrase in folded_list(phrases)
        }
        self.event_ends = frozenset(phrase.rpartition(" ")[2] for phrase in self.events) | {"شدن", "برای"}
        self.event_before = re.compile(rf"({any_of(self.events)})(?: شدن| برای)? $")
        self.sector = re.compile(rf" در (?={_alternatives(folded_list(rules.sectors))} )")


def _alternatives(phrases: Iterable[str]) -> str:
    return rf"\b{any_of(phrases)}\b"


def _by_phrase(comparators: dict[str, str]) -> dict[str, str]:
    return {phrase: sign for sign, phrases in comparators.items() for phrase in folded_list(phrases)}


@cache
def wording() -> Wording:
    """The lists, read once."""
    return Wording(load_rules("quantities", QuantityRules))
