"""Read one article's numbers into quantities: unit, comparator, ellipsis, object."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.document import Document, Number, Quantity
from pipeline.lexicon import word_classes
from pipeline.quantities import comparator
from pipeline.quantities.draft import Draft
from pipeline.quantities.ellipsis import complete
from pipeline.quantities.objects import ObjectFinder
from pipeline.quantities.phrases import PhraseFinder
from pipeline.quantities.rules import wording
from pipeline.quantities.units import Unit, UnitKind, UnitMatch, unit_reader

_WORD = re.compile(r"[ \n]?([^\W\d_]+)")
_COUNT = Unit("count", "count", UnitKind.CLASSIFIER)
_TIMES = Unit("times", "ratio", UnitKind.MEASURE)
_TOMAN = Unit("IRT", "money", UnitKind.MEASURE)
_BARE_MONEY = replace(_TOMAN, adjective=True)
_CELSIUS = Unit("degree_Celsius", "temperature", UnitKind.MEASURE)
_PERSON = Unit("person", "people", UnitKind.PERSON)
_BARE_PEOPLE = replace(_PERSON, adjective=True)
_HARMED = frozenset(("کشته", "زخمی", "مجروح", "مصدوم", "شهید", "بازداشت", "دستگیر", "جان"))
_FEW = 50  # so many تن may be people
_GEOLOGICAL = 1000  # years: a span this long is no time expression
_LEAST_BARE_SCALE, _MONEY_SCALE = 10**6, 10**9  # "پاداش صد میلیونی", "کمک شش میلیاردی"
# "7/33(1/56 درصد)میلیون نفر": a bracket between a number and its scale and unit
_BRACKET = re.compile(r"[ \n]?\([^()\n]{1,30}\)[ \n]?(هزار|میلیون|میلیارد)(?!\w)")
_BRACKET_SCALES = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9}
# "سال ۱۳۸۳ مورد بهره‌برداری قرار گیرد": مورد counts nothing there
_SUBJECTED = re.compile(r"[ \n]?مورد(?: [^\W\d_]+){1,4}? (?:قرار|واقع)(?!\w)")
_HALF = re.compile(r"[ \n]و[ \n]?نیم(?!\w)")  # "دو سال و نیم"
_CLITICS = re.compile(r"(?:ند|اند|شان|مان|تان|یم|ید)(?!\w)")  # "سه نفرند"، "دو نفرشان"
_SINCE = re.compile(r"[ \n](?:(?:است|بود|می ?شود)[ \n]که|می ?گذرد|گذشت)(?!\w)")  # "ده سال است که"
_AFTER = re.compile(r"(?:پس|بعد|قبل|پیش)[ \n]از[ \n]$")
_NEAR = 50  # letters
_CONTEXT = 400  # letters before a number that may bear on it
_AMBIGUOUS = ("tonne", "degree")
_JALALI_YEARS, _GREGORIAN_YEARS, _YEAR_LETTERS = (1330, 1410), (1950, 2030), 4
_CLOCK = re.compile(r"ساعت[ \n]?\d{1,2}[ \n]?و[ \n]?$")


class Reader:
    """Collects drafts number by number; `finish` makes the quantities."""

    def __init__(self, document: Document) -> None:
        self._document, self._text = document, document.text
        self._units = unit_reader()
        self._wording = wording()
        self._classes = word_classes()
        self._drafts: list[Draft] = []
        self._edges = {number.start for number in document.numbers}
        self._scale_words: set[int] = set()  # starts of scale words that belong to a number before a bracket

    def read(self, number: Number, sentence: int, floor: int, limit: int) -> None:
        """Enter a number, unless its surroundings show that it measures nothing."""
        text, start = self._text, number.start
        floor = max(floor, start - _CONTEXT)
        previous = comparator.last_word(text, start, floor)
        if start in self._scale_words or (
            text[start] > "9" and text[max(0, start - 2) : start].strip() == "?"
        ):
            return  # "? هزار نفر": the archive lost the digits
        compared = comparator.before(text, start, floor, previous, self._wording)
        sign, position = compared or ("=", start)
        if compared is not None:
            previous = comparator.last_word(text, position, floor)
        low, high = number.low, number.high
        draft = Draft(number, sentence, floor, limit, low, high, number.end, sign, position, previous)
        self._find_unit(draft)
        unit = draft.unit
        doubtful = unit is None or draft.counted or unit.unit.kind is UnitKind.DURATION
        if doubtful and self._names_something(draft):
            return
        if number.article and self._is_article(draft):
            return
        draft.tail = draft.end
        if compared is None and (after := comparator.behind(text, draft.end, self._wording)):
            draft.comparator, draft.tail = after
        if draft.low != draft.high:
            draft.comparator = "range"
        self._drafts.append(draft)

    def finish(self) -> list[Quantity]:
        """The quantities of everything entered."""
        quantities: list[Quantity] = []
        drafts = complete(self._text, self._drafts, self._units.compounds)
        measuring = {draft.number.start for draft in drafts}
        phrases = PhraseFinder(self._text, self._edges, measuring, self._wording)
        objects = ObjectFinder(self._document, phrases, self._wording)
        for index, draft in enumerate(drafts):
            assert draft.unit is not None
            quantity = Quantity(
                draft.number.start, draft.end, draft.low, draft.high, draft.comparator,
                draft.unit.name, draft.unit.dimension, draft.sentence, draft.number, draft.modifier_start,
            )  # fmt: skip
            objects.attach(quantity, draft, drafts[index + 1] if index + 1 < len(drafts) else None)
            quantities.append(quantity)
        return quantities

    def _find_unit(self, draft: Draft) -> None:
        """The unit behind the number, or the noun that it counts."""
        text, number = self._text, draft.number
        if number.scale >= _LEAST_BARE_SCALE and text[number.end - 1] == "ی":
            draft.unit = self._bare_scale(draft)
            if draft.unit is not None:
                return
        match = self._units.read(text, number.end)
        if match is not None and match.end <= draft.limit:
            if match.unit.kind is UnitKind.CLASSIFIER and _SUBJECTED.match(text, number.end):
                return
            if match.unit.kind is UnitKind.PERSON or match.name in _AMBIGUOUS:
                match = self._corrected(draft, match)
            draft.unit, draft.end = match, match.end
            if match.unit.factor != 1:
                draft.low, draft.high = draft.low * match.unit.factor, draft.high * match.unit.factor
            elif number.elided is not None and match.dimension == "money":
                draft.low = draft.high = number.elided
            elif (
                number.scale == 1
                and text.startswith(" و", match.end)
                and (half := _HALF.match(text, match.end))
            ):
                draft.low, draft.high, draft.end = draft.low + 0.5, draft.high + 0.5, half.end()
        elif bracket := _BRACKET.match(text, number.end, draft.limit):
            factor = _BRACKET_SCALES[bracket[1]]
            draft.low, draft.high = draft.low * factor, draft.high * factor
            self._scale_words.add(bracket.start(1))
            if match := self._units.read(text, bracket.end()):
                draft.unit = UnitMatch(number.end, match.unit, match.name, match.dimension)
        elif number.kind in ("fraction", "multiple"):
            draft.unit = _plain(number, _TIMES)
        elif (
            draft.high == int(draft.high)
            and (word := _WORD.match(text, number.end, draft.limit))
            and word.start(1) not in self._edges
            and self._can_be_counted(word[1])
        ):
            draft.end, draft.counted = word.end(), True
            draft.unit = UnitMatch(word.end(), _COUNT, _COUNT.name, _COUNT.dimension)

    def _bare_scale(self, draft: Draft) -> UnitMatch | None:
        """What "… میلیونی" without a unit is: people of a country, or money, which billions mostly are."""
        number, previous = draft.number, draft.previous
        if previous in self._wording.peopled:
            return _plain(number, _BARE_PEOPLE)
        if previous in self._wording.paid or number.scale >= _MONEY_SCALE:
            return _plain(number, _BARE_MONEY)
        return None

    def _can_be_counted(self, word: str) -> bool:
        words = self._wording
        return not (word in self._classes or word in words.not_counted or word in words.event_nouns)

    def _corrected(self, draft: Draft, match: UnitMatch) -> UnitMatch:
        """The unit as its surroundings have it: تن is a person in "سه تن از نمایندگان", درجه a temperature
        beside دما."""
        text = self._text
        if match.name == "tonne" and draft.high == int(draft.high) and self._counts_people(draft, match):
            return UnitMatch(match.end, _PERSON, _PERSON.name, _PERSON.dimension)
        if match.name == "degree" and not self._units.temperature_words.isdisjoint(
            self._around(draft, match.end)
        ):
            return UnitMatch(match.end, _CELSIUS, _CELSIUS.name, _CELSIUS.dimension)
        if match.unit.kind is UnitKind.PERSON and (clitic := _CLITICS.match(text, match.end)):
            return replace(match, end=clitic.end())
        return match

    def _counts_people(self, draft: Draft, match: UnitMatch) -> bool:
        word = _WORD.match(self._text, match.end)
        if word is not None and (word[1] in _HARMED or (word[1] == "از" and draft.high < _FEW)):
            return True
        named = word is not None and word[1] not in self._classes  # "۵۰ تن شکر"
        return not named and not self._units.casualty_words.isdisjoint(self._around(draft, match.end))

    def _around(self, draft: Draft, end: int) -> list[str]:
        """The words near a number and its unit."""
        start = max(draft.floor, draft.number.start - _NEAR)
        return self._text[start : end + _NEAR].replace("\n", " ").split(" ")

    def _names_something(self, draft: Draft) -> bool:
        """Whether it is a time expression ("دو سال اخیر") or part of a name ("منطقه ۳ کشور")."""
        text, words, previous = self._text, self._wording, draft.previous
        if draft.kind is not UnitKind.DURATION:
            if previous in words.distributives:
                return True
            if draft.modifier_start != draft.number.start or text[draft.number.start] > "9":
                return False
            return previous in words.index_nouns or (draft.counted and _looks_like_a_year(draft))
        if draft.high >= _GEOLOGICAL:
            return False
        if text[draft.number.start : draft.end] == "نیمسال":
            return True
        following = _WORD.match(text, draft.end, draft.limit)
        if previous in words.time_before or (following is not None and following[1] in words.time_after):
            return True
        if _SINCE.match(text, draft.end):
            return True
        if previous == "از" and _AFTER.search(
            text, max(draft.floor, draft.modifier_start - 8), draft.modifier_start
        ):
            return following is None or following[1] in self._classes
        return _CLOCK.search(text, max(draft.floor, draft.number.start - 14), draft.number.start) is not None

    def _is_article(self, draft: Draft) -> bool:
        """A bare "یک" before a noun is an article, not a count."""
        if draft.kind is UnitKind.DURATION:
            return draft.modifier_start == draft.number.start
        return draft.counted or draft.kind in (UnitKind.PEOPLE, UnitKind.CLASSIFIER, UnitKind.HOUSEHOLD)


def _looks_like_a_year(draft: Draft) -> bool:
    """ "تابستان ۲۰۱۸ آغاز شد": four digits of our times, and no round number."""
    number = draft.number
    year = int(number.low)
    recent = (
        _JALALI_YEARS[0] <= year <= _JALALI_YEARS[1] or _GREGORIAN_YEARS[0] <= year <= _GREGORIAN_YEARS[1]
    )
    return (
        bool(draft.previous)
        and recent
        and number.scale == 1
        and number.end - number.start == _YEAR_LETTERS
        and year % 10 != 0
    )


def _plain(number: Number, unit: Unit) -> UnitMatch:
    """A unit that needs no word of its own."""
    return UnitMatch(number.end, unit, unit.name, unit.dimension)
