"""The compiled grammar: which words trigger a look, and the rules tried there."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipeline.dates.rules import DateRule, DatesFile, Trigger
from pipeline.rulebook.loading import load_rules
from pipeline.rulebook.patterns import compile_pattern, spellings

_EDGES = "پایان|انتهای|آخر|اواخر|ابتدای|آغاز|اوایل|اول|شروع|نیمه|اواسط|میانه"
_UNITS = "سال|ماهه?|هفته|روزه?|ساعته?|شبانه‌روز|دهه|فصل"
_WHICH = "نخست|اول|ابتدای(?: سال)?|ابتدایی|آغازین|دوم|سوم|چهارم|پایانی|آخر|انتهایی"
_SORTS = "مالی|زراعی|آبی|تحصیلی"
_ERAS = "(?:هجری )?(?:شمسی|خورشیدی|میلادی|قمری)"
# Words of the trigger classes that are no table of the rules file.
_TRIGGER_WORDS: dict[Trigger, list[str]] = {
    "slash": ["/"],
    "digits": ["12", "13", "14", "19", "20"],
    "year": ["سال", "سال‌های", "سال‌ها"],
    "edge": [f"{edge} {middle}" for edge in _EDGES.split("|") for middle in ("سال", "این سال", "برنامه", "این برنامه")],
    "months": ["ماهه"],
    "unit": ["سال", "ماه", "هفته", "روز", "روزه", "ساعت", "ساعته", "شبانه‌روز", "دهه", "فصل"],
    "half": ["نیمه", "نیم‌سال"],
    "decade": ["دهه"],
    "plan": ["برنامه"],
    "government": ["دولت", *(f"{edge} {work}دولت" for edge in ("پایان", "انتهای", "آخر") for work in ("", "کار ", "عمر ", "فعالیت "))],
    "same": ["مشابه", "مدت مشابه", "دوره مشابه", "زمان مشابه"],
    "season": ["فصل"],
}
# Months whose names are parts of countless words are looked for with what stands beside them.
_SHORT_MONTHS = {
    "دی": [" دی", "\nدی"],
    "می": ["می 19", "می 20", "می سال"],
    "مه": ["مه 19", "مه 20", "مه سال"],
}


class Expression(NamedTuple):
    """A date expression found in a text, not yet resolved.

    start, end: the expression; parts: what its named parts matched (None where they did not); rule: what found it.
    """

    start: int
    end: int
    rule: DateRule
    parts: dict[str, str | None]


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of these phrases, longest first."""
    return "|".join(re.escape(w).replace("\\ ", " ") for w in sorted(words, key=len, reverse=True))


def _parts(file: DatesFile) -> dict[str, str]:
    """The named parts of the rules' patterns."""
    months = [name for calendar in file.calendars.values() for names in calendar for name in names]
    no_count = rf"(?!\d|[./,]\d| ?(?:{alternatives(file.counted_after_number)})(?!\w))"
    relative = rf"(?:{alternatives(file.relative_years)}|سال جدید)(?!\w)(?! از (?!این))"
    year_number = rf"(?:1[234]\d\d|19\d\d|20\d\d|\d\d){no_count}"
    day = rf"3[01]|[12]\d|0?[1-9]|{alternatives(file.ordinals)}|{alternatives(file.cardinals)}"
    month = rf"(?P<month>{alternatives(months)})(?P<month_word> ?ماه)?(?!\w)"
    relations = {name: alternatives(words) for name, words in file.relations.items()}
    return {
        "numeric_date": r"(?<![\d/])(?P<year>1[234]\d\d|20\d\d|19\d\d|\d\d)(?P<mark>[/-])(?P<month_number>1[0-2]|0?[1-9])"
        r"(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d/-])",
        "reversed_date": r"(?<![\d/])(?P<day>3[01]|[12]\d|0?[1-9])/(?P<month_number>1[0-2]|0?[1-9])"
        r"/(?P<year>1[34]\d\d|20\d\d|19\d\d|[3-9]\d)(?![\d/])",
        "behind_name": "(?:" + "|".join(rf"(?<=\b{name} )" for name in file.names_before_days) + ")",
        "weekday": rf"(?:روز )?(?P<weekday>{alternatives(file.weekdays)})(?!\w)",
        "weekday_relation": r"(?P<relation>این هفته|هفته (?:جاری|گذشته|آینده)|گذشته|آینده)(?!\w)",
        "day_word": rf"(?P<day_word>{alternatives(file.day_words)})(?!\w)",
        "day": f"(?P<day>{day})",
        "until_day": f"(?P<until_day>{day})",
        "month": month,
        "until_month": rf"(?P<until_month>{alternatives(months)})(?: ?ماه)?(?!\w)",
        "month_word": rf"(?P<month>{alternatives(months)}) ?ماه(?!\w)",
        "month_after_word": rf"(?<=ماه )(?P<month_b>{alternatives(months)})(?!\w)",
        "plain_month": rf"(?:(?<=\bدر )|(?<=\bتا )|(?<=\bاز )|(?<=\bطی )|(?<=\bپایان )|(?<=\bاوایل )|(?<=\bاواخر )"
        rf"|(?<=\bاواسط )|(?<=\bنیمه )|(?<=\bابتدای ))(?P<month_c>{alternatives(file.plain_months)})(?!\w)",
        "month_year": rf"(?P<year>{relative}|(?:سال ?)?(?:(?:13|14|19|20)\d\d(?!\d|[./,]\d)|{year_number}))",
        "month_relation": r"(?P<relation>گذشته|آینده)(?!\w)",
        "four_digits": r"(?P<year>1[34]\d\d|20\d\d|19\d\d)(?!\d)",
        "comma": r" ?[،,]? ?",
        "to": r" ?(?:تا|الی|لغایت|و|-)(?: ?سال)? ?",
        "sort": rf"(?P<sort>{_SORTS})",
        "sort_relation": r"(?P<relation>جاری|گذشته|آینده|قبل|جدید)(?!\w)",
        "era": rf"(?P<era>{_ERAS})(?!\w)",
        "two_years": rf"(?P<year>1[234]\d\d|19\d\d|20\d\d|\d\d) ?(?:تا|الی|لغایت|و|-|/)(?: سال)? ?"
        rf"(?P<until_year>{year_number})(?! ?(?:{_ERAS}) ?\d)",
        "year_number": rf"(?P<year>{year_number})",
        "relative_year": rf"(?P<year>{relative})",
        "edge": _EDGES,
        "no_plain_year": rf"(?:\d|{_SORTS}|{alternatives(w for r in file.relations.values() for w in r)}|های|ها|جدید|نو)",
        "no_plan": r"(?:های|ریزی|اول|دوم|سوم|چهارم|پنجم|ششم|هفتم|پنج|\d ?ساله|[4-7](?![\d/.]))",
        "year_phrase": rf"(?P<year>{relative}|سال(?:‌های)? ?{year_number}|سال(?! ?(?:های|ها|\d))(?!\w))",
        "bare_year": rf"(?P<bare>{year_number})",
        "count": rf"(?P<count>\d{{1,3}}|{alternatives(file.cardinals)})",
        "until_count": rf"(?P<until_count>\d{{1,3}}|{alternatives(file.cardinals)})",
        "which": rf"(?P<which>{_WHICH})(?!\w)",
        "half": r"(?P<half>اول|نخست|دوم)(?!\w)",
        "season": rf"(?P<season>{alternatives(file.seasons)})(?!\w)",
        "season_relation": r"(?P<relation>گذشته|آینده|جاری|امسال)(?!\w)",
        "unit": rf"(?P<unit>{_UNITS})",
        "relation": rf"(?:(?P<back>{relations['back']})|(?P<ago>{relations['ago']})|(?P<ahead>{relations['ahead']})"
        rf"|(?P<later>{relations['later']})|(?P<now>{relations['now']}))(?!\w)(?! (?:از|ترین))",
        "decade": rf"(?P<decade>(?:1[34])?\d0|19\d0|\d\d(?: تا |-)\d\d|هفتاد|هشتاد|نود|شصت|پنجاه|چهل)(?!\w)",
        "occasion": rf"(?P<occasion>{alternatives(file.occasions)})(?!\w)",
        "five_years": r"(?:پنج|5) ?ساله",
        "plan": rf"(?P<plan>{alternatives(n for p in file.plans for n in p.names)})",
        "government": rf"(?P<government>{alternatives(n for g in file.governments for n in g.names)})",
        "head": alternatives(file.year_heads),
        "bare_four": rf"(?:(?P<year>1[34]\d\d|19\d\d|20\d\d) (?P<era>{_ERAS})(?!\w)|(?<=\()(?P<year_b>1[34]\d\d|19\d\d|20\d\d)(?=\))"
        rf"|(?:(?<=\bدر )|(?<=\bتا )|(?<=\bاز ))(?P<year_c>13[5-9]\d|140\d|199\d|20[0-3]\d)"
        rf"(?=[.،؛)\n]|$| (?:به|از|تا|در|با|و|که|را|است|بود)\b)(?![.,/]\d))",
    }


class Grammar:
    """Finds date expressions in folded text."""

    def __init__(self, file: DatesFile) -> None:
        self.file = file
        parts = _parts(file)
        by_trigger: dict[str, list[tuple[DateRule, re.Pattern[str]]]] = {}
        for rule in file.rules:
            compiled = (rule, compile_pattern(rule.pattern, parts))
            for trigger in rule.at:
                by_trigger.setdefault(trigger, []).append(compiled)
        words: dict[str, list[Trigger]] = {}
        for trigger, phrases in (_TRIGGER_WORDS | self._table_triggers(file)).items():
            for phrase in [*_TRIGGER_WORDS.get(trigger, []), *phrases]:
                edge = phrase[: len(phrase) - len(phrase.lstrip())]
                for spelling in (edge + s for s in spellings(phrase)):
                    if trigger not in words.setdefault(spelling, []):
                        words[spelling].append(trigger)
        order = {id(rule): i for i, rule in enumerate(file.rules)}
        self._rules = [
            [
                (rule, pattern.match)
                for rule, pattern in sorted(
                    (r for t in triggers for r in by_trigger.get(t, [])), key=lambda r: order[id(r[0])]
                )
            ]
            for triggers in words.values()
        ]
        counting = {"month", "months", "unit", "year"}
        self._counts = [bool(counting & set(triggers)) for triggers in words.values()]
        self._automaton = AhoCorasick(
            list(words), matchkind=MatchKind.Standard, implementation=Implementation.DFA
        )
        self._number_words = frozenset(file.numbers)
        number = rf"(?:\d{{1,4}}|{alternatives([*file.ordinals, *file.cardinals])})"
        self._number_before = compile_pattern(rf"(?<!\w){number}(?: ?(?:تا|الی|و|-) ?{number})? ?$")

    @staticmethod
    def _table_triggers(file: DatesFile) -> dict[Trigger, list[str]]:
        names = [name for calendar in file.calendars.values() for group in calendar for name in group]
        return {
            "month": [
                *(name for name in names if name not in _SHORT_MONTHS),
                *(name + "‌ماه" for name in names),
                *(trigger for name in _SHORT_MONTHS for trigger in _SHORT_MONTHS[name]),
            ],
            "year": [*file.relative_years],
            "season": [*file.seasons],
            "occasion": [*file.occasions],
            "head": [*file.year_heads],
            "weekday": [*file.weekdays],
            "day_word": [*file.day_words],
        }

    def find(self, text: str) -> Iterator[Expression]:
        """The date expressions of a folded text, in order, none overlapping another."""
        padded = text + " "
        hits = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if not padded[end].isalpha() and not (start and text[start - 1].isalpha() and text[start] > " ")
        ]
        hits.sort()  # at one place the longest trigger first: it has the rules of the shorter ones to itself
        reached = 0
        for start, _, index in hits:
            if start < reached:
                continue
            char = text[start]
            first = start
            if char <= "9":
                if char <= " ":  # a short month's trigger begins with the blank before it
                    start += 1
                    first = max(self._before(text, start), reached)
                elif char == "/":
                    while first > reached and start - first < 4 and text[first - 1].isdigit():
                        first -= 1
                elif start and text[start - 1].isdigit():
                    continue
            elif self._counts[index]:
                first = max(self._before(text, start), reached)
            rules = self._rules[index]
            for where in (first, start) if first < start else (start,):
                for rule, match_at in rules:
                    if match := match_at(text, where):
                        yield Expression(where, match.end(), rule, match.groupdict())
                        reached = match.end()
                        break
                if reached > start:
                    break

    def _before(self, text: str, start: int) -> int:
        """Where the number just before `start` begins, or `start`."""
        end = start - 1 if start and text[start - 1] == " " else start
        if not end:
            return start
        if not text[end - 1].isdigit():
            low = max(0, end - 10)
            word = text[max(text.rfind(" ", low, end), text.rfind("\n", low, end)) + 1 : end]
            if word not in self._number_words and word != "ام":
                return start
        match = self._number_before.search(text, max(0, start - 26), start)
        return match.start() if match else start


@cache
def grammar() -> Grammar:
    """The grammar of the installed rules, read once per process."""
    return Grammar(load_rules("dates", DatesFile))
