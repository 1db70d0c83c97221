"""Announced actions without a number: «احیای واحدهای راکد در دستور کار است», «پل به زودی افتتاح می‌شود»."""

from bisect import bisect_right
from functools import cache
from itertools import chain

from pipeline.document import Document, Sentence, SentenceKind, Target
from pipeline.targets.clauses import Clause, Clauses, adjacent, cut
from pipeline.targets.cues import Cue, Mark, find_cues, target_rules
from pipeline.targets.features import (
    CONDITION,
    FUTURE,
    HABIT,
    HEADLINE,
    NEGATED,
    OPEN,
    PAST,
    PLAN,
    UNDECIDED,
)
from pipeline.targets.foreign import is_foreign
from pipeline.targets.phrases import begins_with_preposition, phrase_of
from pipeline.targets.qualitative_rules import qualitative_rules
from pipeline.targets.scope import Scope, clause_due, dates_in, organization_of, today_of
from pipeline.targets.undertakings import named_action
from pipeline.targets.verbs import Tense
from pipeline.text.alphabet import PhraseMatcher
from pipeline.text.folding import fold_phrase

_LEAST_WORDS = 2
_LONGEST = 400  # a clause this long is no clear statement
_OBJECT, _WE = " را ", "ما "
_KINDS = (SentenceKind.HEADLINE, SentenceKind.BODY)


def qualitative_targets(document: Document) -> list[Target]:
    """The announced actions in sentences that hold no quantity."""
    hits = _triggers().find(document.encoded)
    if not hits:
        return []
    seen = {quantity.sentence for quantity in document.quantities}  # the sentences that are done with
    found: list[Target] = []
    for _, at, _, _ in hits:
        index = bisect_right(document.sentence_starts, at) - 1
        if index >= 0 and index not in seen:
            seen.add(index)
            found.extend(_of_sentence(document, document.sentences[index]))
    return found


def _of_sentence(document: Document, sentence: Sentence) -> list[Target]:
    text, start, end = document.text, sentence.start, sentence.end
    if sentence.kind not in _KINDS or end - start > _LONGEST or text[end - 1] in "؟?":
        return []
    if qualitative_rules().patterns.fiction.search(text, start, end):
        return []
    features = HEADLINE if sentence.kind is SentenceKind.HEADLINE else 0
    clauses = cut(text, start, end, find_cues(document, start, end)[0], features)
    found = (_of_clause(document, clause, clauses) for clause in clauses.items)
    return [target for target in found if target is not None]


def _of_clause(document: Document, clause: Clause, clauses: Clauses) -> Target | None:
    """The action a clause announces, where its predicate is one of the rules' and what is done is named."""
    if clause.features & (NEGATED | CONDITION | HABIT):
        return None
    mark = _predicate(document, clause)
    if mark is None:
        return None
    start, end, cue = mark
    thing = _thing(document, clause, start)
    if _is_vague(thing):
        return None
    planned = cue.kind == "plan"
    if planned:
        behind = document.text[end : clause.verb_start].split()
        if behind and behind[0] in qualitative_rules().sittings:
            return None
        if fold_phrase(thing).split()[0] not in _undertakings():
            return None
    if is_foreign(document.text, clause.start, clause.end, clauses, any(p.certain for p in document.places)):
        return None
    speaker = document.speaker_at(clause.start)
    period, mention = clause_due(document, clause, today_of(document))
    return Target(
        clause.opening(document.text),
        clause.end,
        "agenda" if planned else "announced-plan",
        thing if planned else named_action(cue.word, thing),
        kind="qualitative",
        period=period,
        period_mention=mention,
        provinces=Scope(document).provinces(clause.start, clause.end, clause, speaker),
        organization=organization_of(speaker, document.text[clause.start : clause.end]),
        speaker=speaker,
    )


def _predicate(document: Document, clause: Clause) -> Mark | None:
    """The plan or the action that the clause says of its subject."""
    rules, features = qualitative_rules(), clause.features
    for mark in reversed(clause.marks):
        _, end, cue = mark
        if cue.kind == "plan" and features & PLAN and (not features & PAST or clause.tense is Tense.PERFECT):
            return mark if cue.word in rules.agendas else None
        if cue.kind == "action" and adjacent(document.text, end, clause.verb_start):
            return mark if _is_announced(document, clause, cue) else None
    return None


def _is_announced(document: Document, clause: Clause, action: Cue) -> bool:
    """Whether the verb announces an action: by its tense, a promise before it, or a time to come."""
    rules, features = qualitative_rules(), clause.features
    if action.word not in rules.actions:
        return action.word in rules.promised and bool(features & UNDECIDED) and _promise(clause) is not None
    if features & FUTURE:
        return True
    if not features & UNDECIDED:
        return False
    return _promise(clause) is not None or bool(features & OPEN) or _is_due(document, clause)


def _is_due(document: Document, clause: Clause) -> bool:
    return clause_due(document, clause, today_of(document))[0] is not None


def _promise(clause: Clause) -> Mark | None:
    """The words of a clause that promise what follows them: «قرار است»."""
    rules = qualitative_rules()
    promises = (mark for mark in clause.marks if mark[2].kind == "modal")
    return next((mark for mark in promises if mark[2].word in rules.willed | rules.settled), None)


def _thing(document: Document, clause: Clause, stop: int) -> str:
    """What is done or planned, "" where the clause does not tell it apart from who does it or where."""
    text, start = document.text, clause.opening(document.text)
    promise = _promise(clause)
    if text.endswith(_OBJECT, start, stop):
        willed = promise is not None and promise[2].word in qualitative_rules().willed
        if not willed and not text.startswith(_WE, start):
            return ""  # (قرار است) شهرداری گورستان را ساماندهی کند
    thing = phrase_of(document, clause, _before_date(document, clause, stop)).removeprefix(_WE)
    if not promise and " و " in thing and begins_with_preposition(text, start):
        return ""  # در زمینه‌های الکترونیک، لاستیک و پلاستیک راه‌اندازی می‌شود
    match = qualitative_rules().patterns.aside.search(thing)
    return thing[: match.start()].rstrip(" ،") if match else thing


def _before_date(document: Document, clause: Clause, stop: int) -> int:
    """Where what is done ends: before a date that follows it, «پل … ۱۵ تیر افتتاح می‌شود»."""
    for mention in dates_in(document, clause.start, stop):
        if len(document.text[clause.start : mention.start].split()) > _LEAST_WORDS:
            return mention.start
    return stop


def _is_vague(thing: str) -> bool:
    """Whether a phrase names nothing to be looked up: it points to what was said, or breaks off."""
    words = fold_phrase(thing).split(" ")
    rules = qualitative_rules()
    if len(words) < _LEAST_WORDS or words[0] in rules.vague or words[-1] in rules.folded_actions:
        return True
    return not rules.broken.isdisjoint(words)


@cache
def _triggers() -> PhraseMatcher:
    return PhraseMatcher(qualitative_rules().triggers)


@cache
def _undertakings() -> frozenset[str]:
    """Words that begin what a plan undertakes: the actions, and more of their kind."""
    rules = target_rules()
    actions = map(fold_phrase, chain(rules.actions["event"], rules.actions["process"]))
    return qualitative_rules().undertakings.union(actions)
