"""Which date expression holds for a number: the one beside it, else the frame before it, never a far one."""

import re
from bisect import bisect_left, bisect_right
from functools import cache

from pipeline.document import DateMention, Document, Number, SentenceKind
from pipeline.rulebook.loading import Rule, RuleFile, load_rules
from pipeline.rulebook.patterns import compile_pattern

_NEAR = 45  # a date so close behind a number, with no number between, belongs to it
_BEHIND = 140  # so close where other numbers lie between
_FRAME = 400  # a frame before a number reaches so far within its sentence
_COMPARED = 60  # characters before a date in which a comparison that takes it in begins
_HANDS = 3  # a period is handed on from number to number so often ("از این تعداد …")
_PARENTHESIS = re.compile(r" ?\([^()\n]{0,40}\)")


class PeriodsFile(RuleFile):
    """rules/periods.yaml: what stands between a number and the date that holds for it."""

    rules: list[Rule]


@cache
def period_patterns() -> dict[str, re.Pattern[str]]:
    """The compiled rules by id."""
    return {rule.id: compile_pattern(rule.pattern) for rule in load_rules("periods", PeriodsFile).rules}


def governing_period(document: Document, start: int, end: int) -> DateMention | None:
    """The date mention that holds for the number at [start, end) of the folded text; None where none does.

    Of a headline's number that is the date of the same number in the body, where the headline names none.
    """
    if not document.dates:
        return None
    mention = _Search(document).governing(start, end, _HANDS)
    if mention is None and (twin := _twin_in_body(document, start)) is not None:
        mention = _Search(document).governing(twin.start, twin.end, _HANDS)
    return mention


def _twin_in_body(document: Document, start: int) -> Number | None:
    """The first number of the body that equals the headline's number at `start`."""
    index = bisect_right(document.sentence_starts, start) - 1
    if index < 0 or document.sentences[index].kind is not SentenceKind.HEADLINE:
        return None
    numbers = document.numbers
    position = bisect_left(numbers, start, key=_start)
    if position == len(numbers):
        return None
    body = document.sentences[index].end
    own = numbers[position]
    return next(
        (
            other
            for other in numbers[position + 1 :]
            if other.role is None and other.start >= body and other.low == own.low and other.high == own.high
        ),
        None,
    )


def _start(item: DateMention | Number) -> int:
    return item.start


class _Search:
    """Looks around one number."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.dates = document.dates
        self.rules = period_patterns()

    def governing(self, start: int, end: int, hands: int) -> DateMention | None:
        index = bisect_right(self.document.sentence_starts, start) - 1
        if index < 0:
            return None
        sentence = self.document.sentences[index]
        end = self.behind_parenthesis(start, end, sentence.end)
        behind = bisect_left(self.dates, end, key=_start)
        following = self.following(behind, end, sentence.end)
        if following and self.is_beside(end, following.start):
            return following
        return (
            self.frame(behind - 1, start, sentence.start)
            or following
            or (self.handed_on(index, start, end, hands - 1) if hands else None)
        )

    def behind_parenthesis(self, start: int, end: int, limit: int) -> int:
        """Where the look behind a number begins: behind its parenthesis, or the one it stands in."""
        if match := _PARENTHESIS.match(self.text, end, limit):
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
        dates, rules = self.dates, self.rules
        while index < len(dates) and dates[index].end <= limit and dates[index].start - end <= _BEHIND:
            mention = dates[index]
            index += 1
            if mention.comparison:
                continue
            between = self.text[end : mention.start]
            if " که " in between:
                between = rules["relative-clause"].sub("", between)
            if rules["joined"].search(between) or rules["break"].search(between) or rules["verb"].search(between):
                return None
            return mention
        return None

    def frame(self, index: int, start: int, limit: int) -> DateMention | None:
        """The last date before a number in its sentence, if its clause still holds there."""
        dates, rules = self.dates, self.rules
        while index >= 0 and dates[index].start >= limit and start - dates[index].end <= _FRAME:
            mention = dates[index]
            index -= 1
            if mention.comparison or rules["comparing"].search(
                self.text, max(limit, mention.start - _COMPARED), mention.start
            ):
                continue
            if rules["baseline"].search(self.text[mention.end : start]) and self.dates_a_baseline(mention, limit):
                continue
            return mention if self.holds(mention, start, limit) else None
        return None

    def holds(self, mention: DateMention, start: int, limit: int) -> bool:
        """Whether a date before a number in its sentence still holds for it."""
        text, rules = self.text, self.rules
        if rules["now"].search(text, mention.end, start):
            return False
        if saying := rules["saying"].search(text, mention.end, start):
            # The saying itself is dated by what stands before it, what is said only where that is its topic.
            if mention.period.precision == "day" or not rules["topic"].search(text, limit, mention.start):
                return False
            return not rules["new-clause"].search(text, saying.end(), start)
        verb = rules["verb"].search(text, mention.end, start)
        if verb is None:
            return True
        coming = rules["coming"].match(text, verb.start()) is not None
        clause = self.clause_start(mention.start, limit)
        if rules["new-clause"].search(text, verb.end(), start):
            return False
        if self.in_relative_clause(clause, mention.start):
            # "برقی که امسال تولید می‌شود ۲۰ مگاوات است"
            return (coming or start - verb.end() <= 4) and not rules["verb"].search(text, verb.end() + 6, start)
        if mention.period.precision == "day":
            return False
        # Over a verb a date reaches as a frame that opened its clause, or where what comes is told.
        return coming or not self.has_number(clause, mention.start)

    def dates_a_baseline(self, mention: DateMention, limit: int) -> bool:
        """Whether a date belongs to the number before it ("از ۳ میلیون در سال ۹۸ به ۵ میلیون")."""
        numbers = self.document.numbers
        position = bisect_left(numbers, mention.start, key=_start) - 1
        while position >= 0 and numbers[position].role is not None:
            position -= 1
        if position < 0 or numbers[position].start < limit or mention.start - numbers[position].end > _NEAR:
            return False
        return self.rules["verb"].search(self.text, numbers[position].end, mention.start) is None

    def clause_start(self, position: int, limit: int) -> int:
        """Where the clause of a position begins: behind the last verb or mark before it."""
        low = max(limit, position - _BEHIND)
        last = low
        for match in self.rules["verb"].finditer(self.text, low, position):
            last = match.end()
        return last

    def in_relative_clause(self, clause: int, position: int) -> bool:
        opening = self.text[clause:position]
        return " که " in opening or opening.endswith(" که") or opening.startswith("که ")

    def handed_on(self, index: int, start: int, end: int, hands: int) -> DateMention | None:
        """The period of the number before, where the text says that it speaks of the same ("از این تعداد")."""
        sentence = self.document.sentences[index]
        low = max(sentence.start, start - _BEHIND)
        numbers = self.document.numbers
        position = bisect_left(numbers, start, key=_start) - 1
        while position >= 0 and numbers[position].role is not None:
            position -= 1
        if position < 0:
            return None
        before = numbers[position]
        if before.start >= sentence.start:
            cue = self.rules["anaphora"].search(self.text, max(low, before.end), start) or (
                " که " in self.text[before.end : start] and self.rules["of-it"].match(self.text, end)
            )
        elif index and before.start >= self.document.sentences[index - 1].start:
            cue = self.rules["anaphora"].search(self.text, low, start) or self.rules["carried"].search(
                self.text, low, start
            )
        else:
            return None
        if not cue or self.rules["now"].search(self.text, low, start):
            return None
        return self.governing(before.start, before.end, hands)

    def has_number(self, start: int, end: int) -> bool:
        """Whether a number that is no date stands in [start, end)."""
        numbers = self.document.numbers
        index = bisect_left(numbers, start, key=_start)
        while index < len(numbers) and numbers[index].start < end:
            if numbers[index].role is None:
                return True
            index += 1
        return False
