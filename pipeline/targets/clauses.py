"""Cut a sentence into clauses at its finite verbs, each with the cues that stand in it."""

from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.targets.cues import Cue, Mark, find_cues
from pipeline.targets.verbs import Tense

_PAUSE = frozenset('.،؛:!؟?)»"\n')
_SEPARATORS = ' \n:،؛.»)"'
_JOINTS = (" و ", " که ", " ولی ", " اما ", " تا ", " است", " اند")
_PAST = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT, Tense.PARTICIPLE})
_REACHING = frozenset({"رسید", "رساند", "یافت"})
_PASSIVE = frozenset({"شد", "گردید", "گشت", "رسید", "یافت", "گرفت", "رفت", "آمد"})
_COMPOUND = ("داده", "پیدا", "قرار", "آن", "آنها")  # what may stand between افزایش and یافت
_AGENDA = 60


@dataclass(slots=True)
class Clause:
    """start, end: from behind the verb before to the end of its own verb (or of the sentence).

    verb_start: where the verb begins, or the end. tense: None where the sentence ends without a verb.
    features: what the goal rules ask about the whole clause.
    """

    start: int
    end: int
    verb_start: int
    tense: Tense | None
    marks: list[Mark]
    features: set[str] = field(default_factory=set)

    def opening(self, text: str) -> int:
        """Where its first word begins, behind the sign that parts it from the clause before."""
        start = self.start
        while start < self.end - 1 and text[start] in _SEPARATORS:
            start += 1
        return start


@dataclass(slots=True)
class Clauses:
    """The clauses of one sentence, in order; the last one may have no verb.

    may_state_goal: for each clause, whether it is worth a look, once its features are known.
    """

    start: int
    end: int
    items: list[Clause]
    ends: list[int]
    may_state_goal: list[bool] = field(default_factory=list)

    def index(self, position: int) -> int:
        """The clause in which a position stands."""
        return min(bisect_right(self.ends, position), len(self.items) - 1)


def clauses_of(text: str, start: int, end: int) -> Clauses:
    """Analyse the sentence text[start:end]."""
    return _Cutter(text, start, end).cut()


class _Cutter:
    """Walks over the cues of a sentence and closes a clause at each finite verb."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.items: list[Clause] = []
        self.pending: list[Mark] = []
        self.begin = start
        self.license = ""  # the modal that what follows stands under
        self.passing = False  # … which reaches to the next clause only
        self.plan_end, self.plan_is_weak = -1, False
        self.condition = False

    def cut(self) -> Clauses:
        for mark in find_cues(self.text, self.start, self.end):
            cue = mark.cue
            if mark.start < self.begin:
                continue  # the verb that خواهد took with it
            if cue.kind == "verb" or cue.kind == "announcement" or cue.detail == "need":
                if cue.tense is not Tense.PARTICIPLE or _finite(self.text, mark.end, self.end):
                    self.close(mark)
                    continue
                if mark.start - self.plan_end <= 1:  # پیش‌بینی شده: what follows may be it; or گرفته شده است
                    self.license, self.plan_end = "strong", mark.end
            elif cue.kind == "plan" and not self.text.endswith("قابل ", self.start, mark.start):
                self.plan_end, self.plan_is_weak = mark.end, cue.detail == "weak"
            elif cue.kind == "modal":
                if self.license != "strong":
                    self.license = cue.detail
            elif cue.detail == "condition":
                self.condition = True
            self.pending.append(mark)
        if self.begin < self.end:
            clause = Clause(self.begin, self.end, self.end, None, self.pending)
            clause.features.add("verbless")
            self.describe(clause)
            self.items.append(clause)
        return Clauses(self.start, self.end, self.items, [clause.end for clause in self.items])

    def close(self, mark: Mark) -> None:
        """End the clause at a finite verb."""
        cue, verb_end = mark.cue, mark.end
        tense = cue.tense or (Tense.COPULA if cue.kind == "modal" else Tense.PAST)
        if tense is Tense.FUTURE and not cue.detail and self.text.startswith(" ", verb_end):
            verb_end = _word_end(self.text, verb_end + 1, self.end)  # خواهد with a verb that is on no list
        clause = Clause(self.begin, verb_end, mark.start, tense, self.pending)
        features = clause.features
        _describe_verb(features, tense, cue)
        self.describe(clause)
        over = tense is Tense.PLUPERFECT or (tense is Tense.PAST and not cue.detail)  # پیش‌بینی شده بود
        if not over and self.is_plan(mark.start):
            features.add("weak_plan" if self.plan_is_weak else "plan")
        self.items.append(clause)
        self.begin, self.pending = verb_end, []
        if "plan" in features:
            self.license = "strong"
        elif "future" in features:
            self.license, self.passing = "strong", True
            return
        elif cue.kind == "modal":
            self.license = "duty"
        elif self.passing or "past" in features:
            self.license = ""
        self.passing = False

    def is_plan(self, verb_start: int) -> bool:
        """Whether the predicate is a plan: هدف‌گذاری شده است, or در دستور کار … قرار دارد."""
        if 0 <= verb_start - self.plan_end <= 1:
            return True
        if self.plan_end <= self.begin:
            return False
        plans = (mark for mark in self.pending if mark.cue.kind == "plan" and verb_start - mark.end < _AGENDA)
        return any(mark.cue.word.endswith("کار") for mark in plans)

    def describe(self, clause: Clause) -> None:
        """Enter the features that a clause has from its cues."""
        features = clause.features
        if self.license:
            features.add(self.license)
        if self.condition:
            features.add("condition")
        for mark in clause.marks:
            kind, detail = mark.cue.kind, mark.cue.detail
            if kind == "frame":
                features.add(detail if detail != "past" else "past_named")
                if detail == "next":
                    features.add("open")
            elif kind == "action":
                features.add("acts")
                if detail != "vague":
                    features.add("does")
                if detail == "event" and _adjacent(self.text, mark.end, clause.verb_start):
                    features.add("event")
            elif kind == "change":
                features.add("moves")
            elif kind in ("plan_noun", "attainment", "state"):
                features.add(kind + "_named")


def _describe_verb(features: set[str], tense: Tense, cue: Cue) -> None:
    """Enter the features of the verb."""
    if tense in _PAST:
        features.add("past")
    else:
        features.add(tense.value)
        if tense is Tense.PRESENT or tense is Tense.SUBJUNCTIVE:
            features.add("undecided")
    if cue.negated:
        features.add("negated")
    if cue.kind == "announcement":
        features.add("announced")
    elif cue.detail in _REACHING:
        features.add("moves")
    elif not cue.detail and tense in (Tense.FUTURE, Tense.SUBJUNCTIVE):
        features.add("be")
    if cue.detail in _PASSIVE or cue.word.endswith("یم"):
        features.add("passive")


def _adjacent(text: str, end: int, verb_start: int) -> bool:
    """Whether an action is part of the predicate: nothing but a word of the compound verb stands between."""
    return verb_start - end <= 1 or (verb_start - end <= 7 and text[end:verb_start].strip() in _COMPOUND)


def _finite(text: str, position: int, end: int) -> bool:
    """Whether a participle (شده) stands for a finite verb: a pause or a conjunction follows."""
    return position >= end or text[position] in _PAUSE or text.startswith(_JOINTS, position)


def _word_end(text: str, position: int, end: int) -> int:
    stop = text.find(" ", position, end)
    return end if stop < 0 else stop
