"""The compiled grammar: which words trigger a look, and the rules tried there."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from pipeline.dates.rules import DateRule, DatesFile, Trigger
from pipeline.dates.vocabulary import table_parts
from pipeline.rulebook.loading import load_rules
from pipeline.rulebook.patterns import compile_pattern, expand, fold_pattern, spellings
from pipeline.text.alphabet import PhraseMatcher, encode

_EDGE_REACH = 16
_SHORTEST_GLUED = 3  # to shorter words no preposition is glued: "تامه"
_LONGEST_WORD = 12
_MARKS = '(«"،,:-\n'
_YEAR = re.compile(r"(?<!\d)(?:1[2-4]|19|20)\d\d")
_YEARS = ("12", "13", "14", "19", "20")
_GROUP = re.compile(r"\(\?P([<=])(\w+)")


class Expression(NamedTuple):
    """A date expression found in a text, not yet resolved.

    start, end: the expression; parts: what its named parts matched, or None; rule: what found it.
    """

    start: int
    end: int
    rule: DateRule
    parts: dict[str, str | None]


class _Choice:
    """Rules as one pattern, which takes the first of them that fits."""

    def __init__(self, rules: Iterable[tuple[DateRule, str]]) -> None:
        pieces, found = [], []
        for number, (rule, pattern) in enumerate(rules):
            # Each rule has its own names; an empty group at the end tells which rule it was.
            named = _GROUP.sub(rf"(?P\g<1>\g<2>_{number}", pattern)
            pieces.append(f"(?:{named})(?P<rule_{number}>)")
            found.append((rule, [name for mark, name in _GROUP.findall(pattern) if mark == "<"]))
        compiled = re.compile("|".join(pieces))
        self._match: Callable[[str, int], re.Match[str] | None] = compiled.match
        groups = compiled.groupindex
        self._rules = {
            groups[f"rule_{number}"]: (rule, [(name, groups[f"{name}_{number}"]) for name in names])
            for number, (rule, names) in enumerate(found)
        }

    def match(self, text: str, start: int) -> Expression | None:
        """The expression that the first fitting rule finds at `start`."""
        match = self._match(text, start)
        if match is None:
            return None
        rule, names = self._rules[match.lastindex or 0]
        return Expression(start, match.end(), rule, {name: match[group] for name, group in names})


class _Trigger:
    """A word that rules are tried at.

    offset: where it begins in what was found: behind a preposition glued to it. followed: one of these must
    stand behind it, if there are any. edged, counted, plain: the rules that begin with the word before it
    that names an end of it (پایان), with the number before it, and with itself.
    """

    __slots__ = ("classes", "counted", "edged", "followed", "offset", "plain", "ready")

    def __init__(self, classes: set[Trigger], offset: int = 0, followed: tuple[str, ...] = ()) -> None:
        self.classes = classes
        self.offset = offset
        self.followed = followed
        self.edged: _Choice | None = None
        self.counted: _Choice | None = None
        self.plain: _Choice | None = None
        self.ready = False


def _trigger_words(file: DatesFile) -> Iterator[tuple[Trigger, list[str]]]:
    """The words of each class of triggers."""
    yield from file.trigger_words.items()
    names = [name for calendar in file.calendars.values() for group in calendar for name in group]
    yield "month", [*names, *(name + "‌ماه" for name in names)]
    yield "year", list(file.relative_years)
    yield "season", list(file.seasons)
    yield "occasion", list(file.occasions)
    yield "head", file.year_heads
    yield "weekday", list(file.weekdays)
    yield "day_word", list(file.day_words)


def _triggers(file: DatesFile) -> dict[str, _Trigger]:
    """Every phrase that is looked for. One that begins with another has the rules of both."""
    classes: dict[str, set[Trigger]] = {}
    for name, phrases in _trigger_words(file):
        for phrase in phrases:
            for spelling in spellings(phrase):
                classes.setdefault(spelling, set()).add(name)
    years = tuple(f" {start}" for start in file.year_starts)
    relations = tuple(
        f" {spelling}" for words in file.relations.values() for word in words for spelling in spellings(word)
    )
    followed = dict.fromkeys(file.months_with_years, years)
    followed |= dict.fromkeys(file.triggers_before_relations, relations)
    followed["هفته"] += tuple(f" {week}" for week in file.weeks_of_month)
    found: dict[str, _Trigger] = {}
    for phrase in sorted(classes, key=len):
        words = phrase.split(" ")
        starts = [" ".join(words[:count]) for count in range(1, len(words))]
        own = classes[phrase].union(*(classes.get(start, ()) for start in starts))
        if any(start in found and found[start].classes == own for start in starts):
            continue  # "سال گذشته" has no rules that "سال" has not
        found[phrase] = _Trigger(own, followed=followed.get(phrase, ()))
    for phrase, trigger in list(found.items()):
        if len(phrase) >= _SHORTEST_GLUED:
            for preposition in file.prepositions:
                glued = _Trigger(trigger.classes, len(preposition), trigger.followed)
                found.setdefault(preposition + phrase, glued)
    return found


class Grammar:
    """Finds date expressions in folded text. Patterns are compiled when their trigger first turns up."""

    def __init__(self, file: DatesFile) -> None:
        self.file = file
        self._parts = table_parts(file)
        self._choices: dict[tuple[str, ...], _Choice] = {}
        triggers = _triggers(file)
        self._triggers = list(triggers.values())
        self._matcher = PhraseMatcher(triggers)
        self._digits, self._slash = _Trigger({"digits"}), _Trigger({"slash"})
        self._number_words = frozenset(file.numbers).union(file.number_endings)
        self._number_before = compile_pattern(file.number_before.pattern, self._parts)
        self._edge_words = tuple(f"{word} " for word in (*file.starts, *file.wholes, *file.between))

    def find(
        self, text: str, encoded: bytes | None = None, numbers: Iterable[int] | None = None
    ) -> list[Expression]:
        """The date expressions of a folded text, in order, none overlapping another.

        encoded: the text's bytes, numbers: where its numbers in digits begin, for whom has them at hand.
        """
        triggers = self._triggers
        hits = [
            (start, end, triggers[index])
            for index, start, end, closed in self._matcher.find(encode(text) if encoded is None else encoded)
            if closed
        ]
        words = len(hits)
        if numbers is None:
            numbers = (match.start() for match in _YEAR.finditer(text))
        for start in numbers:
            if text[start] in "12" and text[start : start + 4].isdigit() and text.startswith(_YEARS, start):
                hits.append((start, start, self._digits))
        slash = text.find("/")
        while slash >= 0:
            hits.append((_digits_before(text, slash), slash, self._slash))
            slash = text.find("/", slash + 1)
        if len(hits) > words:
            hits.sort(key=itemgetter(0, 1))
        expressions: list[Expression] = []
        reached = 0
        for start, end, trigger in hits:
            if start < reached or (trigger.followed and not text.startswith(trigger.followed, end)):
                continue
            found = self._expression(text, start + trigger.offset, trigger, reached)
            if found is not None:
                expressions.append(found)
                reached = found.end
        return expressions

    def _expression(self, text: str, start: int, trigger: _Trigger, reached: int) -> Expression | None:
        """The expression that a trigger word at `start` leads to; it begins at `reached` or behind it."""
        if not trigger.ready:
            self._prepare(trigger)
        if trigger.edged is not None and text.endswith(self._edge_words, 0, start):
            where = self._edge_before(text, start)
            if where >= reached and (found := trigger.edged.match(text, where)):
                return found
        if trigger.counted is not None:
            for where in self._before(text, start):
                if where >= reached and (found := trigger.counted.match(text, where)):
                    return found
        return None if trigger.plain is None else trigger.plain.match(text, start)

    def _prepare(self, trigger: _Trigger) -> None:
        """Give the trigger its rules."""
        rules = [rule for rule in self.file.rules if not trigger.classes.isdisjoint(rule.at)]
        trigger.edged = self._choice([rule for rule in rules if rule.begins == "edge"])
        trigger.counted = self._choice([rule for rule in rules if rule.begins == "number"])
        trigger.plain = self._choice([rule for rule in rules if rule.begins == "trigger"])
        trigger.ready = True

    def _choice(self, rules: list[DateRule]) -> _Choice | None:
        key = tuple(rule.id for rule in rules)
        if key and key not in self._choices:
            self._choices[key] = _Choice(
                (rule, fold_pattern(expand(rule.pattern, self._parts))) for rule in rules
            )
        return self._choices.get(key)

    def _before(self, text: str, start: int) -> tuple[int, ...]:
        """Where the number just before `start` begins: a range by its first number, then the last alone."""
        end = start - 1 if start and text[start - 1] == " " else start
        if not end:
            return ()
        if not text[end - 1].isdigit():
            low = max(0, end - _LONGEST_WORD)
            word = text[max(low, text.rfind(" ", low, end) + 1) : end]
            if word not in self._number_words and (
                word.isalpha() or word.rpartition("\n")[2].lstrip(_MARKS) not in self._number_words
            ):
                return ()
        match = self._number_before.search(text, max(0, start - 30), start)
        if match is None:
            return ()
        alone = match.start("number")
        return (match.start(), alone) if match.start() < alone else (alone,)

    def _edge_before(self, text: str, start: int) -> int:
        """Where the word begins that names an end of what stands at `start`, -1 where there is none."""
        match = self.file.patterns.edge_before.search(text, max(0, start - _EDGE_REACH), start)
        if match is None:
            return -1
        edge = match.start()
        if edge and text[edge - 1].isalpha():
            glued = text[edge - 2 : edge] in self.file.prepositions
            return edge if glued and (edge == 2 or not text[edge - 3].isalpha()) else -1
        return edge


def _digits_before(text: str, end: int) -> int:
    """Where the digits before a slash begin, four at most."""
    start = end
    while start and end - start < 4 and text[start - 1].isdigit():
        start -= 1
    return start


@cache
def grammar() -> Grammar:
    """The grammar of the installed rules, read once per process."""
    return Grammar(load_rules("dates", DatesFile))
