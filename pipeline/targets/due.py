"""By when a goal holds, where its own clause does not say it: what stands around that clause tells it."""

from functools import cache

from pipeline.dates import calendars
from pipeline.document import DateMention, Document, Period, SentenceKind
from pipeline.rulebook.clues import Clue
from pipeline.targets.clauses import Clause, Clauses
from pipeline.targets.cues import target_rules
from pipeline.targets.features import BITS, FUTURE, OPEN, PAST, PLAN, STRONG
from pipeline.targets.measure_rules import measure_rules
from pipeline.targets.scope import clause_due, dates_in, is_past, takes_up

_DECIDED = BITS["decided"]
_OPENING = 12  # letters before a date that opens its sentence
_LAST_MONTH, _PLAN_REACH = "12", 24


def due_before(
    document: Document, clauses: Clauses, index: int, today: str
) -> tuple[Period | None, DateMention | None]:
    """The date still to come of the nearest clause before in the sentence that looks ahead itself.

    The day on which a plan was made is none: «روز شنبه پیش‌بینی شد که …».
    """
    for clause in reversed(clauses.items[:index]):
        if not clause.features & (FUTURE | STRONG | PLAN):
            continue
        if clause.features & PAST and not clause.features & PLAN:
            continue
        period, mention = clause_due(document, clause, today)
        if period is not None and not (
            clause.features & PLAN and (is_brief(period) or not period.jalali_end)
        ):
            return period, mention
    return None, None


def near_due(document: Document, clause: Clause, today: str) -> tuple[Period | None, DateMention | None]:
    """A time close by that a clause names and that is no date for itself.

    The next of the weekdays where it is none to come («قرار است روز شنبه …»), else what begins about now:
    «در روزهای آینده», «به مناسبت هفته تعاون». Not in the last month, when it may be next year's.
    """
    text, weekday = document.text, measure_rules().patterns.weekday
    if not clause.features & PAST and (day := weekday.search(text, clause.start, clause.end)):
        for mention in dates_in(document, clause.start, clause.end):
            alone = mention.start == day.start() and mention.end == day.end()
            if alone and mention.period.jalali_start and mention.period.precision == "day":
                past = calendars.jalali_ordinal(*map(int, mention.period.jalali_start.split("-")))
                return calendars.period(past + 7, past + 7, "day"), mention
    if len(today) < len("1398-06-01") or today[5:7] == _LAST_MONTH:
        return None, None
    if _near().find(text[clause.start : clause.end]) is None:
        return None, None
    return calendars.period(calendars.jalali_ordinal(*map(int, today.split("-"))), None, "span"), None


def year_of_plan(document: Document, clause: Clause, period: Period, mention: DateMention | None) -> Period:
    """The year of a development plan that a clause names where its date is the plan: «سال اول برنامه»."""
    if mention is None or period.jalali_start is None:
        return period
    rules = measure_rules()
    if not document.text.startswith(rules.plans, mention.start):
        return period
    before = max(0, mention.start - _PLAN_REACH)
    plan_year = rules.patterns.plan_year
    named = plan_year.search(document.text, before, mention.end) or plan_year.search(
        document.text, clause.start, clause.end
    )
    if named is None or named[1] not in rules.plan_years:
        return period
    year = int(period.jalali_start[:4]) + rules.plan_years[named[1]]
    return calendars.period(*calendars.jalali_year(year), "year")


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
def _near() -> Clue:
    return target_rules().near.compile()


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
