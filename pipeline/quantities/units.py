"""Read the unit behind a number: money, percent, measures, classifiers, people, and rates of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cache

from pydantic import BaseModel

from pipeline.quantities.words import word_at
from pipeline.rulebook.fields import Phrases, PhraseSet, PhraseTable
from pipeline.rulebook.loading import RuleFile, load_rules
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
    words: Phrases


class Compound(BaseModel):
    """A unit whose part may be named beside it (ساعت and دقیقه): `share` of one is the other."""

    unit: str
    part: str
    share: float


class UnitRules(RuleFile):
    """rules/units.yaml"""

    measures: dict[str, dict[str, Phrases]]
    multiples: list[Multiple]
    compounds: list[Compound]
    durations: dict[str, Phrases]
    duration_adjectives: dict[str, Phrases]
    persons: Phrases
    person_adjectives: Phrases
    classifiers: Phrases
    people: Phrases
    households: Phrases
    temperature_words: PhraseSet
    casualty_words: PhraseSet
    denominators: PhraseTable
    rate_prepositions: Phrases
    each: Phrases
    only_begin_like_units: Phrases
    not_a_rate_before: Phrases


_SPEEDS = {"length/time": "speed", "data/time": "data_rate", "volume/time": "flow"}
_CALENDAR = ("hour", "day", "week", "month", "year")  # denominators that may as well be dates: در سال …
_GLUED_LEAST = 4  # letters a unit must have to be read off a word that goes on without a space
_SHORTEST = 3  # but نفر has less
_GLUED_LONGEST = 10
_RATE_REACH = 24  # letters in which the preposition of a rate is
_CARRIED = ("liter", "cubic_meter", "tonne", "kilogram", "oil_barrel", "gram")


class UnitReader:
    """Finds units at a place of the folded text."""

    def __init__(self) -> None:
        """compounds: (unit, part) -> share. temperature_words: near them degrees are of temperature;
        casualty_words: near them تن is a person; people: nouns for people."""
        rules = load_rules("units", UnitRules)
        # first word -> what follows it, its blank first, with the unit; the longest first
        self._units: dict[str, list[tuple[str, Unit]]] = {}
        self._persons = rules.persons
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
        person = Unit("person", "people", UnitKind.PERSON)
        self._add(rules.persons, person)
        self._add(rules.person_adjectives, replace(person, adjective=True), attributes=False)
        self._add(rules.classifiers, Unit("count", "count", UnitKind.CLASSIFIER))
        self._add(rules.people, Unit("person", "people", UnitKind.PEOPLE), attributes=False)
        self._add(rules.households, Unit("household", "households", UnitKind.HOUSEHOLD))
        for following in self._units.values():
            following.sort(key=lambda entry: -len(entry[0]))
        self._denominators = rules.denominators
        self._denominator_dimensions = {
            name: dimensions.get(name, "time") for name in rules.denominators.values()
        }
        self._only_begin_like_units = rules.only_begin_like_units
        self.compounds = {(entry.unit, entry.part): entry.share for entry in rules.compounds}
        self.temperature_words = rules.temperature_words
        self.casualty_words = rules.casualty_words
        self.people = frozenset(rules.people)
        self._prepositions = rules.rate_prepositions
        self._parted_prepositions = tuple(f" {word}" for word in rules.rate_prepositions)
        preposition, each = any_of(rules.rate_prepositions), any_of(rules.each)
        denominator = any_of(self._denominators)
        self._rate = re.compile(
            rf"((?: [^\W\d_]+){{0,2}}?) ?{preposition} ?(?:{each} )?({denominator})(?!\w)"
        )
        self._rates: dict[tuple[Unit, str], Unit] = {}
        barred = any_of(rules.not_a_rate_before)
        self._barred = re.compile(rf" ?(?:\(?\d|{barred}(?!\w))")

    def are_people(self, noun: str) -> bool:
        """Whether a folded noun is the plural of one for people: کودکان, نویسندگان."""
        singular = noun.removesuffix("گان") + "ه" if noun.endswith("گان") else noun.removesuffix("ان")
        return noun != singular and singular in self.people

    def _add(self, spellings: Iterable[str], unit: Unit, attributes: bool = True) -> None:
        """Enter every spelling of a unit, and its forms with the ending of an attribute."""
        for spelling in spellings:
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
        if _GLUED_LEAST <= len(spelling) <= _GLUED_LONGEST or spelling in self._persons:
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
            text.startswith(self._prepositions, begin)
            or (
                unit.carried
                and any(word in text[end : end + _RATE_REACH] for word in self._parted_prepositions)
            )
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
