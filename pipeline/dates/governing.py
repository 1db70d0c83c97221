"""Which date expression holds for a number: the one beside it, else the frame before it, never a far one."""

import re
from bisect import bisect_left, bisect_right
from functools import cache, cached_property, lru_cache

from pydantic import Field

from pipeline.dates.limits import has_one
from pipeline.document import DateMention, Document, Number, SentenceKind
from pipeline.rulebook.clues import Clue
from pipeline.rulebook.loading import Rule, RuleFile, load_rules
from pipeline.text.alphabet import PhraseMatcher

_NEAR = 45  # a date so close behind a number, with no number between, belongs to it
_BEHIND = 140  # so close where other numbers lie between
_FRAME = 400  # a frame before a number reaches so far within its sentence
_COMPARED = 60  # characters before a date in which a comparison that takes it in begins
_OF_IT = 40  # characters behind a number in which آن shows that it is a part of the one before
_DATES_BETWEEN = 8  # so many dates at most are looked over for the number before them
_HANDS = 3  # a period is handed on from number to number so often ("از این تعداد …")
_PARENTHESIS = re.compile(r" ?\([^()\n]{0,40}\)")


class ClueRule(Rule):
    """A rule of rules/periods.yaml. needs: one of these is in all it matches, and is looked for first."""

    needs: list[str] = Field(default_factory=list)


class PeriodsFile(RuleFile):
    """rules/periods.yaml: what stands between a number and the date that holds for it."""

    rules: list[ClueRule]


@cache
def clues() -> dict[str, Clue]:
    """The rules by id."""
    return {rule.id: Clue(rule.pattern, rule.needs) for rule in load_rules("periods", PeriodsFile).rules}


# Texts are looked over word by word first, as the same words come again.


@lru_cache(maxsize=16384)
def _is_verb(word: str) -> bool:
    """Whether a word is a finite verb."""
    return clues()["verb"].find(word) is not None


@lru_cache(maxsize=16384)
def _may_part(word: str) -> bool:
    """Whether a word may part a number from a date: a verb, or a piece of what one of these rules matches."""
    return _is_verb(word) or has_one(word, _parting())


@cache
def _parting() -> list[str]:
    needs = [need for clue in ("now", "saying", "new-clause", "break") for need in clues()[clue].needs]
    return [(need.split() or [need])[-1] for need in needs]


def _parts(between: str) -> bool:
    """Whether a text between a number and a date may part them."""
    for word in between.split(" "):  # noqa: SIM110 -- `any` takes twice as long, and this is asked often
        if _may_part(word):
            return True
    return False


def _is_open(mention: DateMention) -> bool:
    """Whether a date only says since when."""
    return mention.period.jalali_start is not None and mention.period.jalali_end is None


def _first_verb(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The first finite verb of text[start:end], and where it ends."""
    for word in text[start:end].split(" "):
        if _is_verb(word):
            return word, start + len(word)
        start += len(word) + 1
    return None


@cache
def _hand_overs() -> PhraseMatcher:
    """Finds what stands wherever a rule that hands a period on matches, also glued (ازاین میزان)."""
    needs = [need.strip() for clue in ("anaphora", "carried", "of-it") for need in clues()[clue].needs]
    return PhraseMatcher(preposition + need for preposition in ("", "از", "بر") for need in needs)


class Governor:
    """Finds the dates that hold for the numbers of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.dates = document.dates
        self.clues = clues()
        headline = 0
        for sentence in document.sentences:
            if sentence.kind is SentenceKind.BODY:
                break
            headline = sentence.end
        self.headline_end = headline
        self.date_starts = [mention.start for mention in document.dates]
        starts = document.sentence_starts
        self.dated = {
            bisect_right(starts, date) - 1 for date in self.date_starts
        }  # the sentences with a date
        # The sentence that is read: its index, its bounds, and whether a number in it may have a date.
        self.index, self.begin, self.end, self.may_be_dated = -1, 0, 0, False

    @cached_property
    def hand_overs(self) -> list[int]:
        """Where something stands that may hand a period on."""
        return [start for _, start, _, _ in _hand_overs().find(self.document.encoded)]

    @cached_property
    def number_starts(self) -> list[int]:
        """For bisecting: the start of every number."""
        return [number.start for number in self.document.numbers]

    def mention_for(self, start: int, end: int) -> DateMention | None:
        """The date for the number at [start, end).

        For a number of the headline that names no date it is that of the same number in the body.
        """
        if not self.dates:
            return None
        if not self.begin <= start < self.end:
            self.enter(start)
        mention = self.governing(self.index, start, end, _HANDS) if self.may_be_dated else None
        if mention is None and start < self.headline_end and (twin := self.twin_in_body(start)) is not None:
            self.enter(twin.start)
            mention = self.governing(self.index, twin.start, twin.end, _HANDS)
        return mention

    def enter(self, position: int) -> None:
        """Go to the sentence of a position."""
        starts = self.document.sentence_starts
        self.index = bisect_right(starts, position) - 1
        self.begin = starts[self.index] if self.index >= 0 else 0
        self.end = starts[self.index + 1] if self.index + 1 < len(starts) else len(self.text)
        self.may_be_dated = self.may_date(self.index, _HANDS)

    def may_date(self, index: int, hands: int) -> bool:
        """Whether a number of a sentence may have a date: from there, or handed on from sentences before."""
        if index < 0:
            return False
        if index in self.dated:
            return True
        return hands > 0 and self.may_date(index - 1, hands - 1) and self.hands_on(index)

    def hands_on(self, index: int) -> bool:
        """Whether something stands in a sentence that may hand on the period of the number before."""
        sentence, places = self.document.sentences[index], self.hand_overs
        first = bisect_left(places, sentence.start)
        return first < len(places) and places[first] < sentence.end + _OF_IT

    def twin_in_body(self, start: int) -> Number | None:
        """The first number of the body that equals the headline's number at `start`."""
        position = bisect_left(self.number_starts, start)
        if position == len(self.number_starts):
            return None
        own = self.document.numbers[position]
        return self.first_in_body.get((own.low, own.high))

    @cached_property
    def first_in_body(self) -> dict[tuple[float, float], Number]:
        """Every value of the body's numbers that are no dates, with its first number."""
        found: dict[tuple[float, float], Number] = {}
        for number in self.document.numbers:
            if number.role is None and number.start >= self.headline_end:
                found.setdefault((number.low, number.high), number)
        return found

    def governing(self, index: int, start: int, end: int, hands: int) -> DateMention | None:
        """The date that holds for the number at [start, end) of a sentence."""
        if index < 0:
            return None
        sentence = self.document.sentences[index]
        behind = bisect_left(self.date_starts, end)
        following = frame = None
        if behind < len(self.dates) and self.dates[behind].start < min(sentence.end, end + _BEHIND):
            end = self.behind_parenthesis(start, end, sentence.end)
            following = self.following(behind, end, sentence.end)
            if following and self.is_beside(end, following.start):
                return following
        if behind and self.dates[behind - 1].start >= sentence.start:
            frame = self.frame(behind - 1, start, sentence.start)
        return (
            frame
            or following
            or (self.handed_on(index, start, end, hands - 1) if hands and self.hands_on(index) else None)
        )

    def behind_parenthesis(self, start: int, end: int, limit: int) -> int:
        """Where the look behind a number begins: behind its parenthesis, or the one it stands in."""
        if "(" in self.text[end : end + 2] and (match := _PARENTHESIS.match(self.text, end, limit)):
            return match.end()
        close = self.text.find(")", end, min(end + 30, limit))
        if close > 0 and "(" in self.text[max(0, start - 10) : start] and "(" not in self.text[end:close]:
            return close + 1
        return end

    def is_beside(self, end: int, start: int) -> bool:
        """Whether a date at `start` stands so close behind a number that no frame before it can hold."""
        return start - end <= _NEAR and "،" not in self.text[end:start] and not self.has_number(end, start)

    def following(self, index: int, end: int, limit: int) -> DateMention | None:
        """The date behind a number in its own clause."""
        dates, clues = self.dates, self.clues
        while index < len(dates) and dates[index].end <= limit and dates[index].start - end <= _BEHIND:
            mention = dates[index]
            index += 1
            if mention.comparison:
                continue
            between = self.text[end : mention.start]
            if clues["joined"].find(between[-20:]):
                return None
            if not _parts(between):
                return mention
            if " که " in between:
                between = clues["relative-clause"].strip(between)
            if clues["break"].find(between) or clues["now"].find(between):
                return None
            if _first_verb(between, 0, len(between)):
                return None
            return mention
        return None

    def frame(self, index: int, start: int, limit: int) -> DateMention | None:
        """The last date before a number in its sentence, if its clause still holds there."""
        dates, clues = self.dates, self.clues
        while index >= 0 and dates[index].start >= limit and start - dates[index].end <= _FRAME:
            mention = dates[index]
            index -= 1
            if mention.comparison:
                continue
            if clues["comparing"].find(self.text[max(limit, mention.start - _COMPARED) : mention.start]):
                continue
            if (
                start - mention.end < _NEAR
                and clues["baseline"].find(self.text[mention.end : start])
                and self.dates_a_baseline(mention, limit)
            ):
                continue
            return mention if self.holds(mention, start, limit) else None
        return None

    def holds(self, mention: DateMention, start: int, limit: int) -> bool:
        """Whether a date before a number in its sentence still holds for it."""
        text, clues = self.text, self.clues
        between = text[mention.end : start]
        if not _parts(between):
            return True
        if (now := clues["now"].find(between)) and not (now[0].startswith("تا") and _is_open(mention)):
            return False  # «از ۲۷ مرداد تاکنون» is one period
        if saying := clues["saying"].find(between):
            # The saying itself is dated by what stands before it, what is said only where that is its topic.
            if mention.period.precision == "day" or not clues["topic"].find(text[limit : mention.start]):
                return False
            return not clues["new-clause"].find(between[saying.end() :])
        verb = _first_verb(text, mention.end, start)
        if verb is None:
            return True
        word, behind = verb
        if clues["new-clause"].find(text[behind:start]):
            return False
        coming = self.clues["coming"].find(word) is not None
        clause = self.clause_start(mention.start, limit)
        if self.in_relative_clause(clause, mention.start):
            # "برقی که امسال تولید می‌شود ۲۰ مگاوات است"
            return (coming or start - behind <= 4) and not _first_verb(text, behind + 6, start)
        if mention.period.precision == "day":
            return False
        # Over a verb a date reaches as a frame that opened its clause, or where what comes is told.
        return coming or not self.has_number(clause, mention.start)

    def dates_a_baseline(self, mention: DateMention, limit: int) -> bool:
        """Whether a date belongs to the number before it ("از ۳ میلیون در سال ۹۸ به ۵ میلیون")."""
        before = self.number_before(mention.start)
        if before is None or before.start < limit or mention.start - before.end > _NEAR:
            return False
        between = self.text[before.end : mention.start]
        if self.clues["another"].find(between):  # «تا ۱۴۰۰ به ۵ و تا ۱۴۱۰ به ۹ میلیون»
            return False
        return _first_verb(between, 0, len(between)) is None

    def clause_start(self, position: int, limit: int) -> int:
        """Where the clause of a position begins: behind the last verb before it."""
        start = max(limit, position - _BEHIND)
        while verb := _first_verb(self.text, start, position):
            start = verb[1] + 1
        return start

    def in_relative_clause(self, clause: int, position: int) -> bool:
        """Whether the clause from `clause` to a date at `position` begins with که."""
        return "که" in self.text[clause:position].split(" ")

    def handed_on(self, index: int, start: int, end: int, hands: int) -> DateMention | None:
        """The period of the number before, where the text speaks of the same ("از این تعداد")."""
        sentence, text = self.document.sentences[index], self.text
        low = max(sentence.start, start - _BEHIND)
        before = self.number_before(start)
        if before is None:
            return None
        clues, opening = self.clues, text[low:start]
        if before.start >= sentence.start:
            between = text[max(low, before.end) : start]
            cue = clues["anaphora"].find(between) or (
                " که " in between and clues["of-it"].find(text[end : end + _OF_IT])
            )
        elif index and before.start >= self.document.sentences[index - 1].start:
            cue = clues["anaphora"].find(opening) or clues["carried"].find(opening)
            index -= 1
        else:
            return None
        if not cue or clues["now"].find(opening):
            return None
        return self.governing(index, before.start, before.end, hands)

    def number_before(self, position: int) -> Number | None:
        """The last number before a position that is no date."""
        numbers = self.document.numbers
        index = bisect_left(self.number_starts, position) - 1
        for number in reversed(numbers[max(0, index - _DATES_BETWEEN) : index + 1]):
            if number.role is None:
                return number
        return None

    def has_number(self, start: int, end: int) -> bool:
        """Whether a number that is no date stands in [start, end)."""
        numbers = self.document.numbers
        index = bisect_left(self.number_starts, start)
        while index < len(numbers) and numbers[index].start < end:
            if numbers[index].role is None:
                return True
            index += 1
        return False
