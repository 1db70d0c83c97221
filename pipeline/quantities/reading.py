"""Read one article's numbers into quantities: unit, comparator, ellipsis, object."""

from __future__ import annotations

import re

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
_ONE = ("یک", "1")
_COUNT = Unit("count", "count", UnitKind.CLASSIFIER)
_TIMES = Unit("times", "ratio", UnitKind.MEASURE)
_TOMAN = Unit("IRT", "money", UnitKind.MEASURE)
_BODIES = frozenset(("کشته", "زخمی", "مجروح", "مصدوم", "شهید", "بازداشت", "دستگیر", "جان", "نیز"))
_GEOLOGICAL = 1000  # years: a span this long is no time expression


class Reader:
    """Collects drafts number by number; `finish` makes the quantities."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._units = unit_reader()
        self._wording = wording()
        self._classes = word_classes()
        self._drafts: list[Draft] = []
        edges = {number.start for number in document.numbers}
        self._objects = ObjectFinder(document, PhraseFinder(document.text, edges, self._wording))

    def read(self, number: Number, sentence: int, floor: int, limit: int) -> None:
        """Enter a number, unless its surroundings show that it measures nothing."""
        text = self._text
        compared = comparator.before(text, number.start, floor, self._wording)
        draft = Draft(
            number, sentence, floor, limit, number.low, number.high, number.end,
            compared.sign if compared else "=", compared.position if compared else number.start,
        )  # fmt: skip
        self._find_unit(draft)
        if draft.unit is None or draft.counted or draft.kind is UnitKind.DURATION:
            if self._is_no_quantity(draft):
                return
        if self._is_article(draft):
            return
        if compared is None and (after := comparator.behind(text, draft.end, self._wording)):
            draft.comparator = after.sign
        if draft.low != draft.high:
            draft.comparator = "range"
        self._drafts.append(draft)

    def finish(self) -> list[Quantity]:
        """The quantities of everything entered."""
        quantities = []
        for draft in complete(self._text, self._drafts):
            assert draft.unit is not None
            quantity = Quantity(
                draft.number.start, draft.end, draft.low, draft.high, draft.comparator,
                draft.unit.name, draft.unit.dimension, draft.sentence, draft.number, draft.modifier_start,
            )  # fmt: skip
            self._objects.attach(quantity, draft)
            quantities.append(quantity)
        return quantities

    def _find_unit(self, draft: Draft) -> None:
        """The unit behind the number, or the noun that it counts."""
        text, number = self._text, draft.number
        match = self._units.read(text, number.end)
        if match is not None and match.end <= draft.limit:
            draft.unit, draft.end = self._corrected(draft, match), match.end
            return
        if number.kind in ("fraction", "multiple"):
            draft.unit = UnitMatch(number.end, _TIMES, _TIMES.name, _TIMES.dimension)
        elif text.endswith("همت", number.start, number.end):
            draft.unit = UnitMatch(number.end, _TOMAN, _TOMAN.name, _TOMAN.dimension)
        elif word := _WORD.match(text, number.end, draft.limit):
            if word[1] not in self._classes and word[1] not in self._wording.not_counted:
                draft.unit = UnitMatch(word.end(), _COUNT, _COUNT.name, _COUNT.dimension)
                draft.end, draft.counted = word.end(), True

    def _corrected(self, draft: Draft, match: UnitMatch) -> UnitMatch:
        """تن is a tonne, but a person in "سه تن از نمایندگان" and "دو تن کشته شدند"."""
        if match.name == "tonne" and draft.high < 50 and draft.high == int(draft.high):
            word = _WORD.match(self._text, match.end)
            if word and (word[1] == "از" or word[1] in _BODIES):
                return UnitMatch(match.end, Unit("person", "people", UnitKind.PERSON), "person", "people")
        return match

    def _is_no_quantity(self, draft: Draft) -> bool:
        """A time expression ("دو سال اخیر") or part of a name ("منطقه ۳ کشور")."""
        text, words = self._text, self._wording
        previous = _last_word(text, draft.modifier_start, draft.floor)
        if draft.kind is UnitKind.DURATION:
            if draft.high >= _GEOLOGICAL:
                return False
            following = _WORD.match(text, draft.end, draft.limit)
            return previous in words.time_before or (
                following is not None and following[1] in words.time_after
            )
        return draft.modifier_start == draft.number.start and previous in words.index_nouns

    def _is_article(self, draft: Draft) -> bool:
        """A bare "یک" before a noun is an article, not a count."""
        number = draft.number
        if (
            number.high != 1
            or draft.unit is None
            or number.low != 1
            or self._text[number.start : number.end] != "یک"
        ):
            return False
        if draft.kind is UnitKind.DURATION:
            return draft.modifier_start == number.start
        return draft.counted or draft.kind in (UnitKind.PEOPLE, UnitKind.CLASSIFIER, UnitKind.HOUSEHOLD)


def _last_word(text: str, position: int, floor: int) -> str:
    end = position
    while end > floor and text[end - 1] in " \n":
        end -= 1
    begin = end
    while begin > floor and text[begin - 1].isalpha():
        begin -= 1
    return text[begin:end]
