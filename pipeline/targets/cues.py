"""The cues of rules/targets.yaml, read once and searched for in one pass over the text."""

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.terms import TermMatcher
from pipeline.targets.verbs import Tense, forms

VerbFlag = Literal["light", "noun"]


class TargetRules(RuleFile):
    """rules/targets.yaml."""

    verbs: list[tuple[str, str] | tuple[str, str, VerbFlag]]
    irregular: dict[str, list[str]]
    plans: list[str]
    plan_nouns: list[str]
    modals: dict[Literal["strong", "duty"], list[str]]
    actions: dict[Literal["strong", "weak"], list[str]]
    changes: dict[Literal["increase", "decrease", "maintain"], list[str]]
    frames: dict[Literal["future", "past", "habit", "condition", "state"], list[str]]
    announcements: list[str]
    roles: dict[str, list[str]]


class Cue(NamedTuple):
    """A phrase that says something about goals.

    kind: verb | plan | plan_noun | modal | action | change | frame | announcement. detail: the verb's past stem,
    else the subdivision of its list ("strong", "increase", "past" …). word: the phrase.
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
    """Finds every cue; a phrase may be several (تولید is an action, هدف‌گذاری a plan and a plan's noun)."""
    cues: dict[str, list[Cue]] = {}
    for phrase, cue in _cues(target_rules()):
        cues.setdefault(phrase, []).append(cue)
    return TermMatcher((phrase, tuple(found)) for phrase, found in cues.items())


def _cues(rules: TargetRules) -> Iterator[tuple[str, Cue]]:
    for lists, kind in (
        (rules.modals, "modal"),
        (rules.actions, "action"),
        (rules.changes, "change"),
        (rules.frames, "frame"),
    ):
        for detail, phrases in lists.items():  # type: ignore[attr-defined]
            yield from ((phrase, Cue(kind, detail, phrase)) for phrase in phrases)
    for phrases, kind in (
        (rules.plans, "plan"),
        (rules.plan_nouns, "plan_noun"),
        (rules.announcements, "announcement"),
    ):
        yield from ((phrase, Cue(kind, "", phrase)) for phrase in phrases)
    for tense, phrases in rules.irregular.items():
        for phrase in phrases:
            negated = tense == "negative" or phrase.startswith("ن")
            yield phrase, Cue("verb", "", phrase, Tense.FUTURE if tense == "negative" else Tense(tense), negated)
    for past, present, *flags in rules.verbs:
        for form, verb_tense, negated in forms(past, present, "light" in flags, "noun" in flags):
            yield form, Cue("verb", past, form, verb_tense, negated)
