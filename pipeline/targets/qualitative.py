"""Announced actions without a number: «احیای واحدهای راکد در دستور کار است»."""

from bisect import bisect_right
from functools import cache

from pipeline.document import Document, Sentence, SentenceKind, Target
from pipeline.stages.speakers import speaker_at
from pipeline.targets.clauses import Clause, cut
from pipeline.targets.cues import Mark, find_cues, target_rules
from pipeline.targets.features import CONDITION, EVENT, FUTURE, NEGATED, PAST, PLAN
from pipeline.targets.phrases import phrase_of
from pipeline.targets.scope import Scope, clause_due, organization_of, today_of
from pipeline.targets.undertakings import named_action
from pipeline.text.alphabet import encode
from pipeline.text.folding import fold_phrase

_LEAST_WORDS = 2
_POINTERS = frozenset({"آن", "این", "آنها"})
_BROKEN = frozenset({"وی", "که", "اینکه", "مبنی", "درصورت", "انتخاب"})
_LONGEST = 400  # a clause this long is no clear statement


def qualitative_targets(document: Document) -> list[Target]:
    """The announced actions in sentences that hold no quantity."""
    encoded = document.encoded
    seen: set[int] | None = None  # the sentences that are done with
    found: list[Target] = []
    for trigger in _triggers():
        at = encoded.find(trigger)
        while at >= 0:
            if seen is None:
                seen = {quantity.sentence for quantity in document.quantities}
            index = bisect_right(document.sentence_starts, at) - 1
            if index >= 0 and index not in seen:
                seen.add(index)
                found.extend(_of_sentence(document, document.sentences[index]))
            at = encoded.find(trigger, at + len(trigger))
    return sorted(found, key=lambda target: target.start)


def _of_sentence(document: Document, sentence: Sentence) -> list[Target]:
    if (
        sentence.kind is not SentenceKind.BODY
        or sentence.end - sentence.start > _LONGEST
        or document.text[sentence.end - 1] in "؟?"
    ):
        return []
    marks, seen = find_cues(document, sentence.start, sentence.end)
    if not seen & PLAN and not (seen & FUTURE and seen & EVENT):
        return []
    clauses = cut(document.text, sentence.start, sentence.end, marks).items
    return [target for clause in clauses if (target := _of_clause(document, clause)) is not None]


def _of_clause(document: Document, clause: Clause) -> Target | None:
    """The action a clause announces, where its predicate is one of the rules' and what is done is named."""
    if clause.features & (NEGATED | CONDITION) or clause.end - clause.start > _LONGEST:
        return None
    mark = _predicate(clause)
    if mark is None:
        return None
    start, end, cue = mark
    thing = phrase_of(document, clause, start)
    if len(thing.split()) < _LEAST_WORDS or _is_vague(fold_phrase(thing)):
        return None
    behind = document.text[end : clause.verb_start].split()
    if cue.kind == "plan" and behind and behind[0] in target_rules().qualitative.sittings:
        return None
    if cue.kind == "plan" and fold_phrase(thing).split()[0] not in _undertakings():
        return None
    speaker = speaker_at(document, clause.start)
    period, mention = clause_due(document, clause, today_of(document))
    return Target(
        clause.opening(document.text),
        clause.end,
        "agenda" if cue.kind == "plan" else "announced-plan",
        thing if cue.kind == "plan" else named_action(cue.word, thing),
        kind="qualitative",
        period=period,
        period_mention=mention,
        provinces=Scope(document).provinces(clause.start, clause.end, clause, speaker),
        organization=organization_of(speaker, document.text[clause.start : clause.end]),
        speaker=speaker,
    )


def _is_vague(thing: str) -> bool:
    """Whether a folded phrase names nothing to be looked up: it points to what was said, or breaks off."""
    words = thing.split(" ")
    vague = target_rules().qualitative.vague
    return words[0] in vague or words[-1] in _POINTERS or not _BROKEN.isdisjoint(words)


@cache
def _triggers() -> tuple[bytes, ...]:
    """The triggers as they begin in an encoded text, each with the edge before it."""
    return tuple(encode(fold_phrase(phrase))[:-1] for phrase in target_rules().qualitative.triggers)


@cache
def _undertakings() -> frozenset[str]:
    """Words that begin what a plan undertakes: the actions, and more of their kind."""
    rules = target_rules()
    words = [*rules.actions["event"], *rules.actions["process"], *rules.qualitative.undertakings]
    return frozenset(fold_phrase(word) for word in words)


def _predicate(clause: Clause) -> Mark | None:
    """The plan or the action that the clause says of its subject."""
    rules, features = target_rules().qualitative, clause.features
    for mark in reversed(clause.marks):
        _, end, cue = mark
        if cue.kind == "plan" and features & PLAN and not features & PAST:
            return mark if cue.word in rules.agendas else None
        if cue.kind == "action" and features & FUTURE:
            near = clause.verb_start - end <= 1
            return mark if near and features & EVENT and cue.word in rules.actions else None
    return None
