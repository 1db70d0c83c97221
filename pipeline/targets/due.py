"""By when a goal holds, where its own clause does not say it: what stands around that clause tells it."""

from functools import cache

from pipeline.document import DateMention, Document, Period, SentenceKind
from pipeline.rulebook.clues import Clue
from pipeline.targets.clauses import Clause, Clauses
from pipeline.targets.cues import target_rules
from pipeline.targets.features import BITS, FUTURE, OPEN, PAST, STRONG
from pipeline.targets.scope import clause_due, dates_in, is_past, takes_up

_DECIDED = BITS["decided"]
_OPENING = 12  # letters before a date that opens its sentence


def due_before(
    document: Document, clauses: Clauses, index: int, today: str
) -> tuple[Period | None, DateMention | None]:
    """The date still to come of the nearest clause before in the sentence that looks ahead itself."""
    for clause in reversed(clauses.items[:index]):
        if clause.features & (FUTURE | STRONG) and not clause.features & PAST:
            period, mention = clause_due(document, clause, today)
            if period is not None:
                return period, mention
    return None, None


def due_behind(
    document: Document, clauses: Clauses, clause: Clause, today: str
) -> tuple[Period | None, DateMention | None]:
    """The date still to come by which a later clause has all this done: «این تعداد تا پایان سال …»."""
    for later in clauses.items[clauses.index(clause.end - 1) + 1 :]:
        if takes_up(document.text[later.start : later.end]):
            return clause_due(document, later, today)
    return None, None


def headline_due(document: Document, today: str) -> tuple[Period | None, DateMention | None]:
    """A date still to come that another line of the headline names."""
    for sentence in document.sentences:
        if sentence.kind is SentenceKind.BODY:
            break
        for mention in dates_in(document, sentence.start, sentence.end):
            if not is_past(mention.period, today):
                return mention.period, mention
    return None, None


def is_brief(period: Period) -> bool:
    """Whether a period lies in one month."""
    return period.jalali_start is not None and period.jalali_start[:7] == (period.jalali_end or "")[:7]


def has_own_time(words: str) -> bool:
    """Whether a clause says itself when it will be, and leaves the date open: «به زودی», «در آینده نزدیک»."""
    return _undated().find(words) is not None


def is_same_time(words: str) -> bool:
    """Whether a clause speaks of the time named before it: «در این دوره», «در پایان برنامه»."""
    return _same_time().find(words) is not None


@cache
def _undated() -> Clue:
    return target_rules().undated.compile()


@cache
def _same_time() -> Clue:
    return target_rules().same_time.compile()


def is_history(document: Document, clauses: Clauses, index: int, today: str) -> bool:
    """Whether a sentence begins with a year long past and tells what was to be then: «در سال ۱۹۶۵ …»."""
    opening = clauses.items[0].opening(document.text)
    first = next(iter(dates_in(document, opening, opening + _OPENING)), None)
    if first is None or not today or not is_past(first.period, str(int(today[:4]) - 1)):
        return False
    if any(clause.features & (PAST | _DECIDED) == PAST for clause in clauses.items[:index]):
        return False
    return not any(clause.features & OPEN for clause in clauses.items[: index + 1])
