"""The compiled grammar: which words trigger a look, and the rules tried there."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipeline.dates.rules import DateRule, DatesFile, Trigger
from pipeline.dates.vocabulary import EDGES, alternatives, pattern_parts
from pipeline.rulebook.loading import load_rules
from pipeline.rulebook.patterns import compile_pattern, spellings

# Words of the trigger classes that are no table of the rules file.
_TRIGGER_WORDS: dict[Trigger, list[str]] = {
    "slash": ["/"],
    "digits": ["12", "13", "14", "19", "20"],
    "year": ["سال", "سال‌های", "سال‌ها"],
    "edge": [
        f"{edge} {middle}"
        for edge in EDGES.split("|")
        for middle in ("سال", "این سال", "برنامه", "این برنامه")
    ],
    "months": ["ماهه"],
    "unit": ["سال", "ماه", "هفته", "روز", "روزه", "ساعت", "ساعته", "شبانه‌روز", "دهه", "فصل"],
    "half": ["نیمه", "نیم‌سال"],
    "decade": ["دهه"],
    "plan": ["برنامه"],
    "government": [
        "دولت",
        *(
            f"{edge} {work}دولت"
            for edge in ("پایان", "انتهای", "آخر")
            for work in ("", "کار ", "عمر ", "فعالیت ")
        ),
    ],
    "same": ["مشابه", "مدت مشابه", "دوره مشابه", "زمان مشابه"],
    "season": ["فصل"],
}
# Months whose names are parts of countless words are looked for with what stands beside them.
_SHORT_MONTHS = {
    "دی": [" دی", "\nدی"],
    "می": ["می 19", "می 20", "می سال"],
    "مه": ["مه 19", "مه 20", "مه سال"],
}
# A pattern that begins so is tried from the number before its trigger.
_COUNTED = ("{count}", "{day}", "{behind_name}")
_GLUED = frozenset(("در", "از", "تا"))  # prepositions that damaged texts glue to the next word
_MARKS = '(«"،,:-'


class Expression(NamedTuple):
    """A date expression found in a text, not yet resolved.

    start, end: the expression; parts: what its named parts matched, or None; rule: what found it.
    """

    start: int
    end: int
    rule: DateRule
    parts: dict[str, str | None]


def _stands_alone(text: str, start: int) -> bool:
    """Whether no letter stands before `start`."""
    return start <= 0 or not text[start - 1].isalpha()


_Candidates = list[tuple[DateRule, Callable[[str, int], re.Match[str] | None]]]


class _Rules(NamedTuple):
    """The rules of a trigger word: those that begin with the number before it, and those that do not."""

    counted: _Candidates
    plain: _Candidates


def _trigger_words(file: DatesFile) -> Iterator[tuple[Trigger, list[str]]]:
    """The words of each class of triggers."""
    yield from _TRIGGER_WORDS.items()
    names = [name for calendar in file.calendars.values() for group in calendar for name in group]
    yield "month", [name for name in names if name not in _SHORT_MONTHS]
    yield "month", [name + "‌ماه" for name in names]
    yield "month", [trigger for name in _SHORT_MONTHS for trigger in _SHORT_MONTHS[name]]
    yield "year", list(file.relative_years)
    yield "season", list(file.seasons)
    yield "occasion", list(file.occasions)
    yield "head", file.year_heads
    yield "weekday", list(file.weekdays)
    yield "day_word", list(file.day_words)


class Grammar:
    """Finds date expressions in folded text. Patterns are compiled when their trigger first turns up."""

    def __init__(self, file: DatesFile) -> None:
        self.file = file
        self._parts = pattern_parts(file)
        words: dict[str, set[Trigger]] = {}
        for trigger, phrases in _trigger_words(file):
            for phrase in phrases:
                edge = phrase[: len(phrase) - len(phrase.lstrip())]
                for spelling in spellings(phrase):
                    words.setdefault(edge + spelling, set()).add(trigger)
        self._triggers = list(words.values())
        self._rules: list[_Rules | None] = [None] * len(words)
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._automaton = AhoCorasick(
            list(words), matchkind=MatchKind.Standard, implementation=Implementation.DFA
        )
        self._number_words = frozenset(file.numbers) | {"ام", "ماه"}  # سی‌ام, "۲۵ ماه ژوئن"
        number = (
            rf"(?:(?<![\d.])\d{{1,4}}(?:\.\d)?|(?<!\w)(?:{alternatives([*file.ordinals, *file.cardinals])}))"
        )
        self._number_before = compile_pattern(
            rf"(?P<range>{number} ?(?:تا|الی|و|یا|-) ?)?(?P<number>{number}) ?(?:ماه )?$"
        )

    def _compile(self, index: int) -> "_Rules":
        """The rules of a trigger word."""
        rules = _Rules([], [])
        for rule in self.file.rules:
            if self._triggers[index].isdisjoint(rule.at):
                continue
            pattern = self._patterns.get(rule.id)
            if pattern is None:
                pattern = self._patterns[rule.id] = compile_pattern(rule.pattern, self._parts)
            (rules.counted if rule.pattern.startswith(_COUNTED) else rules.plain).append(
                (rule, pattern.match)
            )
        self._rules[index] = rules
        return rules

    def find(self, text: str) -> Iterator[Expression]:
        """The date expressions of a folded text, in order, none overlapping another."""
        padded = text + " "
        hits = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if not padded[end].isalpha()
            if not start
            or not text[start - 1].isalpha()
            or text[start] <= " "
            or (text[start - 2 : start] in _GLUED and _stands_alone(text, start - 2))
        ]
        hits.sort()  # at one place the longest trigger first: it has the rules of the shorter ones to itself
        reached = 0
        for start, _, index in hits:
            if start < reached:
                continue
            rules = self._rules[index] or self._compile(index)
            char = text[start]
            if char <= " ":  # a short month's trigger begins with the blank before it
                start += 1
            first = start
            if char <= "9":
                if char == "/":
                    while first > reached and start - first < 4 and text[first - 1].isdigit():
                        first -= 1
                elif start and text[start - 1].isdigit():
                    continue
            found = None
            if rules.counted:
                for where in self._before(text, start):
                    if where >= reached and (found := _first_match(rules.counted, text, where)):
                        break
            found = found or _first_match(rules.plain, text, first)
            if found:
                yield found
                reached = found.end

    def _before(self, text: str, start: int) -> tuple[int, ...]:
        """Where the number just before `start` begins: a range by its first number, then the last alone."""
        end = start - 1 if start and text[start - 1] == " " else start
        if not end:
            return ()
        if not text[end - 1].isdigit():
            low = max(0, end - 10)
            word = text[max(text.rfind(" ", low, end), text.rfind("\n", low, end)) + 1 : end]
            if word not in self._number_words and word.lstrip(_MARKS) not in self._number_words:
                return ()
        match = self._number_before.search(text, max(0, start - 30), start)
        if match is None:
            return ()
        alone = match.start("number")
        return (match.start(), alone) if match.start() < alone else (alone,)


def _first_match(rules: _Candidates, text: str, start: int) -> Expression | None:
    """The expression that the first fitting rule finds at `start`."""
    for rule, match_at in rules:
        if match := match_at(text, start):
            return Expression(start, match.end(), rule, match.groupdict())
    return None


@cache
def grammar() -> Grammar:
    """The grammar of the installed rules, read once per process."""
    return Grammar(load_rules("dates", DatesFile))
