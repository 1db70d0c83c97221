"""rules/dates.yaml: its model, and the tables in the form that matching wants."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.rulebook.fields import Pattern, Phrases, PhraseTable, WrittenPattern
from pipeline.rulebook.loading import Rule, RuleFile
from pipeline.rulebook.patterns import spellings

Reading = Literal[
    "date", "month", "years", "part", "half", "season", "span", "decade",
    "occasion", "plan", "government", "same", "weekday", "day_word", "third", "name", "nothing",
]  # fmt: skip
Trigger = Literal[
    "slash", "digits", "month", "year", "months", "unit", "half", "season",
    "decade", "occasion", "plan", "government", "same", "head", "weekday", "day_word",
]  # fmt: skip
Value = TypeVar("Value")


def _month_day(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split("-")))


# "06-02" in the file, (6, 2) here.
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]
IsoDay = Annotated[tuple[int, int, int], BeforeValidator(_month_day)]
Relation = Literal["back", "ago", "ahead", "later", "now"]


class DateRule(Rule):
    """A rule of the date grammar: tried at the trigger words of `at`; `reads` names its reader.

    begins: with the trigger, with the number before it, or with the word before it that names an end of it.
    """

    at: list[Trigger] = Field(min_length=1)
    begins: Literal["trigger", "number", "edge"] = "trigger"
    reads: Reading


class Plan(BaseModel):
    """A development plan: its ordinals, its first and last year, and the year its law settled them."""

    model_config = ConfigDict(extra="forbid")

    names: list[str]
    years: tuple[int, int]
    law: int


class Government(BaseModel):
    """A government's term, Jalali dates; `to` null while it lasts."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    names: list[str]
    first: IsoDay = Field(alias="from")
    last: IsoDay | None = Field(alias="to")


class Month(NamedTuple):
    """A month by name. calendar: jalali | gregorian | hijri."""

    calendar: str
    number: int


class DatePatterns(BaseModel):
    """What stands before dates."""

    model_config = ConfigDict(extra="forbid")

    edge_before: Pattern
    limit: Pattern
    since_yesterday: Pattern
    comparison: Pattern
    inside: Pattern


class DatesFile(RuleFile):
    """The whole of rules/dates.yaml. What patterns are put together from is left as it is written."""

    calendars: dict[Literal["jalali", "gregorian", "hijri"], list[list[str]]]
    plain_months: list[str]
    months_with_years: Phrases
    seasons: dict[str, int]
    weekdays: dict[str, int]
    day_words: dict[str, int]
    cardinals: dict[str, int]
    ordinals: dict[str, int]
    year_words: dict[str, int]
    relative_years: dict[str, int]
    relations: dict[Relation, list[str]]
    neighbours: dict[str, int]
    neighbour_weeks: dict[str, int]
    units: PhraseTable
    last_parts: Phrases
    last_thirds: Phrases
    eras: PhraseTable
    business_years: PhraseTable
    starts: Phrases
    wholes: Phrases
    between: Phrases
    prepositions: Phrases
    limit_words: Phrases
    today: Phrases
    comparison_words: Phrases
    counted_after_number: list[str]
    year_heads: list[str]
    behind: dict[str, list[str]]
    trigger_words: dict[Trigger, list[str]]
    year_starts: Phrases
    triggers_before_relations: Phrases
    weeks_of_month: Phrases
    number_endings: Phrases
    occasions: dict[str, tuple[MonthDay, MonthDay]]
    plans: list[Plan]
    governments: list[Government]
    patterns: DatePatterns
    number_before: WrittenPattern
    rules: list[DateRule]

    @cached_property
    def months(self) -> dict[str, Month]:
        """Squeezed month name -> month."""
        return {
            squeeze(spelling): Month(calendar, number)
            for calendar, months in self.calendars.items()
            for number, names in enumerate(months, 1)
            for name in names
            for spelling in spellings(name)
        }

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Squeezed number word, cardinal or ordinal -> value."""
        return squeezed(self.cardinals | self.ordinals)

    def era(self, phrase: str | None) -> str | None:
        """The calendar that the name of an era ends with, "هجری قمری": jalali | gregorian | hijri."""
        return None if phrase is None else self.eras.get(phrase.rpartition(" ")[2])

    @cached_property
    def limit_ends(self) -> tuple[str, ...]:
        """What the pattern of a limit ends with: a look first saves most of the time."""
        words = (*self.limit_words, *self.wholes, *self.starts, *self.today)
        commas = (f"{word}،" for word in self.today)
        return tuple(word + blank for word in (*words, *commas) for blank in (" ", "\n", ""))

    @cached_property
    def year_shifts(self) -> dict[str, int]:
        """Phrase of a relative year, as it is spelled and squeezed -> years from the reference."""
        spelled = {s: shift for phrase, shift in self.relative_years.items() for s in spellings(phrase)}
        return spelled | squeezed(self.relative_years)

    @cached_property
    def day_shifts(self) -> dict[str, int]:
        """Squeezed day word -> days from the reference."""
        return squeezed(self.day_words)

    @cached_property
    def weekday_numbers(self) -> dict[str, int]:
        """Squeezed weekday -> 0 for Saturday to 6."""
        return squeezed(self.weekdays)

    @cached_property
    def season_numbers(self) -> dict[str, int]:
        """Squeezed season -> 1 to 4."""
        return squeezed(self.seasons)

    @cached_property
    def occasion_days(self) -> dict[str, tuple[MonthDay, MonthDay]]:
        """Squeezed occasion -> first and last day."""
        return squeezed(self.occasions)


def squeeze(phrase: str) -> str:
    """A folded phrase without blanks: the key under which the tables hold it."""
    return phrase.replace(" ", "")


def squeezed(table: Mapping[str, Value]) -> dict[str, Value]:
    """A table of phrases, under the keys it is asked by."""
    return {squeeze(spelling): value for phrase, value in table.items() for spelling in spellings(phrase)}
