"""Cut a sentence into clauses at its finite verbs, each with the cues that stand in it."""

from bisect import bisect_right
from dataclasses import dataclass

from pipeline.targets.clause_rules import clause_rules
from pipeline.targets.cues import Mark
from pipeline.targets.features import (
    BE,
    BITS,
    CONDITION,
    DUTY,
    EVENT,
    EVENT_NAMED,
    FUTURE,
    NEGATED,
    PAST,
    PLAN,
    STRONG,
    VERBLESS,
    WEAK_PLAN,
)
from pipeline.targets.verbs import Tense

_PAUSE = frozenset('.،؛:!؟?)»"\n')
_SEPARATORS = ' \n:،؛.»)"'
_AGENDA = 60
_PARTICIPLE, _PLUPERFECT, _PAST, _FUTURE = Tense.PARTICIPLE, Tense.PLUPERFECT, Tense.PAST, Tense.FUTURE


@dataclass(slots=True)
class Clause:
    """start, end: from behind the verb before to the end of its own verb (or of the sentence).

    verb_start: where the verb begins, or the end. tense: None where the sentence ends without a verb.
    features: what the goal rules ask about the whole clause, as bits.
    """

    start: int
    end: int
    verb_start: int
    tense: Tense | None
    marks: list[Mark]
    features: int

    def opening(self, text: str) -> int:
        """Where its first word begins, behind the signs and the و that part it from the clause before."""
        start = self.start
        while start < self.end - 1 and (text[start] in _SEPARATORS or text.startswith("و ", start)):
            start += 1
        return start


@dataclass(slots=True)
class Clauses:
    """The clauses of one sentence, in order; the last one may have no verb."""

    start: int
    end: int
    items: list[Clause]
    ends: list[int]

    def index(self, position: int) -> int:
        """The clause in which a position stands."""
        return min(bisect_right(self.ends, position), len(self.items) - 1)


def cut(text: str, start: int, end: int, marks: list[Mark], features: int = 0) -> Clauses:
    """The clauses of the sentence text[start:end], by its cues. features: what all of them have."""
    return _Cutter(text, end, features).cut(start, marks)


class _Cutter:
    """Walks over the cues of a sentence and closes a clause at each finite verb."""

    def __init__(self, text: str, end: int, features: int) -> None:
        self.text, self.end = text, end
        self.items: list[Clause] = []
        self.license = 0  # the modal that what follows stands under
        self.passing = False  # … which reaches to the next clause only
        self.plan_end, self.plan_is_weak = -1, False
        self.lasting = features  # what the clauses that follow have as well

    def cut(self, start: int, marks: list[Mark]) -> Clauses:
        text, begin, rules = self.text, start, clause_rules()
        pending: list[Mark] = []
        features = self.lasting
        for mark in marks:
            mark_start, mark_end, cue = mark
            if mark_start < begin:
                continue  # the verb that خواهد took with it
            tense = cue.tense
            if tense is None:
                if cue.kind != "change" or not text.endswith(rules.purposes, begin, mark_start):
                    features |= cue.features
                if cue.kind == "plan":
                    if not text.endswith(rules.feasible, start, mark_start):
                        self.plan_end, self.plan_is_weak = mark_end, cue.detail == "weak"
                elif cue.kind == "modal" and self.license != STRONG:
                    self.license = BITS[cue.detail]
            elif tense is not _PARTICIPLE or (
                _finite(text, mark_end, self.end)
                and not self.goes_on(mark_end, pending)
                and not _attributive(text, begin, mark_start, mark_end)
            ):
                begin = self.close(begin, pending, features, mark)
                pending, features = [], self.lasting | (features & CONDITION)
                continue
            elif mark_start - self.plan_end <= 1:  # پیش‌بینی شده: what follows may be it; or گرفته شده است
                self.license, self.plan_end = STRONG, mark_end
            pending.append(mark)
        if begin < self.end:
            features |= self.license | VERBLESS
            if features & EVENT_NAMED and _is_event(text, pending, self.end):
                features |= EVENT
            self.items.append(Clause(begin, self.end, self.end, None, pending, features))
        return Clauses(start, self.end, self.items, [clause.end for clause in self.items])

    def close(self, begin: int, pending: list[Mark], features: int, verb: Mark) -> int:
        """End the clause that begins at `begin` at a finite verb; where it ends."""
        verb_start, verb_end, cue = verb
        tense = cue.tense
        if tense is _FUTURE and not cue.detail and self.text.startswith(" ", verb_end):
            verb_end = _word_end(self.text, verb_end + 1, self.end)  # خواهد with a verb that is on no list
        features |= cue.features | self.license
        if features & EVENT_NAMED and _is_event(self.text, pending, verb_start):
            features |= EVENT
        over = tense is _PLUPERFECT or (tense is _PAST and not cue.detail)  # پیش‌بینی شده بود
        if self.plan_end >= 0 and not over and self.is_plan(begin, pending, verb_start):
            features |= WEAK_PLAN if self.plan_is_weak else PLAN
        self.items.append(Clause(begin, verb_end, verb_start, tense, pending, features))
        if features & NEGATED and features & (PLAN | FUTURE):
            self.license, self.passing = 0, False
        elif features & PLAN:
            self.license, self.passing = STRONG, False
        elif features & FUTURE:
            # «… حضور خواهم داشت تا قانون اجرا شود»: what something is there for is not foretold with it
            what_for = features & BE and self.text.startswith(" تا ", verb[1])
            self.license, self.passing = 0 if what_for else STRONG, True
        else:
            if cue.kind == "modal":
                self.license = STRONG if cue.detail == "decision" else DUTY
            elif self.passing or features & PAST:
                self.license = 0
            self.passing = False
        return verb_end

    def goes_on(self, end: int, pending: list[Mark]) -> bool:
        """Whether a promise goes on behind a participle: «انتظار می‌رود ۵۰ واحد ساخته شده و تحویل شود»."""
        promised = any(cue.kind == "modal" and cue.detail == "strong" for _, _, cue in pending)
        return promised and self.text.startswith(" و ", end)

    def is_plan(self, begin: int, pending: list[Mark], verb_start: int) -> bool:
        """Whether the predicate is a plan: هدف‌گذاری شده است, or در دستور کار … قرار دارد."""
        if 0 <= verb_start - self.plan_end <= 1:
            return True
        if self.plan_end <= begin:
            return False
        return any(
            cue.kind == "plan" and verb_start - end < _AGENDA and cue.word.endswith("کار")
            for _, end, cue in pending
        )


def _is_event(text: str, marks: list[Mark], verb_start: int) -> bool:
    """Whether the predicate of a clause is an action that is done once."""
    return any(cue.detail == "event" and adjacent(text, end, verb_start) for _, end, cue in marks)


def adjacent(text: str, end: int, verb_start: int) -> bool:
    """Whether an action is part of the predicate: nothing but a word of the compound verb stands between."""
    gap = verb_start - end
    return gap <= 1 or (gap <= 7 and text[end:verb_start].strip() in clause_rules().compound)


def _attributive(text: str, begin: int, start: int, end: int) -> bool:
    """Whether a participle describes what an opening phrase names: «طبق برنامه‌ریزی‌های انجام شده، …»."""
    if not text.startswith("،", end):
        return False
    return clause_rules().patterns.opening.match(text, begin, start) is not None


def _finite(text: str, position: int, end: int) -> bool:
    """Whether a participle (شده) stands for a finite verb: a pause or a conjunction follows."""
    if position >= end or text[position] in _PAUSE:
        return True
    return clause_rules().patterns.joint.match(text, position) is not None


def _word_end(text: str, position: int, end: int) -> int:
    stop = text.find(" ", position, end)
    return end if stop < 0 else stop
