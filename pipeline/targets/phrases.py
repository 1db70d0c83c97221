"""The noun phrases of a clause that may name a metric, and what can name none."""

from functools import cache, lru_cache

from pipeline.document import Document
from pipeline.lexicon import WordClass, word_classes
from pipeline.quantities.phrase_rules import phrase_rules
from pipeline.targets.clauses import Clause
from pipeline.targets.cues import target_rules
from pipeline.targets.metric_rules import metric_rules
from pipeline.targets.scope import dates_in
from pipeline.text.folding import fold_phrase
from pipeline.text.polish import polish

_WORDS = 12
_PREPOSITION = 5  # letters of one at most, with its blank
_FROM = " از "
_FINITE = frozenset({WordClass.VERB, WordClass.LIGHT_VERB, WordClass.COPULA})


@cache
def _no_metrics() -> tuple[frozenset[str], frozenset[str]]:
    rules = target_rules()
    return frozenset(map(fold_phrase, rules.no_metric)), frozenset(map(fold_phrase, rules.time_words))


@cache
def metric_heads() -> frozenset[str]:
    """The words that begin the name of something measurable."""
    return frozenset(map(fold_phrase, target_rules().metric_heads))


def begins_with_preposition(text: str, start: int = 0) -> bool:
    """Whether a preposition stands at start, so that no noun phrase begins there."""
    return text.startswith(metric_rules().prepositions, start)


@lru_cache(maxsize=4096)
def has_verb(phrase: str) -> bool:
    """Whether a phrase holds a finite verb or a participle of one, so that it is no noun phrase."""
    words, rules = fold_phrase(phrase).split(" "), metric_rules()
    return any(
        word_classes().get(word) in _FINITE or word.startswith(rules.will) or word in rules.are
        for word in words
    )


@lru_cache(maxsize=4096)
def is_no_metric(phrase: str) -> bool:
    phrases, time_words = _no_metrics()
    folded, rules = fold_phrase(phrase), metric_rules()
    if folded.startswith(rules.compared):
        return True
    return folded in phrases or (folded.split(" ")[0] in time_words and not folded.startswith(rules.spans))


def phrase_of(document: Document, clause: Clause, stop: int) -> str:
    """The clause's subject, where no head word tells it: what stands before stop.

    Of a duty the subject may stand before باید: «شمار بی‌سوادان باید به ۲ درصد برسد»."""
    start, rules = max(clause.start, document.text.rfind(":", clause.start, stop) + 1), metric_rules()
    for begin, end, cue in reversed(clause.marks):
        if (
            cue.kind == "modal"
            and start <= begin
            and end <= stop
            and not cue.word.startswith(rules.according)
        ):
            found = _phrase_behind(document, end, stop)
            if found or cue.detail != "duty":
                return found
            stop = begin
    if start == clause.start and (conjunction := rules.patterns.so_that.match(document.text, start)):
        start = conjunction.end()
    return _phrase_behind(document, start, stop)


def _phrase_behind(document: Document, start: int, stop: int) -> str:
    text, rules = document.text, metric_rules()
    if opened := [match.end() for match in rules.patterns.that.finditer(text, start, stop)]:
        start = opened[-1]
    match = rules.patterns.leading.match(text, start, stop)
    start = _behind_date(document, match.end() if match else start, stop)
    if begins_with_preposition(text, start):  # به گزارش …، صادرات به
        start = _behind_comma(text, start, stop)
        if start < 0:
            return ""
    end = phrase_end(text, start, stop)
    if end <= start or is_no_metric(text[start:end]):
        return ""
    return polish(document.raw_text(start, end))


def _behind_comma(text: str, start: int, stop: int) -> int:
    """Where the subject begins behind phrases of time and place, each with its comma; -1 where none does."""
    comma = stop
    while (comma := text.rfind("، ", start, comma)) >= 0:
        behind = comma + 2
        if not begins_with_preposition(text, behind) and not is_no_metric(text[behind:stop]):
            return behind
    return -1


def _behind_date(document: Document, start: int, stop: int) -> int:
    """Where a phrase goes on that begins with a date: «تا ۳ سال دیگر استخراج گاز به»."""
    for mention in dates_in(document, start, min(stop, start + _PREPOSITION)):
        behind = mention.end + 1
        if behind < stop and document.text[behind - 1] == " ":
            return start if begins_with_preposition(document.text, behind) else behind
    return start


def phrase_before(document: Document, start: int, stop: int) -> str:
    """The noun phrase that ends at stop, without what comes before a colon, a comma or the like."""
    text, rules = document.text, metric_rules()
    for sign in (":", "،", "؛", _FROM, *rules.subordinators, *rules.that):
        at = text.rfind(sign, start, stop)
        while at >= 0 and sign == _FROM and text[start:at].split(" ")[-1] in phrase_rules().governing:
            at = text.rfind(sign, start, at)  # طرح پیشگیری از اعتیاد
        if at >= 0:
            start = at + len(sign)
    if stop - start < 3:
        return ""
    return polish(" ".join(document.raw_text(start, stop).split()[-_WORDS:]))


def phrase_end(text: str, start: int, stop: int) -> int:
    """Where the noun phrase that begins at start ends, at most a dozen words behind."""
    rules = metric_rules()
    match = rules.patterns.name_end.search(text, start, stop)
    end = match.start() if match else stop
    if match and match[0] in rules.done and not text.startswith(" های", match.end()):
        described = rules.patterns.describes.search(text, start, end)
        end = described.start() if described else end
    words = text[start:end].split(" ")
    if len(words) > _WORDS:
        end = start + len(" ".join(words[:_WORDS]))
    while end > start and text[end - 1] in " ،":
        end -= 1
    for joint in rules.loose_ends:
        if text.endswith(joint, start, end):
            end -= len(joint)
    return end
