"""The cues of rules/targets.yaml: read once, searched for in one pass over a sentence."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.patterns import compile_pattern, spellings
from pipeline.targets.verbs import Tense, forms

VerbFlag = Literal["light", "noun"]
Change = Literal["increase", "decrease", "maintain"]


class GoalRule(BaseModel):
    """A rule about goals: it decides where all features of `when` hold and none of `unless`.

    goal: False for a rule that rejects. In examples the goals stand in [brackets]; counterexamples have none.
    """

    model_config = ConfigDict(extra="forbid")

    id: str
    when: frozenset[str]
    unless: frozenset[str] = frozenset()
    goal: bool = True
    examples: list[str] = []
    counterexamples: list[str] = []


class QualitativeRules(BaseModel):
    """What announces an action without a number."""

    model_config = ConfigDict(extra="forbid")

    triggers: list[str]
    agendas: list[str]
    undertakings: list[str]
    actions: list[str]


class TargetRules(RuleFile):
    """rules/targets.yaml; what each list means is said there."""

    verbs: list[tuple[str, str] | tuple[str, str, VerbFlag]]
    irregular: dict[str, list[str]]
    plans: dict[Literal["firm", "weak"], list[str]]
    plan_nouns: list[str]
    modals: dict[Literal["strong", "duty", "can", "need"], list[str]]
    actions: dict[Literal["event", "vague", "process"], list[str]]
    destinations: list[str]
    action_names: dict[str, str]
    metric_heads: list[str]
    national: list[str]
    own_organization: list[str]
    no_metric: list[str]
    time_words: list[str]
    changes: dict[Change, list[str]]
    frames: dict[Literal["open", "next", "past", "habit", "fact", "condition"], list[str]]
    attainments: list[str]
    announcements: list[str]
    states: list[str]
    never_counted: list[str]
    roles: dict[str, list[str]]
    qualitative: QualitativeRules
    goals: list[GoalRule]


class Cue(NamedTuple):
    """A phrase that says something about goals.

    kind: verb | plan | plan_noun | modal | action | change | frame | attainment | announcement | state | head
    detail: the verb's past stem, else the subdivision of its list ("strong", "increase", "past" …).
    word: the phrase.
    """

    kind: str
    detail: str
    word: str
    tense: Tense | None = None
    negated: bool = False


class Mark(NamedTuple):
    """A cue where it stands in the text."""

    start: int
    end: int
    cue: Cue


@cache
def target_rules() -> TargetRules:
    return load_rules("targets", TargetRules)


@cache
def role_patterns() -> dict[str, re.Pattern[str]]:
    """One pattern for each role, to be searched before a quantity."""
    return {
        role: compile_pattern("|".join(f"(?:{pattern})" for pattern in patterns))
        for role, patterns in target_rules().roles.items()
    }


def find_cues(text: str, start: int, end: int) -> list[Mark]:
    """The cues of text[start:end] in order, none overlapping another; a phrase may be several cues."""
    return _search().find(text, start, end)


class _Search:
    """Seeks each phrase with the space before it: that spares a look at words that merely contain it."""

    def __init__(self, rules: TargetRules) -> None:
        table: dict[str, list[Cue]] = {}
        for phrase, cue in _cues(rules):
            for spelling in spellings(phrase):
                table.setdefault(" " + spelling, []).append(cue)
        self._cues = list(table.values())
        self._index = {phrase: index for index, phrase in enumerate(table)}
        self._automaton = AhoCorasick(list(table), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str, start: int, end: int) -> list[Mark]:
        segment = " " + text[start:end] + " "
        for sign in '(«"\n':
            if sign in segment:
                segment = segment.replace(sign, " ")
        cues, shift = self._cues, start - 1
        marks: list[Mark] = []
        for index, begin, stop in self._automaton.find_matches_as_indexes(segment):
            if segment[stop].isalnum():
                stop, index = self._shorter(segment[begin:stop], begin)
                if index < 0:
                    continue
            for cue in cues[index]:
                marks.append(Mark(start + begin, shift + stop, cue))
        return marks

    def _shorter(self, phrase: str, begin: int) -> tuple[int, int]:
        """A phrase that ended inside a word: end and index of its first words that are a cue, or index -1."""
        while " " in phrase[1:]:
            phrase = phrase.rpartition(" ")[0]
            if (index := self._index.get(phrase, -1)) >= 0:
                return begin + len(phrase), index
        return begin, -1


@cache
def _search() -> _Search:
    return _Search(target_rules())


def _cues(rules: TargetRules) -> Iterator[tuple[str, Cue]]:
    divided: tuple[tuple[str, Iterable[tuple[str, list[str]]]], ...] = (
        ("plan", rules.plans.items()),
        ("modal", rules.modals.items()),
        ("action", rules.actions.items()),
        ("change", rules.changes.items()),
        ("frame", rules.frames.items()),
    )
    for kind, lists in divided:
        for detail, phrases in lists:
            yield from ((phrase, Cue(kind, detail, phrase)) for phrase in phrases)
    for phrases, kind in (
        (rules.plan_nouns, "plan_noun"),
        (rules.metric_heads, "head"),
        (rules.attainments, "attainment"),
        (rules.announcements, "announcement"),
        (rules.states, "state"),
    ):
        yield from ((phrase, Cue(kind, "", phrase)) for phrase in phrases)
    for name, phrases in rules.irregular.items():
        tense = Tense.FUTURE if name == "negative" else Tense(name)
        yield from ((phrase, Cue("verb", "", phrase, tense, phrase.startswith("ن"))) for phrase in phrases)
    for past, present, *flags in rules.verbs:
        for form, verb_tense, negated in forms(past, present, "light" in flags, "noun" in flags):
            yield form, Cue("verb", past, form, verb_tense, negated)
