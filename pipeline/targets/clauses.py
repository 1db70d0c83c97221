"""Cut a sentence into clauses at its finite verbs, each with the cues that stand in it."""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.targets.cues import Cue, cue_matcher
from pipeline.targets.verbs import Tense

_PAUSE = frozenset(".،؛:!؟?)»\"\n")
_JOINTS = (" و ", " که ", " ولی ", " اما ", " تا ")
_UNMET = frozenset({Tense.PLUPERFECT})


class Mark(NamedTuple):
    """A cue where it stands."""

    start: int
    end: int
    cue: Cue


@dataclass(slots=True)
class Clause:
    """start, end: from behind the verb before to the end of its own verb (or of the sentence).

    tense: None where the sentence ends without a verb. plan: the predicate itself speaks of planning
    (هدف‌گذاری شده است). license: the modal before the verb that makes it a goal: "strong", "duty" or "".
    """

    start: int
    end: int
    verb_start: int
    tense: Tense | None
    verb: str = ""
    negated: bool = False
    plan: bool = False
    license: str = ""
    marks: list[Mark] = field(default_factory=list)

    def has(self, kind: str, detail: str = "") -> bool:
        return any(m.cue.kind == kind and detail in ("", m.cue.detail) for m in self.marks)

    def before(self, position: int, kind: str, detail: str = "") -> Mark | None:
        """The nearest such cue that ends at or before a position."""
        found = [m for m in self.marks if m.end <= position and m.cue.kind == kind and detail in ("", m.cue.detail)]
        return found[-1] if found else None

    def after(self, position: int, kind: str, detail: str = "") -> Mark | None:
        """The nearest such cue that begins at or behind a position."""
        return next(
            (m for m in self.marks if m.start >= position and m.cue.kind == kind and detail in ("", m.cue.detail)),
            None,
        )


@dataclass(slots=True)
class Clauses:
    """The clauses of one sentence, in order; the last one may have no verb."""

    start: int
    end: int
    items: list[Clause]
    ends: list[int]

    def index(self, start: int) -> int:
        """The clause in which a position stands."""
        return min(bisect_left(self.ends, start + 1), len(self.items) - 1)


def clauses_of(text: str, start: int, end: int) -> Clauses:
    """Analyse the sentence text[start:end]."""
    marks = [
        Mark(start + hit.start, start + hit.end, cue)
        for hit in cue_matcher().find(text[start:end])
        for cue in hit.payload
    ]
    items: list[Clause] = []
    begin, license_, pending, plan_end = start, "", [], -1
    for mark in marks:
        cue = mark.cue
        if cue.kind != "verb":
            pending.append(mark)
            if cue.kind == "modal":
                license_ = "strong" if license_ == "strong" else cue.detail
            elif cue.kind == "plan":
                plan_end = mark.end
            continue
        tense = cue.tense
        verb_end = mark.end
        if tense is Tense.PARTICIPLE and not _finite(text, mark.end, end):
            pending.append(mark)
            if mark.start - plan_end <= 1 and cue.detail in ("شد", "گرفت"):
                license_ = "strong"  # هدف پیش‌بینی شده: what follows may be it
            continue
        if cue.word in ("خواهد", "خواهند", "خواهیم", "خواهم", "نخواهد", "نخواهند", "نخواهیم"):
            verb_end = _word_end(text, mark.end + 1, end)
        plan = 0 <= mark.start - plan_end <= 1 and tense not in _UNMET
        clause = Clause(begin, verb_end, mark.start, tense, cue.detail, cue.negated, plan, license_, pending)
        items.append(clause)
        begin, pending = verb_end, []
        if plan:
            license_ = "strong"
        elif tense in (Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT, Tense.PARTICIPLE):
            license_ = ""
    if begin < end:
        items.append(Clause(begin, end, end, None, license=license_, marks=pending))
    return Clauses(start, end, items, [clause.end for clause in items])


def _finite(text: str, position: int, end: int) -> bool:
    """Whether a participle (شده) stands for a finite verb: a pause or a conjunction follows."""
    return position >= end or text[position] in _PAUSE or text.startswith(_JOINTS, position)


def _word_end(text: str, position: int, end: int) -> int:
    stop = text.find(" ", position, end)
    return end if stop < 0 else stop
