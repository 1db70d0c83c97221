"""Read one article's numbers into quantities: unit, comparator, ellipsis, object."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from pipeline.document import Document, Number, Quantity
from pipeline.lexicon import word_classes
from pipeline.numerals.lexicon import lexicon
from pipeline.quantities import comparator
from pipeline.quantities.clauses import ClauseReader
from pipeline.quantities.draft import Draft
from pipeline.quantities.ellipsis import complete
from pipeline.quantities.objects import ObjectFinder
from pipeline.quantities.phrase_rules import phrase_rules
from pipeline.quantities.rules import quantity_rules
from pipeline.quantities.units import Unit, UnitKind, unit_reader
from pipeline.quantities.words import word_at

_DURATION, _CLASSIFIER, _PERSON_KIND = UnitKind.DURATION, UnitKind.CLASSIFIER, UnitKind.PERSON
_NAMING = (_DURATION, UnitKind.PEOPLE)  # units in times and names: "دو سال اخیر", "هر دو وزیر"
_NOUNS = (UnitKind.PEOPLE, UnitKind.CLASSIFIER, UnitKind.HOUSEHOLD)
_WORD = re.compile(r" ?([^\W\d_]+)")
_COUNT = Unit("count", "count", UnitKind.CLASSIFIER)
_TIMES = Unit("times", "ratio", UnitKind.MEASURE)
_TOMAN = Unit("IRT", "money", UnitKind.MEASURE)
_BARE_MONEY = replace(_TOMAN, adjective=True)
_CELSIUS = Unit("degree_Celsius", "temperature", UnitKind.MEASURE)
_YEARS = Unit("year", "time", UnitKind.DURATION)
_PERSON = Unit("person", "people", UnitKind.PERSON)
_BARE_PEOPLE = replace(_PERSON, adjective=True)
_FEW = 50  # so many تن may be people
_GEOLOGICAL = 1000  # years: a span this long is no time expression
_LEAST_BARE_SCALE, _MONEY_SCALE = 10**6, 10**9  # "پاداش صد میلیونی", "کمک شش میلیاردی"
_BRACKETS = (" (", "(")
_MANY_LINES = 20
_YEAR, _FIRST_YEAR = "سال", 56  # no year begins «پایان سال ۳۰ طرح»
_TWO_DIGITS = 10  # a score or a list number has one
_PLAINLY = ("money", "ratio")  # no line begins with one of these but a wrapped one
_NEAR = 50  # letters
_CONTEXT = 400  # letters before a number that may bear on it
_REACH_BACK = 42  # letters in which a comparator or a noun phrase is
_AMBIGUOUS = ("tonne", "degree")
_JALALI_YEARS, _GREGORIAN_YEARS, _ROUND_YEAR, _YEAR_LETTERS = (1330, 1410), (1950, 2030), 2000, 4
_LONGEST_SPAN = 50  # years
_GLUED_SIGN = re.compile(r"([:؛،«])([^\W\d_]{3,})$")


class Reader:
    """Collects drafts number by number; `finish` makes the quantities."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text.replace("\n", " ") + "  "  # so no look ahead leaves it
        self._units = unit_reader()
        self._rules, self._words = quantity_rules(), phrase_rules()
        self._patterns = self._rules.patterns
        self._classes = word_classes()
        self._drafts: list[Draft] = []
        self._counted_people = False  # what تن counted last
        self._places = frozenset(place.start for place in document.places)
        self._edges = {number.start for number in document.numbers}
        self._scale_words: set[int] = set()  # starts of scale words that belong to a number before a bracket

    def read(self, number: Number, sentence: int, floor: int, limit: int) -> None:
        """Enter a number, unless its surroundings show that it measures nothing."""
        text, start = self._text, number.start
        if start - floor > _CONTEXT:
            floor = start - _CONTEXT
        words, end = self._words_before(start, floor)
        previous = words[-1]
        if start in self._scale_words or (
            text[start] > "9" and text[max(0, start - 2) : start].strip() == "?"
        ):
            return  # "? هزار نفر": the archive lost the digits
        sign, opening = "=", start
        if previous in self._rules.comparator_endings and (found := comparator.before(words)):
            sign, length = found
            opening = end - len(" ".join(words[-length:]))
            words, _ = self._words_before(opening, floor)
            previous = words[-1]
        elif start == floor and self._document.text[start - 1 : start] == "\n":
            sign = self._sign_above(start)
        low, high = number.low, number.high
        draft = Draft(number, sentence, floor, limit, low, high, number.end, sign, opening, words, previous)
        self._find_unit(draft)
        unit = draft.unit
        if (unit is None or draft.counted or unit.kind in _NAMING) and self._names_something(draft):
            return
        if number.article and self._is_article(draft):
            return
        if draft.counted and number.end in self._places:
            return  # «قم: ۱۲یزد: ۵», a list that lost its lines
        draft.tail = draft.end
        end = draft.end
        if sign == "=" and text[end + 1 if text[end] == " " else end] in self._rules.after_initials:
            after = comparator.behind(text, end)
            if after is not None:
                draft.comparator, draft.tail = after
        if draft.low != draft.high:
            draft.comparator = "range"
        self._drafts.append(draft)

    def _sign_above(self, start: int) -> str:
        """The sign that ends the line above one that begins with the number: hard-wrapped text."""
        words, _ = self._words_before(start - 1, max(start - _REACH_BACK, 0))
        found = comparator.before(words)
        return found[0] if found else "="

    def _words_before(self, position: int, floor: int) -> tuple[list[str], int]:
        """The last words before `position`, the first one perhaps cut, and where they end."""
        begin = position - _REACH_BACK
        chunk = self._text[begin if begin > floor else floor : position]
        words = chunk.split(" ")
        while len(words) > 1 and not words[-1]:
            words.pop()
            position -= 1
        if words[-1] and not words[-1].isalpha():  # «گفت:حدود»
            words[-1:] = _GLUED_SIGN.sub(r"\1 \2", words[-1]).split(" ")
        return words, position

    def finish(self) -> Iterable[Quantity]:
        """The quantities of everything entered."""
        drafts = complete(self._text, self._drafts, self._units.compounds)
        measuring = {draft.number.start for draft in drafts}
        dates = {mention.end: mention.start for mention in self._document.dates}
        groups = [draft for draft in drafts if draft.comparator != "=" and draft.unit == _YEARS]
        ages = {draft.number.start: draft.tail for draft in groups}
        phrases = ClauseReader(self._text, self._edges, measuring, dates, ages)
        objects = ObjectFinder(self._document, self._text, phrases)
        for draft, following in zip_longest(drafts, drafts[1:]):
            number, unit = draft.number, draft.unit
            assert unit is not None
            quantity = Quantity(
                number.start, draft.end, draft.low, draft.high, draft.comparator,
                unit.name, unit.dimension, draft.sentence, number, draft.modifier_start,
            )  # fmt: skip
            objects.attach(quantity, draft, unit, following)
            yield quantity

    def _find_unit(self, draft: Draft) -> None:
        """The unit behind the number, or the noun that it counts."""
        text, number = self._text, draft.number
        end = number.end
        if number.scale >= _LEAST_BARE_SCALE and text[end - 1] == "ی":
            draft.unit = self._bare_scale(draft)
            if draft.unit is not None:
                return
        begin = end + 1 if text[end] == " " else end
        word = word_at(text, begin)
        match = self._units.read_word(text, begin, word)
        if match is not None and (match[0] <= draft.limit or self._is_wrapped(draft, match[1])):
            draft.end, unit = match
            if unit.kind is _CLASSIFIER and self._patterns.subjected.match(text, end):
                draft.end = end
                return
            if unit.kind is _PERSON_KIND or unit.name in _AMBIGUOUS:
                unit = self._corrected(draft, unit)
            draft.unit = unit
            if unit.factor != 1:
                draft.low, draft.high = draft.low * unit.factor, draft.high * unit.factor
            elif number.elided is not None and unit.dimension == "money":
                draft.low = draft.high = number.elided
            elif (
                number.scale == 1
                and text.startswith(" و", draft.end)
                and (half := self._patterns.half_more.match(text, draft.end))
            ):
                draft.low, draft.high, draft.end = draft.low + 0.5, draft.high + 0.5, half.end()
        elif text.startswith(_BRACKETS, end) and (
            bracket := self._patterns.bracketed_scale.match(text, end, draft.limit)
        ):
            factor = lexicon().scales[bracket[1]]
            draft.low, draft.high = draft.low * factor, draft.high * factor
            self._scale_words.add(bracket.start(1))
            if match := self._units.read(text, bracket.end()):
                draft.unit = match[1]
        elif number.kind in ("fraction", "multiple"):
            draft.unit = _TIMES
        elif draft.high == int(draft.high):
            self._count(draft, begin, word)
            if draft.unit is None and draft.follows("به") and self._is_tally(draft):
                draft.unit = _COUNT

    def _is_wrapped(self, draft: Draft, unit: Unit) -> bool:
        """Whether the line ends between the number and its unit: hard-wrapped text."""
        number = draft.number
        return (
            number.end == draft.limit
            and unit.kind is UnitKind.MEASURE
            and (number.scale > 1 or (unit.dimension in _PLAINLY and number.low >= _TWO_DIGITS))
            and "/" not in self._text[max(number.start - 3, 0) : number.start]  # «7 /322»
        )

    def _count(self, draft: Draft, begin: int, word: str) -> None:
        """Let it count the word behind it, if that may be."""
        end = begin + len(word)
        if len(word) < 2 or end > draft.limit or begin in self._edges:
            return
        if begin == draft.end and self._text.startswith(":", end):
            return  # a table in one line: «تهران: ۳۰۳قم: ۴۲»
        if self._can_be_counted(word) or (
            word in self._words.event_nouns
            and (
                self._is_title(word, end, draft.limit)
                or (word not in self._rules.states and self._patterns.had.match(self._text, end, draft.limit))
            )
        ):
            draft.end, draft.counted, draft.unit = end, True, _COUNT

    def _is_tally(self, draft: Draft) -> bool:
        """Whether the number is what a tally reaches: «شمار قربانیان به ۴۵ رسید»."""
        text = self._text
        return (
            self._patterns.reached.match(text, draft.end, draft.limit) is not None
            and self._patterns.tally_before.search(text, draft.floor, draft.modifier_start) is not None
        )

    def _bare_scale(self, draft: Draft) -> Unit | None:
        """What "… میلیونی" without a unit is: people of a country, or money, which billions mostly are."""
        if draft.previous in self._rules.peopled:
            return _BARE_PEOPLE
        if draft.previous in self._rules.paid or draft.number.scale >= _MONEY_SCALE:
            return _BARE_MONEY
        return None

    def _can_be_counted(self, word: str) -> bool:
        if word in self._classes or word in self._rules.not_counted:
            return False
        return word not in self._words.event_nouns

    def _is_title(self, word: str, end: int, limit: int) -> bool:
        """Whether عنوان counts what follows («۳۱ عنوان کتاب») and belongs to no verb."""
        following = _WORD.match(self._text, end, limit) if word in self._rules.titles else None
        return (
            following is not None
            and following[1] not in self._classes
            and following[1] not in self._words.verb_prefixes
        )

    def _corrected(self, draft: Draft, unit: Unit) -> Unit:
        """The unit as its surroundings have it: تن is a person in "سه تن از نمایندگان", درجه a temperature
        beside دما."""
        if unit.name == "tonne" and draft.high == int(draft.high) and self._counts_people(draft, unit):
            return _PERSON
        if unit.name == "degree" and not self._units.temperature_words.isdisjoint(self._around(draft)):
            return _CELSIUS
        if unit.kind is _PERSON_KIND and (clitic := self._patterns.clitic.match(self._text, draft.end)):
            draft.end = clitic.end()
        return unit

    def _counts_people(self, draft: Draft, unit: Unit) -> bool:
        """Whether تن counts people; where nothing beside it tells, as the last one did."""
        told = self._people_not_goods(draft, unit)
        if told is not None:
            self._counted_people = told
        return self._counted_people

    def _people_not_goods(self, draft: Draft, unit: Unit) -> bool | None:
        word = _WORD.match(self._text, draft.end)
        noun = word[1] if word is not None else ""
        few = draft.high < _FEW
        if draft.previous in self._rules.weighed:
            return False  # «به وزن ۴۰ تن»
        if noun in self._rules.harmed or noun in self._units.casualty_words or noun in self._units.people:
            return True  # «۷۲ تن شهدا»
        behind = word_at(self._text, word.end() + 1) if word is not None else ""
        if noun == "از" and (few or behind in self._units.casualty_words or self._units.are_people(behind)):
            return True  # «۱۰۰ تن از شهروندان»
        ends = not behind or behind in self._classes
        if noun in self._rules.others and few and ends and not unit.adjective:
            return True  # «دو تن دیگر را», but «کارخانه ۱۰ تنی دیگر»
        if noun and noun not in self._classes and noun not in self._words.beginnings:
            return False  # "۵۰ تن شکر"
        if few and (noun in self._rules.object_markers or draft.previous in self._rules.pointing):
            return True  # «سه تن را», «این دو تن»
        return True if not self._units.casualty_words.isdisjoint(self._around(draft)) else None

    def _around(self, draft: Draft) -> list[str]:
        """The words near a number and its unit."""
        start = max(draft.floor, draft.number.start - _NEAR)
        return self._text[start : draft.end + _NEAR].split(" ")

    def _names_something(self, draft: Draft) -> bool:
        """Whether it is a time expression ("دو سال اخیر") or part of a name ("منطقه ۳ کشور")."""
        text, rules, previous, start = self._text, self._rules, draft.previous, draft.number.start
        if draft.unit is None or draft.unit.kind is not _DURATION:
            if previous in rules.distributives:  # هر دو وزیر, but "از هر چهار شهروند یک نفر"
                return draft.unit is None or draft.counted or "".join(draft.words[-2:-1]) not in rules.of_each
            if draft.modifier_start != start or text[start] > "9":
                return False
            if (previous, draft.low) in rules.numbered:
                return True  # پلیس ۱۱۰
            if previous.endswith(rules.lines) and draft.counted and draft.high < _MANY_LINES:
                return True  # خط ۴ مترو
            if previous in rules.index_nouns:  # منطقه ۳, but این منطقه ۳ پارک دارد
                return len(draft.words) < 2 or not (
                    draft.words[-2] in rules.pointing or (previous == _YEAR and _ends_year(draft))
                )
            return draft.counted and not self._has_points(draft) and _looks_like_a_year(draft)
        if draft.high >= _GEOLOGICAL:
            return text.startswith(rules.before_christ, draft.end)
        if previous in rules.time_words_before or text[start : draft.end] in rules.half_years:
            return True
        following = _WORD.match(text, draft.end, draft.limit)
        if following is not None and following[1] in rules.time_words_after:
            return True
        if not draft.unit.adjective and self._patterns.since.match(text, draft.end):
            return True
        if previous == "از" and len(draft.words) > 1 and draft.words[-2].endswith(rules.afterwards):
            return following is None or following[1] in self._classes
        return self._patterns.clock_before.search(text, max(draft.floor, start - 14), start) is not None

    def _has_points(self, draft: Draft) -> bool:
        """Whether it counts the points of an index: «شاخص با ۲۰۱۴ واحد افت»."""
        word = self._text[draft.number.end : draft.end]
        return word.startswith(" ") and word[1:] in self._rules.points

    def _is_article(self, draft: Draft) -> bool:
        """A bare "یک" before a noun is an article, not a count."""
        kind = draft.unit.kind if draft.unit else None
        if kind is _DURATION:
            return draft.modifier_start == draft.number.start
        return draft.counted or kind in _NOUNS


def _ends_year(draft: Draft) -> bool:
    """ "تا پایان سال ۲۵ مدرسه", "ظرف پنج سال ۲۵ مدرسه": the time is told already, the number is no year."""
    number, before = draft.number, draft.words[-2]
    named = number.scale == 1 and (_FIRST_YEAR <= number.low < 100 or number.low in range(1200, 2101))
    rules = quantity_rules()
    return before.isdigit() or (not named and (before in rules.year_parts or before in rules.year_counts))


def _looks_like_a_year(draft: Draft) -> bool:
    """ "تابستان ۲۰۱۸ آغاز شد": four digits of our times; a round number only where it is hardly a count, or
    in a span ("۱۳۸۰ تا ۱۳۸۳")."""
    number = draft.number
    year = int(number.low)
    if year < number.high < year + _LONGEST_SPAN and number.scale == 1:
        return any(first <= year <= last for first, last in (_GREGORIAN_YEARS, _JALALI_YEARS))
    if _GREGORIAN_YEARS[0] <= year <= _GREGORIAN_YEARS[1]:
        recent = year != _ROUND_YEAR
    else:
        recent = _JALALI_YEARS[0] <= year <= _JALALI_YEARS[1] and year % 10 != 0
    return (
        recent and bool(draft.previous) and number.scale == 1 and number.end - number.start == _YEAR_LETTERS
    )
