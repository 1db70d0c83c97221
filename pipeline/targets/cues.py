"""The cues of rules/targets.yaml, read once and searched for in one pass over a sentence."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.terms import TermMatcher
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


class TargetRules(RuleFile):
    """rules/targets.yaml."""

    verbs: list[tuple[str, str] | tuple[str, str, VerbFlag]]
    irregular: dict[str, list[str]]
    plans: dict[Literal["firm", "weak"], list[str]]
    plan_nouns: list[str]
    modals: dict[Literal["strong", "duty", "can", "need"], list[str]]
    actions: dict[Literal["event", "process"], list[str]]
    action_names: dict[str, str]
    metric_heads: list[str]
    national: list[str]
    own_organization: list[str]
    no_metric: list[str]
    time_words: list[str]
    changes: dict[Change, list[str]]
    frames: dict[Literal["open", "next", "past", "habit", "condition"], list[str]]
    announcements: list[str]
    states: list[str]
    never_counted: list[str]
    roles: dict[str, list[str]]
    goals: list[GoalRule]


class Cue(NamedTuple):
    """A phrase that says something about goals.

    kind: verb | plan | plan_noun | modal | action | change | frame | announcement | state. detail: the verb's
    past stem, else the subdivision of its list ("strong", "increase", "past" …). word: the phrase.
    """

    kind: str
    detail: str
    word: str
    tense: Tense | None = None
    negated: bool = False


@cache
def target_rules() -> TargetRules:
    return load_rules("targets", TargetRules)


@cache
def cue_matcher() -> TermMatcher[tuple[Cue, ...]]:
    """Finds every cue; a phrase may be several (اضافه is an action and a change)."""
    cues: dict[str, list[Cue]] = {}
    for phrase, cue in _cues(target_rules()):
        cues.setdefault(phrase, []).append(cue)
    return TermMatcher((phrase, tuple(found)) for phrase, found in cues.items())


def _cues(rules: TargetRules) -> Iterator[tuple[str, Cue]]:
    divided: tuple[tuple[Mapping[str, list[str]], str], ...] = (
        (dict(rules.plans), "plan"),
        (dict(rules.modals), "modal"),
        (dict(rules.actions), "action"),
        (dict(rules.changes), "change"),
        (dict(rules.frames), "frame"),
    )
    for lists, kind in divided:
        for detail, phrases in lists.items():
            yield from ((phrase, Cue(kind, detail, phrase)) for phrase in phrases)
    for phrases, kind in (
        (rules.plan_nouns, "plan_noun"),
        (rules.announcements, "announcement"),
        (rules.states, "state"),
    ):
        yield from ((phrase, Cue(kind, "", phrase)) for phrase in phrases)
    for tense, phrases in rules.irregular.items():
        for phrase in phrases:
            negated = phrase.startswith("ن")
            yield phrase, Cue("verb", "", phrase, Tense.FUTURE if tense == "negative" else Tense(tense), negated)
    for past, present, *flags in rules.verbs:
        for form, verb_tense, negated in forms(past, present, "light" in flags, "noun" in flags):
            yield form, Cue("verb", past, form, verb_tense, negated)
