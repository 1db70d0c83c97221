"""The cues of rules/targets.yaml: read once, searched for in one pass over a sentence."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from pipeline.document import Document
from pipeline.lexicon import not_verbs, verbs
from pipeline.rulebook.clues import Clue
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.patterns import spellings
from pipeline.targets.clause_rules import clause_rules
from pipeline.targets.features import BE, BITS, DUTY, EVENT, FUTURE, NEGATED, STRONG, bits
from pipeline.targets.verbs import Tense, forms
from pipeline.text.alphabet import PhraseMatcher

_PAST_TENSES = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT, Tense.PARTICIPLE})
_SAID_BY_TENSE = {
    tense: BITS["past" if tense in _PAST_TENSES else tense.value]
    | (BITS["undecided"] if tense in (Tense.PRESENT, Tense.SUBJUNCTIVE) else 0)
    for tense in Tense
}

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


class CluePattern(BaseModel):
    """A pattern and words of which one is in all that it matches."""

    model_config = ConfigDict(extra="forbid")

    pattern: str
    needs: list[str] = []

    def compile(self) -> Clue:
        return Clue(self.pattern, self.needs)


class TargetRules(RuleFile):
    """rules/targets.yaml; what each list means is said there."""

    no_verbs: frozenset[str]
    irregular: dict[str, list[str]]
    plans: dict[Literal["firm", "weak"], list[str]]
    plan_nouns: list[str]
    modals: dict[Literal["strong", "decision", "duty", "can", "need"], list[str]]
    actions: dict[Literal["event", "vague", "process"], list[str]]
    productive: frozenset[str]
    action_names: dict[str, str]
    trade_names: dict[str, str]
    deeds: dict[str, list[str]]
    sums: list[str]
    metric_heads: list[str]
    kinds_by_amount: list[str]
    assignments: frozenset[str]
    national: list[str]
    deputy: str
    nationwide: CluePattern
    local: CluePattern
    events: list[str]
    all_this: CluePattern
    near: CluePattern
    undated: CluePattern
    same_time: CluePattern
    gatherings: list[str]
    to_be_held: CluePattern
    own_organization: dict[Literal["named", "we"], CluePattern]
    for_others: frozenset[str]
    no_metric: list[str]
    time_words: list[str]
    changes: dict[Change, list[str]]
    frames: dict[
        Literal["moves", "jobs", "neutral", "open", "next", "past", "habit", "fact", "condition"], list[str]
    ]
    attainments: list[str]
    announcements: list[str]
    states: list[str]
    features: dict[Literal["clause", "quantity"], dict[str, str]]
    goals: list[GoalRule]


class Cue(NamedTuple):
    """A phrase that says something about goals.

    kind: verb | plan | plan_noun | modal | action | change | frame | attainment | announcement | state | head
    detail: the verb's past stem, else the subdivision of its list ("strong", "increase", "past" …).
    word: the phrase. tense: of what ends a clause, verb or not (لازم است).
    features: what it says of the clause that it ends, else of the one it stands in.
    """

    kind: str
    detail: str
    word: str
    tense: Tense | None = None
    features: int = 0


Mark = tuple[int, int, Cue]  # a cue where it stands in the text: start, end, cue


@cache
def target_rules() -> TargetRules:
    return load_rules("targets", TargetRules)


def find_cues(document: Document, start: int, end: int) -> tuple[list[Mark], int]:
    """The cues of text[start:end] in order, none overlapping another; a phrase may be several cues.

    And all features that clauses there may have from them.
    """
    return _search().find(document, start, end)


class _Search:
    """All spellings of the phrases, each with its cues."""

    def __init__(self, rules: TargetRules) -> None:
        table: dict[str, list[Cue]] = {}
        for phrase, cue in _cues(rules):
            for spelling in spellings(phrase):
                table.setdefault(spelling, []).append(cue)
        self._lengths = [len(phrase) for phrase in table]
        self._several = [phrase if " " in phrase else "" for phrase in table]  # those of several words
        self._cues = list(table.values())
        self._features = [_all_features(cues) for cues in self._cues]
        index = {phrase: number for number, phrase in enumerate(table)}
        self._shorter = [_shorter(phrase, index) for phrase in table]
        self._matcher = PhraseMatcher(table)

    def find(self, document: Document, start: int, end: int) -> tuple[list[Mark], int]:
        startswith, several, cues, features = (
            document.text.startswith,
            self._several,
            self._cues,
            self._features,
        )
        marks: list[Mark] = []
        seen = 0
        for index, begin, stop, closed in self._matcher.find(document.encoded[start : end + 2]):
            # To the matcher all signs are alike: a phrase of several words may hold others than spaces.
            if not closed or (several[index] and not startswith(several[index], start + begin)):
                index = self._shorter[index]
                if index < 0:
                    continue
                stop = begin + self._lengths[index]
            seen |= features[index]
            for cue in cues[index]:
                marks.append((start + begin, start + stop, cue))
        return marks, seen


def _shorter(phrase: str, index: dict[str, int]) -> int:
    """For a phrase that ends inside a word: the index of its first words that are a cue as well, or -1."""
    while " " in phrase:
        phrase = phrase.rpartition(" ")[0]
        if phrase in index:
            return index[phrase]
    return -1


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
            yield from ((phrase, _cue(kind, detail, phrase, _sort(rules, phrase))) for phrase in phrases)
    for phrases, kind in (
        (rules.plan_nouns, "plan_noun"),
        (rules.metric_heads, "head"),
        (rules.attainments, "attainment"),
        (rules.announcements, "announcement"),
        (rules.states, "state"),
    ):
        yield from ((phrase, _cue(kind, "", phrase)) for phrase in phrases)
    for name, phrases in rules.irregular.items():
        tense = Tense.FUTURE if name == "negative" else Tense(name)
        yield from ((phrase, _verb("verb", "", phrase, tense, phrase.startswith("ن"))) for phrase in phrases)
    nouns = not_verbs()
    for past, present, light in verbs():
        for form, verb_tense, negated in forms(past, present, light):
            noun = verb_tense is Tense.PAST and form in nouns  # ساخت, مردم
            if not noun and form not in rules.no_verbs:
                yield form, _verb("verb", past, form, verb_tense, negated)


def _sort(rules: TargetRules, phrase: str) -> int:
    """What is said of an action beside its list: something is given, or made."""
    given = BITS["given_named"] if phrase in rules.assignments else 0
    return given | (BITS["productive_named"] if phrase in rules.productive else 0)


def _cue(kind: str, detail: str, phrase: str, sort: int = 0) -> Cue:
    """A cue of one of the lists."""
    features = 0
    if kind == "announcement":
        return _verb(kind, detail, phrase, Tense.PAST)
    if detail == "need":
        return _verb(kind, detail, phrase, Tense.COPULA)
    if detail == "decision":
        return _verb(kind, detail, phrase, Tense.PAST)
    if kind == "frame":
        named = {
            "next": ("next", "open"),
            "past": ("past_named",),
            "neutral": (),
            "moves": ("moves", "change_named"),
            "jobs": ("jobs_named",),
        }
        features = bits(*named.get(detail, (detail,)))
    elif kind == "action":
        names = {"vague": ("acts",), "process": ("acts", "does"), "event": ("acts", "does", "event_named")}
        features = bits(*names[detail]) | sort
    elif kind == "change":
        features = bits("moves", "change_named")
    elif kind in ("plan_noun", "attainment", "state"):
        features = BITS[f"{kind}_named"]
    return Cue(kind, detail, phrase, None, features)


def _verb(kind: str, detail: str, form: str, tense: Tense, negated: bool = False) -> Cue:
    """A cue that ends a clause, with what it says of it."""
    features, verbs = _SAID_BY_TENSE[tense], clause_rules().verbs
    if negated:
        features |= NEGATED
    if kind == "announcement":
        features |= BITS["announced"]
    elif kind == "modal" and tense is Tense.PAST:
        features |= BITS["decided"]
    elif detail in verbs.reaching:
        features |= BITS["moves"]
    elif detail in verbs.actions:
        features |= bits("acts", "does")
    elif not detail and tense in (Tense.FUTURE, Tense.SUBJUNCTIVE):
        features |= BE
    if detail in verbs.passive or form.endswith("یم"):
        features |= BITS["passive"]
    return Cue(kind, detail, form, tense, features)


def _all_features(cues: list[Cue]) -> int:
    """What cues may say of any clause of their sentence, taken with its other cues."""
    found = 0
    for cue in cues:
        found |= cue.features
        if cue.kind == "plan":
            found |= bits("plan", "weak_plan", "strong")
        elif cue.kind == "modal":
            found |= STRONG if cue.detail == "decision" else BITS[cue.detail] | DUTY
        elif cue.detail == "event":
            found |= EVENT
        elif cue.features & FUTURE:
            found |= STRONG
    return found
