"""Read the unit behind a number: money, percent, measures, classifiers, people, and rates of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from itertools import chain

from pydantic import BaseModel

from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.patterns import spellings


class UnitKind(Enum):
    MEASURE = auto()  # money, percent, physical units
    DURATION = auto()
    CLASSIFIER = auto()  # دستگاه، فقره: what is counted stands behind it
    PERSON = auto()  # نفر
    PEOPLE = auto()  # a noun for people: it is itself what is counted
    HOUSEHOLD = auto()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit under our name for it.

    adjective: the word has the ending of an attribute (هکتاری، ساله). factor: how many of the named unit
    it is (همت is 1e12 IRT).
    """

    name: str
    dimension: str
    kind: UnitKind
    adjective: bool = False
    factor: float = 1


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found in the text, up to `end`: name and dimension are those of the rate, where it is one."""

    end: int
    unit: Unit
    name: str
    dimension: str


class Multiple(BaseModel):
    """A unit word that stands for many of another unit."""

    unit: str
    factor: float
    words: str


class Compound(BaseModel):
    """A unit whose part may be named beside it (ساعت and دقیقه): `share` of one is the other."""

    unit: str
    part: str
    share: float


class UnitRules(RuleFile):
    """rules/units.yaml"""

    measures: dict[str, dict[str, str]]
    multiples: list[Multiple]
    compounds: list[Compound]
    temperature_words: str
    casualty_words: str
    durations: dict[str, str]
    duration_adjectives: dict[str, str]
    classifiers: str
    people: str
    households: str
    denominators: dict[str, str]
    not_a_rate_before: str


def listed(words: str) -> list[str]:
    """The phrases of a comma-parted list."""
    return [phrase for phrase in (piece.strip() for piece in words.split("،")) if phrase]


def folded_list(words: str) -> list[str]:
    """The same, in every folded spelling."""
    return list(chain.from_iterable(spellings(phrase) for phrase in listed(words)))


_FIRST_WORD = re.compile(r"[ \n]?([^\W\d_]+|%)")
_SPEEDS = {"length/time": "speed", "data/time": "data_rate", "volume/time": "flow"}
_CALENDAR = ("hour", "day", "week", "month", "year")  # denominators that may as well be dates: در سال …
_GLUED_LEAST = 4  # letters a unit must have to be read off a word that goes on without a space
_RATE_OPENINGS = (" در", " بر", "\nدر", "\nبر", "در", "بر")
_RATE_WORDS, _RATE_REACH = (" در", " بر"), 24
_CARRIED = ("liter", "cubic_meter", "tonne", "kilogram", "oil_barrel", "gram")


class UnitReader:
    """Finds units at a place of the folded text."""

    def __init__(self) -> None:
        """compounds: (unit, part) -> share. temperature_words: near them degrees are of temperature;
        casualty_words: near them تن is a person."""
        rules = load_rules("units", UnitRules)
        # first word -> the words that follow it with their unit, longest first
        self._units: dict[str, list[tuple[str, Unit]]] = {}
        self._glued: dict[str, Unit] = {}
        dimensions: dict[str, str] = {}
        for dimension, units in rules.measures.items():
            for name, words in units.items():
                self._add(words, Unit(name, dimension, UnitKind.MEASURE))
                dimensions[name] = dimension
        for multiple in rules.multiples:
            dimension = dimensions.get(multiple.unit, "time")
            kind = UnitKind.DURATION if dimension == "time" else UnitKind.MEASURE
            self._add(multiple.words, Unit(multiple.unit, dimension, kind, factor=multiple.factor))
        for name, words in rules.durations.items():
            self._add(words, Unit(name, "time", UnitKind.DURATION), attributes=False)
        for name, words in rules.duration_adjectives.items():
            self._add(words, Unit(name, "time", UnitKind.DURATION, adjective=True), attributes=False)
        self._add("نفر", Unit("person", "people", UnitKind.PERSON))
        self._add("نفره", Unit("person", "people", UnitKind.PERSON, adjective=True), attributes=False)
        self._add(rules.classifiers, Unit("count", "count", UnitKind.CLASSIFIER))
        self._add(rules.people, Unit("person", "people", UnitKind.PEOPLE), attributes=False)
        self._add(rules.households, Unit("household", "households", UnitKind.HOUSEHOLD))
        for following in self._units.values():
            following.sort(key=lambda entry: -len(entry[0]))
        self._denominators = {
            spelling: name for name, words in rules.denominators.items() for spelling in folded_list(words)
        }
        self._denominator_dimensions = {name: dimensions.get(name, "time") for name in rules.denominators}
        self.compounds = {(entry.unit, entry.part): entry.share for entry in rules.compounds}
        self.temperature_words = frozenset(folded_list(rules.temperature_words))
        self.casualty_words = frozenset(folded_list(rules.casualty_words))
        alternatives = "|".join(sorted(self._denominators, key=len, reverse=True))
        self._rate = re.compile(
            rf"((?:[ \n][^\W\d_]+){{0,2}}?)[ \n]?(?:در|بر)[ \n]?(?:هر[ \n])?({alternatives})(?!\w)"
        )
        barred = "|".join(sorted(set(folded_list(rules.not_a_rate_before)), key=len, reverse=True))
        self._barred = re.compile(rf"[ \n]?(?:\(?\d|(?:{barred})(?!\w))")

    def _add(self, words: str, unit: Unit, attributes: bool = True) -> None:
        """Enter every spelling of a unit, and its forms with the ending of an attribute."""
        for spelling in folded_list(words):
            self._enter(spelling, unit)
            if attributes:
                adjective = replace(unit, adjective=True)
                endings = ("ای", " ای") if spelling.endswith("ه") else ("ی",)
                for ending in endings:
                    self._enter(spelling + ending, adjective)

    def _enter(self, spelling: str, unit: Unit) -> None:
        first, _, rest = spelling.partition(" ")
        entries = self._units.setdefault(first, [])
        if all(rest != known for known, _ in entries):
            entries.append((rest, unit))
        if not rest and (len(spelling) >= _GLUED_LEAST or spelling == "نفر") and not unit.adjective:
            self._glued.setdefault(spelling, unit)

    def read(self, text: str, position: int) -> UnitMatch | None:
        """The unit that stands right at `position`, after one blank at most, with its rate if one follows."""
        word = _FIRST_WORD.match(text, position)
        if word is None:
            return None
        for rest, unit in self._units.get(word[1], ()):
            end = word.end()
            if rest:
                end += len(rest) + 1
                if text[word.end() : end].replace("\n", " ") != " " + rest or text[end : end + 1].isalnum():
                    continue
            return self._with_rate(text, end, unit)
        return self._read_glued(text, word)

    def _read_glued(self, text: str, word: re.Match[str]) -> UnitMatch | None:
        """A unit whose space to the next word was lost: نفرعضو، هکتاراراضی."""
        letters = word[1]
        for length in range(min(len(letters) - 2, 10), 2, -1):
            unit = self._glued.get(letters[:length])
            if unit is not None and unit.kind is not UnitKind.PEOPLE and unit.kind is not UnitKind.CLASSIFIER:
                return self._with_rate(text, word.start(1) + length, unit)
        return None

    def _with_rate(self, text: str, end: int, unit: Unit) -> UnitMatch:
        name, dimension = unit.name, unit.dimension
        if self._may_be_rate(text, end, unit):
            rate = self._rate.match(text, end)
            if rate and (not rate[1] or name in _CARRIED):
                per = self._denominators[rate[2]]
                if per not in _CALENDAR or not self._barred.match(text, rate.end()):
                    over = self._denominator_dimensions[per]
                    compound = f"{dimension}/{over}"
                    return UnitMatch(rate.end(), unit, f"{name}/{per}", _SPEEDS.get(compound, compound))
        return UnitMatch(end, unit, name, dimension)

    @staticmethod
    def _may_be_rate(text: str, end: int, unit: Unit) -> bool:
        """A cheap look before the pattern is tried."""
        if unit.kind not in (UnitKind.MEASURE, UnitKind.PERSON) or unit.dimension == "ratio":
            return False
        if text.startswith(_RATE_OPENINGS, end):
            return True
        return unit.name in _CARRIED and any(word in text[end : end + _RATE_REACH] for word in _RATE_WORDS)


@cache
def unit_reader() -> UnitReader:
    """The reader of rules/units.yaml, built once."""
    return UnitReader()
