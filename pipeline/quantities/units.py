"""Read the unit behind a number: money, percent, measures, classifiers, people, and rates of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cache
from itertools import chain

from pydantic import BaseModel

from pipeline.quantities.words import word_at
from pipeline.rulebook.loading import RuleFile, load_rules
from pipeline.rulebook.patterns import spellings
from pipeline.rulebook.trie import any_of

# Of an attribute, by the last letter of its word: بشکه‌ای, یورویی; ی behind the others.
_ENDINGS = {"ه": ("ای", " ای"), "و": ("یی", " یی")}


class UnitKind(Enum):
    MEASURE = auto()  # money, percent, physical units
    DURATION = auto()
    CLASSIFIER = auto()  # دستگاه، فقره: what is counted stands behind it
    PERSON = auto()  # نفر
    PEOPLE = auto()  # a noun for people: it is itself what is counted
    HOUSEHOLD = auto()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or a rate under our name for it.

    adjective: the word has the ending of an attribute (هکتاری، ساله). factor: how many of the named unit
    it is (همت is 1e12 IRT). ratable: a rate may be made of it. carried: in a rate, words for what is carried
    may stand between ("تن گندم در سال").
    """

    name: str
    dimension: str
    kind: UnitKind
    adjective: bool = False
    factor: float = 1
    ratable: bool = field(init=False, default=False)
    carried: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        ratable = self.kind in (UnitKind.MEASURE, UnitKind.PERSON) and self.dimension != "ratio"
        object.__setattr__(self, "ratable", ratable)
        object.__setattr__(self, "carried", self.name in _CARRIED)


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
    only_begin_like_units: str
    not_a_rate_before: str


def listed(words: str) -> list[str]:
    """The phrases of a comma-parted list."""
    return [phrase for phrase in (piece.strip() for piece in words.split("،")) if phrase]


def folded_list(words: str) -> list[str]:
    """The same, in every folded spelling."""
    return list(chain.from_iterable(spellings(phrase) for phrase in listed(words)))


_SPEEDS = {"length/time": "speed", "data/time": "data_rate", "volume/time": "flow"}
_CALENDAR = ("hour", "day", "week", "month", "year")  # denominators that may as well be dates: در سال …
_GLUED_LEAST = 4  # letters a unit must have to be read off a word that goes on without a space
_GLUED_SHORT = "نفر"  # but this one has less
_SHORTEST = len(_GLUED_SHORT)
_GLUED_LONGEST = 10
_RATE_PREPOSITIONS = frozenset(("در", "بر"))
_RATE_WORDS, _RATE_REACH = (" در", " بر"), 24
_CARRIED = ("liter", "cubic_meter", "tonne", "kilogram", "oil_barrel", "gram")


class UnitReader:
    """Finds units at a place of the folded text."""

    def __init__(self) -> None:
        """compounds: (unit, part) -> share. temperature_words: near them degrees are of temperature;
        casualty_words: near them تن is a person; people: nouns for people."""
        rules = load_rules("units", UnitRules)
        # first word -> what follows it, its blank first, with the unit; the longest first
        self._units: dict[str, list[tuple[str, Unit]]] = {}
        self._glued: dict[str, Unit] = {}
        self._glued_openings: set[str] = set()  # how their words begin
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
        self._only_begin_like_units = tuple(folded_list(rules.only_begin_like_units))
        self.compounds = {(entry.unit, entry.part): entry.share for entry in rules.compounds}
        self.temperature_words = frozenset(folded_list(rules.temperature_words))
        self.casualty_words = frozenset(folded_list(rules.casualty_words))
        self.people = frozenset(folded_list(rules.people))
        alternatives = any_of(self._denominators)
        self._rate = re.compile(rf"((?: [^\W\d_]+){{0,2}}?) ?(?:در|بر) ?(?:هر )?({alternatives})(?!\w)")
        self._rates: dict[tuple[Unit, str], Unit] = {}
        barred = any_of(folded_list(rules.not_a_rate_before))
        self._barred = re.compile(rf" ?(?:\(?\d|{barred}(?!\w))")

    def are_people(self, noun: str) -> bool:
        """Whether a folded noun is the plural of one for people: کودکان, نویسندگان."""
        singular = noun.removesuffix("گان") + "ه" if noun.endswith("گان") else noun.removesuffix("ان")
        return noun != singular and singular in self.people

    def _add(self, words: str, unit: Unit, attributes: bool = True) -> None:
        """Enter every spelling of a unit, and its forms with the ending of an attribute."""
        for spelling in folded_list(words):
            self._enter(spelling, unit)
            if attributes:
                adjective = replace(unit, adjective=True)
                for ending in _ENDINGS.get(spelling[-1], ("ی",)):
                    self._enter(spelling + ending, adjective)

    def _enter(self, spelling: str, unit: Unit) -> None:
        first, blank, rest = spelling.partition(" ")
        rest = blank + rest
        entries = self._units.setdefault(first, [])
        if all(rest != known for known, _ in entries):
            entries.append((rest, unit))
        if unit.kind in (UnitKind.PEOPLE, UnitKind.CLASSIFIER) or unit.adjective or rest:
            return
        if _GLUED_LEAST <= len(spelling) <= _GLUED_LONGEST or spelling == _GLUED_SHORT:
            self._glued.setdefault(spelling, unit)
            self._glued_openings.add(spelling[:_SHORTEST])

    def read(self, text: str, position: int) -> tuple[int, Unit] | None:
        """The unit that stands right at `position`, after one blank at most, with its rate if one follows;
        and where it ends. The text has blanks for line ends and ends with two."""
        if text[position] == " ":
            position += 1
        return self.read_word(text, position, word_at(text, position))

    def read_word(self, text: str, position: int, word: str) -> tuple[int, Unit] | None:
        """The same, where `word` is known to stand right at `position`."""
        for rest, unit in self._units.get(word or text[position : position + 1], ()):
            end = position + (len(word) or 1)
            if rest:
                if not text.startswith(rest, end) or text[end + len(rest)].isalnum():
                    continue
                end += len(rest)
            return self._with_rate(text, end, unit) if unit.ratable else (end, unit)
        return self._read_glued(text, position, word) if word[:_SHORTEST] in self._glued_openings else None

    def _read_glued(self, text: str, start: int, letters: str) -> tuple[int, Unit] | None:
        """A unit whose space to the next word was lost: نفرعضو، هکتاراراضی."""
        if letters.startswith(self._only_begin_like_units):
            return None
        for length in range(min(len(letters) - 2, _GLUED_LONGEST), _SHORTEST - 1, -1):
            unit = self._glued.get(letters[:length])
            if unit is not None:
                return self._with_rate(text, start + length, unit)
        return None

    def _with_rate(self, text: str, end: int, unit: Unit) -> tuple[int, Unit]:
        """The rate of the unit that the words behind it make it, else the unit."""
        begin = end + 1 if text[end] == " " else end
        if unit.ratable and (
            text[begin : begin + 2] in _RATE_PREPOSITIONS
            or (unit.carried and any(word in text[end : end + _RATE_REACH] for word in _RATE_WORDS))
        ):
            rate = self._rate.match(text, end)
            if rate and (not rate[1] or unit.carried):
                per = self._denominators[rate[2]]
                if per not in _CALENDAR or not self._barred.match(text, rate.end()):
                    return rate.end(), self._rate_of(unit, per)
        return end, unit

    def _rate_of(self, unit: Unit, per: str) -> Unit:
        rate = self._rates.get((unit, per))
        if rate is None:
            dimension = f"{unit.dimension}/{self._denominator_dimensions[per]}"
            name, dimension = f"{unit.name}/{per}", _SPEEDS.get(dimension, dimension)
            rate = self._rates[unit, per] = replace(unit, name=name, dimension=dimension)
        return rate


@cache
def unit_reader() -> UnitReader:
    """The reader of rules/units.yaml, built once."""
    return UnitReader()
