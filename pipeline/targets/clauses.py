"""Cut a sentence into clauses at its finite verbs, each with the cues that stand in it."""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.targets.cues import Cue, cue_matcher
from pipeline.targets.verbs import Tense

_PAUSE = frozenset(".،؛:!؟?)»\"\n")
_JOINTS = (" و ", " که ", " ولی ", " اما ", " تا ", " است", " اند")
_PAST = frozenset({Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT, Tense.PARTICIPLE})
_REACHING = frozenset({"رسید", "رساند", "یافت"})
_PASSIVE = frozenset({"شد", "گردید", "گشت", "رسید", "یافت", "گرفت", "رفت", "آمد"})
_PARTS = ("داده", "پیدا", "قرار", "آن", "آنها", "خواهد")


class Mark(NamedTuple):
    """A cue where it stands."""

    start: int
    end: int
    cue: Cue


@dataclass(slots=True)
class Clause:
    """start, end: from behind the verb before to the end of its own verb (or of the sentence).

    verb_start: where the verb begins, or the end. verb: its past stem, "" for the copula and none. features: what
    the goal rules ask about the whole clause.
    """

    start: int
    end: int
    verb_start: int
    tense: Tense | None
    verb: str
    marks: list[Mark]
    features: set[str] = field(default_factory=set)

    def before(self, position: int, kind: str, detail: str = "") -> Mark | None:
        """The nearest such cue that ends at or before a position."""
        nearest = None
        for mark in self.marks:
            if mark.end > position:
                break
            if mark.cue.kind == kind and detail in ("", mark.cue.detail):
                nearest = mark
        return nearest


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
    items: list[Clause] = []
    pending: list[Mark] = []
    begin, license_, plan_end, weak, condition, passing = start, "", -1, False, False, False
    for hit in cue_matcher().find(text[start:end]):
        hit_start, hit_end = start + hit.start, start + hit.end
        for cue in hit.payload:
            mark = Mark(hit_start, hit_end, cue)
            if cue.kind == "plan":
                plan_end, weak = hit_end, cue.detail == "weak"
            elif cue.detail == "condition":
                condition = True
            elif cue.kind == "modal" and license_ != "strong":
                license_ = cue.detail
            if cue.kind not in ("verb", "announcement") and cue.detail != "need":
                pending.append(mark)
                continue
            if cue.tense is Tense.PARTICIPLE and not _finite(text, hit_end, end):
                pending.append(mark)
                if hit_start - plan_end <= 1:  # پیش‌بینی شده: what follows may be it; گرفته شده است: the plan goes on
                    license_, plan_end = "strong", hit_end
                continue
            if not cue.detail and cue.tense is Tense.FUTURE and text[hit_end : hit_end + 1] == " ":
                hit_end = _word_end(text, hit_end + 1, end)
            tense = cue.tense or (Tense.COPULA if cue.kind == "modal" else Tense.PAST)
            clause = Clause(begin, hit_end, hit_start, tense, cue.detail, pending)
            plan = 0 <= hit_start - plan_end <= 1 or (plan_end > begin and _on_agenda(pending, hit_start))
            _describe(clause, text, cue, license_)
            if plan and tense is not Tense.PLUPERFECT:
                clause.features.add("weak_plan" if weak else "plan")
            if condition:
                clause.features.add("condition")
            items.append(clause)
            begin, pending = hit_end, []
            if "plan" in clause.features:
                license_ = "strong"
            elif "future" in clause.features:
                license_, passing = "strong", True  # it reaches to the next clause only
                continue
            elif passing:
                license_ = ""
            elif cue.kind == "modal":
                license_ = "duty"
            elif "past" in clause.features:
                license_ = ""
            passing = False
    if begin < end:
        clause = Clause(begin, end, end, None, "", pending)
        _describe(clause, text, None, license_)
        items.append(clause)
    return Clauses(start, end, items, [clause.end for clause in items])


def _describe(clause: Clause, text: str, verb: Cue | None, license_: str) -> None:
    """Enter the features of a clause."""
    features = clause.features
    tense = clause.tense
    if tense is None:
        features.add("verbless")
    elif tense in _PAST:
        features.add("past")
    else:
        features.add(tense.value)
        if tense in (Tense.PRESENT, Tense.SUBJUNCTIVE):
            features.add("undecided")
    if verb is not None:
        if verb.negated:
            features.add("negated")
        if verb.kind == "announcement":
            features.add("announced")
        if verb.detail in _REACHING:
            features.add("moves")
        if not verb.detail and tense in (Tense.FUTURE, Tense.SUBJUNCTIVE):
            features.add("be")
        if verb.detail in _PASSIVE or verb.word.endswith("یم"):
            features.add("passive")
    if license_:
        features.add(license_)
    for mark in clause.marks:
        kind, detail = mark.cue.kind, mark.cue.detail
        if kind == "frame":
            features.add(detail)
            if detail == "next":
                features.add("open")
        elif kind == "action":
            features.add("acts")
            if detail == "event" and _adjacent(text, mark.end, clause.verb_start):
                features.add("event")
        elif kind == "change":
            features.add("moves")


def _adjacent(text: str, end: int, verb_start: int) -> bool:
    """Whether an action is part of the predicate: nothing but a word of the compound verb stands between."""
    return verb_start - end <= 1 or (verb_start - end <= 7 and text[end:verb_start].strip() in _PARTS)


def _on_agenda(marks: list[Mark], verb_start: int) -> bool:
    """در دستور کار … قرار دارد: the plan's holder may stand before the verb."""
    return any(m.cue.kind == "plan" and m.cue.word.endswith("کار") and verb_start - m.end < 60 for m in marks)


def _finite(text: str, position: int, end: int) -> bool:
    """Whether a participle (شده) stands for a finite verb: a pause or a conjunction follows."""
    return position >= end or text[position] in _PAUSE or text.startswith(_JOINTS, position)


def _word_end(text: str, position: int, end: int) -> int:
    stop = text.find(" ", position, end)
    return end if stop < 0 else stop
