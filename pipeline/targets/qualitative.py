"""Announced actions without a number: «احیای واحدهای راکد در دستور کار است»."""

from bisect import bisect_right
from functools import cache

from pipeline.document import Document, Sentence, SentenceKind, Target
from pipeline.stages.speakers import speaker_at
from pipeline.targets.clauses import Clause, clauses_of
from pipeline.targets.cues import Mark, target_rules
from pipeline.targets.metric import named_action, phrase_of
from pipeline.targets.scope import clause_due, organization_of, provinces_of, today_of
from pipeline.text.folding import fold_phrase

_LEAST_WORDS = 2
_LONGEST = 400  # a clause this long is no clear statement


def qualitative_targets(document: Document) -> list[Target]:
    """The announced actions in sentences that hold no quantity."""
    text = document.text
    triggers = _triggers()
    if not any(trigger in text for trigger in triggers):
        return []
    counted = {quantity.sentence for quantity in document.quantities}
    found = []
    seen: set[int] = set()
    for trigger in triggers:
        at = text.find(trigger)
        while at >= 0:
            index = bisect_right(document.sentence_starts, at) - 1
            if index >= 0 and index not in counted and index not in seen:
                seen.add(index)
                found.extend(_of_sentence(document, document.sentences[index]))
            at = text.find(trigger, at + len(trigger))
    return sorted(found, key=lambda target: target.start)


def _of_sentence(document: Document, sentence: Sentence) -> list[Target]:
    if (
        sentence.kind is not SentenceKind.BODY
        or sentence.end - sentence.start > _LONGEST
        or document.text[sentence.end - 1] in "؟?"
    ):
        return []
    clauses = clauses_of(document.text, sentence.start, sentence.end).items
    return [target for clause in clauses if (target := _of_clause(document, clause)) is not None]


def _of_clause(document: Document, clause: Clause) -> Target | None:
    """The action a clause announces, where its predicate is one of the rules' and what is done is named."""
    features = clause.features
    if "negated" in features or "condition" in features or clause.end - clause.start > _LONGEST:
        return None
    mark = _predicate(clause)
    if mark is None:
        return None
    thing = phrase_of(document, clause, mark.start)
    if len(thing.split()) < _LEAST_WORDS:
        return None
    if mark.cue.kind == "plan" and fold_phrase(thing).split()[0] not in _undertakings():
        return None
    speaker = speaker_at(document, clause.start)
    period, mention = clause_due(document, clause, today_of(document))
    return Target(
        clause.opening(document.text),
        clause.end,
        "agenda" if mark.cue.kind == "plan" else "announced-plan",
        thing if mark.cue.kind == "plan" else named_action(mark.cue.word, thing),
        kind="qualitative",
        period=period,
        period_mention=mention,
        provinces=provinces_of(document, clause.start, clause.end, clause, speaker),
        organization=organization_of(speaker, document.text[clause.start : clause.end]),
        speaker=speaker,
    )


@cache
def _triggers() -> tuple[str, ...]:
    return tuple(fold_phrase(phrase) for phrase in target_rules().qualitative.triggers)


@cache
def _undertakings() -> frozenset[str]:
    """Words that begin what a plan undertakes: the actions, and more of their kind."""
    rules = target_rules()
    words = [*rules.actions["event"], *rules.actions["process"], *rules.qualitative.undertakings]
    return frozenset(fold_phrase(word) for word in words)


def _predicate(clause: Clause) -> Mark | None:
    """The plan or the action that the clause says of its subject."""
    rules = target_rules().qualitative
    for mark in reversed(clause.marks):
        if mark.cue.kind == "plan" and "plan" in clause.features and "past" not in clause.features:
            return mark if mark.cue.word in rules.agendas else None
        if mark.cue.kind == "action" and "future" in clause.features:
            near = clause.verb_start - mark.end <= 1
            return mark if near and "event" in clause.features and mark.cue.word in rules.actions else None
    return None
